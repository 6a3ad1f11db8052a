import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Footage } from '../fixtures/footage.ts';
import { probeScript } from './browser-probe.ts';

const flags = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // Several pages are live at once; none may be put to sleep for not being in front.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

export interface BrowserOptions {
  /** What camera and microphone show. */
  readonly footage: Footage;
  /** Answers the permission prompt with yes; without it, contexts need `permissions`. */
  readonly allowDevices?: boolean;
}

export interface VisitOptions extends BrowserContextOptions {
  /** Runs in the page before its own scripts. */
  readonly initScript?: string;
  /** Console errors that belong to the test, such as a cut socket's. */
  readonly expectedErrors?: readonly RegExp[];
}

/** One person's browser: a context and page of its own, with every error it had. */
export interface Visit {
  readonly page: Page;
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface TestBrowser {
  visit(options?: VisitOptions): Promise<Visit>;
  /** Every unexpected error of every page so far; a passing test has none. */
  errors(): readonly string[];
  close(): Promise<void>;
}

function collectErrors(page: Page, expected: readonly RegExp[]): string[] {
  const errors: string[] = [];
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
  };
  page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => note('the page crashed'));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  return errors;
}

/** Chromium with real-looking footage as camera and microphone. `CHROME_PATH` names another binary. */
export async function launchBrowser({ footage, allowDevices = true }: BrowserOptions): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: [
      ...flags,
      ...(allowDevices ? ['--use-fake-ui-for-media-stream'] : []),
      `--use-file-for-fake-video-capture=${footage.video}`,
      `--use-file-for-fake-audio-capture=${footage.audio}`,
    ],
  });
  const visits: Visit[] = [];
  return {
    async visit({ initScript, expectedErrors = [], ...options } = {}) {
      // Drawing what moves is a good part of a small machine's work; `test/ui` and the live room's own test see it move.
      const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 }, ...options });
      await context.addInitScript(probeScript);
      if (initScript) await context.addInitScript(initScript);
      const page = await context.newPage();
      // As `until`: a page on a machine that encodes and decodes for a whole room may take long to load.
      page.setDefaultTimeout(30_000);
      const visit: Visit = { page, errors: collectErrors(page, expectedErrors), close: () => context.close() };
      visits.push(visit);
      return visit;
    },
    errors: () => visits.flatMap((visit) => visit.errors),
    close: () => browser.close(),
  };
}
