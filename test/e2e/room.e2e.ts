import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, endStream, ended, figuresOf, framesOf, goLive, plays, reads, say, tileOf, videoOf, watch, watching } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

describe('a live room', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let viewers: Visit[];
  let link: string;
  const names = ['Bo', 'Cy', 'Dilnoza'];

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit({ reducedMotion: 'no-preference' });
    await host.page.goto(`${server.url}/broadcaster.html`);
    viewers = [await browser.visit({ viewport: { width: 390, height: 844 }, reducedMotion: 'no-preference' }), await browser.visit(), await browser.visit()];
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('goes live from the page, and three viewers join by the share link', async () => {
    link = await goLive(host, 'Ada');
    assert.match(link, /\/viewer\.html\?room=[\w-]+&host=[\w-]+$/);
    await Promise.all(viewers.map((viewer, index) => watch(viewer, link, names[index]!, 'Ada')));
    await Promise.all([host, ...viewers].map(({ page }) => watching(page, 3)));
  });

  it('shows each viewer the host’s own pictures, and lets them hear', async () => {
    await Promise.all(viewers.map(async ({ page }) => {
      await until(() => framesOf(page, 'Ada'), (frames) => frames >= 100, { what: '100 frames', within: 40_000 });
      const clocks = new Set<number>();
      await until(async () => {
        const frame = await videoOf(page, 'Ada').evaluate((video) => window.mufProbe.clockOf(video as HTMLVideoElement));
        if (frame !== null) clocks.add(frame);
        return clocks.size;
      }, (seen) => seen >= 5, { what: 'the clock in the picture moves' });
      const { audioEnergy, framesDecoded } = await until(() => figuresOf(page), (figures) => figures.audioEnergy > 0, { what: 'there is sound' });
      assert.ok(framesDecoded >= 100 && audioEnergy > 0);
      assert.equal(await videoOf(page, 'Ada').evaluate((video) => (video as HTMLVideoElement).muted), false);
    }));
    assert.equal(await videoOf(host.page, 'Ada').evaluate((video) => (video as HTMLVideoElement).muted), true, 'nobody hears themselves');
  });

  it('carries chat both ways', async () => {
    await say(viewers[0]!.page, 'hello from Bo');
    await Promise.all([host, ...viewers].map(({ page }) => reads(page, 'hello from Bo')));
    await say(host.page, 'welcome, everyone');
    await Promise.all([host, ...viewers].map(({ page }) => reads(page, 'welcome, everyone')));
  });

  it('tells the viewers when the host turns the microphone or camera off', async () => {
    const [viewer] = viewers;
    const videoOff = () => viewer!.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.stage.$tiles.get()[0]!.videoOff);
    const muted = () => viewer!.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.stage.$tiles.get()[0]!.audioMuted);
    await button(host.page, 'Microphone').click();
    await until(muted, (value) => value, { what: 'the microphone is off' });
    await button(host.page, 'Microphone').click();
    await until(muted, (value) => !value, { what: 'the microphone is on' });
    await button(host.page, 'Camera').click();
    await until(videoOff, (value) => value, { what: 'the camera is off' });
    await button(host.page, 'Camera').click();
    await until(videoOff, (value) => !value, { what: 'the camera is on' });
    await plays(viewer!.page, 'Ada', 15);
  });

  it('counts a viewer out, and in again when they return', async () => {
    const { page } = viewers[2]!;
    await button(page, 'Leave').click();
    await watching(host.page, 2);
    await watch(viewers[2]!, link, 'Dilnoza', 'Ada');
    await watching(host.page, 3);
    await reads(page, 'welcome, everyone');
    await plays(page, 'Ada', 15);
  });

  it('ends for everyone when the host ends', async () => {
    await endStream(host.page);
    for (const { page } of [host, ...viewers]) {
      await ended(page);
      for (const figure of ['Duration', 'Peak viewers', 'Ended at']) await page.getByRole('term').filter({ hasText: figure }).waitFor();
      assert.equal(await tileOf(page, 'Ada').count(), 0);
      assert.equal(await page.evaluate(() => document.querySelector('muf-live-room')!.manager!.state), 'IDLE');
    }
    const summary = await viewers[0]!.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.session.$summary.get());
    assert.equal(summary?.peakViewers, 3);
    assert.equal(summary?.reason, 'ended');
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
