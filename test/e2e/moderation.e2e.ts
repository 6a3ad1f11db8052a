import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, chatOf, goLive, reads, say, textbox, timesSaid, watch, watching } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true });
const banned = (page: Page): Promise<void> => page.getByRole('heading', { name: 'You cannot join this stream' }).waitFor();

/** By the row in the list of people, with the keyboard alone. */
async function manage(page: Page, name: string, act: string): Promise<void> {
  await button(page, `Options for ${name}`).focus();
  await page.keyboard.press('Enter');
  await dialog(page, name).getByRole('button', { name: act, exact: true }).press('Enter');
}

/** What a page keeps of its place, to try it once more by hand. */
const resumeCode = (page: Page, resume: object): Promise<string> =>
  page.evaluate((join) => new Promise<string>((resolve) => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws`, 'muf.v1');
    socket.onopen = () => socket.send(JSON.stringify({ type: 'Join', id: 1, ...join }));
    socket.onmessage = ({ data }) => {
      resolve(String((JSON.parse(String(data)) as { code?: string }).code));
      socket.close();
    };
  }), resume);

describe('keeping order', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let host: Visit;
  let link = '';
  const viewers: Record<string, Visit> = {};
  const resumeTokens: Record<string, string> = {};

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    host = await browser.visit();
    await host.page.goto(`${server.url}/broadcaster.html`);
    link = await goLive(host, 'Ada');
    for (const name of ['Bo', 'Cy', 'Dee']) {
      viewers[name] = await browser.visit({ expectedErrors: [/WebSocket/] });
      viewers[name].page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
        const { resumeToken } = JSON.parse(String(payload)) as { resumeToken?: string };
        if (resumeToken) resumeTokens[name] = resumeToken;
      }));
      await watch(viewers[name], link, name, 'Ada');
    }
    await watching(host.page, 3);
    await host.page.getByRole('tab', { name: 'People' }).click();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('a viewer sent out sees why, and when they may come back', async () => {
    await manage(host.page, 'Bo', 'Remove');
    const { page } = viewers['Bo']!;
    await page.getByRole('heading', { name: 'You were removed' }).waitFor();
    await page.getByText(/You can come back in \d+ seconds/).waitFor();
    assert.equal(await button(page, 'Join again').isDisabled(), true);
    await watching(host.page, 2);
    assert.equal(await button(host.page, 'Options for Bo').count(), 0);
  });

  it('a banned viewer stays out by reload, in a second tab and with the resume token', async () => {
    const { page } = viewers['Cy']!;
    await button(host.page, 'Options for Cy').click();
    await dialog(host.page, 'Cy').getByRole('button', { name: 'Ban', exact: true }).click();
    const ask = dialog(host.page, 'Ban Cy for good?');
    await ask.getByRole('button', { name: 'Ban', exact: true }).click();
    await banned(page);
    assert.equal(await button(page, 'Join again').count(), 0);

    for (const tab of [page, await page.context().newPage()]) {
      await tab.goto(link);
      await textbox(tab, 'Your name').fill('Someone else');
      await button(tab, 'Watch').click();
      await banned(tab);
    }
    assert.match(resumeTokens['Cy']!, /^me\./);
    assert.equal(await resumeCode(page, { resume: { token: resumeTokens['Cy'], seen: { room: 0, audience: 0, self: 0 } } }), 'resume-failed');
    await watching(host.page, 1);
  });

  it('a muted viewer cannot write until unmuted', async () => {
    const { page } = viewers['Dee']!;
    await manage(host.page, 'Dee', 'Mute');
    await page.getByText('A host has muted you. You can still watch.').waitFor();
    await until(() => textbox(page, 'Message').isDisabled(), (disabled) => disabled, { what: 'the message box is closed' });
    await host.page.getByText('Muted', { exact: true }).waitFor();
    await manage(host.page, 'Dee', 'Unmute');
    await until(() => textbox(page, 'Message').isDisabled(), (disabled) => !disabled, { what: 'the message box is open' });
    await say(page, 'thank you');
  });

  it('a moderator deletes a line, and may do no more than a moderator', async () => {
    const { page } = viewers['Dee']!;
    await manage(host.page, 'Dee', 'Make moderator');
    await page.getByText('You are a moderator now.').waitFor();
    viewers['Eve'] = await browser.visit({ expectedErrors: [/WebSocket/] });
    await watch(viewers['Eve'], link, 'Eve', 'Ada');
    await say(viewers['Eve'].page, 'buy my thing');
    await reads(page, 'buy my thing');
    const line = chatOf(page).locator('[data-id]').filter({ hasText: 'buy my thing' });
    await line.hover();
    await line.getByRole('button', { name: 'Message options' }).click();
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await until(() => timesSaid(viewers['Eve']!.page, 'buy my thing'), (count) => count === 0, { what: 'the line is gone everywhere' });
    const code = await page.evaluate(() => document.querySelector('muf-live-room')!.manager!.endBroadcast().then(() => 'ended', (error: { code: string }) => error.code));
    assert.equal(code, 'not-allowed');
    const identity = await page.evaluate(() => document.querySelector('muf-live-room')!.manager!.whoami());
    assert.equal(identity.caps.find(({ cap }) => cap === 'chat:moderate')?.from, 'moderator');
  });

  it('the audit log shows it all, and lifts the ban', async () => {
    const { page } = host;
    const attempt = await viewers['Eve']!.page.evaluate(() => {
      const { manager } = document.querySelector('muf-live-room')!;
      return manager!.banPeer(manager!.stores.session.$room.get()!.hostPeerId!).then(() => 'banned', (error: { code: string }) => error.code);
    });
    assert.equal(attempt, 'not-allowed');
    await button(page, 'Audit log').click();
    const log = dialog(page, 'Audit log');
    for (const [act, by] of [['Remove Bo', 'Ada'], ['Ban Cy', 'Ada'], ['Mute Dee', 'Ada'], ['Unmute Dee', 'Ada'], ['Make Dee a moderator', 'Ada'], ['Delete a message', 'Dee'], ['Ban Ada', 'Eve · Not allowed']] as const) {
      await log.getByRole('listitem').filter({ hasText: act }).filter({ hasText: `by ${by}` }).first().waitFor();
    }
    await log.getByRole('button', { name: 'Unban Cy' }).click();
    await log.getByText('Unban Cy').waitFor();
    await page.keyboard.press('Escape');
    await viewers['Cy']!.page.goto(link);
    await button(viewers['Cy']!.page, 'Watch').click();
    await watching(page, 3);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
