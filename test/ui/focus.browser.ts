import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createScenario } from '../../core/testing/scenario.ts';
import '../../ui-kit/cohost/muf-guests-sheet.ts';
import '../../ui-kit/moderation/muf-person-sheet.ts';
import type { MufLiveRoom } from '../../ui-kit/muf-live-room.ts';
import { deepFocus } from '../../ui-kit/sheets/room-of.ts';
import { all, find, seek, until } from './controls/in-room.ts';
import { ask, createRoom, settled } from './muf-live-room/room.ts';

function hosting() {
  const manager = createScenario({ role: 'host', broadcasters: 3, viewers: 4 });
  manager.stores.session.$self.set({ ...manager.stores.session.$self.get()!, caps: ['cohost:invite', 'chat:moderate', 'room:end'] });
  return manager;
}

async function show(manager = hosting(), size: readonly [number, number] = [1000, 700]): Promise<MufLiveRoom> {
  const room = await createRoom({ manager, size, attributes: { 'room-id': 'r', 'join-as': 'host' } });
  await settled(room);
  return room;
}

/** Whatever happens, the focus is in the room, on something that can be seen. */
async function keepsFocus(room: MufLiveRoom, lost: HTMLElement, happens: () => void): Promise<HTMLElement> {
  lost.focus();
  expect(deepFocus()).to.equal(lost);
  happens();
  await until(() => !lost.isConnected || !lost.checkVisibility({ visibilityProperty: true }) || lost.matches(':disabled'), 'it is gone');
  await until(() => deepFocus() !== null && deepFocus() !== lost, 'something has the focus');
  expect(room.contains(document.activeElement)).to.equal(true);
  expect(deepFocus()!.checkVisibility({ visibilityProperty: true })).to.equal(true);
  return deepFocus()!;
}

