import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debian, ensurePackages, type PackageSystem } from '../../server/setup/debian.ts';
import { findProgram } from '../../server/setup/find-program.ts';
import { sayToTerminal, SetupError, type Say } from '../../server/setup/setup-error.ts';
import { openBidi, type Bidi } from './bidi.ts';
import { probeScript } from './browser-probe.ts';
import { until } from './until.ts';

const startMs = 30_000;

/** Firefox's own test picture and tone as camera and microphone, granted; nothing looks for updates. */
const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.active-protocols': 1,
};

const findFirefox = (env: NodeJS.ProcessEnv): string | undefined => findProgram(['firefox', 'firefox-esr'], env, ['/usr/bin']);

/**
 * A Firefox to test with: the one on the PATH, else Debian's, installed where we may.
 * @throws {SetupError} with a sentence that says what to install.
 */
export async function ensureFirefox(env: NodeJS.ProcessEnv = process.env, say: Say = sayToTerminal, system: PackageSystem = debian, look: typeof findFirefox = findFirefox): Promise<string> {
  const found = look(env);
  if (found) return found;
  await ensurePackages(['firefox-esr'], 'Testing in Firefox', say, system);
  const installed = look(env);
  if (!installed) throw new SetupError('No Firefox was found. Install Firefox, and try again.');
  return installed;
}

/** One person's page, in a container of its own. */
export interface FirefoxPage {
  go(url: string): Promise<void>;
  /** Runs a function of its own in the page: it uses nothing from outside itself. */
  evaluate<Result, Args extends readonly unknown[]>(act: (...args: Args) => Result | Promise<Result>, ...args: Args): Promise<Result>;
  /** Presses what has this name, as a pointer does. */
  press(name: string, tag?: 'button' | 'input'): Promise<void>;
  /** Types into the text box of this name. */
  type(name: string, text: string): Promise<void>;
}

export interface Firefox {
  visit(): Promise<FirefoxPage>;
  /** Uncaught errors of all pages. */
  errors(): readonly string[];
  close(): Promise<void>;
}

async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  child.stderr!.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  const [, address] = await until(() => /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(printed), (match) => match !== null || child.exitCode !== null, { what: 'Firefox listens', within: startMs }) ?? [];
  if (!address) throw new Error(`Firefox did not start:\n${printed}`);
  return address;
}

export async function launchFirefox(): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'muf-firefox-'));
  await writeFile(join(profile, 'user.js'), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const child = spawn(await ensureFirefox(), ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'], { env: { ...process.env, HOME: profile }, stdio: ['ignore', 'ignore', 'pipe'] });
  const bidi = await openBidi(`${await addressOf(child)}/session`);
  await bidi.send('script.addPreloadScript', { functionDeclaration: `() => { ${probeScript} }` });
  return {
    visit: () => openPage(bidi),
    errors: () => bidi.errors,
    async close() {
      const gone = child.exitCode === null && once(child, 'exit');
      bidi.close();
      child.kill();
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Runs inside the page: the first one of this name that is to be seen, through every shadow root. */
function findNamed(tag: string, name: string): Element | null {
  const all = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  const names = (element: Element): (string | null | undefined)[] => [element.getAttribute('aria-label'), element.textContent, ...[...((element as HTMLInputElement).labels ?? [])].map((label) => label.querySelector('.label')?.textContent ?? label.textContent)];
  return all(document).find((element) => element.localName === tag && element.checkVisibility() && names(element).some((text) => text?.trim() === name)) ?? null;
}

async function openPage(bidi: Bidi): Promise<FirefoxPage> {
  const { userContext } = await bidi.send('browser.createUserContext');
  const { context } = await bidi.send('browsingContext.create', { type: 'tab', userContext });
  await bidi.send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 800 } });

  const run = (act: string, args: readonly unknown[]) => bidi.evaluate(context as string, `(${act})(...${JSON.stringify(args)})`);
  async function find(tag: 'button' | 'input', name: string): Promise<object> {
    const { sharedId } = await until(() => run(findNamed.toString(), [tag, name]), (node) => node.sharedId !== undefined, { what: `there is a ${tag} “${name}”` });
    return { sharedId };
  }
  const perform = (...actions: readonly object[]): Promise<unknown> => bidi.send('input.performActions', { context, actions });
  const page: FirefoxPage = {
    async go(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(act, ...args) {
      const { value } = await run(`async (...args) => JSON.stringify((await (${act.toString()})(...args)) ?? null)`, args);
      return JSON.parse(value!) as never;
    },
    async press(name, tag = 'button') {
      const origin = { type: 'element', element: await find(tag, name) };
      await perform({ type: 'pointer', id: 'mouse', actions: [{ type: 'pointerMove', x: 0, y: 0, origin }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] });
    },
    async type(name, text) {
      await page.press(name, 'input');
      await perform({ type: 'key', id: 'keys', actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) });
    },
  };
  return page;
}
