import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Valkey } from 'iovalkey';
import type { ServerMessage } from '../../../core/wire/signal/messages.ts';
import type { AdminAnswer, ExploreAnswer } from '../../../server/http/live-rooms.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import type { SignalClient } from '../../support/signal-client.ts';
import { openLine } from '../../support/server-line.ts';
import { pass, signalServer, type SignalServer } from '../../support/signal-server.ts';
import { until } from '../../support/until.ts';

let redis: TestRedis;
before(async () => { redis = await startRedis(); });
after(() => redis.close());

const room_id = '0b6a7c9e-6a38-4b6c-9d2f-3f1c1f0a7e11';
const seen = { room: 0, audience: 0, self: 0 };

/** Where a page is sent that would join here. */
async function moved(server: SignalServer, way: Parameters<SignalClient['ask']>[1]): Promise<string> {
  const page = await server.connect();
  const reply = await page.ask('Join', way) as ServerMessage;
  assert.ok(reply.type === 'Moved', JSON.stringify(reply));
  assert.deepEqual(await page.closed, { code: 4513, reason: 'busy' }, 'one that does not know the word tries again');
  return `${reply.url}/`;
}

test('a room goes on at a second server when the first has stopped: the same room, peers and chat', async (t) => {
  const valkeyUrl = redis.url();
  const one = await signalServer(t, { config: { valkeyUrl, node: 'one' } });
  const two = await signalServer(t, { config: { valkeyUrl, node: 'two' } });
  const host = await one.join({ role: 'host', room_id, display_name: 'Ada' });
  const viewer = await one.join({ role: 'viewer', room_id, display_name: 'Bo' });
  await viewer.must('ChatSend', { clientId: 'c1', text: 'said at the first' });

  // While the first lives, the second has nothing to do with the room, by whatever way one asks.
  for (const way of [{ token: two.token({ role: 'viewer', room_id }) }, { resume: { token: viewer.welcome.resumeToken, seen } }]) {
    assert.deepEqual(await moved(two, way), one.url);
  }

  await one.stop();
  const back = await two.connect();
  const welcome = await back.must('Join', { resume: { token: viewer.welcome.resumeToken, seen } });
  assert.equal(welcome.self.peerId, viewer.welcome.self.peerId);
  assert.equal(welcome.node, 'two');
  assert.equal(welcome.snapshot?.room.roomId, room_id);
  assert.equal(welcome.snapshot?.room.status, 'live');
  assert.equal(welcome.snapshot?.room.hostPeerId, host.welcome.self.peerId);
  assert.deepEqual(welcome.snapshot?.broadcasters.map(({ peerId, awayUntil }) => [peerId, awayUntil !== undefined]), [[host.welcome.self.peerId, true]]);
  assert.deepEqual(welcome.snapshot?.chat.map(({ text }) => text), ['said at the first']);

  const hostBack = await two.connect();
  assert.equal((await hostBack.must('Join', { resume: { token: host.welcome.resumeToken, seen } })).self.peerId, host.welcome.self.peerId);
  await back.event('BroadcasterBack');
  // What was sent before the change is not posted twice after it.
  await back.must('ChatSend', { clientId: 'c1', text: 'said at the first' });
  await hostBack.must('ChatSend', { clientId: 'c2', text: 'said at the second' });
  await back.event('ChatPosted', ({ message }) => message.text === 'said at the second');
  assert.equal(back.events('ChatPosted').length, 1);

  await one.restart();
  assert.equal(await moved(one, { token: one.token({ role: 'viewer', room_id }) }), two.url);
  await two.stop();
  const { welcome: { snapshot } } = await one.join({ role: 'viewer', room_id });
  assert.deepEqual(snapshot?.chat.map(({ text }) => text), ['said at the first', 'said at the second']);
});

