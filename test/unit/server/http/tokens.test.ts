import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { handMint } from '../../../support/hand-mint.ts';
import { httpApp, inTheOpen, type HttpApp } from '../../../support/http-app.ts';
import { testSecret } from '../../../support/test-config.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const hours = 3_600_000;

async function withRoom(t: TestContext, changes: Parameters<typeof httpApp>[1] = {}): Promise<HttpApp & { roomId: string; hostToken: string; hostId: string }> {
  const subject = await httpApp(t, changes);
  const headers = changes.apiKey === undefined ? {} : { 'x-org-key': changes.apiKey };
  const { roomId, token, peerId } = (await subject.app.inject({ method: 'POST', url: '/create_room', payload: { displayName: 'Ada' }, headers })).json();
  return { ...subject, roomId, hostToken: token, hostId: peerId };
}

const more = ({ app, roomId }: { app: HttpApp['app']; roomId: string }, payload: object = {}, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, payload, headers });

test('a broadcaster’s token is for a new peer each time', async (t) => {
  const subject = await withRoom(t);
  const first = (await more(subject, { displayName: 'Bo' })).json();
  const second = (await more(subject)).json();
  assert.notEqual(first.peerId, second.peerId);
  const claims = await subject.tokens.verify(first.token);
  assert.deepEqual(
    { ...claims, exp: 0 },
    { room_id: subject.roomId, role: 'host', room_type: 'live', is_original_host: false, peer_id: first.peerId, host_peer_id: first.peerId, display_name: 'Bo', exp: 0 },
  );
  assert.equal(first.expiresAt, subject.clock.now() + 12 * hours);
});

test('the other seat of a 1v1 room is a guest’s', async (t) => {
  const { app, tokens } = await httpApp(t);
  const { roomId } = (await app.inject({ method: 'POST', url: '/create_room', payload: { roomType: '1v1' } })).json();
  const claims = await tokens.verify((await more({ app, roomId })).json().token);
  assert.deepEqual([claims.role, claims.room_type], ['guest', '1v1']);
});

test('a cohost link’s code is good once, in its room, for an hour', async (t) => {
  const subject = await withRoom(t);
  const answer = (await more(subject, { displayName: 'Bo' })).json();
  const link = new URL(answer.cohostLink);
  assert.equal(link.pathname, '/broadcaster.html');
  assert.equal(link.searchParams.get('room'), subject.roomId);
  const code = new URLSearchParams(link.hash.slice(1)).get('code');
  assert.equal((await more({ app: subject.app, roomId: 'another' }, { code })).json().code, 'code-invalid');
  const [one, two] = (await Promise.all([more(subject, { code, displayName: 'Cy' }), more(subject, { code })])).toSorted((a, b) => a.statusCode - b.statusCode);
  assert.equal(one?.json().peerId, answer.peerId);
  assert.equal((await subject.tokens.verify(one?.json().token)).room_id, subject.roomId);
  assert.equal(two?.statusCode, 403);
  assert.equal(two?.json().code, 'code-invalid');

  const late = new URLSearchParams(new URL((await more(subject)).json().cohostLink).hash.slice(1)).get('code');
  subject.clock.advance(hours);
  assert.equal((await more(subject, { code: late })).json().code, 'code-invalid');
});

test('in the open only the key or a host of this room may ask', async (t) => {
  const subject = await withRoom(t, inTheOpen);
  const { app, roomId, hostToken, tokens } = subject;
  const code = async (headers: Record<string, string>) => (await more(subject, {}, headers)).json().code;
  assert.equal(await code({}), 'key-missing');
  assert.equal(await code({ 'x-org-key': 'wrong' }), 'key-invalid');
  assert.equal(await code({ 'x-org-key': inTheOpen.apiKey ?? '' }), undefined);
  assert.equal(await code(bearer(hostToken)), undefined);
  assert.equal(await code(bearer('nonsense')), 'token-invalid');
  assert.equal(await code(bearer(handMint({ room_id: roomId, role: 'host', exp: 9e9 }, 'not the secret of this server at all'))), 'token-invalid');
  const foreign = await tokens.mint({ room_id: 'another', role: 'host' }, 600);
  assert.equal(await code(bearer(foreign.token)), 'token-wrong-room');
  const viewer = (await app.inject(`/viewer-token/${roomId}`)).json();
  assert.equal(await code(bearer(viewer.token)), 'not-allowed');
});

test('a host’s token asks for others only while it is good and the room is not over', async (t) => {
  const subject = await withRoom(t, inTheOpen);
  const { store, roomId, hostToken, clock } = subject;
  const room = await store.rooms.get(roomId);
  assert.ok(room);
  await store.rooms.put({ ...room, status: 'ended', endedAt: clock.now() });
  assert.equal((await more(subject, {}, bearer(hostToken))).json().code, 'not-allowed');
  clock.advance(13 * hours);
  assert.equal((await more(subject, {}, bearer(hostToken))).json().code, 'token-expired');
});

