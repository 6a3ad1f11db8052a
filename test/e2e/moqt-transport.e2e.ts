import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { acceptSession } from '../../core/wire/moqt/session.ts';
import type { Session, TrackSender } from '../../core/wire/moqt/session-api.ts';
import { StreamReset } from '../../core/wire/moqt/transport.ts';
import { acceptAll, bytesOf, type Serving } from '../support/moqt-session.ts';
import { moqtServer, type MoqtServer } from '../support/moqt-server.ts';
import { serveFiles, type StaticSite } from '../support/static-site.ts';
import { until } from '../support/until.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the page runs: the transports and sessions of the SDK's viewers. */
const entry = `
  import { openWebTransport } from ${JSON.stringify(join(root, 'core/streams/web-transport.ts'))};
  import { openWebSocket } from ${JSON.stringify(join(root, 'core/streams/web-socket.ts'))};
  import { subscriberOpener } from ${JSON.stringify(join(root, 'core/wire/moqt/subscriber-session.ts'))};
  import { w3cTransport } from ${JSON.stringify(join(root, 'core/wire/moqt/w3c-transport.ts'))};
  window.connect = async (kind, url, hashes, draft) => {
    const openSession = subscriberOpener(draft);
    const connection = kind === 'webtransport' ? await openWebTransport(url, hashes) : await openWebSocket(url);
    const session = await openSession(w3cTransport(connection, kind));
    const heard = { objects: [], ends: [], done: null, closed: null, bytes: 0 };
    session.closed.then((closed) => { heard.closed = closed; });
    const subscription = session.subscribe({ namespace: ['stream', 'local', 'lv_1'], name: 'video/720p' }, { on: {
      object({ group, object, payload }) {
        heard.bytes += payload.length;
        heard.objects.push([group, object, new TextDecoder().decode(payload.subarray(0, 5))]);
      },
      subgroupEnd({ group, whole }) { heard.ends.push([group, whole]); },
    } });
    subscription.done.then((done) => { heard.done = done; });
    await subscription.accepted;
    return Object.assign(window, { heard, session, subscription }) && session.transport;
  };`;

interface Heard { readonly objects: readonly unknown[]; readonly ends: readonly unknown[]; readonly done: unknown; readonly closed: unknown; readonly bytes: number }

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false, root, logLevel: 'silent',
    plugins: [{ name: 'entry', enforce: 'pre', resolveId: (id) => (id === 'entry.js' ? join(root, 'entry.js') : null), load: (id) => (id === join(root, 'entry.js') ? entry : null) }],
    build: { write: false, modulePreload: false, target: 'es2022', rolldownOptions: { input: 'entry.js', output: { codeSplitting: false } } },
  });
  return (built as Rolldown.RolldownOutput).output[0].code;
}

