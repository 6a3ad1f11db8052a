import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { createStreams } from '../../core/streams/index.ts';
import { footage } from '../fixtures/footage.ts';
import { serveBroadcastPage } from '../support/broadcast-page.ts';
import { launchBrowser } from '../support/browser.ts';
import type { ClockSample } from '../support/browser-probe.ts';
import { NarrowLink } from '../support/narrow-link.ts';
import { startServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import type { Row } from './row.ts';

const [wide, narrow] = [4_000_000, 800_000];
const [large, small] = ['video/360p', 'video/180p'];
const [switchMs, stallMs] = [3000, 300];
/** How long each state is looked at once it is reached, in ms. */
const lookMs = 5000;

const renditionOf = (page: Page): Promise<string | null> => page.evaluate(() => window.viewer.stores.$rendition.get());

interface Change { readonly tookMs: number; readonly longestMs: number }

/** What changing the rate does: how long until the rendition follows, and the longest time without a new picture meanwhile. */
async function change(page: Page, samples: () => Promise<readonly ClockSample[]>, to: string, cut: () => void): Promise<Change> {
  const seen = (await samples()).length;
  const startedAt = performance.now();
  cut();
  await until(() => renditionOf(page), (name) => name === to, { what: `${to} plays`, every: 50 });
  const tookMs = performance.now() - startedAt;
  await pause(lookMs);
  const times = (await samples()).slice(Math.max(0, seen - 1)).map(({ at }) => at);
  return { tookMs, longestMs: Math.max(...times.slice(1).map((at, index) => at - times[index]!)) };
}

/** One viewer over WebTransport whose link is cut from 4 to 0.8 Mb/s and widened again: real UDP, a queue of 150 ms, then loss. */
export async function measure(): Promise<Row[]> {
  const server = await startServer();
  const [site, browser] = await Promise.all([serveBroadcastPage(), launchBrowser({ footage: await footage({ width: 640, height: 360, framesPerSecond: 25, seconds: 10 }) })]);
  const streams = createStreams({ server: server.url });
  const input = await streams.liveInputs.create({ name: 'Narrow' });
  const url = (await streams.signedPlaybackUrl(input.id, { ttlSec: 600 })).url;
  const relay = new URL(url);
  const link = await NarrowLink.open(Number(relay.port), wide);
  try {
    const [publisher, viewer] = [await browser.visit(), await browser.visit({ viewport: { width: 700, height: 500 } })];
    await publisher.page.goto(site.url);
    await publisher.page.waitForFunction(() => 'streams' in window);
    await publisher.page.evaluate(async (target) => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
      window.publisher = new window.streams.BroadcastPublisher({ url: target, stream, keyframeMs: 500, renditions: [{ height: 360, bitrate: 2_500_000 }, { height: 180, bitrate: 300_000 }] });
      await window.publisher.start();
    }, `${relay.origin}/publish/${input.id}?sk=${input.streamKey}`);
    await viewer.page.route('**/relay.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json() as object), webTransport: { ...(await response.json() as { webTransport: object }).webTransport, url: `https://127.0.0.1:${link.port}` }, webSocket: null, hls: null } });
    });
    await viewer.page.goto(site.url);
    await viewer.page.waitForFunction(() => 'streams' in window);
    const handle = await viewer.page.evaluateHandle(() => window.mufProbe.watch(document.querySelector('video')!));
    await viewer.page.evaluate((target) => {
      window.viewer = new window.streams.BroadcastViewer({ url: target, video: document.querySelector('video')!, path: 'moqt' });
      window.viewer.start();
    }, url);
    await until(() => renditionOf(viewer.page), (name) => name === large, { what: 'the large rendition plays' });
    await pause(lookMs);
    const samples = (): Promise<readonly ClockSample[]> => handle.jsonValue();
    const received = (await viewer.page.evaluate(() => window.viewer.stores.$stats.get().throughput)) / 1e6;
    const down = await change(viewer.page, samples, small, () => { link.rate = narrow; });
    const up = await change(viewer.page, samples, large, () => { link.rate = wide; });
    return rowsOf(received, link.lost, { down, up });
  } finally {
    link.close();
    await browser.close();
    await site.close();
    await server.close();
  }
}

function rowsOf(received: number, lost: number, { down, up }: Record<'down' | 'up', Change>): Row[] {
  const row = (what: string, { tookMs, longestMs }: Change): Row => ({
    what, figure: `${Math.round(tookMs)} ms, longest time without a picture ${Math.round(longestMs)} ms`, reach: `≤ ${switchMs} ms, ≤ ${stallMs} ms`, reached: tookMs <= switchMs && longestMs <= stallMs,
  });
  return [
    row(`a keyframe each 500 ms, a viewer’s link cut from 4 to 0.8 Mb/s (${received.toFixed(1)} Mb/s came, ${lost} datagrams were lost), until the small rendition plays`, down),
    row('… and widened again, until the large one plays', up),
  ];
}
