import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, plays, textbox, tileOf, videoOf } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { card, invite } from '../support/stage-page.ts';
import { until } from '../support/until.ts';

const phone = { viewport: { width: 390, height: 844 } };

/** A browser that plays nothing that comes in pieces. */
const noMediaSource = 'delete window.MediaSource; delete window.ManagedMediaSource;';

const pathOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.connection.$connection.get().path);

async function post<Reply>(url: string, body: object, bearer?: string): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) }, body: JSON.stringify(body) });
  assert.ok(response.ok, `${url}: ${response.status}`);
  return (await response.json()) as Reply;
}

async function broadcast({ page }: Visit, url: string, given: { roomId: string; token: string }, name: string): Promise<void> {
  await page.goto(`${url}/broadcaster.html?room=${given.roomId}`);
  await page.evaluate(({ roomId, token }) => document.querySelector('muf-live-room')!.manager.startBroadcast({ roomId, token }), given);
  await tileOf(page, name).waitFor({ timeout: 20_000 });
}

async function watch({ page }: Visit, link: string, name: string): Promise<void> {
  await page.goto(link);
  await textbox(page, 'Your name').fill(name);
  await button(page, 'Watch').click();
  await tileOf(page, 'Ada').waitFor({ timeout: 20_000 });
}

declare global {
  interface Window { mufWatch: { frames: { at: number; count: number; key: number }[]; black: number; looked: number; stall: number; stop(): void } }
}

/**
 * From now on notes each picture that this page presents of someone, whichever element shows it, and looks at what the
 * topmost one shows before each paint: a picture that is black, or none, is counted.
 */
const observe = (page: Page, name: string): Promise<void> =>
  tileOf(page, name).evaluate((tile) => {
    const seen = new WeakMap<HTMLVideoElement, number>();
    const state: Window['mufWatch'] = { frames: [], black: 0, looked: 0, stall: 0, stop: () => {} };
    const canvas = new OffscreenCanvas(8, 8);
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    let keys = 0;
    const note = (video: HTMLVideoElement): void => {
      if (seen.has(video)) return;
      const key = keys++;
      seen.set(video, key);
      const see = (_now: number, { presentationTime, presentedFrames }: VideoFrameCallbackMetadata): void => {
        if (video === top()) state.frames.push({ at: presentationTime, count: presentedFrames, key });
        if (video.isConnected) video.requestVideoFrameCallback(see);
      };
      video.requestVideoFrameCallback(see);
    };
    const top = (): HTMLVideoElement | undefined => [...tile.querySelectorAll('video')].at(-1);
    let handle = 0;
    let last = performance.now();
    const look = (): void => {
      state.stall = Math.max(state.stall, performance.now() - last);
      last = performance.now();
      for (const video of tile.querySelectorAll('video')) note(video);
      const video = top();
      handle = requestAnimationFrame(look);
      // While it looks for its place, a player shows the last picture but gives none away.
      if (video?.seeking) return;
      context.clearRect(0, 0, 8, 8);
      if (video && video.readyState >= 2) context.drawImage(video, 0, 0, 8, 8);
      const { data } = context.getImageData(0, 0, 8, 8);
      let light = 0;
      for (let index = 0; index < data.length; index += 4) light = Math.max(light, data[index]!, data[index + 1]!, data[index + 2]!);
      state.looked += 1;
      if (light < 24) state.black += 1;
    };
    state.stop = () => cancelAnimationFrame(handle);
    look();
    window.mufWatch = state;
  });

interface Seen { readonly worst: number; readonly swap: number; readonly interval: number; readonly black: number; readonly looked: number; readonly stall: number; readonly elements: number }

/** The longest time without a new picture, in ms, the one between the last picture of the old element and the first of the new, the time there is between two as a rule, and the longest that the page could not paint at all; one element’s frames that the script missed share the time. */
const seen = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    window.mufWatch.stop();
    const { frames, black, looked, stall } = window.mufWatch;
    const gaps = frames.slice(1).map(({ at, count, key }, index) => {
      const before = frames[index]!;
      return (at - before.at) / (key === before.key ? Math.max(1, count - before.count) : 1);
    });
    const sorted = gaps.toSorted((a, b) => a - b);
    const swapped = frames.findIndex(({ key }, index) => index > 0 && key !== frames[index - 1]!.key);
    return { worst: sorted.at(-1) ?? Infinity, swap: swapped < 0 ? Infinity : frames[swapped]!.at - frames[swapped - 1]!.at, interval: sorted[Math.floor(sorted.length / 2)] ?? 0, black, looked, stall, elements: new Set(frames.map(({ key }) => key)).size };
  });

