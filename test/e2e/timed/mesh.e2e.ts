import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { MufLiveManager } from '../../../core/manager.ts';
import { fakeMedia } from '../../../core/testing/fake-media.ts';
import { footage } from '../../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import { call, post, seat, waysOf, type Grant } from '../../support/call-page.ts';
import { noteFrames, pageNow, worstGap } from '../../support/frame-gaps.ts';
import { assertClean, button, endStream, ended, figuresOf, plays, tileOf } from '../../support/room-page.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const pathOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.connection.$connection.get().path);

/** Which paths the others' producers take, as this page knows of them. */
const kindsOf = (page: Page): Promise<string[]> => page.evaluate(() => {
  const { stores } = document.querySelector('muf-live-room')!.manager;
  const kinds = stores.peers.$broadcasters.get().flatMap(({ producers }) => producers.map(({ mesh }) => (mesh ? 'mesh' : 'sfu')));
  return [...new Set(kinds)];
});

const moved = async (pages: readonly Page[], path: 'sfu' | 'mesh'): Promise<void> => {
  for (const page of pages) {
    await until(() => pathOf(page), (now) => now === path, { what: `media goes by ${path}`, within: 60_000 });
    await until(() => kindsOf(page), (kinds) => kinds.join() === path, { what: `only ${path} is left`, within: 60_000 });
  }
};

describe('a call from page to page', () => {
  const names = ['Ada', 'Bo', 'Cy'];
  const visits: Visit[] = [];
  let server: TestServer;
  let browser: TestBrowser;
  let host: Grant;
  let fourth: MufLiveManager | undefined;

  const pages = (): Page[] => visits.map(({ page }) => page);
  /** Each page with each of the others. */
  const pairs = (): { page: Page; name: string; who: string }[] =>
    visits.flatMap(({ page }, index) => names.filter((_, other) => other !== index).map((name) => ({ page, name, who: `${names[index]} sees ${name}` })));

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    host = await post<Grant>(`${server.url}/create_room`, { mode: 'mesh', displayName: 'Ada' });
  });
  after(async () => {
    await fourth?.close();
    await browser?.close();
    await server?.close();
  });

  it('connects three pages directly, each with each, and no media passes the server', async () => {
    for (const [index, name] of names.entries()) {
      const visit = await browser.visit({ viewport: { width: 640, height: 480 } });
      visits.push(visit);
      await call(visit, server, index === 0 ? host : await seat(server, host, name), name);
    }
    for (const { page, name } of pairs()) await plays(page, name, 20);
    for (const page of pages()) {
      assert.deepEqual([await pathOf(page), await kindsOf(page)], ['mesh', ['mesh']]);
      assert.deepEqual((await waysOf(page)).map(({ remote }) => remote !== 'relay'), [true, true], 'one way to each of the others');
      await until(() => figuresOf(page), ({ audioEnergy }) => audioEnergy > 0, { what: 'the others are heard' });
    }
    const ports = new Set((await Promise.all(pages().map(waysOf))).flat().map(({ port }) => port));
    assert.equal(ports.size, 6, 'nobody but the pages is at the other ends');
  });

  it('tells the others of a microphone and a camera that are off, and shows the camera again', async () => {
    const [ada, bo] = pages();
    const tile = (): Promise<{ audioMuted: boolean; videoOff: boolean }> => bo!.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.stage.$tiles.get().find(({ displayName }) => displayName === 'Ada')!);
    for (const name of ['Microphone', 'Camera']) await button(ada!, name).click();
    await until(tile, ({ audioMuted, videoOff }) => audioMuted && videoOff, { what: 'both are off' });
    for (const name of ['Microphone', 'Camera']) await button(ada!, name).click();
    await until(tile, ({ audioMuted, videoOff }) => !audioMuted && !videoOff, { what: 'both are on' });
    await plays(bo!, 'Ada', 15);
  });

  interface Gaps { readonly who: string; readonly before: number; readonly during: number }

  /** Notes five calm seconds, does `change`, and says how long each picture stood still at most, before and meanwhile. */
  async function gapsDuring(change: () => Promise<void>): Promise<Gaps[]> {
    for (const { page, name } of pairs()) await noteFrames(page, name);
    const starts = await Promise.all(pages().map(pageNow));
    await until(() => pageNow(pages()[0]!), (now) => now > starts[0]! + 5000, { what: 'five seconds have gone by' });
    const middles = await Promise.all(pages().map(pageNow));
    await change();
    for (const { page, name } of pairs()) await plays(page, name, 15);
    const ends = await Promise.all(pages().map(pageNow));
    return Promise.all(pairs().map(async ({ page, name, who }) => {
      const index = pages().indexOf(page);
      return { who, before: await worstGap(page, name, starts[index]!, middles[index]!), during: await worstGap(page, name, middles[index]!, ends[index]!) };
    }));
  }

  /** 500 ms; on a machine too busy for that, half as much again as the worst of the calm before. */
  function assertSeamless(gaps: readonly Gaps[], move: string): void {
    const most = (of: 'before' | 'during'): number => Math.max(...gaps.map((gap) => gap[of]));
    console.log(`    ${move}: no picture stood still for more than ${most('during')} ms; ${most('before')} ms in the 5 s before`);
    for (const { who, before: calm, during } of gaps) assert.ok(during <= Math.max(500, 1.5 * calm), `${who}: a picture stood still for ${during} ms; ${calm} ms in the 5 s before`);
  }

  it('moves to the SFU when a fourth comes on stage, and no picture stops', async () => {
    const gaps = await gapsDuring(async () => {
      fourth = new MufLiveManager({ server: server.url, media: fakeMedia() });
      const { roomId, token } = await seat(server, host, 'Dee');
      await fourth.joinAsCoBroadcaster(roomId, token);
      await moved(pages(), 'sfu');
    });
    assertSeamless(gaps, 'to the SFU');
    for (const page of pages()) assert.ok((await waysOf(page)).length <= 2, 'the pages have let go of each other');
  });

  it('moves back when three are left, and no picture stops', async () => {
    const gaps = await gapsDuring(async () => {
      await fourth!.leaveStream();
      await moved(pages(), 'mesh');
    });
    assertSeamless(gaps, 'back to the mesh');
    for (const page of pages()) assert.equal((await waysOf(page)).length, 2);
  });

  it('one who leaves takes the tile along, and the end is everyone’s', async () => {
    await visits[2]!.page.evaluate(() => document.querySelector('muf-live-room')!.manager.endBroadcast());
    await until(() => tileOf(pages()[1]!, 'Cy').count(), (count) => count === 0, { what: 'the tile is gone' });
    await plays(pages()[1]!, 'Ada', 10);
    await endStream(pages()[0]!);
    await ended(pages()[1]!);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
