import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpApp, inTheOpen } from '../../../support/http-app.ts';

const post = { method: 'POST', url: '/create_room' } as const;

test('a room is made, with its host’s token and link', async (t) => {
  const { app, store, tokens, clock } = await httpApp(t);
  const response = await app.inject({ ...post, payload: { title: ' Evening\nsession ', category: 'Music', displayName: 'Ada', maxBroadcasters: 2 } });
  assert.equal(response.statusCode, 201);
  const { roomId, peerId, token, shareLink, expiresAt } = response.json();
  assert.equal(shareLink, `http://localhost:80/viewer.html?room=${roomId}&host=${peerId}`);
  assert.equal(expiresAt, clock.now() + 12 * 3_600_000);
  const claims = await tokens.verify(token);
  assert.deepEqual(
    { ...claims, exp: 0 },
    { room_id: roomId, role: 'host', room_type: 'live', is_original_host: true, peer_id: peerId, host_peer_id: peerId, display_name: 'Ada', exp: 0 },
  );
  assert.deepEqual(await store.rooms.get(roomId), {
    roomId, roomType: 'live', title: 'Evening session', category: 'Music', status: 'waiting', maxBroadcasters: 2, hostPeerId: peerId, createdAt: clock.now(), peakViewers: 0, listed: true,
  });
});

test('no body at all is a room with the defaults', async (t) => {
  const { app, store } = await httpApp(t);
  for (const request of [post, { ...post, payload: '', headers: { 'content-type': 'application/json' } }]) {
    const response = await app.inject(request);
    assert.equal(response.statusCode, 201);
    assert.equal((await store.rooms.get(response.json().roomId))?.maxBroadcasters, 4);
  }
  const pair = await app.inject({ ...post, payload: { roomType: '1v1' } });
  assert.equal((await store.rooms.get(pair.json().roomId))?.maxBroadcasters, 2);
});

test('a room in mesh mode says so in its record, any other says nothing', async (t) => {
  const { app, store } = await httpApp(t);
  for (const mode of ['mesh', 'sfu'] as const) {
    const { roomId } = (await app.inject({ ...post, payload: { mode } })).json();
    assert.equal((await store.rooms.get(roomId))?.mode, mode === 'mesh' ? 'mesh' : undefined);
  }
});

test('the link of a call gives its other seat, once, and the call is not listed', async (t) => {
  const { app, store, tokens } = await httpApp(t);
  const { roomId, shareLink } = (await app.inject({ ...post, payload: { roomType: '1v1', displayName: 'Ada', listed: true } })).json();
  const { pathname, searchParams, hash } = new URL(shareLink);
  assert.deepEqual([pathname, searchParams.get('room')], ['/broadcaster.html', roomId]);
  const exchange = { method: 'POST', url: `/broadcaster-token/${roomId}`, payload: { code: hash.slice('#code='.length), displayName: 'Bo' } } as const;
  const claims = await tokens.verify((await app.inject(exchange)).json().token);
  assert.deepEqual([claims.role, claims.room_type, claims.display_name, claims.is_original_host], ['guest', '1v1', 'Bo', false]);
  assert.equal((await app.inject(exchange)).json().code, 'code-invalid');
  assert.equal((await store.rooms.get(roomId))?.listed, undefined);
});

const bad: readonly [what: string, payload: string, status: number, code: string][] = [
  ['garbage', '{"title":', 400, 'bad-json'],
  ['an array', '[]', 400, 'bad-input'],
  ['a string', '"room"', 400, 'bad-input'],
  ['null', 'null', 201, ''],
  ['a key that reaches prototypes', '{"__proto__":{"title":"x"}}', 400, 'bad-json'],
  ['a constructor key', '{"constructor":{"prototype":{"x":1}}}', 400, 'bad-json'],
  ['a number for a title', '{"title":7}', 400, 'bad-input'],
  ['a title one over its limit', JSON.stringify({ title: 'x'.repeat(121) }), 400, 'bad-input'],
  ['a title at its limit', JSON.stringify({ title: 'x'.repeat(120) }), 201, ''],
  ['no seats', '{"maxBroadcasters":0}', 400, 'bad-input'],
  ['half a seat', '{"maxBroadcasters":1.5}', 400, 'bad-input'],
  ['too many seats', '{"maxBroadcasters":17}', 400, 'bad-input'],
  ['a room type nobody knows', '{"roomType":"party"}', 400, 'bad-input'],
  ['a mode nobody knows', '{"mode":"telepathy"}', 400, 'bad-input'],
  ['an avatar that is a script', '{"avatarUrl":"javascript:alert(1)"}', 400, 'bad-input'],
  ['a body over 64 KiB', JSON.stringify({ title: 'x'.repeat(65_536) }), 413, 'too-large'],
];

