import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { claimedPeerId, grantsIn, mayReopen } from '../../../../server/rooms/identity.ts';
import { Latest } from '../../../../server/rooms/latest.ts';
import { Reactions, type Burst } from '../../../../server/rooms/reactions.ts';
import { RoomKeeper } from '../../../../server/rooms/room-keeper.ts';
import { Typing } from '../../../../server/rooms/typing.ts';
import type { RoomRecord } from '../../../../server/store/ports.ts';
import { createLogger } from '../../../../server/observe/logger.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const claims = (changes: Partial<Claims>): Claims => ({ room_id: 'r', role: 'host', room_type: 'live', exp: 1, ...changes });

describe('identity', () => {
  it('comes from the token', () => {
    assert.equal(claimedPeerId(claims({ host_peer_id: 'ann' }), undefined), 'ann');
    assert.equal(claimedPeerId(claims({}), 'ann'), undefined);
    assert.equal(claimedPeerId(claims({ role: 'viewer', host_peer_id: 'ann' }), 'ann'), undefined, 'a viewer’s host is not the viewer');
    assert.equal(claimedPeerId(claims({ role: 'viewer', peer_id: 'web-1', host_peer_id: 'ann' }), 'ann'), 'web-1');
    assert.equal(claimedPeerId(claims({ role: 'guest', host_peer_id: 'ann' }), 'ann'), undefined);
    assert.equal(claimedPeerId(claims({ role: 'guest', host_peer_id: 'gus' }), 'ann'), 'gus');
  });

  it('makes an original host of who says so, else of the first', () => {
    const original = (changes: Partial<Claims>, hostPeerId: string | undefined): boolean => grantsIn(claims(changes), 'me', { ...(hostPeerId === undefined ? {} : { hostPeerId }) }, undefined).caps.has('room:end');
    assert.ok(original({}, undefined));
    assert.ok(original({}, 'me'));
    assert.ok(!original({}, 'ann'));
    assert.ok(original({ is_original_host: true }, 'ann'));
    assert.ok(!original({ is_original_host: false }, undefined));
    for (const role of ['viewer', 'guest'] as const) assert.ok(!original({ role, is_original_host: true }, undefined), role);
  });

  it('makes nobody but the heir the host of a room that was passed on', () => {
    const inRoom = (changes: Partial<Claims>, hostPeerId: string): string[] => {
      const { caps, isOriginalHost } = grantsIn(claims(changes), 'me', { hostPeerId, inherited: true }, undefined);
      return [...(isOriginalHost ? ['host'] : []), ...(['room:end', 'record', 'chat:moderate'] as const).filter((cap) => caps.has(cap))];
    };
    assert.deepEqual(inRoom({ is_original_host: true }, 'me'), ['host', 'room:end', 'record', 'chat:moderate']);
    assert.deepEqual(inRoom({ is_original_host: true }, 'heir'), ['chat:moderate']);
    assert.deepEqual(inRoom({}, 'heir'), ['chat:moderate']);
    const caps = ['room:end', 'record', 'chat:moderate'];
    assert.deepEqual(inRoom({ caps }, 'heir'), ['chat:moderate'], 'its list was the host’s');
    assert.deepEqual(inRoom({ caps, is_original_host: true }, 'heir'), ['chat:moderate']);
    assert.deepEqual(inRoom({ caps, is_original_host: false }, 'heir'), caps, 'what the application has given to others stays theirs');
    assert.deepEqual(inRoom({ caps, role: 'viewer' }, 'heir'), caps);
  });

  it('opens an ended room again only for its host', () => {
    assert.ok(mayReopen(claims({})));
    assert.ok(!mayReopen(claims({ is_original_host: false })));
    assert.ok(!mayReopen(claims({ role: 'guest' })));
  });
});

