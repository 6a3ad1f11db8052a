import { expect } from '@open-wc/testing';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { InviteInfo } from '../../../core/wire/signal/shapes.ts';
import '../../../ui-kit/cohost/muf-cohost.ts';
import '../../../ui-kit/cohost/muf-cohost-control.ts';
import '../../../ui-kit/cohost/muf-guests-sheet.ts';
import '../../../ui-kit/controls/muf-screen-control.ts';
import '../../../ui-kit/people/muf-viewer-list.ts';
import { all, find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

const waiting = (change: Partial<InviteInfo> = {}): InviteInfo => ({ inviteId: 'i1', kind: 'request', fromPeer: 'web-1', fromName: 'Cy', peerId: 'web-1', displayName: 'Cy', openedAt: Date.now(), expiresAt: Date.now() + 30_000, ...change });

/** A room in which I may do what my role may. */
function scene(role: 'host' | 'viewer', { isOriginalHost = role === 'host', broadcasters = 1 } = {}): Scenario {
  const manager = createScenario({ role, broadcasters });
  const self = manager.stores.session.$self.get()!;
  manager.stores.session.$self.set({ ...self, isOriginalHost, caps: role === 'host' ? ['cohost:invite', 'publish:screen'] : ['cohost:request'] });
  return manager;
}

const press = (root: HTMLElement, label: string): void => find(root, `button[aria-label="${label}"]`).click();
const labels = (root: HTMLElement): (string | null)[] => [...root.querySelectorAll('*')].concat([...(root.shadowRoot?.querySelectorAll('*') ?? [])]).flatMap((element) => (element.shadowRoot ? labels(element as HTMLElement) : element.matches('button[aria-label]') ? [element.getAttribute('aria-label')] : []));

describe('the invite card', () => {
  it('asks the invited viewer, by name, with what is left of the time', async () => {
    const manager = scene('viewer');
    const { element, requests, settle } = await inRoom('muf-cohost', { manager });
    expect(seek(element, '[role=dialog]')).to.equal(null);
    manager.stores.invites.$invites.set([waiting({ kind: 'invite', fromPeer: 'host-0', fromName: 'Ada', peerId: 'web-0' })]);
    await settle();
    const dialog = find(element, '[role=dialog]');
    expect(dialog.getAttribute('aria-label')).to.equal('Cohost invitation');
    expect(textOf(element, '#says strong')).to.equal('Ada invites you on stage');
    expect(textOf(element, '[role=status]')).to.equal('Ada invites you on stage');
    expect(find(element, '[role=timer]').getAttribute('aria-label')).to.match(/^(30|29) seconds left$/);
    find(element, '[part=accept]').click();
    find(element, '[part=decline]').click();
    expect(requests).to.deep.equal([{ type: 'COHOST_RESPOND', inviteId: 'i1', accept: true }, { type: 'COHOST_RESPOND', inviteId: 'i1', accept: false }]);
    await expect(element).to.be.accessible();
  });

  it('shows a host one request at a time, with how many wait behind it, and none while the guests are open', async () => {
    const manager = scene('host');
    manager.stores.invites.$invites.set([waiting(), waiting({ inviteId: 'i2', fromPeer: 'web-2', peerId: 'web-2', fromName: 'Dilnoza' })]);
    const { element, room, settle } = await inRoom('muf-cohost', { manager });
    expect(textOf(element, '#says')).to.equal('Cy would like to join you on stage1 more is waiting');
    room.view.$sheet.set('guests');
    await settle();
    expect(seek(element, '[role=dialog]')).to.equal(null);
    room.view.$sheet.set(null);
    manager.stores.invites.$invites.set([waiting({ inviteId: 'i2', fromName: 'Dilnoza' })]);
    await settle();
    expect(textOf(element, '#says')).to.equal('Dilnoza would like to join you on stageEveryone watching will see and hear them.');
  });

  it('shows one’s own request and others’ invitations to nobody', async () => {
    const manager = scene('viewer');
    manager.stores.invites.$invites.set([waiting({ fromPeer: 'web-0', peerId: 'web-0' }), waiting({ inviteId: 'i2', kind: 'invite', fromPeer: 'host-0' })]);
    expect(seek((await inRoom('muf-cohost', { manager })).element, '[role=dialog]')).to.equal(null);
  });

  it('takes names as text, and cannot be answered twice while the browser asks for the camera', async () => {
    const manager = scene('viewer');
    manager.stores.invites.$invites.set([waiting({ kind: 'invite', peerId: 'web-0', fromName: '<b>Ada</b>' })]);
    manager.stores.devices.applyLocal({ status: 'asking' });
    const { element } = await inRoom('muf-cohost', { manager });
    expect(textOf(element, '#says strong')).to.contain('<b>Ada</b>');
    expect(find<HTMLButtonElement>(element, '[part=accept]').disabled).to.equal(true);
  });
});

describe('what became of it', () => {
  it('is said to whoever asked, once', async () => {
    const manager = scene('host');
    const { room } = await inRoom('muf-cohost', { manager });
    const toasts = (): string[] => room.view.$toasts.get().map(({ text }) => text);
    const over = (invite: InviteInfo, how: () => void): void => {
      manager.stores.invites.$invites.set([invite]);
      manager.stores.invites.$invites.set([]);
      how();
    };
    over(waiting({ kind: 'invite', fromPeer: 'host-0' }), () => manager.emit('COHOST_INVITE_RESOLVED', { inviteId: 'i1', accepted: false, byPeer: 'web-1' }));
    over(waiting({ inviteId: 'i2', kind: 'invite', fromPeer: 'host-0' }), () => manager.emit('COHOST_INVITE_EXPIRED', { inviteId: 'i2' }));
    over(waiting({ inviteId: 'i3', kind: 'invite', fromPeer: 'host-0' }), () => manager.emit('COHOST_INVITE_RESOLVED', { inviteId: 'i3', accepted: true, byPeer: 'web-1' }));
    over(waiting({ inviteId: 'i4', kind: 'invite', fromPeer: 'host-0' }), () => manager.emit('COHOST_INVITE_RESOLVED', { inviteId: 'i4', accepted: false, byPeer: 'host-0' }));
    over(waiting({ inviteId: 'i5' }), () => manager.emit('COHOST_INVITE_RESOLVED', { inviteId: 'i5', accepted: false, byPeer: 'host-0' }));
    expect(toasts()).to.deep.equal(['Cy declined the invitation.', 'Cy did not answer in time. You can ask again.']);
  });

  it('and who has the room now to everyone', async () => {
    const manager = scene('viewer', { broadcasters: 2 });
    const { room } = await inRoom('muf-cohost', { manager });
    manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, hostPeerId: 'host-1' });
    manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, hostPeerId: 'web-0' });
    expect(room.view.$toasts.get().map(({ text }) => text)).to.deep.equal(['Bo is the host now', 'You are the host now']);
  });
});