for (const [what, payload, status, code] of bad) {
  test(`${what}: ${status} ${code}`, async (t) => {
    const { app, store } = await httpApp(t);
    const response = await app.inject({ ...post, payload, headers: { 'content-type': 'application/json' } });
    assert.equal(response.statusCode, status);
    if (status === 201) return;
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
    const problem = response.json();
    assert.equal(problem.code, code);
    assert.equal(problem.status, status);
    assert.ok(problem.title.endsWith('.') && problem.detail.length > 0);
    assert.deepEqual(await store.rooms.open(), []);
  });
}

test('a body that is not JSON is refused by its type', async (t) => {
  const { app } = await httpApp(t);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await app.inject({ ...post, payload: 'title=x', headers: { 'content-type': type } });
    assert.equal(response.statusCode, 415);
    assert.equal(response.json().code, 'unsupported-media-type');
  }
});

test('in the open the API key decides, and guessing it is slowed', async (t) => {
  const { app, clock } = await httpApp(t, inTheOpen);
  const withKey = (key?: string) => app.inject({ ...post, headers: key === undefined ? {} : { 'x-org-key': key } });
  assert.equal((await withKey()).json().code, 'key-missing');
  assert.equal((await withKey(inTheOpen.apiKey)).statusCode, 201);
  for (let guess = 0; guess < 10; guess++) assert.equal((await withKey(`guess ${guess}`)).json().code, 'key-invalid');
  const slowed = await withKey('one more');
  assert.equal(slowed.statusCode, 429);
  assert.equal(slowed.headers['retry-after'], '2');
  assert.equal((await withKey(inTheOpen.apiKey)).statusCode, 201, 'the right key is never slowed');
  clock.advance(2000);
  assert.equal((await withKey('again')).json().code, 'key-invalid');
});

test('links use the public address when there is one', async (t) => {
  const { app } = await httpApp(t, inTheOpen);
  const response = await app.inject({ ...post, headers: { 'x-org-key': inTheOpen.apiKey, 'host': 'internal:8080' } });
  assert.match(response.json().shareLink, /^https:\/\/live\.example\/viewer\.html\?room=/);
});

test('an Idempotency-Key makes a repeat the same answer, for 24 h', async (t) => {
  const { app, store, clock } = await httpApp(t);
  const send = (key: string, title = 'a') => app.inject({ ...post, payload: { title }, headers: { 'idempotency-key': key } });
  const [first, second] = await Promise.all([send('k'), send('k')]);
  assert.equal(second.body, first.body);
  assert.equal((await send('k')).body, first.body);
  assert.equal((await store.rooms.open()).length, 1);
  assert.equal((await send('k', 'b')).json().code, 'idempotency-mismatch');
  assert.notEqual((await send('other')).body, first.body);
  assert.equal((await send('x'.repeat(256))).json().code, 'bad-input');
  clock.advance(24 * 3_600_000);
  assert.notEqual((await send('k')).body, first.body);
});

test('a failed request is not remembered under its key', async (t) => {
  const { app } = await httpApp(t);
  const headers = { 'idempotency-key': 'k' };
  assert.equal((await app.inject({ ...post, payload: { title: 7 }, headers })).statusCode, 400);
  assert.equal((await app.inject({ ...post, payload: { title: 'fine' }, headers })).statusCode, 201);
});

test('while draining nothing new begins', async (t) => {
  const { app, state } = await httpApp(t);
  state.draining = true;
  const response = await app.inject(post);
  assert.equal(response.statusCode, 503);
  assert.equal(response.json().code, 'draining');
  assert.equal(response.headers['retry-after'], '5');
});