test('rooms go on while Valkey is away, readiness says so, and the next server finds what happened', async (t) => {
  const url = new URL(redis.url());
  const line = await openLine(`http://${url.host}`);
  t.after(() => line.close());
  const one = await signalServer(t, { config: { valkeyUrl: `redis://${new URL(line.url).host}${url.pathname}`, node: 'one' } });
  const ready = async () => (await fetch(`${one.url}health/ready`)).status;
  const host = await one.join({ role: 'host', room_id });
  assert.equal(await ready(), 200);
  line.cut();
  await until(ready, (status) => status === 503, { what: 'readiness tells of the loss' });
  await host.must('ChatSend', { clientId: 'c1', text: 'while it is away' });
  const viewer = await one.join({ role: 'viewer', room_id });
  assert.deepEqual(viewer.welcome.snapshot?.chat.map(({ text }) => text), ['while it is away']);
  // A room that nobody here knows cannot be opened: another server may hold it.
  const other = await one.connect();
  assert.equal(await other.refused('Join', { token: one.token({ role: 'host', room_id: crypto.randomUUID() }) }), 'busy');
  assert.equal((await fetch(`${one.url}health/live`)).status, 200);
  line.mend();
  await until(ready, (status) => status === 200, { what: 'readiness tells of the return' });
  await one.stop();

  const two = await signalServer(t, { config: { valkeyUrl: url.href, node: 'two' } });
  const back = await two.connect();
  const welcome = await back.must('Join', { resume: { token: viewer.welcome.resumeToken, seen } });
  assert.equal(welcome.self.peerId, viewer.welcome.self.peerId);
  assert.deepEqual(welcome.snapshot?.chat.map(({ text }) => text), ['while it is away']);
  assert.deepEqual(one.logs.filter((text) => /"level":"(error|fatal)"/.test(text)), []);
});

test('a server whose room another has taken sends its pages there', async (t) => {
  const valkeyUrl = redis.url();
  const clock = createFakeClock();
  const one = await signalServer(t, { clock, config: { valkeyUrl, node: 'one' } });
  const host = await one.join({ role: 'host', room_id });
  const other = new Valkey(valkeyUrl);
  t.after(() => other.disconnect());
  await other.set(`muf:lease/${room_id}`, 'two', 'PX', 60_000);
  await pass(clock, 5000);
  assert.deepEqual(await host.closed, { code: 4503, reason: 'draining' });
  const again = await one.connect();
  assert.equal(await again.refused('Join', { resume: { token: host.welcome.resumeToken, seen } }), 'busy');
});

test('a room whose server died is taken up by another, and ends if its host stays away', async (t) => {
  const valkeyUrl = redis.url();
  const clock = createFakeClock();
  const valkey = new Valkey(valkeyUrl);
  t.after(() => valkey.disconnect());
  const record = { roomId: room_id, roomType: 'live', title: '', category: '', status: 'live', maxBroadcasters: 4, hostPeerId: 'ada', createdAt: clock.now(), startedAt: clock.now(), peakViewers: 0 };
  const one = await signalServer(t, { clock, config: { valkeyUrl, node: 'one' } });
  await valkey.multi().set(`muf:room/${room_id}`, JSON.stringify(record)).zadd('muf:rooms/open', 1, room_id).exec();
  clock.advance(30_000);
  await until(() => valkey.get(`muf:lease/${room_id}`), (holder) => holder === 'one', { what: 'the room is taken up' });
  await until(async () => {
    clock.advance(30_000);
    return JSON.parse((await valkey.get(`muf:room/${room_id}`)) ?? '{}').status as string;
  }, (status) => status === 'ended', { what: 'the room ends' });
  const late = await one.connect();
  assert.equal(await late.refused('Join', { token: one.token({ role: 'viewer', room_id }) }), 'room-ended');
});

const get = async <Body>(url: string): Promise<Body> => (await fetch(url)).json() as Promise<Body>;
async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<{ status: number; roomId: string; token: string; cohostLink: string }> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return { status: response.status, ...((await response.json()) as { roomId: string; token: string; cohostLink: string }) };
}

