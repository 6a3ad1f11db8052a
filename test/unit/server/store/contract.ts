import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChatMessage } from '../../../../core/wire/signal/shapes.ts';
import type { RoomRecord, SessionRecord, Store } from '../../../../server/store/ports.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';

/** A store under test: `open` may be called again after `close`, and must then find what was written. */
export interface Subject { readonly clock: FakeClock; open(): Promise<Store> }

const room = (changes: Partial<RoomRecord> = {}): RoomRecord => ({ roomId: 'room-1', roomType: 'live', title: 'Evening', category: 'Music', status: 'waiting', maxBroadcasters: 4, createdAt: 1, peakViewers: 0, ...changes });
const session = (peerId: string, tokenHash: string, roomId = 'room-1'): SessionRecord => ({ roomId, peerId, tokenHash, joinedAt: 5, claims: { room_id: roomId, role: 'host', room_type: 'live', exp: 9 } });
const line = (id: string, changes: Partial<ChatMessage> = {}): ChatMessage => ({ id, from: 'web-1', role: 'viewer', displayName: 'Bo', text: `line ${id}`, sentAt: 100, ...changes });

function roomsContract(name: string, start: (t: TestContext) => Promise<{ store: Store }>): void {
  test(`${name}: a room comes back as it was put, and is replaced whole`, async (t) => {
    const { store: { rooms } } = await start(t);
    assert.equal(await rooms.get('room-1'), undefined);
    const first = room({ title: 'ünï\u{1F44F}\'"; DROP TABLE rooms', hostPeerId: 'ada' });
    await rooms.put(first);
    assert.deepEqual(await rooms.get('room-1'), first);
    await rooms.put(room({ status: 'live', startedAt: 7 }));
    assert.deepEqual(await rooms.get('room-1'), room({ status: 'live', startedAt: 7 }));
  });

  test(`${name}: open rooms are those waiting or live`, async (t) => {
    const { store: { rooms } } = await start(t);
    await rooms.put(room({ roomId: 'a' }));
    await rooms.put(room({ roomId: 'b', status: 'live' }));
    await rooms.put(room({ roomId: 'c', status: 'ended', endedAt: 3 }));
    assert.deepEqual((await rooms.open()).map(({ roomId }) => roomId).toSorted(), ['a', 'b']);
  });

  test(`${name}: a resume token is good once`, async (t) => {
    const { store: { rooms } } = await start(t);
    await rooms.putSession(session('ada', 'hash-1'));
    await rooms.putSession(session('bo', 'hash-2'));
    assert.deepEqual(await rooms.sessionByToken('hash-1'), session('ada', 'hash-1'));
    await rooms.putSession(session('ada', 'hash-3'));
    assert.equal(await rooms.sessionByToken('hash-1'), undefined);
    assert.deepEqual((await rooms.sessionsOf('room-1')).map(({ tokenHash }) => tokenHash).toSorted(), ['hash-2', 'hash-3']);
    await rooms.deleteSession('room-1', 'ada');
    assert.equal(await rooms.sessionByToken('hash-3'), undefined);
    await rooms.deleteSession('room-1', 'ada');
  });

  test(`${name}: a room goes with its sessions`, async (t) => {
    const { store: { rooms } } = await start(t);
    await rooms.put(room());
    await rooms.putSession(session('ada', 'hash-1'));
    await rooms.putSession(session('bo', 'hash-2', 'room-2'));
    await rooms.delete('room-1');
    assert.equal(await rooms.get('room-1'), undefined);
    assert.deepEqual(await rooms.sessionsOf('room-1'), []);
    assert.equal((await rooms.sessionsOf('room-2')).length, 1);
  });

  test(`${name}: the sweep forgets what is over, never what is live`, async (t) => {
    const { store: { rooms } } = await start(t);
    await rooms.put(room({ roomId: 'old', createdAt: 1 }));
    await rooms.put(room({ roomId: 'over', status: 'ended', createdAt: 1, endedAt: 2 }));
    await rooms.put(room({ roomId: 'live', status: 'live', createdAt: 1 }));
    await rooms.put(room({ roomId: 'just-over', status: 'ended', createdAt: 1, endedAt: 10 }));
    await rooms.put(room({ roomId: 'new', createdAt: 10 }));
    assert.equal(await rooms.sweep(10), 2);
    const left = await Promise.all(['old', 'over', 'live', 'just-over', 'new'].map((id) => rooms.get(id)));
    assert.deepEqual(left.map((found) => found?.roomId), [undefined, undefined, 'live', 'just-over', 'new']);
  });
}