describe('MoQT in a real browser', () => {
  const publisher = acceptAll();
  const sessions: Session[] = [];
  let server: MoqtServer;
  let site: StaticSite;
  let browser: Browser;

  before(async () => {
    server = await moqtServer(({ transport, url }) => {
      void acceptSession(transport, { drafts: url.searchParams.get('moqt') === '16' ? [16] : [14], handlers: publisher.handlers }).then((session) => void sessions.push(session));
    });
    const script = await bundle();
    site = await serveFiles((path) => Promise.resolve(path.endsWith('.js') ? script : '<!doctype html><meta charset="utf-8"><title>MoQT</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>'));
    // Playwright turns QUIC off, and with it WebTransport.
    browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', ignoreDefaultArgs: ['--disable-quic'], args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await site?.close();
  });

  const head = (group: number) => ({ group, subgroup: 0, priority: 0, extensions: false, endOfGroup: true });
  const object = (id: number, text: string) => ({ object: id, payload: bytesOf(text), status: 'normal' as const });
  function connected(page: Page, kind: 'webtransport' | 'websocket', draft: 14 | 16): Promise<string> {
    const url = `${kind === 'webtransport' ? server.webTransport : server.webSocket}/playback/lv_1?tok=x${draft === 16 ? '&moqt=16' : ''}`;
    return page.evaluate(([how, to, hashes, which]) => (window as unknown as { connect(...all: unknown[]): Promise<string> }).connect(how, to, hashes, which), [kind, url, server.listener.certificateHashes!, draft] as const);
  }

  const heardOn = (page: Page): Promise<Heard> => page.evaluate(() => (window as unknown as { heard: Heard }).heard);

  async function sendThree(sender: TrackSender): Promise<void> {
    const whole = await sender.openSubgroup(head(1), 5);
    await whole.write(object(0, 'key'));
    await whole.write(object(1, 'y'.repeat(300_000)));
    await whole.finish();
  }

  async function givesUpALateGroup(page: Page, { sender }: Serving): Promise<void> {
    const late = await sender.openSubgroup(head(2));
    await late.write(object(0, 'late'));
    await until(() => heardOn(page), ({ objects }) => objects.length === 3, { what: 'the late object' });
    late.reset(2);
    const { ends } = await until(() => heardOn(page), (heard) => heard.ends.length === 2, { what: 'the end of the late group' });
    assert.deepEqual(ends, [[1, true], [2, false]]);
  }

  /** The page stops reading streams of what it has unsubscribed from. */
  async function unsubscribes(page: Page, serving: Serving): Promise<void> {
    const open = await serving.sender.openSubgroup(head(3));
    await open.write(object(0, 'open'));
    await until(() => heardOn(page), ({ objects }) => objects.length === 4, { what: 'the open object' });
    await page.evaluate(() => (window as unknown as { subscription: { unsubscribe(): void } }).subscription.unsubscribe());
    await until(() => serving.ended, (count) => count === 1, { what: 'the unsubscribing' });
    await assert.rejects(async () => { for (let id = 1; ; id++) await open.write(object(id, 'x'.repeat(10_000))); }, (error) => error instanceof StreamReset || /reset|cancel|STOP/i.test(String(error)));
  }

  it('leaves the page alive that is sent away right after a stream was given up', async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'connect' in window);
    // Chromium crashed every other time.
    for (let turn = 0; turn < 10; turn++) {
      const connecting = connected(page, 'webtransport', 14);
      const { sender } = await publisher.next();
      await connecting;
      const stream = await sender.openSubgroup(head(1));
      await stream.write(object(0, 'x'.repeat(200_000)));
      stream.reset(2);
      sessions.at(-1)!.close(2, 'auth_failed');
      const { closed } = await until(() => heardOn(page), (heard) => heard.closed !== null, { what: 'the end of the session' });
      assert.deepEqual(closed, { code: 2, reason: 'auth_failed', remote: true });
    }
    await page.close();
  });

  for (const kind of ['webtransport', 'websocket'] as const) {
    for (const draft of [14, 16] as const) {
      it(`subscribes over ${kind} with draft ${draft}, hears objects, resets and the session's end`, async () => {
        const page = await browser.newPage();
        const errors: string[] = [];
        page.on('pageerror', (error) => void errors.push(String(error)));
        page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
        await page.goto(site.url);
        await page.waitForFunction(() => 'connect' in window);
        const connecting = connected(page, kind, draft);
        const serving = await publisher.next();
        assert.equal(await connecting, kind);
        await sendThree(serving.sender);
        const { objects } = await until(() => heardOn(page), (heard) => heard.ends.length === 1, { what: 'the first group' });
        assert.deepEqual(objects, [[1, 0, 'key'], [1, 1, 'yyyyy']]);
        await givesUpALateGroup(page, serving);
        await unsubscribes(page, serving);
        sessions.at(-1)!.close(2, 'auth_failed');
        const { closed } = await until(() => heardOn(page), (heard) => heard.closed !== null, { what: 'the end of the session' });
        assert.deepEqual(closed, { code: 2, reason: 'auth_failed', remote: true });
        assert.deepEqual(errors, []);
        await page.close();
      });
    }
  }
});
