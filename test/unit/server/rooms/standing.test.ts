import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { claimsAs } from '../../../../server/rooms/standing.ts';

const viewer: Claims = { room_id: 'r', role: 'viewer', room_type: 'live', exp: 1, peer_id: 'web-1', host_peer_id: 'host', display_name: 'Bo' };
const cohost: Claims = { ...viewer, role: 'host', is_original_host: false, peer_id: 'cy', host_peer_id: 'cy' };

test('a viewer on stage is a cohost by role, and goes back to exactly its token', () => {
  const raised = claimsAs('cohost', viewer);
  assert.deepEqual(raised, { ...viewer, role: 'host', is_original_host: false });
  assert.deepEqual(claimsAs('token', viewer, raised), viewer);
});

test('a name that changed meanwhile is kept, whichever way it goes', () => {
  const renamed = { ...claimsAs('cohost', viewer), display_name: 'Bob' };
  assert.equal(claimsAs('token', viewer, renamed).display_name, 'Bob');
  assert.equal(claimsAs('host', viewer, renamed).display_name, 'Bob');
});

test('a token that lists what it may gains what the seat needs, and nothing else', () => {
  const caps = ['subscribe:*'];
  assert.deepEqual(claimsAs('cohost', { ...viewer, caps }).caps, ['subscribe:*', 'publish:camera', 'publish:mic', 'publish:screen', 'cohost:invite']);
  assert.deepEqual(claimsAs('token', { ...viewer, caps }, claimsAs('cohost', { ...viewer, caps })).caps, caps);
});

test('a host in another’s place may end the room and keeps order in it', () => {
  assert.deepEqual(claimsAs('host', cohost), { ...cohost, is_original_host: true });
  for (const cap of ['room:end', 'record', 'chat:moderate']) assert.ok(claimsAs('host', { ...viewer, caps: [] }).caps?.includes(cap), cap);
  assert.equal(claimsAs('host', viewer).role, 'host');
});

test('a cohost sent off the stage keeps nothing of it', () => {
  assert.deepEqual(claimsAs('viewer', cohost), (({ is_original_host: _, ...rest }) => ({ ...rest, role: 'viewer' }))(cohost));
  assert.deepEqual(claimsAs('viewer', { ...cohost, caps: ['publish:mic', 'chat:send', 'chat:moderate', 'cohost:invite', 'room:end'] }).caps, ['chat:send']);
});
