import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import { call, post, type Grant } from '../../support/call-page.ts';
import { launchFirefox, type Firefox, type FirefoxPage } from '../../support/firefox.ts';
import { assertClean, figuresOf, goLive, plays, reads, say, watch } from '../../support/room-page.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const figures = (page: FirefoxPage) => page.evaluate(() => window.mufProbe.figures());
const band = (page: FirefoxPage) => page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.quality.$network.get()?.band);

/** From the share link to the room. */
async function join(page: FirefoxPage, link: string, name: string): Promise<void> {
  await page.go(link);
  await page.type('Your name', name);
  await page.press('Watch');
}

/** Waits until that many pictures have been decoded, and sound was heard. */
async function seesAndHears(page: FirefoxPage, frames: number): Promise<void> {
  await until(() => figures(page), ({ framesDecoded, audioEnergy }) => framesDecoded >= frames && audioEnergy > 0, { what: `${frames} pictures, with sound` });
}

describe('a room in Firefox', () => {
  let server: TestServer;
  let chromium: TestBrowser;
  let firefox: Firefox;
  let ada: Visit;
  let bo: FirefoxPage;
  let link: string;

  before(async () => {
    // At the addresses that a server has by default: Firefox sends no media to a loopback one.
    server = await startServer({ env: { MEDIASOUP_ANNOUNCED_IP: '' } });
    [chromium, firefox] = await Promise.all([launchBrowser({ footage: await footage() }), launchFirefox()]);
    ada = await chromium.visit();
    await ada.page.goto(`${server.url}/broadcaster.html`);
    link = await goLive(ada, 'Ada');
    bo = await firefox.visit();
  });
  after(async () => {
    await Promise.all([firefox?.close(), chromium?.close()]);
    await server?.close();
  });

  it('is watched, in a codec that it has, and chats', async () => {
    await join(bo, link, 'Bo');
    await seesAndHears(bo, 50);
    await bo.type('Message', 'hello from Firefox');
    await bo.press('Send');
    await reads(ada.page, 'hello from Firefox');
    await say(ada.page, 'hello, Firefox');
    await until(() => bo.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.chat.$lines.get().at(-1)?.text), (text) => text === 'hello, Firefox', { what: 'it reads the answer' });
  });

  it('has a fine connection while nothing is wrong with it', async () => {
    const bands = new Set<unknown>();
    const ends = Date.now() + 25_000;
    await until(async () => bands.add(await band(bo)), () => Date.now() > ends, { what: 'some measurements of the path have gone by', every: 500 });
    assert.ok(!bands.has('poor') && !bands.has('lost'), `seen: ${[...bands].join(', ')}`);
  });

  it('is hosted, for Chromium and for itself', async () => {
    const host = await firefox.visit();
    await host.go(`${server.url}/broadcaster.html`);
    await host.type('Your name', 'Cy');
    await host.press('Go LIVE');
    const shared = await until(() => host.evaluate(() => document.querySelector('muf-live-room')!.manager?.stores.session.$shareLink.get() ?? ''), (text) => text !== '', { what: 'there is a share link' });
    const viewer = await chromium.visit();
    await watch(viewer, shared, 'Dil', 'Cy');
    await plays(viewer.page, 'Cy', 20);
    await until(() => figuresOf(viewer.page), ({ audioEnergy }) => audioEnergy > 0, { what: 'it is heard' });
    const guest = await firefox.visit();
    await join(guest, shared, 'Eve');
    await seesAndHears(guest, 50);
  });

  it('is watched over the audience plane', async () => {
    const room = await post<Grant & { shareLink: string }>(`${server.url}/create_room`, { audience: 'moqt', displayName: 'Ada' });
    await call(await chromium.visit(), server, room, 'Ada');
    const page = await firefox.visit();
    await join(page, room.shareLink, 'Fay');
    const stands = () => page.evaluate(() => {
      const videos = (root: ParentNode): HTMLVideoElement[] => [...root.querySelectorAll('*')].flatMap((element) => [...(element instanceof HTMLVideoElement ? [element] : []), ...(element.shadowRoot ? videos(element.shadowRoot) : [])]);
      return { path: document.querySelector('muf-live-room')!.manager.stores.connection.$connection.get().path, frames: Math.max(0, ...videos(document).map((video) => video.getVideoPlaybackQuality().totalVideoFrames)) };
    });
    await until(stands, ({ path, frames }) => path === 'moqt' && frames >= 50, { what: '50 pictures over MoQT' });
  });

  it('had no uncaught error on any page', () => assertClean([...chromium.errors(), ...firefox.errors()]));
});
