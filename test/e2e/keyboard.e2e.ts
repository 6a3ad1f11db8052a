import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { footage } from '../fixtures/footage.ts';
import { keepsTree } from '../support/accessible-tree.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { focused, tabTo, waitForFocus } from '../support/keyboard.ts';
import { assertClean, button, ended, identity, reads, tileOf, watching } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

/** From set-up to end with nothing but keys, on both sides; each screen's accessible tree is kept as a fixture. */
describe('with the keyboard alone', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let viewer: Visit;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit({ reducedMotion: 'reduce' });
    viewer = await browser.visit({ reducedMotion: 'reduce' });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('a host sets up and goes live', async () => {
    const { page } = host;
    await page.goto(`${server.url}/broadcaster.html`);
    await button(page, 'Camera').and(page.locator('[aria-pressed=true]')).waitFor();
    await keepsTree(page, 'set-up');
    await tabTo(page, 'Title');
    await page.keyboard.type('Evening session');
    await tabTo(page, 'Your name');
    await page.keyboard.type('Ada');
    await tabTo(page, 'Go LIVE');
    await page.keyboard.press('Enter');
    await button(page, 'End').waitFor();
  });

  it('a viewer joins, writes, finds out about the keys and is back where they were', async () => {
    const link = await until(() => host.page.evaluate(() => document.querySelector('muf-live-room')?.manager.stores.session.$shareLink.get() ?? ''), (text) => text !== '', { what: 'there is a link' });
    const { page } = viewer;
    await page.goto(link);
    await button(page, 'Watch').waitFor();
    await keepsTree(page, 'lobby');
    await tabTo(page, 'Your name');
    await page.keyboard.type('Bo');
    await page.keyboard.press('Enter');
    await tileOf(page, 'Ada').waitFor();
    await watching(host.page, 1);

    await page.keyboard.press('t');
    await waitForFocus(page, 'Message');
    await page.keyboard.type('hello, my mouse is broken');
    await page.keyboard.press('Enter');
    await reads(host.page, 'hello, my mouse is broken');
    await page.keyboard.press('Escape');
    await waitForFocus(page, 'Chat');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await keepsTree(page, 'keyboard-help');
    await page.keyboard.press('Escape');
    await waitForFocus(page, 'Chat');
    await keepsTree(page, 'live-viewer');
  });

  it('the host mutes, answers, and invites the viewer', async () => {
    const { page } = host;
    for (const pressed of ['false', 'true']) {
      await page.keyboard.press('m');
      await button(page, 'Microphone').and(page.locator(`[aria-pressed=${pressed}]`)).waitFor();
    }
    await page.keyboard.press('t');
    await waitForFocus(page, 'Message');
    await page.keyboard.type('come on stage then');
    await page.keyboard.press('Enter');
    await reads(viewer.page, 'come on stage then');
    await page.keyboard.press('Escape');
    await keepsTree(page, 'live-host');
    await page.keyboard.press('g');
    await button(page, 'Make a cohost link').waitFor();
    await keepsTree(page, 'guests');
    await tabTo(page, 'Invite to cohost');
    await page.keyboard.press('Enter');
    await button(page, 'Cancel invitation').waitFor();
    assert.notEqual(await focused(page), '', 'the button has changed under the focus, which is not lost');
    await page.keyboard.press('Escape');
    await waitForFocus(page, 'Chat');
  });

  it('the viewer accepts, and both are on stage', async () => {
    const { page } = viewer;
    await page.getByRole('dialog', { name: 'Cohost invitation' }).waitFor();
    await keepsTree(page, 'invitation');
    await tabTo(page, 'Accept', 'Shift+Tab');
    await page.keyboard.press('Enter');
    for (const one of [host.page, page]) await tileOf(one, 'Bo').or(tileOf(one, 'Bo (you)')).waitFor();
    assert.equal((await identity(page)).state, 'ACTIVE');
    assert.notEqual(await focused(page), '', 'the card is gone, the focus is not');
    await page.keyboard.press('m');
    await button(page, 'Microphone').and(page.locator('[aria-pressed=false]')).waitFor();
    await keepsTree(page, 'live-cohost');
  });

  it('the host ends it, having been asked', async () => {
    const { page } = host;
    await page.keyboard.press('q');
    await waitForFocus(page, 'Keep going');
    await page.keyboard.press('Enter');
    await waitForFocus(page, 'Chat');
    await page.keyboard.press('q');
    await waitForFocus(page, 'Keep going');
    await tabTo(page, 'End');
    await page.keyboard.press('Enter');
    for (const one of [page, viewer.page]) await ended(one);
    assert.equal(await page.evaluate(() => document.activeElement?.localName), 'muf-live-room', 'what had the focus is gone, the room still has it');
    await tabTo(page, 'Go live again');
    await keepsTree(page, 'ended-host');
    await keepsTree(viewer.page, 'ended-viewer');
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
