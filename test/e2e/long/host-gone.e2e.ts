import { after, before, describe, it } from 'node:test';
import { footage } from '../../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../../support/browser.ts';
import { assertClean, button, endStream, ended, goLive, plays, tileOf, watch } from '../../support/room-page.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { card, invite, phone, told } from '../../support/stage-page.ts';

// A place is kept and an invitation is good for half a minute, and the test waits for both.
describe('a stage whose host is gone', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let ada: Visit;
  let bo: Visit;
  let cy: Visit;
  let dil: Visit;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    [ada, bo, cy, dil] = [await browser.visit(phone), await browser.visit(phone), await browser.visit(phone), await browser.visit(phone)];
    await ada.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(ada, 'Ada');
    for (const [visit, name] of [[bo, 'Bo'], [cy, 'Cy'], [dil, 'Dil']] as const) await watch(visit, link, name, 'Ada');
    await invite(ada.page, 'Bo');
    await button(bo.page, 'Accept').click();
    await plays(dil.page, 'Bo', 10);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('who was invited may still come, what nobody answers runs out, and the stage goes on without them', async () => {
    await invite(ada.page, 'Dil');
    await invite(ada.page, 'Cy');
    await card(cy.page).waitFor();
    await ada.close();
    for (const { page } of [bo, cy]) await tileOf(page, 'Ada').getByRole('timer').waitFor();
    await button(cy.page, 'Accept').click();
    await tileOf(bo.page, 'Cy').waitFor();
    await told(dil.page, /invitation has run out/);
    await told(bo.page, 'You are the host now');
    await told(cy.page, 'Bo is the host now');
    for (const { page } of [bo, cy, dil]) await tileOf(page, 'Ada').waitFor({ state: 'detached' });
    await plays(dil.page, 'Bo', 10);
    await endStream(bo.page);
    for (const { page } of [cy, dil]) await ended(page);
  });

  it('had no uncaught error on any page', () => assertClean(browser.errors()));
});
