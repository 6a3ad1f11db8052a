import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MufLiveManager } from '../../core/manager.ts';
import { fakeMedia } from '../../core/testing/fake-media.ts';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser, type TestBrowser, type Visit } from '../support/browser.ts';
import { assertClean, button, chatOf, goLive, identity, reads, say, tileOf, watch, watching } from '../support/room-page.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

/** A browser's viewer and this many without one make an audience of 20. */
const bots = 19;

const textsOf = (manager: MufLiveManager): string[] => manager.stores.chat.$lines.get().map(({ text }) => text).toSorted();
const countOf = (manager: MufLiveManager): number => manager.stores.audience.$viewerCount.get();

/** Waits until every one of them sees exactly this, then looks once more: nothing else may come. */
async function allSee<Value>(managers: readonly MufLiveManager[], read: (manager: MufLiveManager) => Value, expected: Value, what: string): Promise<void> {
  const wanted = JSON.stringify(expected);
  await until(() => managers.map((manager) => JSON.stringify(read(manager))).filter((seen) => seen !== wanted), (wrong) => wrong.length === 0, { what });
}

describe('two hosts with an audience of 20 each', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let ada: Visit;
  let adasFan: Visit;
  let beasFan: Visit;
  let roomId = '';
  const links = { ada: '', bea: '' };
  const managers: MufLiveManager[] = [];
  const crowd: Record<'ada' | 'bea' | 'cy', MufLiveManager[]> = { ada: [], bea: [], cy: [] };
  const hosts: Record<'bea' | 'cy', MufLiveManager> = {} as never;

  const create = (displayName: string): MufLiveManager => {
    const manager = new MufLiveManager({ server: server.url, media: fakeMedia(), displayName });
    managers.push(manager);
    return manager;
  };

  async function joinStage(name: string): Promise<MufLiveManager> {
    const response = await fetch(`${server.url}/broadcaster-token/${roomId}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ displayName: name }) });
    const { token } = (await response.json()) as { token: string };
    const manager = create(name);
    await manager.joinAsCoBroadcaster(roomId, token);
    return manager;
  }

  const gather = (host: 'ada' | 'bea' | 'cy', hostPeerId: string, count: number): Promise<void[]> =>
    Promise.all(Array.from({ length: count }, async (_, index) => {
      const fan = create(`${host} fan ${index}`);
      crowd[host].push(fan);
      await fan.joinAsViewer(roomId, { hostPeerId });
    }));

  before(async () => {
    server = await startServer();
    browser = await launchBrowser({ footage: await footage() });
    [ada, adasFan, beasFan] = [await browser.visit(), await browser.visit(), await browser.visit({ viewport: { width: 390, height: 844 } })];
    await ada.page.goto(`${server.url}/broadcaster.html`);
    links.ada = await goLive(ada, 'Ada');
    roomId = (await identity(ada.page)).roomId!;
    hosts.bea = await joinStage('Bea');
    hosts.cy = await joinStage('Cy');
    links.bea = hosts.bea.stores.session.$shareLink.get()!;
    await watch(adasFan, links.ada, 'Vi', 'Ada');
    await watch(beasFan, links.bea, 'Wim', 'Ada');
    await gather('ada', (await identity(ada.page)).peerId!, bots);
    await gather('bea', hosts.bea.peerId!, bots);
    await gather('cy', hosts.cy.peerId!, 3);
  });
  after(async () => {
    await Promise.all(managers.map((manager) => manager.close()));
    await browser?.close();
    await server?.close();
  });

  it('each counts its own, by the link it came by', async () => {
    assert.notEqual(new URL(links.ada).searchParams.get('host'), new URL(links.bea).searchParams.get('host'));
    await Promise.all([ada, adasFan, beasFan].map(({ page }) => watching(page, 20)));
    await allSee([hosts.bea, ...crowd.ada, ...crowd.bea], countOf, 20, 'both count 20');
    await allSee([hosts.cy, ...crowd.cy], countOf, 3, 'the third counts 3');
  });

  it('not one message, person or count crosses', async () => {
    await say(ada.page, 'Ada to hers');
    await say(adasFan.page, 'Vi to Ada');
    await say(beasFan.page, 'Wim to Bea');
    const speaking = [hosts.bea, ...crowd.ada, ...crowd.bea];
    await Promise.all(speaking.map((manager) => manager.sendChat(`line of ${manager.stores.session.$self.get()!.displayName}`)));
    await crowd.ada[0]!.sendReaction('🎉');
    const lines = {
      ada: ['Ada to hers', 'Vi to Ada', ...crowd.ada.map((_, index) => `line of ada fan ${index}`)].toSorted(),
      bea: ['Wim to Bea', 'line of Bea', ...crowd.bea.map((_, index) => `line of bea fan ${index}`)].toSorted(),
    };
    await allSee(crowd.ada, textsOf, lines.ada, 'Ada’s audience hears itself');
    await allSee([hosts.bea, ...crowd.bea], textsOf, lines.bea, 'Bea’s audience hears itself');
    await allSee([hosts.cy, ...crowd.cy], textsOf, [], 'the third hears nothing');
    for (const [visit, expected] of [[ada, lines.ada], [adasFan, lines.ada], [beasFan, lines.bea]] as const) {
      const shown = () => chatOf(visit.page).locator('.text').allTextContents();
      await until(shown, (texts) => texts.length >= expected.length, { what: 'the page shows its audience’s lines' });
      assert.deepEqual((await shown()).toSorted(), expected);
    }
    const strangers = crowd.ada[0]!.getPeerIdentities().filter(({ displayName }) => /^(bea|cy) fan|Wim/.test(displayName));
    assert.deepEqual(strangers, [], 'nobody of another audience is listed');
    await Promise.all([ada, adasFan, beasFan].map(({ page }) => watching(page, 20)));
  });

  it('a raid moves one audience whole, and everyone in both sees it', async () => {
    await ada.page.getByRole('tab', { name: 'People' }).click();
    await button(ada.page, 'Raid Bea').click();
    await button(ada.page, 'Hand over').click();
    await allSee([...crowd.ada, ...crowd.bea, hosts.bea], countOf, 40, 'all 40 are together');
    await allSee([...crowd.ada, ...crowd.bea, hosts.bea], (manager) => manager.stores.audience.$hostPeerId.get(), hosts.bea.peerId, 'gathered round Bea');
    await Promise.all([ada, adasFan, beasFan].map(({ page }) => watching(page, 40)));
    await adasFan.page.getByText('Ada brought everyone to Bea').first().waitFor();
    await beasFan.page.getByText('Ada came over with 20 viewers').first().waitFor();
    await reads(adasFan.page, 'Wim to Bea');
    assert.equal(await chatOf(adasFan.page).getByText('Vi to Ada', { exact: true }).count(), 0, 'the old lines stayed behind');
    const link = await adasFan.page.evaluate(() => document.querySelector('muf-live-room')!.manager!.stores.session.$shareLink.get());
    assert.equal(new URL(link!).searchParams.get('host'), hosts.bea.peerId);

    await hosts.bea.sendChat('welcome, all');
    await say(adasFan.page, 'thanks for having us');
    for (const { page } of [ada, adasFan, beasFan]) for (const text of ['welcome, all', 'thanks for having us']) {
      if (page === ada.page) await page.getByRole('tab', { name: 'Chat' }).click();
      await reads(page, text);
    }
    const expected = textsOf(hosts.bea);
    await allSee([...crowd.ada, ...crowd.bea], textsOf, expected, 'one conversation');
    await allSee([hosts.cy, ...crowd.cy], (manager) => [countOf(manager), textsOf(manager), manager.stores.audience.$changes.get().length], [3, [], 0], 'the third knows nothing of it');
  });

  it('chat answers, reactions and the pin reach whoever is in the audience', async () => {
    const line = crowd.ada[3]!.stores.chat.$lines.get().at(-1)!;
    await crowd.ada[3]!.sendChat('answering @Wim', { replyTo: line.id });
    await until(() => chatOf(beasFan.page).locator('.mentioned .quote').count(), (count) => count === 1, { what: 'the mentioned reader sees it stand out, with its quote' });
    await hosts.bea.pinMessage(line.id);
    for (const { page } of [adasFan, beasFan]) await page.getByRole('complementary', { name: 'Pinned message' }).waitFor();
    await button(beasFan.page, 'React').click();
    await until(() => adasFan.page.locator('muf-reactions').evaluate((layer) => layer.shadowRoot!.querySelectorAll('.fly').length), (count) => count > 0, { what: 'a heart flies', every: 20 });
    await hosts.bea.deleteMessage(line.id);
    for (const { page } of [adasFan, beasFan]) await page.getByRole('complementary', { name: 'Pinned message' }).waitFor({ state: 'detached' });
    assert.equal(await tileOf(adasFan.page, 'Ada').count(), 1);
    assertClean(browser.errors());
  });
});