describe('a room of two hosts with an audience plane', { timeout: 240_000 }, () => {
  let server: TestServer;
  let browser: TestBrowser;
  let ada: Visit;
  let bea: Visit;
  let moqt: Visit;
  let link = '';

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    const room = await post<{ roomId: string; token: string; shareLink: string }>(`${server.url}/create_room`, { audience: 'moqt', displayName: 'Ada', maxBroadcasters: 4 });
    link = room.shareLink;
    const second = await post<{ token: string }>(`${server.url}/broadcaster-token/${room.roomId}`, { displayName: 'Bea' }, room.token);
    [ada, bea] = [await browser.visit(phone), await browser.visit(phone)];
    await broadcast(ada, server.url, room, 'Ada');
    await broadcast(bea, server.url, { roomId: room.roomId, token: second.token }, 'Bea');
  });
  after(async (t) => {
    if (process.exitCode) (t as { diagnostic?(text: string): void }).diagnostic?.(server.output());
    await browser?.close();
    await server?.close();
  });

  const sounds = (page: Page, name: string): Promise<boolean> => videoOf(page, name).last().evaluate((element) => {
    const video = element as HTMLVideoElement & { webkitAudioDecodedByteCount: number };
    return !video.muted && (video.webkitAudioDecodedByteCount > 0 || (video.srcObject as MediaStream | null)?.getAudioTracks().length === 1);
  });

  async function sees({ page }: Visit, path: string): Promise<void> {
    for (const name of ['Ada', 'Bea']) {
      await plays(page, name, 20, 40_000);
      await until(() => sounds(page, name), (heard) => heard, { what: `${name} is heard`, within: 20_000 });
    }
    assert.equal(await pathOf(page), path);
  }

  it('is watched over MoQT, with picture and sound of both', async () => {
    moqt = await browser.visit(phone);
    await watch(moqt, link, 'Mo');
    await sees(moqt, 'moqt');
  });

  it('is watched over LL-HLS where MoQT cannot be had, and over the SFU where neither can', async () => {
    const [hls, sfu] = [await browser.visit(phone), await browser.visit({ ...phone, initScript: noMediaSource })];
    // A relay that only packages.
    await hls.page.route('**/relay.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json() as object), webTransport: null, webSocket: null } });
    });
    try {
      await watch(sfu, link, 'Sue');
      await watch(hls, link, 'Hal');
      await sees(sfu, 'sfu');
      await sees(hls, 'hls');
    } finally {
      await Promise.all([hls.close(), sfu.close()]);
    }
  });

  it('is left for the stage and come back to without a gap and without a black frame', async (t) => {
    const { page } = moqt;
    await invite(ada.page, 'Mo');
    await card(page).waitFor({ timeout: 20_000 });
    await observe(page, 'Ada');
    await plays(page, 'Ada', 20);
    await button(page, 'Accept').click();
    await until(() => pathOf(page), (path) => path === 'sfu', { what: 'the SFU is there' });
    await plays(ada.page, 'Mo', 20);
    await until(() => videoOf(page, 'Ada').evaluateAll((videos) => videos.length === 1 && (videos[0] as HTMLVideoElement).srcObject !== null), (swapped) => swapped, { what: 'Ada comes over the SFU', within: 20_000 });
    await plays(page, 'Ada', 30);
    const up = await seen(page);
    await observe(page, 'Ada');
    await plays(page, 'Ada', 20);
    await button(page, 'Leave stage').click();
    await until(() => videoOf(page, 'Ada').evaluateAll((videos) => videos.length === 1 && (videos[0] as HTMLVideoElement).srcObject === null), (swapped) => swapped, { what: 'Ada comes over the plane again', within: 30_000 });
    assert.equal(await pathOf(page), 'moqt');
    await plays(page, 'Ada', 30);
    const down = await seen(page);
    for (const [what, { worst, swap, interval, black, looked, stall, elements }] of [['promoted', up], ['demoted', down]] as const) {
      t.diagnostic(`${what}: ${swap.toFixed(0)} ms from the last picture of the old way to the first of the new, ${worst.toFixed(0)} ms the longest gap, at ${interval.toFixed(0)} ms a frame, the longest paint took ${stall.toFixed(0)} ms; ${black} of ${looked} looks were black`);
      assert.equal(elements, 2, 'two elements have shown it');
      assert.equal(black, 0, what);
    }
    // A script that is kept busy, on either side of the change, hears of no pictures meanwhile.
    for (const { swap, interval, stall } of [up, down]) assert.ok(swap <= 3 * interval + 2 * stall, `${swap} ms at ${interval} ms a frame, ${stall} ms without a paint`);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
