import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { randomUUID } from 'node:crypto';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { handMint } from '../support/hand-mint.ts';
import { button, endStream, ended, identity, plays, reads, say, textbox, tileOf, watching } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const secret = 'a secret of 32 bytes and a little more';
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

/** Pages of someone else's site, on an origin of its own: one tag and the CDN file. */
async function otherSite(server: TestServer): Promise<{ url: string; site: Server }> {
  const site = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const attributes = [...searchParams].map(([name, value]) => ` ${name}="${value}"`).join('');
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><head><title>My site</title><link rel="icon" href="data:,"><style>html, body { margin: 0; height: 100% } muf-live-room { height: 100% }</style>
      <script type="module" src="${server.url}/cdn/muf-live.js"></script></head>
      <body><muf-live-room server="${server.url}"${attributes}></muf-live-room></body></html>`);
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  return { url: `http://127.0.0.1:${(site.address() as { port: number }).port}`, site };
}

describe('one tag on another site, with tokens minted by hand', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let site: Server;
  let base: string;
  const room = randomUUID();
  const hostId = randomUUID();
  const mint = (claims: object, key = secret, header?: object) => handMint({ room_id: room, room_type: 'live', exp: inAnHour(), ...claims }, key, header);
  const page = (attributes: Record<string, string>) => `${base}/?${new URLSearchParams(attributes)}`;

  before(async () => {
    server = await startServer({ env: { JWT_SECRET: secret } });
    browser = await launchBrowser({ footage: await footage() });
    ({ url: base, site } = await otherSite(server));
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await server?.close();
  });

  it('goes live, is watched, talks and ends', async () => {
    const host = await browser.visit();
    await host.page.goto(page({ token: mint({ role: 'host', display_name: 'Ada', host_peer_id: hostId, is_original_host: true }), 'join-as': 'host' }));
    await button(host.page, 'Go LIVE').click();
    await button(host.page, 'End').waitFor();
    const viewer = await browser.visit();
    await viewer.page.goto(page({ token: mint({ role: 'viewer', display_name: 'Bo', host_peer_id: hostId }) }));
    const watchButton = button(viewer.page, 'Watch');
    await Promise.race([tileOf(viewer.page, 'Ada').waitFor(), watchButton.click().catch(() => {})]);
    await tileOf(viewer.page, 'Ada').waitFor();
    await plays(viewer.page, 'Ada', 30);
    await watching(host.page, 1);
    assert.equal((await identity(host.page)).peerId, hostId, 'a broadcaster’s peer id is its host_peer_id');
    await say(viewer.page, 'hello');
    await reads(host.page, 'hello');
    await say(host.page, 'hello, Bo');
    await reads(viewer.page, 'hello, Bo');
    await endStream(host.page);
    await ended(viewer.page);
    await host.close();
    await viewer.close();
  });

  const bad: readonly [string, () => string][] = [
    ['expired', () => mint({ role: 'viewer', exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['of another key', () => mint({ role: 'viewer' }, 'another secret, just as long as the first')],
    ['without a signature', () => `${mint({ role: 'viewer' }, secret, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['of a foreign algorithm', () => mint({ role: 'viewer' }, secret, { alg: 'RS256', typ: 'JWT' })],
    ['that is no token', () => 'garbage'],
  ];
  for (const [what, token] of bad) {
    it(`a token ${what} is refused in words, and nothing is joined`, async () => {
      const visit = await browser.visit({ expectedErrors: [/WebSocket/, /Failed to load resource/] });
      await visit.page.goto(page({ token: token(), 'room-id': room, 'join-as': 'viewer' }));
      await visit.page.getByText(/token/i).first().waitFor();
      await until(() => visit.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.state), (state) => state === 'IDLE', { what: 'nothing is joined' });
      assert.equal(await textbox(visit.page, 'Message').count(), 0);
      await visit.close();
    });
  }

  it('had no uncaught error on any page', () => assert.deepEqual(browser.errors(), []));
});