describe('muf-cohost-control', () => {
  it('lets a viewer ask only while the host takes requests, and take it back', async () => {
    const manager = scene('viewer');
    const { element, requests, settle } = await inRoom('muf-cohost-control', { manager });
    expect(labels(element)).to.deep.equal([]);
    manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, acceptInvitations: true });
    await settle();
    press(element, 'Request to cohost');
    manager.stores.invites.$invites.set([waiting({ fromPeer: 'web-0', peerId: 'web-0' })]);
    await settle();
    press(element, 'Cancel request');
    expect(requests).to.deep.equal([{ type: 'COHOST_REQUEST' }, { type: 'COHOST_CANCEL', inviteId: 'i1' }]);
    await expect(element).to.be.accessible();
  });

  it('opens the guests for who may invite, and lets a cohost leave the stage', async () => {
    const manager = scene('host');
    manager.stores.invites.$invites.set([waiting()]);
    const { element, requests } = await inRoom('muf-cohost-control', { manager });
    expect(labels(element)).to.deep.equal(['Guests']);
    expect(textOf(element, '[part=waiting]')).to.equal('1');
    press(element, 'Guests');
    const cohost = await inRoom('muf-cohost-control', { manager: scene('host', { isOriginalHost: false }) });
    expect(labels(cohost.element)).to.deep.equal(['Guests', 'Leave stage']);
    press(cohost.element, 'Leave stage');
    expect([...requests, ...cohost.requests]).to.deep.equal([{ type: 'SHEET_OPEN', sheet: 'guests' }, { type: 'STAGE_LEAVE' }]);
  });
});