function chatContract(name: string, start: (t: TestContext) => Promise<{ store: Store }>): void {
  test(`${name}: lines come newest last, by audience, no more than asked`, async (t) => {
    const { store: { chat } } = await start(t);
    for (const id of ['1', '2', '3']) await chat.append('room-1', 'ada', line(id));
    await chat.append('room-1', 'bo', line('4'));
    await chat.append('room-2', 'ada', line('5'));
    assert.deepEqual(await chat.recent('room-1', 'ada', 2), [line('2'), line('3')]);
    assert.deepEqual(await chat.recent('room-1', 'bo', 9), [line('4')]);
    assert.deepEqual(await chat.recent('room-9', 'ada', 9), []);
  });

  test(`${name}: a line sent twice is posted once`, async (t) => {
    const { store: { chat } } = await start(t);
    const first = await chat.append('room-1', 'ada', line('1', { clientId: 'c1' }));
    const again = await chat.append('room-1', 'ada', line('2', { clientId: 'c1', text: 'changed' }));
    assert.deepEqual(again, first);
    assert.deepEqual(again, line('1', { clientId: 'c1' }));
    await chat.append('room-1', 'ada', line('3', { clientId: 'c1', from: 'web-2' }));
    await chat.append('room-1', 'ada', line('4', { clientId: 'c2' }));
    assert.deepEqual((await chat.recent('room-1', 'ada', 9)).map(({ id }) => id), ['1', '3', '4']);
  });

  test(`${name}: a removed line is gone, and is not posted again by being sent again`, async (t) => {
    const { store: { chat } } = await start(t);
    for (const id of ['1', '2']) await chat.append('room-1', 'ada', line(id, { clientId: `c${id}` }));
    assert.equal(await chat.remove('room-1', 'bo', '1'), false);
    assert.equal(await chat.remove('room-1', 'ada', '9'), false);
    assert.equal(await chat.remove('room-1', 'ada', '1'), true);
    assert.equal(await chat.remove('room-1', 'ada', '1'), false);
    assert.deepEqual((await chat.recent('room-1', 'ada', 9)).map(({ id }) => id), ['2']);
    assert.deepEqual(await chat.append('room-1', 'ada', line('3', { clientId: 'c1', text: 'once more' })), line('1', { clientId: 'c1', text: 'once more' }));
    assert.deepEqual((await chat.recent('room-1', 'ada', 9)).map(({ id }) => id), ['2']);
  });

  test(`${name}: the sweep forgets lines before its time`, async (t) => {
    const { store: { chat } } = await start(t);
    for (const sentAt of [98, 99, 100]) await chat.append('room-1', 'ada', line(String(sentAt), { sentAt }));
    assert.equal(await chat.sweep(100), 2);
    assert.deepEqual((await chat.recent('room-1', 'ada', 9)).map(({ id }) => id), ['100']);
  });
}

function recordsContract(name: string, start: (t: TestContext) => Promise<{ store: Store; clock: FakeClock }>): void {
  test(`${name}: a record is kept by collection and key`, async (t) => {
    const { store: { records } } = await start(t);
    await records.put('a', 'k', { deep: [1, 'two', null] });
    await records.put('b', 'k', 'other');
    assert.deepEqual(await records.get('a', 'k'), { deep: [1, 'two', null] });
    await records.put('a', 'k', false);
    assert.equal(await records.get('a', 'k'), false);
    await records.delete('a', 'k');
    assert.equal(await records.get('a', 'k'), undefined);
    assert.equal(await records.get('b', 'k'), 'other');
  });

  test(`${name}: what expires is gone from its time on`, async (t) => {
    const { store: { records }, clock } = await start(t);
    await records.put('a', 'k', 1, { expiresAt: clock.now() + 1000 });
    clock.advance(999);
    assert.equal(await records.get('a', 'k'), 1);
    clock.advance(1);
    assert.equal(await records.get('a', 'k'), undefined);
    assert.equal(await records.take('a', 'k'), undefined);
    await records.put('a', 'k', 2);
    // Longer than anything that expires; not longer still, for what is live is renewed on the way, hundreds of times an hour.
    clock.advance(25 * 3_600_000);
    assert.equal(await records.get('a', 'k'), 2);
  });

  test(`${name}: of several takers one gets it`, async (t) => {
    const { store: { records } } = await start(t);
    await records.put('codes', 'k', 'seat');
    const taken = await Promise.all([1, 2, 3].map(() => records.take('codes', 'k')));
    assert.deepEqual(taken.filter((value) => value !== undefined), ['seat']);
  });
}

function busContract(name: string, start: (t: TestContext) => Promise<{ store: Store }>): void {
  test(`${name}: messages reach a topic's subscribers in order, after the publisher's turn`, async (t) => {
    const { store: { bus } } = await start(t);
    const heard: string[] = [];
    const done = Promise.withResolvers<void>();
    const stop = await bus.subscribe('room', (message) => {
      heard.push(message);
      if (message === 'last') done.resolve();
    });
    await bus.subscribe('room', () => { throw new Error('a bad subscriber'); });
    await bus.subscribe('other', (message) => heard.push(`other ${message}`));
    const publishing = [bus.publish('room', 'first'), bus.publish('room', 'last')];
    assert.deepEqual(heard, []);
    await Promise.all([...publishing, done.promise]);
    assert.deepEqual(heard, ['first', 'last']);
    await stop();
    await bus.publish('room', 'unheard');
    assert.deepEqual(heard, ['first', 'last']);
  });
}

/** What every adapter of the store must do. */
export function storeContract(name: string, subject: () => Subject): void {
  const start = async (t: TestContext) => {
    const { clock, open } = subject();
    const store = await open();
    t.after(() => store.close());
    return { store, clock };
  };
  roomsContract(name, start);
  chatContract(name, start);
  recordsContract(name, start);
  busContract(name, start);

  test(`${name}: what was written is there after a restart`, async (t) => {
    const { clock, open } = subject();
    const before = await open();
    await before.rooms.put(room({ status: 'live', createdAt: clock.now() }));
    await before.rooms.putSession(session('ada', 'hash-1'));
    await before.chat.append('room-1', 'ada', line('1', { clientId: 'c1', sentAt: clock.now() }));
    await before.records.put('a', 'k', 1);
    await before.close();
    await before.close();

    const after = await open();
    t.after(() => after.close());
    await after.ping();
    assert.deepEqual(await after.rooms.open(), [room({ status: 'live', createdAt: clock.now() })]);
    assert.deepEqual(await after.rooms.sessionByToken('hash-1'), session('ada', 'hash-1'));
    assert.equal((await after.chat.append('room-1', 'ada', line('2', { clientId: 'c1' }))).id, '1');
    assert.equal(await after.records.get('a', 'k'), 1);
  });
}
