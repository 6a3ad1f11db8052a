import assert from 'node:assert/strict';
import { test } from 'node:test';
import { livePageOf } from '../../../../ui-kit/pages/explore.ts';

const room = { roomId: 'r', title: 'Evening', category: 'Music', hostName: 'Ada', hostAvatarUrl: 'https://a.example/a.png', viewerCount: 3, startedAt: 1, shareLink: 'https://live.example/viewer.html?room=r&host=h' };

test('a room leads to its viewer page', () => {
  assert.deepEqual(livePageOf({ rooms: [room], total: 1, next: 12 }), {
    rooms: [{ href: './viewer.html?room=r&host=h', title: 'Evening', category: 'Music', hostName: 'Ada', hostAvatarUrl: 'https://a.example/a.png', viewerCount: 3 }],
    next: 12,
  });
});

test('a link’s own address is never followed', () => {
  const hrefs = ['https://evil.example/x?room=r', 'javascript:alert(1)', '//evil.example/?room=r', '', 7, undefined].map((shareLink) => livePageOf({ rooms: [{ ...room, shareLink }] }).rooms[0]?.href);
  assert.deepEqual(hrefs, ['./viewer.html?room=r', undefined, './viewer.html?room=r', undefined, undefined, undefined]);
});

test('pictures come by https only', () => {
  for (const hostAvatarUrl of ['http://a.example/a.png', 'javascript:alert(1)', 'data:image/png,x', 3]) assert.equal(livePageOf({ rooms: [{ ...room, hostAvatarUrl }] }).rooms[0]?.hostAvatarUrl, undefined);
});

test('what is not understood is left out', () => {
  for (const answer of [null, undefined, 'no', [], { rooms: 'many' }, { rooms: [null, 1, {}] }]) assert.deepEqual(livePageOf(answer), { rooms: [], next: null });
});
