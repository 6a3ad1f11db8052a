import { expect } from '@open-wc/testing';
import { createScenario, type Scenario } from '../../core/testing/scenario.ts';
import '../../ui-kit/cohost/muf-cohost-queue.ts';
import '../../ui-kit/controls/muf-quality-menu.ts';
import '../../ui-kit/moderation/muf-moderation-menu.ts';
import '../../ui-kit/people/muf-viewer-row.ts';
import type { MufRequest } from '../../ui-kit/requests.ts';
import { deepFocus } from '../../ui-kit/sheets/room-of.ts';
import { all, find, inRoom, seek, textOf } from './controls/in-room.ts';

function hosting(): Scenario {
  const manager = createScenario({ role: 'host', viewers: 4 });
  manager.stores.session.$self.set({ ...manager.stores.session.$self.get()!, caps: ['cohost:invite', 'chat:moderate'] });
  return manager;
}

const labels = (element: Element): (string | null)[] => all(element, 'button').map((button) => button.getAttribute('aria-label') ?? button.textContent.trim());

/** On a page of its own, with nothing but its manager. */
async function alone<Tag extends 'muf-viewer-row' | 'muf-quality-menu' | 'muf-cohost-queue' | 'muf-moderation-menu'>(tag: Tag, manager: Scenario, attributes: Record<string, string> = {}) {
  const element = document.createElement(tag);
  const requests: MufRequest[] = [];
  element.addEventListener('muf-request', ({ detail }) => void requests.push(detail));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.manager = manager;
  document.body.append(element);
  for (let round = 0; round < 4; round++) await element.updateComplete;
  return { element, requests };
}

describe('pieces that stand alone', () => {
  afterEach(() => {
    for (const element of document.body.querySelectorAll('muf-viewer-row, muf-quality-menu, muf-cohost-queue, muf-moderation-menu')) element.remove();
  });

  it('muf-viewer-row shows whom its attribute names, and asks for acts on them', async () => {
    const { element, requests } = await alone('muf-viewer-row', hosting(), { 'peer-id': 'web-1' });
    expect(textOf(element, '.name')).to.equal('Cy');
    expect(labels(element)).to.deep.equal(['Invite to cohost', 'Options for Cy']);
    for (const button of all(element, 'button')) button.click();
    expect(requests).to.deep.equal([{ type: 'COHOST_INVITE', peerId: 'web-1' }, { type: 'PERSON_OPEN', person: { peerId: 'web-1', displayName: 'Cy' } }]);
    element.setAttribute('peer-id', 'nobody');
    await element.updateComplete;
    expect(seek(element, '.person')).to.equal(null);
  });

  it('muf-quality-menu shows what is chosen, and asks for another', async () => {
    const manager = createScenario();
    manager.stores.quality.$preferred.set('low');
    const { element, requests } = await alone('muf-quality-menu', manager);
    expect(seek<HTMLInputElement>(element, 'input:checked')?.value).to.equal('low');
    find(element, 'input[value=high]').click();
    expect(requests).to.deep.equal([{ type: 'QUALITY_SET', quality: 'high' }]);
    manager.stores.quality.$preferred.set('medium');
    await element.updateComplete;
    expect(seek<HTMLInputElement>(element, 'input:checked')?.value, 'the room says what holds').to.equal('medium');
  });

  it('muf-cohost-queue lists who asks for those who may answer, and else only the page’s own words', async () => {
    const asks = (inviteId: string, peerId: string, displayName: string) => ({ inviteId, kind: 'request' as const, peerId, displayName, fromPeer: peerId, fromName: displayName, openedAt: Date.now(), expiresAt: Date.now() + 30_000 });
    const manager = hosting();
    manager.stores.invites.$invites.set([asks('i1', 'web-3', 'Eero'), asks('i2', 'unlisted', 'Zoe')]);
    const { element, requests } = await alone('muf-cohost-queue', manager);
    element.innerHTML = '<p slot="empty">Nobody asks</p>';
    expect(all(element, '.name').map(({ textContent }) => textContent)).to.deep.equal(['Eero', 'Zoe']);
    all(element, '.accept')[1]!.click();
    expect(requests).to.deep.equal([{ type: 'COHOST_RESPOND', inviteId: 'i2', accept: true }]);
    expect(element.querySelector('p')!.checkVisibility()).to.equal(false);
    manager.stores.invites.$invites.set([]);
    for (let round = 0; round < 3; round++) await element.updateComplete;
    expect(element.querySelector('p')!.checkVisibility()).to.equal(true);
    expect((await alone('muf-cohost-queue', createScenario())).element.shadowRoot!.querySelector('h3')).to.equal(null);
  });

  it('muf-moderation-menu asks before a ban, and keeps the focus', async () => {
    const { element, requests } = await alone('muf-moderation-menu', hosting(), { 'peer-id': 'web-1' });
    const acts = all(element, '.act');
    expect(acts.map((act) => act.textContent.trim())).to.deep.equal(['Mute', 'Make moderator', 'Remove', 'Ban']);
    acts.at(-1)!.focus();
    acts.at(-1)!.click();
    await element.updateComplete;
    expect([element.asking, deepFocus()?.textContent.trim()]).to.deep.equal([true, 'Cancel']);
    find(element, '[part=ban]').click();
    await element.updateComplete;
    expect(requests).to.deep.equal([{ type: 'PEER_BAN', peerId: 'web-1' }]);
    expect(element.asking).to.equal(false);
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`are accessible, ${theme}`, async () => {
      for (const tag of ['muf-quality-menu', 'muf-cohost-queue'] as const) await expect((await inRoom(tag, { manager: hosting(), theme, layout: 'wide' })).element).to.be.accessible();
      await expect((await inRoom('muf-viewer-row', { manager: hosting(), theme, layout: 'wide', prepare: (row) => { row.peerId = 'web-1'; } })).element).to.be.accessible();
      await expect((await inRoom('muf-moderation-menu', { manager: hosting(), theme, layout: 'wide', prepare: (menu) => { menu.peerId = 'web-1'; } })).element).to.be.accessible();
    });
  }
});
