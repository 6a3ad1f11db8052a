import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../fixtures/footage.ts';
import { deviceFaults, type DeviceFaults } from '../support/browser-devices.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { assertClean, button, chatOf, endStream, figuresOf, goLive, plays, reads, say, textbox, tileOf, watch } from '../support/room-page.ts';
import { openLine } from '../support/server-line.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

describe('bad input', () => {
  let server: TestServer;
  let browser: TestBrowser;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const faults: readonly [string, DeviceFaults, RegExp][] = [
    ['a camera that is refused', { video: 'NotAllowedError' }, /The camera is blocked for this page/],
    ['a camera that is busy', { video: 'NotReadableError' }, /The camera is used by another app/],
  ];
  for (const [what, fault, sentence] of faults) {
    it(`${what}: the page says which, and offers to go on with sound only`, async () => {
      const host = await browser.visit({ initScript: deviceFaults(fault) });
      await host.page.goto(`${server.url}/broadcaster.html`);
      await host.page.getByText(sentence).waitFor();
      await button(host.page, 'Continue with sound only').waitFor();
      assert.ok(await button(host.page, 'Go LIVE').isEnabled());
      await host.close();
    });
  }

  it('no camera: the page says so, the host goes live with sound only, and is heard', async () => {
    const host = await browser.visit({ initScript: deviceFaults({ video: 'NotFoundError' }) });
    await host.page.goto(`${server.url}/broadcaster.html`);
    await host.page.getByText(/No camera was found/).waitFor();
    await button(host.page, 'Continue with sound only').click();
    const link = await goLive(host, 'Ada');
    const viewer = await browser.visit();
    await watch(viewer, link, 'Bo', 'Ada');
    await until(() => figuresOf(viewer.page), (figures) => figures.audioEnergy > 0, { what: 'there is sound' });
    assert.equal((await figuresOf(viewer.page)).framesDecoded, 0);
    await endStream(host.page);
    await viewer.close();
    await host.close();
  });

  it('no microphone: the page says so, and the host goes on with the picture', async () => {
    const host = await browser.visit({ initScript: deviceFaults({ audio: 'NotFoundError' }) });
    await host.page.goto(`${server.url}/broadcaster.html`);
    await host.page.getByText(/No microphone was found/).waitFor();
    const link = await goLive(host, 'Ada');
    const viewer = await browser.visit();
    await watch(viewer, link, 'Bo', 'Ada');
    await plays(viewer.page, 'Ada', 15);
    await endStream(host.page);
    await viewer.close();
    await host.close();
  });

  it('neither camera nor microphone: starting is refused in words, and works once they are there', async () => {
    const host = await browser.visit({ initScript: `window.native = navigator.mediaDevices.getUserMedia;${deviceFaults({ video: 'NotAllowedError', audio: 'NotAllowedError' })}` });
    await host.page.goto(`${server.url}/broadcaster.html`);
    await host.page.getByText(/is blocked for this page/).first().waitFor();
    await host.page.evaluate(() => { navigator.mediaDevices.getUserMedia = (window as unknown as { native: typeof navigator.mediaDevices.getUserMedia }).native; });
    await button(host.page, 'Try again').first().click();
    await host.page.getByText(/is blocked for this page/).first().waitFor({ state: 'detached' });
    await goLive(host, 'Ada');
    await endStream(host.page);
    await host.close();
  });

  it('HTML in a name or a message is text', async () => {
    const markup = '<img src=x onerror="window.hacked=1">';
    const host = await browser.visit();
    await host.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(host, markup);
    const viewer = await browser.visit();
    await watch(viewer, link, '<b>Bo</b>', markup);
    await say(viewer.page, '<script>window.hacked=1</script><b>bold</b>');
    for (const { page } of [host, viewer]) {
      await reads(page, '<script>window.hacked=1</script><b>bold</b>');
      await chatOf(page).getByText('<b>Bo</b>').first().waitFor();
      assert.equal(await tileOf(page, markup).count(), 1);
      assert.equal(await page.locator('img[src="x"], b:text-is("bold"), b:text-is("Bo")').count(), 0);
      assert.equal(await page.evaluate(() => 'hacked' in window), false);
    }
    await endStream(host.page);
    await viewer.close();
    await host.close();
  });

  it('a second start is an IllegalTransition that names the state and the call', async () => {
    const host = await browser.visit();
    await host.page.goto(`${server.url}/broadcaster.html`);
    await goLive(host, 'Ada');
    const refusal = await host.page.evaluate(() => document.querySelector('muf-live-room')!.manager.startBroadcast({ title: 'again' })
      .then(() => null, (error: { name: string; code: string; message: string }) => ({ name: error.name, code: error.code, message: error.message })));
    assert.equal(refusal?.name, 'IllegalTransition');
    assert.equal(refusal.code, 'illegal-transition');
    assert.match(refusal.message, /startBroadcast/);
    assert.match(refusal.message, /ACTIVE/);
    await button(host.page, 'End').waitFor();
    await endStream(host.page);
    await host.close();
  });

  it('an empty message has nothing to send, and one too long cannot be typed', async () => {
    const host = await browser.visit();
    await host.page.goto(`${server.url}/broadcaster.html`);
    await goLive(host, 'Ada');
    assert.equal(await button(host.page, 'Send').count(), 0);
    await textbox(host.page, 'Message').fill('   ');
    await host.page.keyboard.press('Enter');
    await textbox(host.page, 'Message').fill('x'.repeat(500));
    await button(host.page, 'Send').click();
    await reads(host.page, 'x'.repeat(500));
    assert.equal(await host.page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.chat.$lines.get().length), 1);
    await endStream(host.page);
    await host.close();
  });

  it('a server that is gone: the page says so, and comes back by itself', async () => {
    const line = await openLine(server.url);
    const cut = [/WebSocket connection to/, /ERR_CONNECTION/, /Failed to load resource/];
    const host = await browser.visit({ expectedErrors: cut });
    await host.page.goto(`${line.url}/broadcaster.html`);
    await goLive(host, 'Ada');
    line.cut();
    await host.page.getByText(/Reconnecting|cannot be reached/).first().waitFor();
    line.mend();
    await host.page.getByText(/Reconnecting|cannot be reached/).first().waitFor({ state: 'detached' });
    await say(host.page, 'we are back');
    await reads(host.page, 'we are back');
    await endStream(host.page);
    await host.close();
    await line.close();
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