test('every server lists the rooms of all of them, and says whose are missing', async (t) => {
  const valkeyUrl = redis.url();
  const [one, two] = [await signalServer(t, { config: { valkeyUrl, node: 'one' } }), await signalServer(t, { config: { valkeyUrl, node: 'two' } })];
  const titles = async (server: SignalServer, path: string): Promise<string[]> => (await get<ExploreAnswer | AdminAnswer>(`${server.url}${path}`)).rooms.map(({ title, viewerCount }) => `${title} ${viewerCount}`);
  for (const [server, title, viewers] of [[one, 'First', 1], [two, 'Second', 2]] as const) {
    const { roomId, token } = await post(`${server.url}create_room`, { title, listed: true });
    await (await server.connect()).must('Join', { token });
    for (let index = 0; index < viewers; index++) await server.join({ role: 'viewer', room_id: roomId });
  }
  for (const server of [one, two]) {
    assert.deepEqual(await titles(server, 'api/live/explore'), ['Second 2', 'First 1'], 'the most watched first');
    assert.deepEqual(await titles(server, 'api/admin/live/rooms'), ['First 1', 'Second 2'], 'the oldest first');
    const { totals, total, next, silentNodes } = await get<AdminAnswer>(`${server.url}api/admin/live/rooms?limit=1&offset=1`);
    assert.deepEqual([totals, total, next, silentNodes], [{ rooms: 2, live: 2, broadcasters: 2, viewers: 3 }, 2, null, undefined]);
    assert.deepEqual(await titles(server, 'api/admin/live/rooms?limit=1&offset=1'), ['Second 2']);
  }
  const stranger = new Valkey(valkeyUrl);
  t.after(() => stranger.disconnect());
  await stranger.publish('muf:bus/nodes', JSON.stringify({ node: 'mute' }));
  assert.deepEqual((await until(() => get<AdminAnswer>(`${one.url}api/admin/live/rooms`), ({ silentNodes }) => silentNodes !== undefined, { what: 'one is missed' })).silentNodes, ['mute']);
  await two.stop();
  await until(() => titles(one, 'api/admin/live/rooms'), (all) => all.length === 1, { what: 'the rooms of the one that stopped are gone from the list' });
});

test('a ban, the log of it and a one-time code hold at every server', async (t) => {
  const valkeyUrl = redis.url();
  const [one, two] = [await signalServer(t, { config: { valkeyUrl, node: 'one' } }), await signalServer(t, { config: { valkeyUrl, node: 'two' } })];
  const host = { role: 'host', room_id, peer_id: 'ann', host_peer_id: 'ann', display_name: 'Ann', is_original_host: true } as const;
  const bad = { role: 'viewer', room_id, peer_id: 'web-bad', sub: 'user-bad', display_name: 'Bad' } as const;
  const ann = await one.join(host);
  await one.join(bad);
  await ann.must('BanPeer', { peerId: 'web-bad' });
  const { cohostLink } = await post(`${one.url}broadcaster-token/${room_id}`, { displayName: 'Cy' }, { authorization: `Bearer ${one.token(host)}` });
  const code = new URL(cohostLink).hash.replace('#code=', '');

  // One good use, whoever gives it.
  const used = await Promise.all([one, two].map((server) => post(`${server.url}broadcaster-token/${room_id}`, { code })));
  assert.deepEqual(used.map(({ status }) => status).toSorted((a, b) => a - b), [200, 403]);
  assert.equal(await moved(two, { token: two.token(bad) }), one.url);

  await one.stop();
  const back = await two.join(host);
  assert.equal(await (await two.connect()).refused('Join', { token: two.token({ ...bad, peer_id: 'web-other' }) }), 'banned');
  const { lines, banned } = await back.must('AuditLog', {});
  assert.deepEqual(banned.map(({ displayName, by }) => [displayName, by]), [['Bad', 'Ann']]);
  assert.ok(lines.some(({ action, outcome }) => action === 'BanPeer' && outcome === 'done'));
});

test('a page of one server may join at another, a page of strangers may not', async (t) => {
  const valkeyUrl = redis.url();
  const config = { valkeyUrl, loopback: false, apiKey: 'the key of the backend' } as const;
  const one = await signalServer(t, { config: { ...config, node: 'one', nodeUrl: 'https://one.example' } });
  const two = await signalServer(t, { config: { ...config, node: 'two', nodeUrl: 'https://two.example/live' } });
  await one.join({ role: 'host', room_id });
  assert.equal(await moved(two, { token: two.token({ role: 'viewer', room_id }) }), 'https://one.example/');
  for (const [origin, opens] of [['https://two.example', true], ['https://three.example', false], ['http://two.example', false]] as const) {
    const page = await one.connect({ headers: { origin } });
    assert.equal(page.socket.readyState === WebSocket.OPEN, opens, origin);
  }
});
