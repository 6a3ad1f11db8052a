import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, chatOf, goLive, plays, say, textbox, watch } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

/** What the room wears: theme, layout, density. */
const looks = ({ page }: Visit): Promise<(string | null)[]> =>
  page.evaluate(() => ['theme', 'layout', 'density'].map((name) => document.querySelector('muf-live-room')!.getAttribute(name)));

describe('presets, from a page’s attribute to everyone’s rights and look', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let viewer: Visit;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage(), allowDevices: true });
    [host, viewer] = [await browser.visit(), await browser.visit()];
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('a webinar’s audience gets the participants’ preset: its look, its slow mode, no way on stage', async () => {
    await host.page.goto(`${server.url}/broadcaster.html?preset=webinar-host`);
    const link = await goLive(host, 'Ada');
    assert.deepEqual(await looks(host), ['light', 'theatre', 'compact']);
    await watch(viewer, link, 'Bo', 'Ada');
    await until(() => looks(viewer), (look) => look.join() === 'light,theatre,', { what: 'the viewer wears what the token names' });
    const { caps, preset, limits } = await viewer.page.evaluate(() => document.querySelector('muf-live-room')!.manager.whoami());
    assert.deepEqual(caps, [{ cap: 'subscribe:*', from: 'preset' }, { cap: 'chat:send', from: 'preset' }]);
    assert.deepEqual([preset, limits.slowModeSec], ['webinar-participant', 10]);
    assert.equal(await viewer.page.evaluate(() => document.querySelector('muf-live-room')!.manager.stores.session.$room.get()?.maxBroadcasters), 6);
  });

  it('is changed live: the picture plays on, and what is typed and said stays', async () => {
    const { page } = viewer;
    await say(page, 'first');
    await page.evaluate(() => { document.querySelector('muf-live-room')!.preset = 'group-call-participant'; });
    await until(() => looks(viewer), (look) => look.join() === 'auto,grid,compact', { what: 'another preset is worn' });
    await textbox(page, 'Message').fill('half a sent');
    await page.evaluate(() => { document.querySelector('muf-live-room')!.preset = 'live-viewer'; });
    await until(() => looks(viewer), (look) => look.join() === 'dark,immersive,', { what: 'a third is worn' });
    assert.equal(await textbox(page, 'Message').inputValue(), 'half a sent');
    await chatOf(page).getByText('first', { exact: true }).waitFor();
    await plays(page, 'Ada', 5);
  });

  it('an audio room asks for no camera and publishes none', async () => {
    const speaker = await browser.visit();
    await speaker.page.goto(`${server.url}/broadcaster.html?preset=audio-room`);
    await goLive(speaker, 'Cy');
    assert.equal(await button(speaker.page, 'Camera').isVisible(), false);
    assert.ok(await button(speaker.page, 'Microphone').isVisible());
    const { caps, hasVideo, hasAudio } = await speaker.page.evaluate(() => {
      const { session, devices } = document.querySelector('muf-live-room')!.manager.stores;
      return { caps: session.$self.get()!.caps, ...devices.$local.get() };
    });
    assert.deepEqual([hasVideo, hasAudio, caps.includes('publish:camera'), caps.includes('publish:mic')], [false, true, false, true]);
    await speaker.close();
  });

  it('takes names only from a link: an address would put someone else’s HTML into the page', async () => {
    const { page } = viewer;
    for (const [said, worn] of [['/presets/audio-room', null], ['https://elsewhere.example/x.json', null], ['audio-room', 'audio-room']] as const) {
      await page.goto(`${server.url}/broadcaster.html?preset=${encodeURIComponent(said)}`);
      await textbox(page, 'Your name').waitFor();
      assert.equal(await page.evaluate(() => document.querySelector('muf-live-room')!.getAttribute('preset')), worn);
    }
  });

  it('without an uncaught error anywhere', () => assertClean(browser.errors()));
});
