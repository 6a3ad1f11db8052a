import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Self } from '../../../../core/wire/signal/replies.ts';
import type { InviteInfo, PeerInfo } from '../../../../core/wire/signal/shapes.ts';
import { actionOn, askingMe, mayInvite, requestsFor } from '../../../../ui-kit/cohost/standing.ts';

const host: Self = { peerId: 'ann', role: 'host', displayName: 'Ann', isOriginalHost: true, hostPeerId: 'ann', caps: ['cohost:invite'] };
const cohost: Self = { ...host, peerId: 'cy', isOriginalHost: false };
const viewer: Self = { ...host, peerId: 'bo', role: 'viewer', isOriginalHost: false, caps: ['cohost:request'] };
const peer = (peerId: string, change: Partial<PeerInfo> = {}): PeerInfo => ({ peerId, displayName: peerId, role: 'viewer', joinedAt: 0, ...change });
const invite = (inviteId: string, change: Partial<InviteInfo> = {}): InviteInfo => ({ inviteId, kind: 'request', fromPeer: 'bo', fromName: 'Bo', peerId: 'bo', displayName: 'Bo', openedAt: 0, expiresAt: 30_000, ...change });

test('what asks me: my own invitation, else the request that waits longest', () => {
  const waiting = [invite('1'), invite('2', { fromPeer: 'dil', peerId: 'dil' }), invite('3', { kind: 'invite', fromPeer: 'ann', peerId: 'eero' })];
  assert.equal(askingMe(host, waiting)?.inviteId, '1');
  assert.equal(askingMe(viewer, waiting), undefined, 'one’s own request is no question');
  assert.equal(askingMe({ ...viewer, peerId: 'eero' }, waiting)?.inviteId, '3');
  assert.deepEqual(requestsFor(cohost, waiting).map(({ inviteId }) => inviteId), ['1', '2']);
  assert.deepEqual(requestsFor({ ...host, caps: [] }, waiting), []);
});

test('what may be done about someone: by who I am, who they are, and what waits', () => {
  assert.equal(actionOn(host, peer('bo'), []), 'invite');
  assert.equal(actionOn(cohost, peer('bo'), []), 'invite');
  assert.equal(actionOn(viewer, peer('dil'), []), undefined);
  assert.equal(actionOn(host, peer('bo'), [invite('1')]), 'answer');
  const invited = invite('1', { kind: 'invite', fromPeer: 'cy' });
  assert.equal(actionOn(cohost, peer('bo'), [invited]), 'cancel');
  assert.equal(actionOn(host, peer('bo'), [invited]), 'cancel');
  assert.equal(actionOn({ ...cohost, peerId: 'dil' }, peer('bo'), [invited]), undefined, 'another cohost’s invitation is theirs');
  assert.equal(actionOn(host, peer('cy', { role: 'host' }), []), 'remove');
  assert.equal(actionOn(cohost, peer('dil', { role: 'host' }), []), undefined);
  assert.equal(actionOn(host, peer('ann', { role: 'host' }), []), undefined, 'nothing about myself');
  assert.equal(mayInvite({ ...host, role: 'viewer' }), false);
});
