import { footage } from '../fixtures/footage.ts';
import { launchBrowser } from '../support/browser.ts';
import { behind, picturesOn } from '../support/picture-clock.ts';
import { goLive, videoOf, watch } from '../support/room-page.ts';
import { startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import type { Row } from './row.ts';
import { median, quantile } from './statistics.ts';

const runs = 5;
const pictures = 200;
const reachMs = 150;

interface Delay { readonly median: number; readonly worst: number }

/** A host’s own picture on their page, and the same on a viewer’s: by the clock in it. */
async function once(): Promise<Delay> {
  const server = await startServer();
  const browser = await launchBrowser({ footage: await footage() });
  try {
    const [host, viewer] = [await browser.visit(), await browser.visit({ viewport: { width: 700, height: 500 } })];
    await host.page.goto(`${server.url}/broadcaster.html`);
    await watch(viewer, await goLive(host, 'Ada'), 'Bo', 'Ada');
    const [camera, shown] = [await picturesOn(videoOf(host.page, 'Ada')), await picturesOn(videoOf(viewer.page, 'Ada'))];
    const seen = await until(shown, (list) => list.length >= pictures, { what: `${pictures} pictures`, within: 60_000, every: 500 });
    const delays = behind(seen.slice(-pictures), await camera());
    return { median: median(delays), worst: quantile(delays, 0.95) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** From the camera, as its own page shows it, over the SFU to a viewer’s screen. */
export async function measure(): Promise<Row[]> {
  const all: Delay[] = [];
  for (let run = 0; run < runs; run++) all.push(await once());
  const each = (pick: (delay: Delay) => number): string => all.map((delay) => Math.round(pick(delay))).join(', ');
  return [{
    what: `a host’s picture on a viewer’s screen over the SFU (320×180 at 15 fps), after it was on their own: median and 95 % of ${pictures} pictures, ${runs} runs`,
    figure: `${each((delay) => delay.median)} ms; ${each((delay) => delay.worst)} ms`,
    reach: `≤ ${reachMs} ms`,
    reached: all.every((delay) => delay.median <= reachMs),
  }];
}
