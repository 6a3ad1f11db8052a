import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { createStreams, type KeyedLiveInput, type Streams } from '../../../core/streams/index.ts';
import { footage, type Footage } from '../../fixtures/footage.ts';
import { serveBroadcastPage } from '../../support/broadcast-page.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import type { ClockSample } from '../../support/browser-probe.ts';
import { behind, picturesOn } from '../../support/picture-clock.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import type { StaticSite } from '../../support/static-site.ts';
import { until } from '../../support/until.ts';

interface Watching { readonly page: Page; readonly samples: () => Promise<readonly ClockSample[]>; readonly firstFrameMs: number }

/** In ms: what viewers are promised. */
const bounds = { firstFrame: 500, webtransport: 300, websocket: 300, hls: 1500 };

/** Those who watch together are as close to each other as this, ms. */
const togetherMs = 200;
const filmFrames = 250;

const noQuic = 'delete window.WebTransport;';
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** How far apart in the broadcast two viewers are, in ms, at each of these pictures of the first. */
function apart(one: readonly ClockSample[], other: readonly ClockSample[]): number[] {
  return one.flatMap(({ at, frame }) => {
    const beside = other.findLast((sample) => sample.at <= at)?.frame;
    if (frame === null || beside === null || beside === undefined) return [];
    const frames = Math.abs(frame - beside);
    // The film begins again.
    return [Math.min(frames, filmFrames - frames) * 40];
  });
}

/** How many pictures of the film lie between two of them. */
const stepsFrom = (one: number, other: number): number => (other - one + filmFrames) % filmFrames;

/** The pictures since the last one that was none of the next of the film: those after somebody went elsewhere. */
function sinceLeap(shown: readonly ClockSample[]): readonly ClockSample[] {
  const read = shown.filter(({ frame }) => frame !== null);
  return read.slice(read.findLastIndex(({ frame }, index) => index > 0 && stepsFrom(read[index - 1]!.frame!, frame!) > 25));
}

const standing = (page: Page) => page.evaluate(() => {
  const { $state, $path, $error, $fallbacks, $stats, $rendition } = window.viewer.stores;
  const video = document.querySelector('video')!;
  const ranges = Array.from({ length: video.buffered.length }, (_, index) => [video.buffered.start(index), video.buffered.end(index)]);
  const cause: unknown = $error.get()?.cause;
  return { state: $state.get(), path: $path.get()?.via, error: $error.get()?.code, cause: String(cause), fallbacks: $fallbacks.get(), rendition: $rendition.get(), ...$stats.get(), video: { at: video.currentTime, paused: video.paused, seeking: video.seeking, readyState: video.readyState, error: video.error?.message, ranges } };
});

