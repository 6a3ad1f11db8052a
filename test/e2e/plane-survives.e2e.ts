import { after, before, describe, it } from 'node:test';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { call, post, type Grant } from '../support/call-page.ts';
import { freePort } from '../support/free-port.ts';
import { assertClean, button, pathOf, plays, tileOf, watch } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { phone } from '../support/stage-page.ts';
import { until } from '../support/until.ts';

const cut = [/WebSocket connection to/, /ERR_CONNECTION/, /Failed to load resource/, /Failed to establish a connection to/];
/** Sooner than QUIC itself gives up. */
const backMs = 20_000;

describe('a room with an audience plane', { timeout: 240_000 }, () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let viewer: Visit;

  /** A busy machine may take LL-HLS first; what is better is tried again after half a minute. */
  const overMoqt = () => until(() => pathOf(viewer.page), (path) => path === 'moqt', { what: 'it is watched over MoQT', within: 60_000 });

  before(async () => {
    // The relay comes back where viewers look for it.
    server = await startServer({ env: { RELAY_PORT: String(await freePort()) } });
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', expectedErrors: cut });
    viewer = await browser.visit({ ...phone, expectedErrors: cut });
    const room = await post<Grant & { shareLink: string }>(`${server.url}/create_room`, { audience: 'moqt', displayName: 'Ada' });
    await call(host, server, room, 'Ada');
    await watch(viewer, room.shareLink, 'Mo', 'Ada');
    await plays(viewer.page, 'Ada', 20, 40_000);
    await overMoqt();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Goes on after that, over the relay in the end. */
  async function survives(what: () => Promise<unknown>): Promise<string> {
    const start = Date.now();
    await what();
    await plays(viewer.page, 'Ada', 20, backMs);
    const tookMs = Date.now() - start;
    await overMoqt();
    return `20 pictures after ${tookMs} ms`;
  }

  it('carries a shared screen beside the camera', async () => {
    await button(host.page, 'Share screen').click();
    await tileOf(viewer.page, 'Ada, screen').waitFor();
    await plays(viewer.page, 'Ada, screen', 3, 20_000);
    await host.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.devices.$local.get().screen!.getVideoTracks()[0]!.dispatchEvent(new Event('ended')));
    await tileOf(viewer.page, 'Ada, screen').waitFor({ state: 'detached' });
    await plays(viewer.page, 'Ada', 10);
  });

  it('goes on after its media worker was killed', async (t) => {
    t.diagnostic(await survives(async () => { for (const pid of await server.workers()) process.kill(pid, 'SIGKILL'); }));
  });

  it('goes on after its relay was killed, which nobody is told of', async (t) => {
    t.diagnostic(await survives(async () => process.kill((await server.mediaProcess())!, 'SIGKILL')));
  });

  it('goes on after the server was started again', async (t) => {
    t.diagnostic(await survives(async () => {
      await server.stop();
      await server.start();
    }));
    await viewer.page.getByText('Lost', { exact: true }).waitFor({ state: 'hidden', timeout: 10_000 });
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
