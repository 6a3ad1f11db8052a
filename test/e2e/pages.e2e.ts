import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { footage } from '../fixtures/footage.ts';
import { audit, dresses, violations, wear } from '../support/browser-axe.ts';
import { deviceFaults } from '../support/browser-devices.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, endStream, ended, goLive, reads, say, textbox, watch } from '../support/room-page.ts';
import { openLine, type Line } from '../support/server-line.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const cut = [/WebSocket connection to/, /ERR_CONNECTION/, /Failed to load resource/];

/** What the front page's heading was seen to say, how many frames were drawn since it is there, and the page's language when the room came. */
interface FirstWords { readonly seen: ReadonlySet<string>; readonly frames: number; readonly before: string }

const noteFirstWords = `
  window.seen = new Set(), window.frames = 0;
  const look = () => {
    const heading = document.querySelector('h1');
    if (heading) window.frames++;
    if (heading?.checkVisibility({ visibilityProperty: true })) seen.add(heading.textContent);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const { define } = CustomElementRegistry.prototype;
  CustomElementRegistry.prototype.define = function (tag, ...rest) {
    if (tag === 'muf-live-room') window.before = document.documentElement.lang;
    return define.call(this, tag, ...rest);
  };
`;

/** Tab, until the focus is there: what a person without a mouse does. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let press = 0; press < 40; press++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the Tab key does not lead to ${String(target)}`);
}

describe('the pages', () => {
  let server: TestServer;
  let line: Line;
  let browser: TestBrowser;
  let host: Visit;
  let viewer: Visit;
  let link = '';

  before(async () => {
    server = await startServer();
    line = await openLine(server.url);
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit();
    viewer = await browser.visit({ expectedErrors: cut });
  });
  after(async () => {
    await browser?.close();
    await line?.close();
    await server?.close();
  });

  const accessible = async ({ page }: Visit, state: string) => assert.deepEqual(await audit(page, state), []);

  it('are looked at by an audit that sees into shadow roots', async () => {
    const { page, close } = await browser.visit();
    await page.goto(`${server.url}/`);
    await page.evaluate(() => { document.body.attachShadow({ mode: 'open' }).innerHTML = '<main><img src="data:,"><button></button></main>'; });
    const found = (await violations(page)).join('\n');
    assert.match(found, /image-alt/);
    assert.match(found, /button-name/);
    await close();
  });

  it('landing: accessible, and its form takes a share link', async () => {
    await viewer.page.goto(`${line.url}/`);
    await accessible(viewer, 'landing');
    await textbox(viewer.page, 'Have a link?').fill('not a link');
    await button(viewer.page, 'Join').click();
    await viewer.page.getByText('That is not a room link').waitFor();
    await accessible(viewer, 'landing with a problem');
  });

  it('speak the visitor’s language, the first that is seen', async () => {
    const { page, close } = await browser.visit({ locale: 'ar-EG', initScript: noteFirstWords });
    const asked = Promise.withResolvers<void>();
    await page.route(/\/ar-[\w-]+\.js$/, async (route) => {
      await asked.promise;
      await route.continue();
    });
    await page.goto(`${server.url}/`, { waitUntil: 'commit' });
    await page.waitForFunction(() => (window as unknown as FirstWords).frames > 3);
    asked.resolve();
    await page.getByRole('heading', { name: 'الصورة هي الغرفة.' }).waitFor();
    assert.deepEqual(await page.evaluate(() => [...(window as unknown as FirstWords).seen]), ['الصورة هي الغرفة.']);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar-EG', 'rtl']);
    await textbox(page, 'هل لديك رابط؟').fill('not a link');
    await button(page, 'انضمام').click();
    await page.getByText('هذا ليس رابط غرفة').waitFor();

    await page.getByRole('link', { name: 'ابدأ غرفة' }).click();
    await button(page, 'بدء البث').waitFor();
    assert.equal(await page.title(), 'بدء البث · muf-live');
    assert.equal(await page.evaluate(() => (window as unknown as FirstWords).before), 'ar-EG', 'said before the room is there');
    await page.goto(`${server.url}/player.html?lang=ja`);
    await until(() => page.title(), (title) => title === '視聴する · muf-live', { what: 'the address goes before the browser' });
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ja', 'ltr']);
    await close();
  });

  it('speak English where the words of a language cannot be had', async () => {
    const { page, close } = await browser.visit({ locale: 'de-DE', expectedErrors: cut });
    await page.route(/\/de-[\w-]+\.js$/, (route) => route.abort());
    await page.goto(`${server.url}/`);
    await page.getByRole('heading', { name: 'The picture is the room.' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await close();
  });

  it('set-up: accessible, also with a camera problem', async () => {
    await host.page.goto(`${server.url}/broadcaster.html`);
    await button(host.page, 'Go LIVE').waitFor();
    await accessible(host, 'set-up');
    const blocked = await browser.visit({ initScript: deviceFaults({ video: 'NotAllowedError', audio: 'NotAllowedError' }) });
    await blocked.page.goto(`${server.url}/broadcaster.html`);
    await blocked.page.getByText(/is blocked for this page/).first().waitFor();
    await accessible(blocked, 'set-up without devices');
    await blocked.close();
  });

  it('live, for host and viewer: accessible with an empty chat and a full one', async () => {
    link = (await goLive(host, 'Ada')).replace(server.url, line.url);
    await accessible(host, 'live host');
    await viewer.page.goto(link);
    await button(viewer.page, 'Watch').waitFor();
    await accessible(viewer, 'lobby');
    await watch(viewer, link, 'Bo', 'Ada');
    for (const text of ['hello from Lisbon', 'see https://example.org/notes for the words', '👏👏', 'a longer line, to see how it wraps when somebody has a lot to say about something']) await say(viewer.page, text);
    await say(host.page, 'welcome');
    await reads(viewer.page, 'welcome');
    await accessible(viewer, 'live viewer');
    await accessible(host, 'live host with chat');
  });

  it('sheets and people: accessible', async () => {
    const { page } = host;
    const [, desktop] = dresses;
    await wear(page, desktop);
    await page.getByRole('tab', { name: 'People' }).click();
    await accessible(host, 'people');
    await wear(page, desktop);
    await page.getByRole('tab', { name: 'Chat' }).click();
    for (const [opener, state] of [['Share', 'share sheet'], ['Settings', 'settings'], ['End', 'end confirmation']] as const) {
      await button(page, opener).click();
      await page.getByRole(opener === 'End' ? 'alertdialog' : 'dialog').waitFor();
      await accessible(host, state);
      // The audit also looks at small rooms, where this button waits behind another: it takes the focus once it is drawn again.
      await wear(page, desktop);
      await page.keyboard.press('Escape');
      await page.getByRole(opener === 'End' ? 'alertdialog' : 'dialog').waitFor({ state: 'detached' });
      await until(() => button(page, opener).evaluate((element) => element.matches(':focus')), (focused) => focused, { what: `the focus is back on ${opener}` });
    }
  });

  it('reconnecting: accessible, with the picture still there', async () => {
    line.cut();
    await viewer.page.getByText(/Reconnecting|cannot be reached/).first().waitFor();
    await accessible(viewer, 'reconnecting');
    line.mend();
    await viewer.page.getByText(/Reconnecting|cannot be reached/).first().waitFor({ state: 'detached' });
  });

  it('ended, for host and viewer: accessible', async () => {
    await endStream(host.page);
    await ended(viewer.page);
    await accessible(host, 'ended, host');
    await accessible(viewer, 'ended, viewer');
  });

  it('what cannot be joined: accessible', async () => {
    const lost = await browser.visit({ expectedErrors: cut });
    await lost.page.goto(`${server.url}/viewer.html`);
    await accessible(lost, 'no room named');
    await lost.page.goto(link.replace(line.url, server.url));
    await button(lost.page, 'Watch').click();
    await lost.page.getByText('has ended').first().waitFor();
    await accessible(lost, 'fatal');
    await lost.close();
  });

  it('a host needs nothing but the keyboard, from set-up to the end', async () => {
    const { page, close } = await browser.visit();
    await page.goto(`${server.url}/broadcaster.html`);
    await tabTo(page, textbox(page, 'Your name'));
    await page.keyboard.type('Ada');
    await tabTo(page, button(page, 'Go LIVE'));
    await page.keyboard.press('Enter');
    await button(page, 'End').waitFor();
    await tabTo(page, textbox(page, 'Message'));
    await page.keyboard.type('hello');
    await tabTo(page, button(page, 'Send'));
    await page.keyboard.press('Enter');
    await reads(page, 'hello');
    await tabTo(page, button(page, 'End'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('alertdialog').getByRole('button', { name: 'End', exact: true }));
    await page.keyboard.press('Enter');
    await ended(page);
    await close();
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
