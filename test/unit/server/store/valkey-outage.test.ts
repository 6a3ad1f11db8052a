import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { Valkey } from 'iovalkey';
import type { ChatMessage } from '../../../../core/wire/signal/shapes.ts';
import { createLogger } from '../../../../server/observe/logger.ts';
import type { RoomRecord, SessionRecord, Store } from '../../../../server/store/ports.ts';
import { createValkeyStore, type ValkeyOptions } from '../../../../server/store/valkey.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { startRedis, type TestRedis } from '../../../support/redis.ts';
import { openLine } from '../../../support/server-line.ts';
import { until } from '../../../support/until.ts';

let redis: TestRedis;
let guarded: TestRedis;
before(async () => { [redis, guarded] = await Promise.all([startRedis(), startRedis(['--requirepass', 'right'])]); });
after(() => Promise.all([redis.close(), guarded.close()]));

const room = (changes: Partial<RoomRecord> = {}): RoomRecord => ({ roomId: 'room-1', roomType: 'live', title: '', category: '', status: 'live', maxBroadcasters: 4, createdAt: 1, peakViewers: 0, ...changes });
const session = (peerId: string, tokenHash: string): SessionRecord => ({ roomId: 'room-1', peerId, tokenHash, joinedAt: 5, claims: { room_id: 'room-1', role: 'host', room_type: 'live', exp: 9 } });
const line = (id: string, changes: Partial<ChatMessage> = {}): ChatMessage => ({ id, from: 'web-1', role: 'viewer', displayName: 'Bo', text: `line ${id}`, sentAt: 100, clientId: `c${id}`, ...changes });
const away = { name: 'SignalError', code: 'busy' };

interface Node { readonly store: Store; readonly clock: ReturnType<typeof createFakeClock>; readonly logs: string[] }

async function node(t: TestContext, url: string, options: Partial<ValkeyOptions> = {}): Promise<Node> {
  const clock = createFakeClock();
  const logs: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (text) => void logs.push(text) } });
  const store = await createValkeyStore({ url, node: 'one', clock, logger, ...options });
  t.after(() => store.close());
  return { store, clock, logs };
}

const answers = (store: Store): Promise<boolean> => store.ping().then(() => true, () => false);
const back = (store: Store) => until(() => answers(store), Boolean, { what: 'the store is ready again' });
const lost = (store: Store) => until(() => answers(store), (ready) => !ready, { what: 'the loss is noticed', every: 5 });
const ids = async (store: Store) => (await store.chat.recent('room-1', 'ada', 99)).map(({ id }) => id);

