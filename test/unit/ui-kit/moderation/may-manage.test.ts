import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Self } from '../../../../core/wire/signal/replies.ts';
import { mayManage } from '../../../../ui-kit/moderation/may-manage.ts';

const self = (changes: Partial<Self>): Self => ({ peerId: 'me', role: 'host', displayName: '', isOriginalHost: false, hostPeerId: 'me', caps: ['chat:moderate'], ...changes });
const viewer = { peerId: 'v', role: 'viewer' } as const;
const moderator = { ...viewer, isModerator: true };
const cohost = { peerId: 'c', role: 'host' } as const;
const original = { ...cohost, isOriginalHost: true };

test('what the server would refuse is not offered', () => {
  const offered = (me: Self | null) => [viewer, moderator, cohost, original, { peerId: 'me', role: 'viewer' } as const].map((peer) => mayManage(me, peer));
  assert.deepEqual(offered(self({ isOriginalHost: true })), [true, true, true, false, false]);
  assert.deepEqual(offered(self({})), [true, true, false, false, false]);
  assert.deepEqual(offered(self({ role: 'viewer' })), [true, false, false, false, false]);
  assert.deepEqual(offered(self({ caps: [] })), [false, false, false, false, false]);
  assert.deepEqual(offered(null), [false, false, false, false, false]);
});
