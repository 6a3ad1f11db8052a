import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where `npm run build:storybook` puts it. */
export const builtStorybook: string = process.env['MUF_STORYBOOK'] ?? join(import.meta.dirname, '../../dist/storybook');

export interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
  /** The export's name, for stories. */
  readonly exportName?: string;
  readonly importPath: string;
}

/** Every story and page, in the order of the sidebar. Throws when there is no built Storybook. */
export function readIndex(folder: string = builtStorybook): readonly Entry[] {
  const path = join(folder, 'index.json');
  if (!existsSync(path)) throw new Error('There is no built Storybook. Run "npm run build:storybook" first.');
  return Object.values((JSON.parse(readFileSync(path, 'utf8')) as { entries: Record<string, Entry> }).entries);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png',
};

/** Serves a folder on loopback, on a port of its own. */
export async function serveFolder(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=600' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

const flags = [
  '--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
  // Pages stand side by side; none may be put to sleep for not being in front.
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
];

export const launchForStories = (): Promise<Browser> => chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: flags });

interface Violation { readonly id: string; readonly nodes: readonly { readonly target: readonly (string | readonly string[])[]; readonly failureSummary?: string }[] }
/** What the page tells of one story. */
interface Told { readonly errors: readonly string[]; readonly reports: readonly { readonly type: string; readonly result?: { readonly violations?: readonly Violation[]; readonly error?: unknown } }[] }

/** What came of showing one story. */
export interface Shown {
  /** Of the page, of the story and of what was tried in it. */
  readonly errors: readonly string[];
  /** What axe found, a line each; `null` when it did not look. */
  readonly violations: readonly string[] | null;
  /** Requests that left the machine. */
  readonly strays: readonly string[];
}

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** What the toolbar says. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** By this name Storybook knows a test, and stops animations where it would wait for their ends. */
  readonly asTest?: boolean;
}

/** One page that shows one story after another, as the manager's sidebar would: nothing is loaded twice. */
export class StoryPage {
  readonly page: Page;
  readonly #errors: string[] = [];
  readonly #strays: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => void this.#errors.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') this.#strays.push(request.url());
    });
  }

  static async open(browser: Browser, url: string, options: PageOptions = {}): Promise<StoryPage> {
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 }, reducedMotion: 'reduce', colorScheme: 'dark', ...(options.asTest ? { userAgent: 'StorybookTestRunner' } : {}),
    });
    const page = await context.newPage();
    const story = new StoryPage(page);
    await page.goto(`${url}/iframe.html?viewMode=story`);
    await page.waitForFunction(() => (Reflect.get(window, '__STORYBOOK_PREVIEW__') as { storyStoreValue?: unknown } | undefined)?.storyStoreValue !== undefined);
    await page.evaluate((globals) => (Reflect.get(window, '__STORYBOOK_ADDONS_CHANNEL__') as { emit(name: string, payload: object): void }).emit('updateGlobals', { globals }), options.globals ?? {});
    this.#forget(story);
    return story;
  }

  static #forget(story: StoryPage): void {
    story.#errors.length = 0;
    story.#strays.length = 0;
  }

  /** Shows a story, lets it play, and has axe look at it. */
  async show(id: string, withinMs = 40_000): Promise<Shown> {
    const told = await this.page.evaluate(showInPage, { id, withinMs });
    const { result } = told.reports.find(({ type }) => type === 'a11y') ?? {};
    const errors = [...told.errors, ...this.#errors, ...(result?.error ? [`axe: ${JSON.stringify(result.error)}`] : [])];
    const shown: Shown = { errors, violations: result?.violations?.flatMap(linesOf) ?? null, strays: [...this.#strays] };
    StoryPage.#forget(this);
    return shown;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

function linesOf({ id, nodes }: Violation): string[] {
  return nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' → ')}: ${failureSummary?.replace(/\s+/g, ' ') ?? ''}`);
}

/** Runs in the page: it has nothing of this file's but its argument. */
function showInPage({ id, withinMs }: { id: string; withinMs: number }): Promise<Told> {
  interface Channel { on(name: string, listener: (payload: never) => void): void; off(name: string, listener: (payload: never) => void): void; emit(name: string, payload: object): void }
  const channel = Reflect.get(window, '__STORYBOOK_ADDONS_CHANNEL__') as Channel;
  const failures = ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'storyMissing', 'unhandledErrorsWhilePlaying'];
  return new Promise((resolve) => {
    const errors: string[] = [];
    const heard = failures.map((name) => [name, (error: { message?: string; description?: string; title?: string }) => {
      errors.push(`${name}: ${error?.message ?? error?.description ?? JSON.stringify(error)}`);
      if (name === 'storyMissing') done([]);
    }] as const);
    const finished = ({ storyId, reporters }: { storyId: string; reporters: Told['reports'] }): void => {
      if (storyId === id) done(reporters.map(({ type, result }) => ({ type, result: JSON.parse(JSON.stringify({ violations: result?.violations, error: result?.error })) as NonNullable<Told['reports'][number]['result']> })));
    };
    const timer = setTimeout(() => {
      errors.push(`It was not finished within ${withinMs} ms.`);
      done([]);
    }, withinMs);
    function done(reports: Told['reports']): void {
      clearTimeout(timer);
      channel.off('storyFinished', finished);
      for (const [name, listener] of heard) channel.off(name, listener);
      resolve({ errors, reports });
    }
    channel.on('storyFinished', finished);
    for (const [name, listener] of heard) channel.on(name, listener);
    channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' });
  });
}