describe('muf-screen-control', () => {
  it('shares and stops, and says which', async () => {
    const manager = scene('host');
    const { element, requests, settle } = await inRoom('muf-screen-control', { manager });
    press(element, 'Share screen');
    manager.stores.devices.applyLocal({ screen: new MediaStream() });
    await settle();
    expect(find(element, 'button').getAttribute('aria-pressed')).to.equal('true');
    press(element, 'Share screen');
    expect(requests).to.deep.equal([{ type: 'SCREEN_SHARE', shared: true }, { type: 'SCREEN_SHARE', shared: false }]);
    expect((await inRoom('muf-screen-control', { manager: scene('viewer') })).element.hidden).to.equal(true);
  });
});

describe('rows of people', () => {
  it('let a host invite and take it back, and only see a request wait', async () => {
    const manager = scene('host');
    const { element, requests, settle } = await inRoom('muf-viewer-list', { manager, layout: 'wide' });
    press(all(element, 'muf-viewer-row')[2]!, 'Invite to cohost');
    manager.stores.invites.$invites.set([waiting({ kind: 'invite', fromPeer: 'host-0' }), waiting({ inviteId: 'i2', fromPeer: 'web-2', peerId: 'web-2' })]);
    await settle();
    press(element, 'Cancel invitation');
    expect(labels(element)).to.not.include('Accept');
    expect(requests).to.deep.equal([{ type: 'COHOST_INVITE', peerId: 'web-1' }, { type: 'COHOST_CANCEL', inviteId: 'i1' }]);
  });

  it('let the original host send a cohost off, and offer viewers nothing', async () => {
    const { element, requests } = await inRoom('muf-viewer-list', { manager: scene('host', { broadcasters: 2 }) });
    press(element, 'Remove from stage');
    expect(requests).to.deep.equal([{ type: 'COHOST_REMOVE', peerId: 'host-1' }]);
    const viewer = await inRoom('muf-viewer-list', { manager: scene('viewer', { broadcasters: 2 }) });
    for (const label of ['Remove from stage', 'Invite to cohost']) expect(labels(viewer.element)).to.not.include(label);
  });
});

describe('muf-guests-sheet', () => {
  it('takes requests or not, answers them in their order, and makes and revokes a link', async () => {
    const manager = scene('host', { broadcasters: 2 });
    manager.stores.invites.$invites.set([waiting()]);
    const { element, requests, room, settle } = await inRoom('muf-guests-sheet', { manager, layout: 'wide', size: [900, 800] });
    room.view.$sheet.set('guests');
    await settle();
    await until(() => find<HTMLDialogElement>(element, 'dialog').open, 'the sheet is open');
    const allow = find<HTMLInputElement>(element, 'input[role=switch]');
    expect([allow.getAttribute('aria-label'), allow.checked]).to.deep.equal(['Allow guest requests', false]);
    allow.click();
    expect(all(element, 'h3').map((heading) => heading.textContent)).to.deep.equal(['1 asks to join', 'On stage · 2 of 4', 'Invite someone who is watching', 'Invite someone else']);
    press(element, 'Accept');
    press(element, 'Remove from stage');
    find(element, '[part=create]').click();
    manager.stores.invites.$link.set({ link: 'https://live.example/broadcaster.html?room=r#code=once', peerId: 'new', expiresAt: Date.now() });
    await settle();
    expect(textOf(element, '[part=link]')).to.contain('#code=once');
    find(element, '[part=revoke]').click();
    expect(requests).to.deep.equal([
      { type: 'REQUESTS_ALLOW', enabled: true }, { type: 'COHOST_RESPOND', inviteId: 'i1', accept: true }, { type: 'COHOST_REMOVE', peerId: 'host-1' },
      { type: 'COHOST_LINK_CREATE' }, { type: 'COHOST_LINK_REVOKE', link: 'https://live.example/broadcaster.html?room=r#code=once' },
    ]);
    const [first, ...others] = manager.stores.peers.$broadcasters.get();
    manager.stores.peers.$broadcasters.set([first!, ...others, { ...first!, peerId: 'new', isOriginalHost: false }]);
    await settle();
    expect(seek(element, '[part=link]')).to.equal(null, 'whoever it was for has come');
    await expect(element).to.be.accessible();
  });

  it('is the page’s own content alone for those who may not invite', async () => {
    const { element, room, settle } = await inRoom('muf-guests-sheet', { manager: scene('viewer') });
    room.view.$sheet.set('guests');
    await settle();
    expect(seek(element, 'h3')).to.equal(null);
    expect(seek(element, 'input[role=switch]')).to.equal(null);
  });
});
