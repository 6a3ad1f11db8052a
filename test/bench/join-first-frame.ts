import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { simulcastEncodings, startBitrateKbps } from '../../core/media/encodings.ts';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { goLive, identity } from '../support/room-page.ts';
import { startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import type { Row } from './row.ts';
import { median, medianInterval } from './statistics.ts';

const pairs = 30;
const reach = 1.15;

interface Bare { readonly url: string; readonly child: ChildProcess }
type BareWindow = Window & { bare?: { publish(encodings: readonly object[], startBitrate: number): Promise<void>; watch(): Promise<number> } };

async function startBare(): Promise<Bare> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare/server.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  const url = await until(() => /http:\S+/.exec(printed)?.[0] ?? '', (found) => found !== '', { what: 'bare mediasoup is running' });
  return { url, child };
}

/** The same window for all, a phone's: without a graphics card, pixels are what costs most. */
const viewport = { width: 390, height: 844 };

/** Both pages get the time a person takes before they press: what they fetch ahead is there. */
const settled = { timeout: 30_000 };

/** From `watch()` of the bare page to its first picture, ms. */
async function watchBare(browser: TestBrowser, url: string): Promise<number> {
  const { page, close } = await browser.visit({ viewport });
  await page.goto(url);
  await page.waitForFunction(() => 'bare' in window);
  await page.waitForLoadState('networkidle', settled);
  const took = await page.evaluate(() => (window as BareWindow).bare!.watch());
  await close();
  return took;
}

/** From `joinAsViewer()` in the viewer's page, token and all, to the first picture in its tile, ms. */
async function watchOurs(browser: TestBrowser, link: string, roomId: string): Promise<number> {
  const { page, close } = await browser.visit({ viewport });
  await page.goto(link);
  await page.getByRole('button', { name: 'Watch' }).waitFor();
  await page.waitForLoadState('networkidle', settled);
  const took = await page.evaluate(async (id) => {
    const room = document.querySelector('muf-live-room')!;
    const start = performance.now();
    const joined = room.manager.joinAsViewer(id);
    const video = await new Promise<HTMLVideoElement>((resolve) => {
      const look = () => {
        const tile = room.shadowRoot?.querySelector('muf-stage')?.shadowRoot?.querySelector('muf-tile')?.shadowRoot?.querySelector('video');
        if (tile?.srcObject) resolve(tile);
        else requestAnimationFrame(look);
      };
      look();
    });
    const shown = await new Promise<number>((resolve) => {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) resolve(performance.now());
      else video.requestVideoFrameCallback(resolve);
    });
    await joined;
    return shown - start;
  }, roomId);
  await close();
  return took;
}

/** Our viewer against a bare mediasoup page: the same footage, encodings and browser, pair by pair, in turns. */
export async function measure(): Promise<Row[]> {
  const film = await footage();
  const server = await startServer();
  const bare = await startBare();
  const browser = await launchBrowser({ footage: film });
  try {
    const host = await browser.visit({ viewport });
    await host.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(host, 'Ada');
    const { roomId } = await identity(host.page);
    const encodings = simulcastEncodings({ width: 320, height: 180, frameRate: film.framesPerSecond });
    const publisher = await browser.visit({ viewport });
    await publisher.page.goto(bare.url);
    await publisher.page.waitForFunction(() => 'bare' in window);
    await publisher.page.evaluate(({ layers, start }) => (window as BareWindow).bare!.publish(layers, start), { layers: encodings, start: startBitrateKbps(encodings) });

    const figures: { ours: number; bare: number }[] = [];
    for (let pair = -1; pair < pairs; pair++) {
      const oursFirst = pair % 2 === 0;
      const first = oursFirst ? await watchOurs(browser, link, roomId!) : await watchBare(browser, bare.url);
      const second = oursFirst ? await watchBare(browser, bare.url) : await watchOurs(browser, link, roomId!);
      // The first pair warms both up.
      if (pair >= 0) figures.push(oursFirst ? { ours: first, bare: second } : { ours: second, bare: first });
      process.stderr.write(`pair ${pair + 1} of ${pairs}: ${Math.round(oursFirst ? first : second)} against ${Math.round(oursFirst ? second : first)} ms\n`);
    }
    const ratios = figures.map((pair) => pair.ours / pair.bare);
    const [low, high] = medianInterval(ratios);
    const ms = (values: readonly number[]) => `${Math.round(median(values))} ms`;
    return [{
      what: `join to first frame, ours ÷ bare mediasoup, ${pairs} interleaved pairs`,
      figure: `${median(ratios).toFixed(2)} (95 %: ${low.toFixed(2)}–${high.toFixed(2)}); ${ms(figures.map(({ ours }) => ours))} against ${ms(figures.map((pair) => pair.bare))}`,
      reach: `≤ ${reach}`,
      reached: median(ratios) <= reach,
    }];
  } finally {
    await browser.close();
    const gone = once(bare.child, 'exit');
    // It has nothing to put away, and its build tool waits on SIGTERM.
    bare.child.kill('SIGKILL');
    await gone;
    await server.close();
  }
}