describe('the focus is not lost', () => {
  it('when a tile leaves', async () => {
    const manager = hosting();
    const room = await show(manager);
    const button = all(find(room, 'muf-stage'), 'button').find((one) => one.checkVisibility());
    if (!button) throw new Error('No tile has a button.');
    await keepsFocus(room, button, () => {
      manager.stores.stage.$tiles.set([]);
      manager.stores.peers.$broadcasters.set(manager.stores.peers.$broadcasters.get().slice(0, 1));
    });
  });

  it('when the chat line it is on is deleted', async () => {
    const manager = hosting();
    const room = await show(manager);
    const options = all(room, '.options').at(-1)!;
    const now = await keepsFocus(room, options, () => manager.stores.chat.$lines.set([]));
    expect(now.getAttribute('role')).to.equal('log');
  });

  it('when the line goes whose menu is open', async () => {
    const manager = hosting();
    const room = await show(manager);
    all(room, '.options').at(-1)!.click();
    await until(() => deepFocus()?.getAttribute('role') === 'menuitem', 'the menu is open');
    manager.stores.chat.$lines.set([]);
    await until(() => deepFocus()?.getAttribute('role') === 'log', 'the log has the focus');
  });

  it('when an invitation expires, or the next one takes its place', async () => {
    const manager = hosting();
    const room = await show(manager);
    const invite = (inviteId: string, peerId: string) => ({ inviteId, kind: 'request' as const, peerId, displayName: peerId, fromPeer: peerId, fromName: peerId, openedAt: Date.now(), expiresAt: Date.now() + 30_000 });
    manager.stores.invites.$invites.set([invite('i1', 'web-0'), invite('i2', 'web-1')]);
    await until(() => all(room, '[part=accept]').length === 1, 'the card is there');
    const next = await keepsFocus(room, find(room, 'muf-invite-card [part=accept], [part=accept]'), () => manager.stores.invites.$invites.set([invite('i2', 'web-1')]));
    expect(next.getAttribute('role'), 'the card itself, so that a key meant for the first does not answer the second').to.equal('dialog');
    await keepsFocus(room, next, () => manager.stores.invites.$invites.set([]));
  });

  it('when the person leaves whose row it is on', async () => {
    const manager = hosting();
    const room = await show(manager);
    ask(room, { type: 'TAB_SHOW', tab: 'people' });
    await until(() => all(find(room, 'muf-viewer-list'), '.person-options').length > 0, 'there are rows');
    await keepsFocus(room, all(find(room, 'muf-viewer-list'), '.person-options').at(-1)!, () => manager.stores.peers.$viewers.set([]));
  });

  it('when a sheet closes whose opener has gone', async () => {
    const manager = hosting();
    const room = await show(manager);
    ask(room, { type: 'TAB_SHOW', tab: 'people' });
    await until(() => all(find(room, 'muf-viewer-list'), '.person-options').length > 0, 'there are rows');
    const options = all(find(room, 'muf-viewer-list'), '.person-options').at(-1)!;
    options.focus();
    options.click();
    const dialog = (): HTMLDialogElement => find<HTMLDialogElement>(find(room, 'muf-person-sheet'), 'dialog');
    await until(() => find(room, 'muf-person-sheet').shadowRoot !== null && dialog().open, 'the sheet is open');
    manager.stores.peers.$viewers.set([]);
    ask(room, { type: 'SHEET_CLOSE' });
    await until(() => !dialog().open, 'it is closed');
    await until(() => deepFocus() !== null, 'something has the focus');
    expect(room.contains(document.activeElement)).to.equal(true);
  });

  it('when who asks is answered elsewhere, in the open sheet', async () => {
    const manager = hosting();
    const room = await show(manager);
    manager.stores.invites.$invites.set([{ inviteId: 'i1', kind: 'request', peerId: 'web-0', displayName: 'Bo', fromPeer: 'web-0', fromName: 'Bo', openedAt: Date.now(), expiresAt: Date.now() + 30_000 }]);
    ask(room, { type: 'SHEET_OPEN', sheet: 'guests' });
    await until(() => all(find(room, 'muf-guests-sheet'), 'muf-cohost-queue button').length >= 0 && all(find(room, 'muf-guests-sheet'), '.accept').length === 1, 'the queue is there');
    const now = await keepsFocus(room, find(find(room, 'muf-guests-sheet'), '.accept'), () => manager.stores.invites.$invites.set([]));
    expect(now.closest('dialog') ?? (now.getRootNode() as ShadowRoot).host.closest('dialog, muf-guests-sheet, li, muf-viewer-row')).not.to.equal(null);
  });

  it('and is not taken from where someone has put it', async () => {
    const manager = hosting();
    const room = await show(manager);
    const outside = document.body.appendChild(document.createElement('input'));
    all(room, '.options').at(-1)!.focus();
    outside.focus();
    manager.stores.chat.$lines.set([]);
    await room.updateComplete;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(document.activeElement).to.equal(outside);
    outside.remove();
    (document.activeElement as HTMLElement | null)?.blur();
  });
});

describe('the focus is shown', () => {
  const invited = { inviteId: 'i1', kind: 'request' as const, peerId: 'web-0', displayName: 'Bo', fromPeer: 'web-0', fromName: 'Bo', openedAt: Date.now(), expiresAt: Date.now() + 30_000 };

  async function answered(how: (accept: HTMLElement) => Promise<void>): Promise<HTMLElement> {
    const manager = hosting();
    const room = await show(manager);
    const buttons = (): HTMLElement[] => [seek(room, 'muf-invite-card')].flatMap((card) => (card ? all(card, 'button') : []));
    manager.stores.invites.$invites.set([invited]);
    await until(() => buttons().length === 2, 'the card is there');
    room.addEventListener('muf-request', (event) => {
      if (event.detail.type === 'COHOST_RESPOND') manager.stores.invites.$invites.set([]);
    }, { capture: true });
    await how(buttons().at(-1)!);
    await until(() => deepFocus()?.getAttribute('role') === 'log', 'the log has the focus');
    return deepFocus()!;
  }

  it('not to someone with a mouse, when the card they answered goes', async () => {
    const log = await answered(async (accept) => {
      const { x, y, width, height } = accept.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    });
    expect(getComputedStyle(log).outlineStyle).to.equal('none');
    await sendKeys({ press: 'ArrowUp' });
    expect(getComputedStyle(log).outlineStyle, 'a key shows where it is').to.equal('solid');
  });

  it('to someone at the keyboard', async () => {
    const log = await answered(async (accept) => {
      accept.focus();
      await sendKeys({ press: 'Enter' });
    });
    expect(getComputedStyle(log).outlineStyle).to.equal('solid');
  });
});