test('a peer renews its own token, even expired, and keeps its place', async (t) => {
  const subject = await withRoom(t, inTheOpen);
  const { clock, tokens, hostToken, hostId } = subject;
  clock.advance(20 * hours);
  const renewed = (await more(subject, { peerId: hostId }, bearer(hostToken))).json();
  assert.equal(renewed.peerId, hostId);
  assert.equal(renewed.cohostLink, undefined);
  const claims = await tokens.verify(renewed.token);
  assert.deepEqual([claims.is_original_host, claims.display_name, claims.peer_id], [true, 'Ada', hostId]);
  assert.equal((await more(subject, { peerId: 'someone-else' }, bearer(hostToken))).json().code, 'not-allowed');
  assert.equal((await more(subject, { peerId: hostId }, { 'x-org-key': inTheOpen.apiKey ?? '' })).json().code, 'token-missing');
  clock.advance(5 * hours);
  assert.equal((await more(subject, { peerId: hostId }, bearer(hostToken))).json().code, 'token-expired');
});

test('renewing adds nothing: capabilities and limits stay as they were', async (t) => {
  const { app, tokens } = await httpApp(t);
  const claims = { room_id: 'r', role: 'host', room_type: 'live', host_peer_id: 'ada', caps: ['publish:mic'], max_peers: 3, exp: 1_767_268_800 + 60 };
  const renewed = (await more({ app, roomId: 'r' }, { peerId: 'ada' }, bearer(handMint(claims, testSecret)))).json();
  const { caps, max_peers: most, host_peer_id: anchor } = await tokens.verify(renewed.token);
  assert.deepEqual([caps, most, anchor, renewed.peerId], [['publish:mic'], 3, 'ada', 'ada']);
});

test('a viewer gets an id, the room’s host and ten minutes', async (t) => {
  const { app, roomId, hostId, tokens, clock } = await withRoom(t);
  const response = await app.inject(`/viewer-token/${roomId}?name=Bo%20%3Cb%3E`);
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['cache-control'], 'no-store');
  const { token, peerId, hostPeerId, visitor } = response.json();
  assert.match(peerId, /^web-[a-z0-9]{8}$/);
  assert.equal(hostPeerId, hostId);
  const { sub, ...claims } = await tokens.verify(token);
  assert.ok(sub && visitor.startsWith(`${sub}.`), 'the token is for the visitor that the page is told to keep');
  assert.deepEqual({ ...claims, exp: claims.exp - clock.now() / 1000 }, { room_id: roomId, role: 'viewer', room_type: 'live', peer_id: peerId, host_peer_id: hostId, display_name: 'Bo <b>', exp: 600 });
  assert.equal((await app.inject(`/viewer-token/${roomId}?host=cohost-1`)).json().hostPeerId, 'cohost-1');
});

test('an unknown room is answered like any other', async (t) => {
  const { app } = await httpApp(t, inTheOpen);
  const response = await app.inject('/viewer-token/nobody-knows-this');
  assert.equal(response.statusCode, 200);
  assert.deepEqual(Object.keys(response.json()).toSorted(), ['expiresAt', 'peerId', 'token', 'visitor']);
});

test('a viewer’s own earlier token keeps the peer id for 12 h', async (t) => {
  const { app, roomId, clock } = await withRoom(t);
  const first = (await app.inject(`/viewer-token/${roomId}?host=cohost-1&name=Bo`)).json();
  const again = () => app.inject({ url: `/viewer-token/${roomId}`, headers: bearer(first.token) });
  clock.advance(6 * hours);
  const second = (await again()).json();
  assert.deepEqual([second.peerId, second.hostPeerId], [first.peerId, 'cohost-1']);
  clock.advance(7 * hours);
  assert.notEqual((await again()).json().peerId, first.peerId);
});

test('someone else’s token is no way to a peer id', async (t) => {
  const { app, roomId, hostToken, hostId } = await withRoom(t);
  const ask = (token: string, room = roomId) => app.inject({ url: `/viewer-token/${room}`, headers: bearer(token) });
  assert.notEqual((await ask(hostToken)).json().peerId, hostId);
  assert.equal((await ask('a.b.c')).json().code, 'token-invalid');
  const own = (await app.inject(`/viewer-token/${roomId}`)).json();
  assert.equal((await ask(own.token, 'another')).json().code, 'token-wrong-room');
});

const bad: readonly string[] = [
  '/viewer-token/..%2f..%2fetc', '/viewer-token/a%00b', '/viewer-token/%3Cscript%3E', `/viewer-token/${'x'.repeat(65)}`,
  '/viewer-token/r?host=%3Cb%3E', '/viewer-token/r?host=a&host=b', `/viewer-token/r?name=${'x'.repeat(61)}`,
];

for (const url of bad) {
  test(`${url.slice(0, 50)} gives no token`, async (t) => {
    const { app } = await httpApp(t);
    const response = await app.inject(url);
    if (response.statusCode === 200) assert.fail(response.body);
    assert.ok([400, 404].includes(response.statusCode), response.body);
    assert.match(String(response.headers['content-type']), /problem\+json/);
  });
}

test('too many viewer tokens from one address are slowed, others are not', async (t) => {
  const { app, clock } = await httpApp(t);
  const from = (remoteAddress: string) => app.inject({ url: '/viewer-token/r', remoteAddress });
  for (let count = 0; count < 300; count++) assert.equal((await from('203.0.113.9')).statusCode, 200);
  const slowed = await from('203.0.113.9');
  assert.equal(slowed.statusCode, 429);
  assert.equal(slowed.json().code, 'rate-limited');
  assert.ok(slowed.json().retryAfterMs > 0);
  assert.equal((await from('203.0.113.10')).statusCode, 200);
  clock.advance(1000);
  assert.equal((await from('203.0.113.9')).statusCode, 200);
});
