import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, endStream, ended, figuresOf, goLive, identity, plays, tileOf, videoOf, watch } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

/** Joins the stage of `roomId` with a token of the endpoint, as a page that uses the SDK does. */
async function joinStage({ page }: Visit, server: string, roomId: string, name: string): Promise<void> {
  await page.goto(`${server}/broadcaster.html?room=${roomId}`);
  await page.evaluate(async ({ room, displayName }) => {
    const response = await fetch(`/broadcaster-token/${room}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ displayName }) });
    const { token } = (await response.json()) as { token: string };
    await document.querySelector('muf-live-room')!.manager.joinAsCoBroadcaster(room, token);
  }, { room: roomId, displayName: name });
  await tileOf(page, name).waitFor();
}

const tiles = (page: Page): Promise<number> => page.locator('muf-tile').getByRole('group').count();

describe('several people on stage', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let viewer: Visit;
  const cohosts: Visit[] = [];
  let room = '';

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit();
    await host.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(host, 'Ada');
    room = (await identity(host.page)).roomId!;
    viewer = await browser.visit();
    await watch(viewer, link, 'Bo', 'Ada');
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('a second broadcaster makes two tiles everywhere, each with its picture', async () => {
    cohosts.push(await browser.visit());
    await joinStage(cohosts[0]!, server.url, room, 'Cy');
    for (const { page } of [host, viewer, cohosts[0]!]) {
      await until(() => tiles(page), (count) => count === 2, { what: 'two tiles' });
      for (const name of ['Ada', 'Cy']) await plays(page, name, 10);
    }
    assert.equal((await identity(cohosts[0]!.page)).roomId, room);
    await until(() => figuresOf(host.page), (figures) => figures.audioEnergy > 0, { what: 'the host hears the cohost' });
  });

  it('four make four tiles, and a fifth is told that the stage is full', async () => {
    for (const name of ['Dilnoza', 'Eero']) {
      const cohost = await browser.visit();
      cohosts.push(cohost);
      await joinStage(cohost, server.url, room, name);
    }
    await until(() => tiles(viewer.page), (count) => count === 4, { what: 'four tiles' });
    for (const name of ['Ada', 'Cy', 'Dilnoza', 'Eero']) await plays(viewer.page, name, 5);
    const boxes = await Promise.all(['Ada', 'Cy', 'Dilnoza', 'Eero'].map((name) => videoOf(viewer.page, name).boundingBox()));
    assert.ok(boxes.every((box) => box && box.width > 80 && box.height > 80), `every tile can be seen: ${JSON.stringify(boxes)}`);

    const fifth = await browser.visit();
    await fifth.page.goto(`${server.url}/broadcaster.html?room=${room}`);
    const code = await fifth.page.evaluate(async (id) => {
      const response = await fetch(`/broadcaster-token/${id}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"displayName":"Fatima"}' });
      const { token } = (await response.json()) as { token: string };
      return document.querySelector('muf-live-room')!.manager.joinAsCoBroadcaster(id, token).then(() => 'joined', (error: { code: string }) => error.code);
    }, room);
    assert.equal(code, 'room-full');
    await fifth.page.getByText(/The stage is full/).first().waitFor();
    await fifth.close();
  });

  it('one who leaves the stage takes the tile along, and the room goes on', async () => {
    await cohosts[2]!.page.evaluate(() => document.querySelector('muf-live-room')!.manager.endBroadcast());
    await until(() => tiles(viewer.page), (count) => count === 3, { what: 'three tiles' });
    assert.equal(await tileOf(viewer.page, 'Eero').count(), 0);
    await plays(viewer.page, 'Ada', 10);
  });

  it('ends for everyone when the host ends', async () => {
    await button(host.page, 'End').waitFor();
    await endStream(host.page);
    for (const { page } of [viewer, cohosts[0]!, cohosts[1]!]) await ended(page);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
