import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, framesOf, goLive, plays, reads, say, tileOf, watch } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { amongGuests, card, invite, phone, rowOf, told } from '../support/stage-page.ts';
import { until } from '../support/until.ts';

/** With the system's own colours every edge, state and badge is still to be seen. */
async function systemColours(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  const styleOf = (locator: Locator, property: string): Promise<string> => locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  for (const name of ['Settings', 'Share', 'Leave']) assert.equal(await styleOf(button(page, name), 'border-top-style'), 'solid', `${name} has an edge`);
  await button(page, 'Settings').focus();
  await page.keyboard.press('Shift');
  assert.equal(await styleOf(button(page, 'Settings'), 'outline-style'), 'solid', 'the focus is seen');
  const badge = page.locator('muf-header [part=live]');
  assert.notEqual(await styleOf(badge, 'background-color'), await styleOf(badge, 'color'), 'LIVE stands out');
  assert.equal(await styleOf(badge, 'forced-color-adjust'), 'none');
  await page.emulateMedia({ forcedColors: 'none' });
}

describe('coming on stage', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let ada: Visit;
  let bo: Visit;
  let cy: Visit;
  let dil: Visit;
  let link = '';

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    ada = await browser.visit(phone);
    await ada.page.goto(`${server.url}/broadcaster.html`);
    link = await goLive(ada, 'Ada');
    [bo, cy] = [await browser.visit(phone), await browser.visit(phone)];
    await watch(bo, link, 'Bo', 'Ada');
    await watch(cy, link, 'Cy', 'Ada');
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Makes a link on the host's page and returns it. */
  const makeLink = (): Promise<string> => amongGuests(ada.page, async () => {
    await button(ada.page, 'Make a cohost link').click();
    return until(() => ada.page.locator('muf-cohost-link').locator('[part=link]').textContent(), (text) => !!text, { what: 'there is a link' }) as Promise<string>;
  });

  it('by invitation: declined first, then accepted', async () => {
    await invite(ada.page, 'Bo');
    await card(bo.page).waitFor();
    assert.match((await card(bo.page).textContent()) ?? '', /Ada invites you on stage/);
    await button(bo.page, 'Decline').click();
    await told(ada.page, /Bo declined/);
    await card(bo.page).waitFor({ state: 'detached' });

    await invite(ada.page, 'Bo');
    await button(bo.page, 'Accept').click();
    for (const { page } of [ada, cy]) await plays(page, 'Bo', 10);
    await button(bo.page, 'Leave stage').waitFor();
    assert.match(await until(() => bo.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.session.$shareLink.get() ?? ''), (text) => !text.endsWith(new URL(link).search), { what: 'a link of their own' }), /host=web-/);
  });

  it('by a link that is good once, and survives a reload', async () => {
    const made = await makeLink();
    assert.match(made, /\/broadcaster\.html\?room=[\w-]+#code=[\w-]{20,}$/);
    dil = await browser.visit({ ...phone, expectedErrors: [/status of 403/] });
    await dil.page.goto(made);
    await dil.page.getByRole('textbox', { name: 'Your name' }).fill('Dil');
    await button(dil.page, 'Go LIVE').click();
    for (const { page } of [ada, bo, cy]) await tileOf(page, 'Dil').waitFor();
    await plays(cy.page, 'Dil', 10);
    assert.equal(new URL(dil.page.url()).hash, '', 'the code does not stay in the address');

    const second = await browser.visit({ ...phone, expectedErrors: [/status of 403/] });
    await second.page.goto(made);
    await button(second.page, 'Go LIVE').click();
    await second.page.getByText(/This link has been used or has run out/).first().waitFor();
    await second.close();

    await dil.page.reload();
    await button(dil.page, 'Go LIVE').click();
    await tileOf(dil.page, 'Dil (you)').or(tileOf(dil.page, 'Dil')).first().waitFor();
    await plays(cy.page, 'Dil', 10);
  });

  it('not by one that was revoked', async () => {
    const made = await makeLink();
    await amongGuests(ada.page, async () => {
      await button(ada.page, 'Revoke').click();
      await button(ada.page, 'Make a cohost link').waitFor();
    });
    const late = await browser.visit({ ...phone, expectedErrors: [/status of 403/] });
    await late.page.goto(made);
    await button(late.page, 'Go LIVE').click();
    await late.page.getByText(/This link has been used or has run out/).first().waitFor();
    await late.close();
  });

  it('and off it again when the host says so: their picture goes, what they see stays', async () => {
    await amongGuests(ada.page, () => rowOf(ada.page, 'Dil').getByRole('button', { name: 'Remove from stage' }).click());
    await told(dil.page, /moved you back to the audience/);
    for (const { page } of [ada, bo, cy, dil]) await tileOf(page, 'Dil').waitFor({ state: 'detached' });
    await plays(dil.page, 'Ada', 10);
    await say(dil.page, 'it was fun');
    await reads(dil.page, 'it was fun');
  });

  it('by asking, while the host takes requests: the first in, the second declined', async () => {
    assert.equal(await button(cy.page, 'Request to cohost').count(), 0);
    await amongGuests(ada.page, () => ada.page.getByRole('switch', { name: 'Allow guest requests' }).click());
    await button(cy.page, 'Request to cohost').click();
    await button(cy.page, 'Cancel request').waitFor();
    await button(dil.page, 'Request to cohost').click();
    await card(ada.page).getByText('Cy would like to join you on stage').waitFor();
    await card(bo.page).getByText('1 more is waiting').waitFor();
    await button(bo.page, 'Accept').click();
    for (const { page } of [ada, bo, dil]) await tileOf(page, 'Cy').waitFor();
    await plays(dil.page, 'Cy', 10);
    await card(ada.page).getByText('Dil would like to join you on stage').waitFor();
    await button(ada.page, 'Decline').click();
    await told(dil.page, /declined for now/);
    await card(bo.page).waitFor({ state: 'detached' });
  });

  it('with a screen as a second video, until the browser’s own button ends it', async () => {
    await button(cy.page, 'More controls').click();
    await button(cy.page, 'Share screen').click();
    for (const { page } of [ada, bo, dil]) await tileOf(page, 'Cy, screen').waitFor();
    await plays(dil.page, 'Cy, screen', 3);
    await plays(dil.page, 'Cy', 5);
    await cy.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.devices.$local.get().screen!.getVideoTracks()[0]!.dispatchEvent(new Event('ended')));
    for (const { page } of [ada, bo, cy, dil]) await tileOf(page, 'Cy, screen').waitFor({ state: 'detached' });
    await plays(dil.page, 'Cy', 5);
  });

  it('in the layout that the host chooses for everyone, and each for themselves until the host chooses anew', async () => {
    const widthsOf = (page: Page): Promise<number[]> => Promise.all(['Ada', 'Bo', 'Cy'].map(async (name) => Math.round((await tileOf(page, name).or(tileOf(page, `${name} (you)`)).first().boundingBox())!.width)));
    const settings = async (page: Page, act: () => Promise<void>): Promise<void> => {
      await button(page, 'Settings').click();
      await act();
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: 'Grid' }).waitFor({ state: 'hidden' });
    };
    await settings(ada.page, async () => {
      await ada.page.getByRole('radio', { name: 'Spotlight' }).check();
      await ada.page.getByRole('switch', { name: 'For everyone' }).check();
      await ada.page.getByRole('radio', { name: 'Cy' }).check();
    });
    const late = await browser.visit(phone);
    await watch(late, link, 'Eve', 'Ada');
    for (const { page } of [bo, dil, late]) await until(() => widthsOf(page), ([one, two, cys]) => cys === 390 && one! < 200 && two! < 200, { what: 'Cy is large' });
    await button(dil.page, 'Spotlight Bo').click();
    await until(() => widthsOf(dil.page), ([, bos]) => bos === 390, { what: 'Bo is large for Dil' });
    await plays(dil.page, 'Bo', 10);
    assert.equal((await widthsOf(late.page))[2], 390, 'for Dil alone');
    await settings(ada.page, () => ada.page.getByRole('radio', { name: 'Grid' }).check());
    for (const { page } of [bo, dil, late]) await until(() => widthsOf(page), (widths) => widths.every((width) => width > 100 && width < 390), { what: 'all are alike' });
    await systemColours(late.page);
    await late.close();
    await settings(ada.page, () => ada.page.getByRole('switch', { name: 'For everyone' }).uncheck());
  });

  it('and back to the audience by one’s own choice, seeing all along', async () => {
    const before = await framesOf(cy.page, 'Ada');
    await button(cy.page, 'Leave stage').click();
    for (const { page } of [ada, bo, cy]) await tileOf(page, 'Cy').waitFor({ state: 'detached' });
    await button(cy.page, 'Request to cohost').waitFor();
    assert.ok((await framesOf(cy.page, 'Ada')) > before, 'the very same picture goes on');
    await plays(cy.page, 'Ada', 10);
    await plays(cy.page, 'Bo', 10);
    assert.equal(await cy.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.devices.$local.get().stream), null, 'the camera is let go');
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