describe('a broadcast from a page', () => {
  let film: Footage;
  let server: TestServer;
  let site: StaticSite;
  let browser: TestBrowser;
  let streams: Streams;
  let input: KeyedLiveInput;
  let relay: string;
  let publisher: Visit;
  let camera: () => Promise<readonly ClockSample[]>;

  async function playbackUrl(ttlSec = 600): Promise<string> {
    return (await streams.signedPlaybackUrl(input.id, { ttlSec })).url;
  }

  async function watch(options: { path?: 'moqt' | 'hls'; ttlSec?: number; targetLatencyMs?: number; dvr?: boolean } = {}, initScript = ''): Promise<Watching> {
    const { page } = await browser.visit({ viewport: { width: 700, height: 500 }, initScript });
    await page.goto(site.url);
    await page.waitForFunction(() => 'streams' in window);
    const samples = await picturesOn(page.locator('video'));
    const url = await playbackUrl(options.ttlSec);
    const startedAt = await page.evaluate(({ url, path, targetLatencyMs, dvr }) => {
      window.viewer = new window.streams.BroadcastViewer({ url, video: document.querySelector('video')!, path: path ?? 'auto', dvr, ...(targetLatencyMs !== undefined && { targetLatencyMs }) });
      const at = performance.timeOrigin + performance.now();
      window.viewer.start();
      return at;
    }, { url, path: options.path, targetLatencyMs: options.targetLatencyMs, dvr: options.dvr });
    const seen = await until(samples, (list) => list.some(({ frame }) => frame !== null), { what: 'the first picture' })
      .catch(async (error: unknown) => { throw new Error(`${String(error)}: ${JSON.stringify(await standing(page))}\n${server.output()}`); });
    return { page, samples, firstFrameMs: seen.find(({ frame, at }) => frame !== null && at >= startedAt)!.at - startedAt };
  }

  before(async () => {
    film = await footage({ width: 640, height: 360, framesPerSecond: 25, seconds: 10 });
    server = await startServer();
    site = await serveBroadcastPage();
    browser = await launchBrowser({ footage: film });
    streams = createStreams({ server: server.url });
    input = await streams.liveInputs.create({ name: 'Broadcast' });
    relay = new URL(await playbackUrl()).origin;
    publisher = await browser.visit();
    await publisher.page.goto(site.url);
    await publisher.page.waitForFunction(() => 'streams' in window);
    await publisher.page.evaluate(async (url) => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
      const video = document.querySelector('video')!;
      video.srcObject = stream;
      await video.play();
      window.publisher = new window.streams.BroadcastPublisher({ url, stream, renditions: [{ height: 360, bitrate: 900_000 }, { height: 180, bitrate: 250_000 }] });
      await window.publisher.start();
    }, `${relay}/publish/${input.id}?sk=${input.streamKey}`);
    camera = await picturesOn(publisher.page.locator('video'));
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await server?.close();
  });

  it('is joined late within 500 ms', async (test) => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const { page, firstFrameMs } = await watch();
      times.push(Math.round(firstFrameMs));
      await page.close();
    }
    test.diagnostic(`first picture after ${times.join(', ')} ms`);
    assert.ok(median(times) <= bounds.firstFrame, times.join(', '));
  });

  it('is watched over WebTransport, WebSocket and LL-HLS at once', async () => {
    const ways = { hls: await watch({ path: 'hls' }), websocket: await watch({}, noQuic), webtransport: await watch() };
    for (const { samples } of Object.values(ways)) {
      const before = (await samples()).length;
      await until(samples, (list) => list.length >= before + 25, { what: 'all three play on' });
    }
    assert.deepEqual(await Promise.all(Object.values(ways).map(async ({ page }) => (await standing(page)).path)), ['hls.js', 'websocket', 'webtransport']);
    await Promise.all(Object.values(ways).map(({ page }) => page.close()));
  });

  // One at a time: a small machine that shows several pictures measures itself.
  for (const [name, options, initScript] of [['webtransport', {}, ''], ['websocket', {}, noQuic], ['hls', { path: 'hls' }, '']] as const) {
    it(`is as close to the camera as promised over ${name}`, async (test) => {
      const { page, samples, firstFrameMs } = await watch(options, initScript);
      const lateness = async (): Promise<number[]> => behind((await samples()).slice(-50), await camera());
      const late = await until(lateness, (list) => list.length >= 40 && median(list) <= bounds[name], { what: `${name} is close to the camera`, within: 20_000, every: 500 })
        .catch(async (error: unknown) => { throw new Error(`${String(error).slice(0, 300)}: median ${median(await lateness())} ${JSON.stringify(await standing(page))}`); });
      const figures = await standing(page);
      test.diagnostic(`${name}: median ${Math.round(median(late))} ms behind the camera (it says ${figures.latencyMs}), first picture after ${Math.round(firstFrameMs)} ms, buffer ${figures.bufferMs} ms, stalls ${figures.stalls}, fallbacks ${JSON.stringify(figures.fallbacks)}`);
      await page.close();
    });
  }

  it('is watched together, by whoever joins when and how, within 200 ms of each other', async (test) => {
    const early = await watch({ targetLatencyMs: 600 });
    await until(early.samples, (list) => list.length >= 50, { what: 'the first watches on' });
    const late = await watch({ targetLatencyMs: 600 }, noQuic);
    const look = async () => ({ gaps: apart((await early.samples()).slice(-50), await late.samples()), behindMs: median(behind((await late.samples()).slice(-50), await camera())) });
    const together = await until(look, ({ gaps, behindMs }) => gaps.length >= 40 && gaps.every((ms) => ms <= togetherMs) && Math.abs(behindMs - 600) <= togetherMs, { what: 'both see the same, 600 ms late', within: 20_000, every: 500 });
    test.diagnostic(`apart: median ${median(together.gaps)} ms, at most ${Math.max(...together.gaps)} ms; ${Math.round(together.behindMs)} ms behind the camera`);
    await Promise.all([early, late].map(({ page }) => page.close()));
  });

  it('is gone back in, as far as it is kept, and followed live again', async (test) => {
    const { page, samples } = await watch({ dvr: true });
    const backMs = 6000;
    const lateness = async (): Promise<number[]> => behind((await samples()).slice(-25), await camera());
    const state = () => page.evaluate(() => ({ via: window.viewer.stores.$path.get()?.via, live: window.viewer.stores.$live.get() }));
    await until(() => page.evaluate(() => Date.now() - (window.viewer.stores.$window.get()?.start ?? Infinity)), (ms) => ms > backMs + 2000, { what: 'it says how far back one can go' });
    const before = (await samples()).length;
    const asked = await page.evaluate((ms) => {
      const at = Date.now() - ms;
      window.viewer.seek(at);
      return at;
    }, backMs);
    // How long it takes to begin there is the machine's affair: it begins with what was asked for.
    const wanted = (await camera()).findLast(({ at, frame }) => at <= asked && frame !== null)!;
    const back = await until(async () => {
      const since = sinceLeap((await samples()).slice(before - 1));
      const steps = since.length < 20 ? Number.NaN : stepsFrom(wanted.frame!, since[0]!.frame!);
      return { at: since[0]?.at ?? 0, offMs: Math.min(steps, filmFrames - steps) * 40 };
    }, ({ offMs }) => offMs <= 1500, { what: 'it plays what was 6 s ago', within: 20_000, every: 500 });
    assert.deepEqual(await state(), { via: 'hls.js', live: false });
    await page.evaluate(() => window.viewer.goLive());
    const live = await until(lateness, (list) => list.length >= 20 && list.every((ms) => ms <= bounds.hls), { what: 'it plays what is now', within: 20_000, every: 500 });
    assert.deepEqual(await state(), { via: 'webtransport', live: true });
    test.diagnostic(`begins ${back.offMs} ms from what was asked for, ${Math.round(back.at - asked - backMs)} ms later; then it is ${Math.round(median(live))} ms behind the camera`);
    await page.close();
  });

  it('is shown by the player page, which fetches what draft 16 needs where the address asks for it', async () => {
    for (const [query, isFetched] of [['', false], ['&moqt=16', true]] as const) {
      const { page, close } = await browser.visit();
      const fetched: string[] = [];
      page.on('request', (request) => void fetched.push(request.url()));
      await page.goto(`${server.url}/player.html#${new URLSearchParams({ src: await playbackUrl() + query, path: 'moqt' }).toString()}`);
      const played = () => page.evaluate(() => document.querySelector('muf-player')?.shadowRoot?.querySelector('video')?.currentTime ?? 0);
      await until(played, (seconds) => seconds > 0, { what: 'the picture' });
      const before = await played();
      await until(played, (seconds) => seconds > before + 1, { what: 'it plays on' });
      assert.equal(fetched.some((url) => /\/draft16-[^/]+\.js$/.test(url)), isFetched, fetched.join('\n'));
      await close();
    }
  });

  it('refuses a second publisher and a wrong key by name', async () => {
    const tried = (url: string) => publisher.page.evaluate(async (target) => {
      const again = new window.streams.BroadcastPublisher({ url: target, stream: document.querySelector('video')!.srcObject as MediaStream });
      await again.start().catch(() => {});
      const code = again.$error.get()?.code;
      return { code, state: again.$state.get(), why: String(again.$error.get()?.cause) };
    }, url);
    for (const [key, code] of [[input.streamKey, 'busy'], ['sk_wrong', 'auth-failed']]) {
      const { why, ...told } = await tried(`${relay}/publish/${input.id}?sk=${key}`);
      assert.deepEqual(told, { code, state: 'failed' }, why);
    }
    assert.equal(await publisher.page.evaluate(() => window.publisher.$state.get()), 'live');
  });

  it('ends for its viewers when it ends', async () => {
    const { page } = await watch();
    await publisher.page.evaluate(() => window.publisher.stop());
    await until(() => standing(page), ({ state }) => state === 'ended', { what: 'it has ended' });
    assert.deepEqual(browser.errors(), []);
  });
});
