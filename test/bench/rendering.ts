import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { serveFiles } from '../support/static-site.ts';
import type { Row } from './row.ts';
import type { Rendering } from './rendering/page.ts';
import { median } from './statistics.ts';
import { mainThreadBetween, traceCategories, type MainThread } from './trace.ts';

const lines = 50;
const viewers = 30;
const seconds = 8;
const rounds = 3;
const longest = 50;
const costReach = 3;

type Work = { readonly [Name in keyof Rendering]: { readonly name: Name; readonly args: Parameters<Rendering[Name]> } }[keyof Rendering];

/** The page with the elements, minified as in production. */
async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: join(import.meta.dirname, '../..'),
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: join(import.meta.dirname, 'rendering/page.ts'), output: { entryFileNames: 'page.js', minify: true } } },
  });
  const { output } = built as Rolldown.RolldownOutput;
  return new Map(output.map((item) => [item.fileName, item.type === 'chunk' ? item.code : String(item.source)]));
}

/** One piece of work in a page of its own, from its trace. */
async function traced(browser: Browser, url: string, { name, args }: Work): Promise<MainThread> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await page.waitForFunction(() => 'rendering' in window);
  await browser.startTracing(page, { categories: traceCategories });
  await page.evaluate(([work, given]) => (window.rendering[work] as (...all: unknown[]) => Promise<void>)(...given), [name, args] as const);
  const trace = await browser.stopTracing();
  await page.close();
  return mainThreadBetween(trace.toString('utf8'), 'bench-begin', 'bench-end');
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const taskRow = (what: string, found: readonly MainThread[]): Row => {
  const worst = Math.max(...found.map(({ longestScriptTask }) => longestScriptTask));
  return { what: `rendering: ${what}, longest task with script`, figure: ms(worst), reach: `≤ ${longest} ms`, reached: worst <= longest };
};

/** Chat and people at a crowd's pace, beside a plain list, and what the first drawing costs: all from traces of the main thread. */
export async function measure(): Promise<Row[]> {
  const files = await bundlePage();
  const html = '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script>';
  const site = await serveFiles(async (path) => (path === 'index.html' ? html : files.get(path) ?? Promise.reject(new Error(path))));
  const browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const run = (work: Work) => traced(browser, site.url, work);
  try {
    const found = { chat: [] as MainThread[], plain: [] as MainThread[], viewers: [] as MainThread[], room: [] as MainThread[], lobby: [] as MainThread[], live: [] as MainThread[] };
    for (let round = 0; round < rounds; round += 1) {
      found.chat.push(await run({ name: 'chat', args: [lines, seconds] }));
      found.plain.push(await run({ name: 'plain', args: [lines, seconds] }));
      found.viewers.push(await run({ name: 'viewers', args: [viewers, seconds] }));
      found.room.push(await run({ name: 'room', args: [lines, viewers, seconds] }));
      found.lobby.push(await run({ name: 'first', args: ['IDLE'] }));
      found.live.push(await run({ name: 'first', args: ['ACTIVE'] }));
      process.stderr.write(`round ${round + 1} of ${rounds}; load ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}\n`);
    }
    const perLine = (of: readonly MainThread[], part: 'tasks' | 'script') => median(of.map((one) => one[part])) / (lines * seconds);
    const ratio = median(found.chat.map((one, round) => one.tasks / found.plain[round]!.tasks));
    return [
      taskRow(`chat at ${lines} lines/s`, found.chat),
      {
        what: 'rendering: main thread per chat line, ours ÷ a plain append of the same text',
        figure: `${ratio.toFixed(2)}; ${ms(perLine(found.chat, 'tasks'))} against ${ms(perLine(found.plain, 'tasks'))} (script ${ms(perLine(found.chat, 'script'))} against ${ms(perLine(found.plain, 'script'))})`,
        reach: `≤ ${costReach}`,
        reached: ratio <= costReach,
      },
      taskRow(`${viewers} viewers/s in, ${viewers}/s out`, found.viewers),
      taskRow('a room of four with both', found.room),
      ...(['lobby', 'live'] as const).map((name): Row => {
        const script = median(found[name].map((one) => one.script));
        return { what: `rendering: first drawing of the ${name === 'lobby' ? 'lobby' : 'live room, four on stage'}, script`, figure: ms(script), reach: 'recorded', reached: true };
      }),
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}