describe('the newest value', () => {
  it('goes out at once, then once per interval, and never is the last one lost', () => {
    const clock = createFakeClock();
    const sent: number[] = [];
    const latest = new Latest<number>({ clock, ms: 500, send: (value) => void sent.push(value) });
    for (const value of [1, 2, 3]) latest.push(value);
    assert.deepEqual(sent, [1]);
    clock.advance(500);
    assert.deepEqual(sent, [1, 3]);
    latest.push(4);
    clock.advance(499);
    assert.deepEqual(sent, [1, 3]);
    clock.advance(1);
    assert.deepEqual(sent, [1, 3, 4]);
    clock.advance(500);
    latest.push(5);
    assert.deepEqual(sent, [1, 3, 4, 5]);
    latest.push(6);
    latest.close();
    clock.advance(5000);
    assert.deepEqual([sent.at(-1), clock.pending()], [5, 0]);
  });
});

describe('typing', () => {
  it('tells changes only, ends by itself, and leaves no timer', () => {
    const clock = createFakeClock();
    const told: [string, boolean][] = [];
    const typing = new Typing({ clock, changed: (...change) => void told.push(change) });
    typing.set('a', false);
    typing.set('a', true);
    typing.set('a', true);
    typing.set('b', true);
    typing.set('b', false);
    clock.advance(limits.typingMs);
    assert.deepEqual(told, [['a', true], ['b', true], ['b', false], ['a', false]]);
    typing.set('a', true);
    typing.close();
    assert.equal(clock.pending(), 0);
  });
});

describe('reactions', () => {
  it('are gathered, named when they are one peer’s, and bounded in kinds', () => {
    const clock = createFakeClock();
    const bursts: Burst[] = [];
    const reactions = new Reactions({ clock, send: (burst) => void bursts.push(burst) });
    reactions.add('❤️', 'a');
    reactions.add('❤️', 'a');
    reactions.add('🎉', 'a');
    reactions.add('🎉', 'b');
    clock.advance(250);
    assert.deepEqual(bursts, [{ emoji: '❤️', count: 2, from: 'a' }, { emoji: '🎉', count: 2 }]);
    for (let kind = 0; kind < 1000; kind += 1) reactions.add(`e${kind}`, 'a');
    clock.advance(250);
    assert.ok(bursts.length < 30);
    reactions.add('x', 'a');
    reactions.close();
    assert.equal(clock.pending(), 0);
  });
});

describe('a room’s record', () => {
  const record: RoomRecord = { roomId: 'r', roomType: 'live', title: 'Tea', category: '', status: 'waiting', maxBroadcasters: 4, createdAt: 1, peakViewers: 0 };

  function keeper(put?: (written: RoomRecord) => Promise<void>) {
    const clock = createFakeClock();
    const written: RoomRecord[] = [];
    const logs: string[] = [];
    const logger = createLogger({ level: 'trace', destination: { write: (line) => void logs.push(line) } });
    const store = { put: put ?? (async (room: RoomRecord) => void written.push(room)) };
    return { clock, written, logs, keeper: new RoomKeeper({ record, store, clock, logger }) };
  }

  it('is written when it begins and ends, and its peak now and then', () => {
    const { clock, written, keeper: room } = keeper();
    room.setHost('ann');
    room.sawViewers(3);
    assert.equal(written.length, 0, 'a room that has not begun is not worth a write');
    room.goLive();
    for (const count of [5, 9, 4]) room.sawViewers(count);
    clock.advance(5000);
    assert.deepEqual(written.map(({ status, peakViewers, hostPeerId }) => [status, peakViewers, hostPeerId]), [['live', 3, 'ann'], ['live', 9, 'ann']]);
    clock.advance(55_400);
    assert.deepEqual(room.end('ended'), { reason: 'ended', durationSec: 60, peakViewers: 9, endedAt: clock.now() });
    assert.deepEqual([written.at(-1)?.status, written.at(-1)?.endedAt], ['ended', clock.now()]);
    assert.equal('peakViewers' in room.info, false, 'what pages are told is the wire’s own shape');
    assert.equal(clock.pending(), 0);
  });

  it('that cannot be written does not stop the room', async () => {
    const { logs, keeper: room } = keeper(() => Promise.reject(new Error('disk full')));
    room.goLive();
    await new Promise(setImmediate);
    assert.equal(room.status, 'live');
    assert.match(logs.join(), /disk full/);
  });
});
