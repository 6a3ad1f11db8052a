import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { LiveError } from '../../../core/errors.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { AuditLine } from '../../../core/wire/signal/shapes.ts';
import '../../../ui-kit/moderation/muf-audit-sheet.ts';
import '../../../ui-kit/moderation/muf-person-sheet.ts';
import '../../../ui-kit/moderation/muf-sent-out.ts';
import '../../../ui-kit/moderation/muf-standing.ts';
import '../../../ui-kit/people/muf-viewer-list.ts';
import { deepFocus } from '../../../ui-kit/sheets/room-of.ts';
import { all, find, inRoom, seek, textOf } from '../controls/in-room.ts';

const bo = { peerId: 'web-0', displayName: 'Bo' };

/** Hosting, with the right to keep order. */
function hosting(): Scenario {
  const manager = createScenario({ role: 'host' });
  manager.stores.session.$self.set({ ...manager.stores.session.$self.get()!, caps: ['chat:moderate'] });
  return manager;
}

async function person(manager = hosting(), target = bo) {
  const inside = await inRoom('muf-person-sheet', { manager });
  inside.room.view.$person.set(target);
  inside.room.view.$sheet.set('person');
  await inside.settle();
  const acts = (): string[] => all(inside.element, '.act').map((act) => act.textContent.trim());
  const press = async (label: string): Promise<void> => {
    all(inside.element, '.act').find((act) => act.textContent.trim() === label)!.click();
    await inside.settle();
  };
  return { ...inside, acts, press };
}

const asked = (requests: readonly { type: string }[]) => requests.filter(({ type }) => type !== 'SHEET_CLOSE');

describe('muf-person-sheet', () => {
  it('offers a host everything for a viewer, under their name', async () => {
    const { element, acts, press, requests } = await person();
    expect(find(element, 'dialog').matches(':modal')).to.equal(true);
    expect(textOf(element, 'h2')).to.equal('Bo');
    expect(acts()).to.deep.equal(['Mute', 'Make moderator', 'Remove', 'Ban']);
    await press('Make moderator');
    expect(asked(requests)).to.deep.equal([{ type: 'MODERATOR_SET', peerId: 'web-0', moderator: true }]);
    expect(find<HTMLDialogElement>(element, 'dialog').open, 'it closes').to.equal(false);
  });

  it('names each act shortly and describes what it comes to', async () => {
    const { element } = await person();
    for (const act of all(element, '.act')) {
      expect(act.hasAttribute('aria-label')).to.equal(false);
      expect(act.ariaDescribedByElements?.map((hint) => hint.textContent).join('')).to.equal(act.parentElement!.querySelector('small')!.textContent);
    }
    expect(textOf(element, '.entry.danger small')).not.to.equal('');
  });

  it('offers to undo what is so already', async () => {
    const manager = hosting();
    manager.stores.peers.applyModerated('web-0', { muted: true, isModerator: true });
    const { acts, press, requests } = await person(manager);
    expect(acts()).to.deep.equal(['Unmute', 'Remove as moderator', 'Remove', 'Ban']);
    await press('Unmute');
    expect(asked(requests)).to.deep.equal([{ type: 'PEER_MUTE', peerId: 'web-0', muted: false }]);
  });

  it('asks before a ban, with the focus on the way back', async () => {
    const { element, press, requests, settle } = await person();
    await press('Ban');
    expect(textOf(element, 'h2')).to.equal('Ban Bo for good?');
    expect(asked(requests)).to.deep.equal([]);
    expect(deepFocus()?.textContent).to.equal('Cancel');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await settle();
    expect(asked(requests)).to.deep.equal([{ type: 'PEER_BAN', peerId: 'web-0' }]);
  });

  it('can still ban someone who has left, and nothing else', async () => {
    const { acts, element } = await person(hosting(), { peerId: 'web-gone', displayName: 'Zoe' });
    expect(acts()).to.deep.equal(['Ban']);
    expect(textOf(element, '.note')).to.contain('They have left');
  });

  it('is offered only by those who may', async () => {
    const { element } = await inRoom('muf-viewer-list', { manager: hosting(), layout: 'wide' });
    expect(all(element, '.person-options').map((one) => one.getAttribute('aria-label'))).to.deep.equal(['Options for Bo', 'Options for Cy', 'Options for Dilnoza']);
    const viewer = await inRoom('muf-viewer-list', { layout: 'wide' });
    expect(seek(viewer.element, '.person-options, .audit')).to.equal(null);
  });

  for (const layout of ['compact', 'wide'] as const) {
    it(`passes the accessibility check, ${layout}`, async () => {
      const { element, room, settle } = await inRoom('muf-person-sheet', { manager: hosting(), layout });
      room.view.$person.set(bo);
      room.view.$sheet.set('person');
      await settle();
      await expect(element).to.be.accessible();
    });
  }
});