test('a connection that is cut and mended: rooms and chat go on, and all of it is written in the end', async (t) => {
  const url = new URL(redis.url());
  const proxy = await openLine(`http://${url.host}`);
  t.after(() => proxy.close());
  const { store, clock, logs } = await node(t, `redis://${new URL(proxy.url).host}${url.pathname}`);
  const other = await node(t, url.href, { node: 'two' });
  const heard: string[] = [];
  await store.bus.subscribe('topic', (message) => heard.push(message));
  await store.rooms.claim('room-1');
  await store.rooms.put(room());
  await store.rooms.putSession(session('ada', 'hash-1'));
  await store.rooms.putSession(session('bo', 'hash-2'));
  await store.chat.append('room-1', 'ada', line('1'));
  for (const key of ['k', 'old']) await store.records.put('codes', key, 'seat');

  proxy.cut();
  await lost(store);
  await assert.rejects(store.ping(), away);
  await store.rooms.put(room({ title: 'while away' }));
  await store.rooms.putSession(session('ada', 'hash-3'));
  await store.rooms.deleteSession('room-1', 'bo');
  assert.equal((await store.rooms.get('room-1'))?.title, 'while away');
  assert.deepEqual((await store.rooms.sessionsOf('room-1')).map(({ tokenHash }) => tokenHash), ['hash-3']);
  for (const id of ['2', '3', '4']) assert.deepEqual(await store.chat.append('room-1', 'ada', line(id)), line(id));
  assert.deepEqual(await store.chat.append('room-1', 'ada', line('5', { clientId: 'c2' })), line('2'), 'sent twice, posted once');
  assert.equal(await store.chat.remove('room-1', 'ada', '3'), true);
  assert.equal(await store.chat.remove('room-1', 'ada', '3'), false);
  assert.deepEqual(await store.chat.append('room-1', 'ada', line('6', { clientId: 'c3' })), line('3', { clientId: 'c3', text: 'line 6' }), 'removed stays removed');
  assert.deepEqual(await ids(store), ['2', '4']);
  await store.records.put('bans', 'room-1', ['bo']);
  await store.records.put('bans', 'room-1', ['bo', 'cy']);
  await store.records.put('bans', 'room-2', ['dee'], { expiresAt: clock.now() + 60_000 });
  await store.records.delete('codes', 'old');
  assert.deepEqual(await store.records.get('bans', 'room-1'), ['bo', 'cy']);
  assert.equal(await store.records.get('codes', 'old'), undefined);
  await assert.rejects(store.records.get('codes', 'k'), away);
  await assert.rejects(store.records.take('codes', 'k'), away, 'another server may take it now');
  await store.bus.publish('topic', 'to ourselves');
  assert.deepEqual(heard, ['to ourselves']);
  // What nobody here holds cannot be known now.
  await assert.rejects(store.rooms.get('room-2'), away);
  await assert.rejects(store.rooms.claim('room-2'), away);
  await assert.rejects(store.rooms.put(room({ roomId: 'room-2' })), away);

  proxy.mend();
  await back(store);
  assert.equal((await other.store.rooms.get('room-1'))?.title, 'while away');
  assert.deepEqual((await other.store.rooms.sessionsOf('room-1')).map(({ tokenHash }) => tokenHash), ['hash-3']);
  assert.equal(await other.store.rooms.sessionByToken('hash-1'), undefined);
  assert.equal(await other.store.rooms.claim('room-1'), 'one');
  assert.deepEqual(await ids(other.store), ['1', '2', '4']);
  assert.deepEqual(await Promise.all(['room-1', 'room-2'].map((key) => other.store.records.get('bans', key))), [['bo', 'cy'], ['dee']]);
  assert.equal(await other.store.records.get('codes', 'old'), undefined);
  assert.deepEqual((await Promise.all([store, other.store].map(({ records }) => records.take('codes', 'k')))).filter(Boolean), ['seat'], 'of two servers one gets it');
  await other.store.bus.publish('topic', 'from the other');
  await until(() => heard, (all) => all.includes('from the other'), { what: 'the bus is back too', every: 5 });
  assert.deepEqual(logs.map((text) => JSON.parse(text).msg), ['the connection to Valkey is lost; rooms go on from memory', 'Valkey is back']);
  await store.close();
  assert.equal(clock.pending(), 0);
});

test('a connection gone silent is noticed by an answer that does not come', async (t) => {
  const url = new URL(redis.url());
  const proxy = await openLine(`http://${url.host}`);
  t.after(() => proxy.close());
  const { store } = await node(t, `redis://${new URL(proxy.url).host}${url.pathname}`);
  proxy.freeze();
  assert.deepEqual(await store.chat.append('room-1', 'ada', line('1')), line('1'));
  // From here on nobody waits for it.
  const asked = performance.now();
  await store.chat.append('room-1', 'ada', line('2'));
  assert.ok(performance.now() - asked < 500);
  assert.equal(await answers(store), false);
  proxy.mend();
  await back(store);
  assert.deepEqual(await ids(store), ['1', '2']);
});

test('a server that comes back empty gets what is live again', async (t) => {
  const mortal = await startRedis();
  t.after(() => mortal.close());
  const { store } = await node(t, mortal.url());
  await store.rooms.claim('room-1');
  await store.rooms.put(room());
  await store.rooms.putSession(session('ada', 'hash-1'));
  await mortal.kill();
  await lost(store);
  await mortal.start();
  await back(store);
  assert.deepEqual(await store.rooms.open(), [room()]);
  assert.deepEqual(await store.rooms.sessionByToken('hash-1'), session('ada', 'hash-1'));
  await store.chat.append('room-1', 'ada', line('1'));
  assert.deepEqual(await ids(store), ['1']);
});

