import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { call, post, seat, waysOf, type Grant } from '../support/call-page.ts';
import { assertClean, plays } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startTurnServer, type TurnServer } from '../support/turn.ts';

describe('a call through TURN only', () => {
  let turn: TurnServer;
  let server: TestServer;
  let browser: TestBrowser;

  before(async () => {
    turn = await startTurnServer();
    server = await startServer({ env: { TURN_URLS: turn.url, TURN_SECRET: turn.secret } });
    browser = await launchBrowser({ footage: await footage() });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await turn?.close();
  });

  it('shows each other to two whose only way is the relay', async () => {
    const host = await post<Grant>(`${server.url}/create_room`, { mode: 'mesh', roomType: '1v1', displayName: 'Ada' });
    const [ada, bo] = [await browser.visit(), await browser.visit()];
    await call(ada, server, host, 'Ada', true);
    await call(bo, server, await seat(server, host, 'Bo'), 'Bo', true);
    await plays(ada.page, 'Bo', 20);
    await plays(bo.page, 'Ada', 20);
    for (const { page } of [ada, bo]) {
      const ways = await waysOf(page);
      assert.deepEqual(ways.map(({ local, remote, relayProtocol }) => [local, remote, relayProtocol]), [['relay', 'relay', 'udp']]);
      assert.equal(await page.evaluate(() => document.querySelector('muf-live-room')!.manager.role), page === ada.page ? 'host' : 'guest');
    }
    const peers = await Promise.all([ada, bo].map(({ page }) => page.evaluate(() => document.querySelector('muf-live-room')!.manager.peerId)));
    for (const peerId of peers) assert.match(turn.output(), new RegExp(`\\d+:${peerId}`), 'with credentials of their own');
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
