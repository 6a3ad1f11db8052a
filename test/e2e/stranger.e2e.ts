import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, goLive, identity, plays, say, reads, textbox, tileOf } from '../support/room-page.ts';
import { openLine, type Line } from '../support/server-line.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { serveFiles, type StaticSite } from '../support/static-site.ts';

const cut = [/WebSocket connection to/, /ERR_CONNECTION/, /Failed to load resource/];

/** What a page of someone else's has to say, ten lines; `SERVER` and `ROOM` are filled in. */
const page = `<!doctype html><meta charset="utf-8"><title>A stranger’s page</title><link rel="icon" href="data:,">
<script type="module" src="SERVER/cdn/muf-live.js"></script>
<muf-live-room server="SERVER" room-id="ROOM" style="position: fixed; inset: 0">
  <button slot="header.actionPill" onclick="this.textContent = 'Following'">Follow</button>
</muf-live-room>
<script type="module">
  import { Hearts } from './hearts.js';
  const room = document.querySelector('muf-live-room');
  room.fillSlot('actionBar.bottomRight', Object.assign(document.createElement('button'), { textContent: 'Gift', onclick() { this.textContent = 'Gift sent'; } }));
  room.manager.on('SLOT_RENDER', ({ name, mount }) => name === 'viewport.sideCards' && Hearts(mount));
</script>`;

/** The same, said before the element exists: its script comes when the button is pressed. */
const early = `<!doctype html><meta charset="utf-8"><title>An early page</title><link rel="icon" href="data:,">
<muf-live-room server="SERVER" room-id="ROOM" style="position: fixed; inset: 40px 0 0">
  <button slot="header.actionPill" onclick="this.textContent = 'Following'">Follow</button>
</muf-live-room>
<script type="module">
  import { Hearts } from './hearts.js';
  const room = document.querySelector('muf-live-room');
  room.slots = { 'actionBar.bottomRight': Object.assign(document.createElement('button'), { textContent: 'Gift', onclick() { this.textContent = 'Gift sent'; } }) };
  room.addEventListener('muf:slot_render', ({ detail: { name, mount } }) => name === 'viewport.sideCards' && Hearts(mount));
  document.body.append(Object.assign(document.createElement('button'), { textContent: 'Upgrade', onclick: () => import('SERVER/cdn/muf-live.js') }));
</script>`;

/** A component with a state of its own, and React itself. */
const hearts = `import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

function Counter() {
  const [count, setCount] = useState(0);
  return createElement('button', { onClick: () => setCount(count + 1) }, count + ' hearts');
}
export const Hearts = (mount) => createRoot(mount).render(createElement(Counter));`;

async function bundleHearts(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [{ name: 'hearts', enforce: 'pre', resolveId: (id) => (id === 'hearts.js' ? `${import.meta.dirname}/hearts.js` : null), load: (id) => (id.endsWith('/hearts.js') ? hearts : null) }],
    build: { write: false, modulePreload: false, rolldownOptions: { input: 'hearts.js', preserveEntrySignatures: 'strict' } },
  });
  return (built as Rolldown.RolldownOutput).output[0].code;
}

/** The chips of the three fillers are there once each, and act when clicked. */
async function actsOnAll(on: Page, from: { follow: string; gift: string; hearts: string }): Promise<void> {
  for (const name of Object.values(from)) assert.equal(await button(on, name).count(), 1, name);
  await button(on, from.follow).click();
  await button(on, 'Following').waitFor();
  await button(on, from.gift).click();
  await button(on, 'Gift sent').waitFor();
  await button(on, from.hearts).click();
  await button(on, `${Number(from.hearts.split(' ')[0]) + 1} hearts`).waitFor();
}

async function enter({ page: on }: Visit, name: string): Promise<void> {
  await textbox(on, 'Your name').fill(name);
  await button(on, 'Watch').click();
  await tileOf(on, 'Ada').waitFor();
  await plays(on, 'Ada', 5);
}

describe('a stranger’s page', () => {
  let server: TestServer;
  let line: Line;
  let site: StaticSite;
  let browser: TestBrowser;
  let host: Visit;
  let viewer: Visit;

  before(async () => {
    server = await startServer();
    line = await openLine(server.url);
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit();
    viewer = await browser.visit({ expectedErrors: cut });
    await host.page.goto(`${server.url}/broadcaster.html`);
    await goLive(host, 'Ada');
    const { roomId } = await identity(host.page);
    const filled = (text: string) => text.replaceAll('SERVER', line.url).replaceAll('ROOM', roomId!);
    const files: Readonly<Record<string, string>> = { 'index.html': filled(page), 'early.html': filled(early), 'hearts.js': await bundleHearts() };
    site = await serveFiles(async (path) => files[path] ?? Promise.reject(new Error(path)));
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await line?.close();
    await server?.close();
  });

  it('has its own button, its gift and its React component in the room, and they act', async () => {
    assert.ok(new URL(site.url).origin !== new URL(line.url).origin);
    await viewer.page.goto(`${site.url}/`);
    await enter(viewer, 'Bo');
    await actsOnAll(viewer.page, { follow: 'Follow', gift: 'Gift', hearts: '0 hearts' });
  });

  it('keeps them, as they were, over a cut connection, and may fill again after it', async () => {
    const { page: on } = viewer;
    line.cut();
    await on.getByText(/Reconnecting|cannot be reached/).first().waitFor();
    line.mend();
    await on.getByText(/Reconnecting|cannot be reached/).first().waitFor({ state: 'detached' });
    await actsOnAll(on, { follow: 'Following', gift: 'Gift sent', hearts: '1 hearts' });
    await say(on, 'back again');
    await reads(host.page, 'back again');

    await on.evaluate(async () => {
      const room = document.querySelector('muf-live-room')!;
      const pill = Object.assign(document.createElement('button'), { slot: 'header.actionPill', textContent: 'Follow', onclick(this: HTMLElement) { this.textContent = 'Following'; } });
      room.querySelector('[slot="header.actionPill"]')!.replaceWith(pill);
      room.fillSlot('actionBar.bottomRight', Object.assign(document.createElement('button'), { textContent: 'Gift', onclick(this: HTMLElement) { this.textContent = 'Gift sent'; } }));
      const { Hearts } = (await import(new URL('hearts.js', location.href).href)) as { Hearts(mount: HTMLElement): void };
      // A late listener hears of the slots that are there.
      room.clearSlot('viewport.sideCards');
      room.manager!.on('SLOT_RENDER', ({ name, mount }) => { if (name === 'header.promoChips') Hearts(mount); });
    });
    await actsOnAll(on, { follow: 'Follow', gift: 'Gift', hearts: '0 hearts' });
  });

  it('may fill before the element is upgraded', async () => {
    const { page: on } = viewer;
    await on.goto(`${site.url}/early.html`);
    assert.equal(await on.evaluate(() => customElements.get('muf-live-room')), undefined);
    await button(on, 'Upgrade').click();
    await enter(viewer, 'Cy');
    await actsOnAll(on, { follow: 'Follow', gift: 'Gift', hearts: '0 hearts' });
  });

  it('had no error', () => {
    assertClean(browser.errors());
    assert.ok(server.alive());
  });
});
