import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../../fixtures/footage.ts';
import type { ClockSample } from '../../support/browser-probe.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import { goLive, identity, plays, reads, say, timesSaid, videoOf, watch, watching } from '../../support/room-page.ts';
import { openLine, type Line } from '../../support/server-line.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

declare global {
  interface Window { samples: readonly ClockSample[] }
}

const cutErrors = [/WebSocket connection to/, /ERR_CONNECTION/, /Failed to load resource/];
const statusOf = ({ page }: Visit) => page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.connection.$connection.get().status);

/** The longest time without a new picture, ms, and how many different frames there were. */
function longestGap(samples: readonly ClockSample[]): number {
  return Math.max(...samples.slice(1).map((sample, index) => sample.at - samples[index]!.at));
}

describe('a room survives', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let line: Line;
  let host: Visit;
  let viewer: Visit;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    line = await openLine(server.url);
    host = await browser.visit({ expectedErrors: cutErrors });
    viewer = await browser.visit({ expectedErrors: cutErrors });
    await host.page.goto(`${line.url}/broadcaster.html`);
    await watch(viewer, await goLive(host, 'Ada'), 'Bo', 'Ada');
    await watching(host.page, 1);
    await plays(viewer.page, 'Ada', 30);
  });
  after(async () => {
    await browser?.close();
    await line?.close();
    await server?.close();
  });

  const bothConnected = async (within = 20_000) => {
    for (const visit of [host, viewer]) await until(() => statusOf(visit), (status) => status === 'connected', { what: 'connected again', within });
  };

  it('a socket cut for 3 s: the picture goes on, and what was said meanwhile arrives once', async () => {
    await videoOf(viewer.page, 'Ada').evaluate((video) => { window.samples = window.mufProbe.watch(video as HTMLVideoElement); });
    const mended = Date.now() + 3000;
    line.cut();
    for (const visit of [host, viewer]) await until(() => statusOf(visit), (status) => status === 'reconnecting', { what: 'the cut is noticed' });
    await say(viewer.page, 'said while cut');
    await until(() => Date.now(), (now) => now >= mended, { what: '3 s have passed' });
    line.mend();
    await bothConnected();
    for (const { page } of [host, viewer]) {
      await reads(page, 'said while cut');
      assert.equal(await timesSaid(page, 'said while cut'), 1);
    }
    await plays(viewer.page, 'Ada', 15);
    const samples = await viewer.page.evaluate(() => [...window.samples]);
    assert.ok(longestGap(samples) < 1000, `the longest of ${samples.length} gaps was ${Math.round(longestGap(samples))} ms`);
    await watching(host.page, 1);
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`a server ended by ${signal} and started again: same room, same peers, the chat still there`, async () => {
      const before = [await identity(host.page), await identity(viewer.page)];
      await say(host.page, `before ${signal}`);
      await reads(viewer.page, `before ${signal}`);
      await server.stop(signal);
      for (const visit of [host, viewer]) await until(() => statusOf(visit), (status) => status === 'reconnecting', { what: 'the page says so' });
      await server.start();
      await bothConnected();
      assert.deepEqual([await identity(host.page), await identity(viewer.page)], before);
      for (const { page } of [host, viewer]) assert.equal(await timesSaid(page, `before ${signal}`), 1);
      await plays(viewer.page, 'Ada', 30);
      await watching(host.page, 1);
      await say(viewer.page, `after ${signal}`);
      await reads(host.page, `after ${signal}`);
    });
  }

  it('a killed media worker: media is back within 5 s, and the server lives', async () => {
    const { pid } = server;
    const workers = await server.workers();
    assert.ok(workers.length > 0);
    await videoOf(viewer.page, 'Ada').evaluate((video) => { window.samples = window.mufProbe.watch(video as HTMLVideoElement); });
    for (const worker of workers) process.kill(worker, 'SIGKILL');
    await until(() => server.workers(), (now) => now.length === workers.length && now.every((id) => !workers.includes(id)), { what: 'new workers', within: 5000 });
    await plays(viewer.page, 'Ada', 30);
    const gap = longestGap(await viewer.page.evaluate(() => [...window.samples]));
    assert.ok(gap < 5000, `media was away for ${Math.round(gap)} ms`);
    assert.ok(server.alive() && server.pid === pid);
  });

  it('had no uncaught error on any page', () => assert.deepEqual(browser.errors(), []));
});
