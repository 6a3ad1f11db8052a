import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import type { InviteInfo } from '../../../../core/wire/signal/shapes.ts';
import { Invites } from '../../../../server/rooms/invites.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeIds } from '../../../support/fake-ids.ts';

function subject() {
  const clock = createFakeClock();
  const expired: InviteInfo[] = [];
  const invites = new Invites({ clock, ids: createFakeIds(), expired: (invite) => void expired.push(invite) });
  const open = (peerId: string, kind: InviteInfo['kind'] = 'request') => invites.open({ kind, fromPeer: kind === 'invite' ? 'host' : peerId, fromName: '', peerId, displayName: peerId });
  return { clock, invites, expired, open };
}

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing was thrown';
};

test('they wait in the order they came, for 30 s', () => {
  const { clock, invites, expired, open } = subject();
  const first = open('bo');
  assert.equal(first.expiresAt - first.openedAt, 30_000);
  clock.advance(1000);
  const second = open('cy');
  assert.deepEqual(invites.waiting.map(({ peerId }) => peerId), ['bo', 'cy']);
  clock.advance(28_999);
  assert.deepEqual(expired, []);
  clock.advance(1);
  assert.deepEqual(expired, [first]);
  assert.equal(codeOf(() => invites.find(first.inviteId)), 'invite-expired');
  clock.advance(1000);
  assert.deepEqual(expired, [first, second]);
  assert.equal(clock.pending(), 0);
});

test('one waits for each viewer, and only invitations promise a seat', () => {
  const { invites, open } = subject();
  open('bo', 'invite');
  open('cy');
  assert.equal(invites.seats, 1);
  assert.equal(codeOf(() => open('bo')), 'invite-pending');
  assert.equal(codeOf(() => open('cy', 'invite')), 'invite-pending');
});

test('one that has its answer is over, and its timer with it', () => {
  const { clock, invites, expired, open } = subject();
  const invite = open('bo');
  invites.settle(invite);
  assert.deepEqual(invites.waiting, []);
  assert.equal(codeOf(() => invites.find(invite.inviteId)), 'invite-settled');
  assert.equal(codeOf(() => invites.find('never')), 'not-found');
  clock.advance(limits.inviteMs);
  assert.deepEqual(expired, []);
  open('bo');
});

test('a crowd at the door is turned away beyond its limit', () => {
  const { clock, invites, open } = subject();
  for (let index = 0; index < limits.openInvites; index++) open(`web-${index}`);
  assert.equal(codeOf(() => open('one-more')), 'limit-reached');
  invites.close();
  assert.equal(clock.pending(), 0);
});

test('what is over is forgotten in the end: memory is bounded', () => {
  const { invites, open } = subject();
  const first = open('web-0');
  invites.settle(first);
  for (let index = 1; index <= 256; index++) invites.settle(open(`web-${index}`));
  assert.equal(codeOf(() => invites.find(first.inviteId)), 'not-found');
});