test('a server that answers but will not write is tried again', async (t) => {
  const full = await startRedis();
  t.after(() => full.close());
  const { store, clock } = await node(t, full.url());
  const operator = new Valkey(full.url());
  t.after(() => operator.disconnect());
  await operator.config('SET', 'maxmemory', '1');
  await store.chat.append('room-1', 'ada', line('1'));
  assert.equal(await answers(store), false);
  assert.deepEqual(await ids(store), ['1']);
  await operator.config('SET', 'maxmemory', '0');
  clock.advance(5000);
  await back(store);
  assert.equal(await operator.select(1).then(() => operator.xlen('muf:chat/room-1/ada')), 1);
});

test('a room goes to the next node when its own has let it go, and when that was not heard of for too long', async (t) => {
  const url = redis.url();
  const [one, two] = [await node(t, url, { leaseMs: 250 }), await node(t, url, { node: 'two', leaseMs: 250 })];
  const taken: string[] = [];
  one.store.rooms.onLost((roomId) => taken.push(roomId));
  // Whose connection the server reads first is not said; that both hear the same is.
  const [here, there] = await Promise.all([one.store.rooms.claim('room-0'), two.store.rooms.claim('room-0')]);
  assert.equal(here, there);
  assert.deepEqual([await one.store.rooms.claim('room-1'), await two.store.rooms.claim('room-1')], ['one', 'one']);
  await one.store.rooms.release('room-1');
  assert.equal(await two.store.rooms.claim('room-1'), 'two');
  await two.store.rooms.release('room-1');

  await one.store.rooms.claim('room-1');
  await one.store.rooms.put(room());
  await one.store.rooms.putSession(session('ada', 'hash-1'));
  // Nobody moves this clock: the first node has stopped.
  await until(() => two.store.rooms.claim('room-1'), (name) => name === 'two', { what: 'the lease has run out', every: 20 });
  assert.deepEqual(await two.store.rooms.sessionsOf('room-1'), [session('ada', 'hash-1')]);
  await two.store.rooms.put(room({ title: 'taken over' }));

  // It wakes up: what it writes now is too late, and it is told.
  await one.store.rooms.putSession(session('late', 'hash-2'));
  assert.deepEqual(taken, ['room-1']);
  assert.deepEqual((await two.store.rooms.sessionsOf('room-1')).map(({ peerId }) => peerId), ['ada']);
  await assert.rejects(one.store.rooms.put(room({ title: 'too late' })), away);
  assert.equal((await one.store.rooms.get('room-1'))?.title, 'taken over');
});

test('a lease is renewed for as long as its node lives', async (t) => {
  const url = redis.url();
  const [one, two] = [await node(t, url, { leaseMs: 400 }), await node(t, url, { node: 'two', leaseMs: 400 })];
  await one.store.rooms.claim('room-1');
  const ends = performance.now() + 1000;
  await until(async () => {
    one.clock.advance(134);
    assert.equal(await two.store.rooms.claim('room-1'), 'one');
    return performance.now();
  }, (now) => now > ends, { what: 'two and a half leases have gone by', every: 40 });
});

const unusable: readonly [what: string, url: () => string, reason: RegExp][] = [
  ['nobody listening', () => 'redis://127.0.0.1:1', /ECONNREFUSED 127\.0\.0\.1:1/],
  ['a password that is wrong', () => guarded.url().replace('//', '//:wrong@'), /WRONGPASS/],
  ['a password that is missing', () => guarded.url(), /NOAUTH/],
  ['a database that is not there', () => `redis://127.0.0.1:${redis.port}/9999`, /out of range/],
];

for (const [what, url, reason] of unusable) {
  test(`${what} is refused in one sentence, and nothing is left open`, async () => {
    const clock = createFakeClock();
    await assert.rejects(createValkeyStore({ url: url(), node: 'one', clock, logger: createLogger({ level: 'silent' }) }), (error: Error) => {
      assert.equal(error.name, 'StartError');
      assert.match(error.message, /^The server that VALKEY_URL names cannot be used \(.*\): start or correct it, or unset VALKEY_URL to keep rooms in DATA_DIR\.$/);
      assert.match(error.message, reason);
      assert.doesNotMatch(error.message, /wrong@/);
      return true;
    });
    assert.equal(clock.pending(), 0);
  });
}