describe('muf-audit-sheet', () => {
  const line = (changes: Partial<AuditLine>): AuditLine => ({ at: Date.UTC(2026, 0, 1, 12), by: { peerId: 'host-0', displayName: 'Ada', role: 'host' }, action: 'BanPeer', target: bo, outcome: 'done', count: 1, ...changes });
  async function log(lines: AuditLine[], banned = [{ ...bo, at: 0, by: 'Ada' }]) {
    const manager = hosting();
    manager.stores.moderation.$log.set({ lines, banned });
    const inside = await inRoom('muf-audit-sheet', { manager });
    inside.room.view.$sheet.set('audit');
    await inside.settle();
    return { ...inside, rows: () => [...inside.element.shadowRoot!.querySelectorAll('[part="line"] .what')].map((row) => row.textContent.trim()) };
  }

  it('asks for the log when it opens, and says what was done and what was tried', async () => {
    const eve = { peerId: 'web-9', displayName: 'Eve', role: 'viewer' } as const;
    const { rows, requests } = await log([
      line({}), line({ action: 'MutePeer', on: false }), line({ by: eve, outcome: 'not-allowed', count: 12 }), line({ by: eve, action: 'Join', outcome: 'banned' }), line({ action: 'Levitate' }),
    ]);
    expect(asked(requests)).to.deep.equal([{ type: 'AUDIT_LOAD' }]);
    expect(rows()).to.deep.equal(['Ban Boby Ada', 'Unmute Boby Ada', 'Ban Boby Eve · Not allowed · 12 times', 'Join the streamby Eve · You cannot join this stream any more', 'Levitateby Ada']);
  });

  it('lifts a ban', async () => {
    const { element, requests } = await log([line({})]);
    find<HTMLButtonElement>(element, '[aria-label="Unban Bo"]').click();
    expect(asked(requests).at(-1)).to.deep.equal({ type: 'PEER_UNBAN', peerId: 'web-0' });
    await expect(element).to.be.accessible();
  });

  it('is not empty when nothing has happened', async () => {
    const { element } = await log([], []);
    expect(textOf(element, '.empty')).to.contain('Nothing has happened yet');
  });
});

describe('muf-sent-out', () => {
  const screen = async (code: 'removed' | 'banned', retryAfterMs?: number) => {
    const manager = createScenario({ state: 'IDLE' });
    manager.stores.session.$error.set(new LiveError(code, { retryAfterMs }));
    return inRoom('muf-sent-out', { manager, prepare: (element) => { element.code = code; } });
  };

  it('says when one removed may come back, and then lets them', async () => {
    const waiting = await screen('removed', 42_000);
    expect(textOf(waiting.element, 'h2')).to.equal('You were removed');
    expect(textOf(waiting.element, '[part="screen"]')).to.contain('You can come back in 42 seconds.');
    expect(find<HTMLButtonElement>(waiting.element, 'button').disabled).to.equal(true);
    const over = await screen('removed', 0);
    find<HTMLButtonElement>(over.element, 'button').click();
    expect(over.requests).to.deep.equal([{ type: 'RETRY' }]);
  });

  it('has no way back for one banned', async () => {
    const { element } = await screen('banned');
    expect(textOf(element, 'h2')).to.equal('You cannot join this stream');
    expect(seek(element, 'button')).to.equal(null);
    await expect(element).to.be.accessible();
  });
});

describe('muf-standing', () => {
  it('tells me of a change, and of nothing else', async () => {
    const { room, manager } = await inRoom('muf-standing');
    const { $self } = manager.stores.session;
    const toasts = () => room.view.$toasts.get().map(({ text }) => text);
    $self.set({ ...$self.get()!, displayName: 'Other' });
    expect(toasts()).to.deep.equal([]);
    $self.set({ ...$self.get()!, muted: true });
    $self.set({ ...$self.get()!, caps: ['chat:moderate'], muted: true });
    $self.set({ ...$self.get()!, muted: false });
    expect(toasts()).to.deep.equal(['A host has muted you. You can still watch.', 'You are a moderator now.', 'You can speak again.']);
  });
});
