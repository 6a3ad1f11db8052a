import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Valkey } from 'iovalkey';
import { createFakeClock } from '../../support/fake-clock.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { openLine } from '../../support/server-line.ts';
import { pass, signalServer } from '../../support/signal-server.ts';
import { until } from '../../support/until.ts';

let redis: TestRedis;
before(async () => { redis = await startRedis(); });
after(() => redis.close());

const room_id = '0b6a7c9e-6a38-4b6c-9d2f-3f1c1f0a7e11';
const seen = { room: 0, audience: 0, self: 0 };

test('a room goes on at a second server when the first has stopped: the same room, peers and chat', async (t) => {
  const valkeyUrl = redis.url();
  const one = await signalServer(t, { config: { valkeyUrl, node: 'one' } });
  const two = await signalServer(t, { config: { valkeyUrl, node: 'two' } });
  const host = await one.join({ role: 'host', room_id, display_name: 'Ada' });
  const viewer = await one.join({ role: 'viewer', room_id, display_name: 'Bo' });
  await viewer.must('ChatSend', { clientId: 'c1', text: 'said at the first' });

  // While the first lives, the second has nothing to do with the room, by whatever way one asks.
  for (const way of [{ token: two.token({ role: 'viewer', room_id }) }, { resume: { token: viewer.welcome.resumeToken, seen } }]) {
    assert.equal(await (await two.connect()).refused('Join', way), 'busy');
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
  const early = await one.connect();
  assert.equal(await early.refused('Join', { token: one.token({ role: 'viewer', room_id }) }), 'busy');
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
