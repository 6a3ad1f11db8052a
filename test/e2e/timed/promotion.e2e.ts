import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { footage } from '../../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import { gapsOf, noteFrames } from '../../support/frame-gaps.ts';
import { assertClean, button, goLive, plays, videoOf, watch } from '../../support/room-page.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { card, invite, phone } from '../../support/stage-page.ts';
import { until } from '../../support/until.ts';

/** Page clocks share this machine's: when `name` first has a tile here, ms since the epoch. */
const tileComes = (page: Page, name: string): Promise<number> => page.evaluate((wanted) => new Promise<number>((resolve) => {
  const look = (): void => {
    const tiles = document.querySelector('muf-live-room')!.manager!.stores.stage.$tiles.get();
    if (tiles.some(({ displayName }) => displayName === wanted)) resolve(Date.now());
    else requestAnimationFrame(look);
  };
  look();
}), name);

declare global {
  interface Window { mufSeen: { clickedAt: number; readonly video: HTMLVideoElement; readonly stream: MediaProvider | null } }
}

/** Records when this page shows pictures of `name` from now on, and when its next click is. */
async function observe(page: Page, name: string): Promise<void> {
  await noteFrames(page, name);
  await videoOf(page, name).evaluate((element) => {
    const video = element as HTMLVideoElement;
    window.mufSeen = { clickedAt: 0, video, stream: video.srcObject };
    addEventListener('click', () => { window.mufSeen.clickedAt ||= performance.now(); }, { capture: true, once: true });
  });
}

interface Change { readonly before: number; readonly after: number; readonly interval: number; readonly same: boolean }

/** The longest time without a new picture before the click and after it, in ms, and the time there is between two as a rule. */
async function changeOf(page: Page, name: string): Promise<Change> {
  const { clickedAt, same } = await videoOf(page, name).evaluate((video) => {
    const { clickedAt, ...seen } = window.mufSeen;
    return { clickedAt, same: video === seen.video && (video as HTMLVideoElement).srcObject === seen.stream };
  });
  const gaps = await gapsOf(page, name);
  const before = gaps.filter(({ at }) => at < clickedAt && at > clickedAt - 5000).map(({ ms }) => ms).toSorted((a, b) => a - b);
  return { before: before.at(-1)!, interval: before[Math.floor(before.length / 2)]!, after: Math.max(...gaps.filter(({ at }) => at >= clickedAt).map(({ ms }) => ms)), same };
}

describe('a viewer who comes on stage', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let ada: Visit;
  let bo: Visit;
  let cy: Visit;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    // Small pages: what is measured here is the product, not how fast this machine paints.
    ada = await browser.visit(phone);
    await ada.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(ada, 'Ada');
    [bo, cy] = [await browser.visit(phone), await browser.visit(phone)];
    await watch(bo, link, 'Bo', 'Ada');
    await watch(cy, link, 'Cy', 'Ada');
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('never sees a picture freeze, and is seen by the others within a second', async (t) => {
    await invite(ada.page, 'Bo');
    await card(bo.page).waitFor();
    await observe(bo.page, 'Ada');
    await until(() => gapsOf(bo.page, 'Ada'), (gaps) => gaps.length > 0 && gaps.at(-1)!.at - gaps[0]!.at > 5000, { what: 'five seconds of pictures' });
    const seen = Promise.all([ada.page, cy.page].map((page) => tileComes(page, 'Bo')));
    await button(bo.page, 'Accept').click();
    const clickedAt = await bo.page.evaluate(() => performance.timeOrigin + window.mufSeen.clickedAt);
    const waited = (await seen).map((at) => Math.round(at - clickedAt));
    await plays(cy.page, 'Bo', 10);
    await plays(ada.page, 'Bo', 10);
    await plays(bo.page, 'Ada', 30);
    const gaps = await changeOf(bo.page, 'Ada');
    t.diagnostic(`others saw the tile after ${waited.join(' and ')} ms; the longest gap was ${gaps.after.toFixed(0)} ms, ${gaps.before.toFixed(0)} ms before, ${gaps.interval.toFixed(0)} ms as a rule`);
    assert.ok(gaps.same, 'the very same video and stream');
    assert.ok(gaps.after <= Math.max(3 * gaps.interval, 1.5 * gaps.before), `the picture froze: ${JSON.stringify(gaps)}`);
    assert.ok(Math.max(...waited) <= 1000, `others see them within 1 s: ${waited.join(', ')} ms`);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
