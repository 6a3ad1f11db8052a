import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveTiles, type StageInput } from '../../../core/stage.ts';
import { noLocalMedia } from '../../../core/stores/devices.ts';
import { createStageStore } from '../../../core/stores/stage.ts';
import { FakeRoom } from '../../../core/testing/fake-room.ts';

const room = new FakeRoom();
const stage = (change: Partial<StageInput> = {}): StageInput => ({ broadcasters: [room.broadcaster('host-1')], self: null, local: noLocalMedia, streams: new Map(), speaking: new Set(), ...change });

test('the original host comes first, then whoever joined first', () => {
  const broadcasters = [room.broadcaster('b', { joinedAt: 30 }), room.broadcaster('c', { joinedAt: 10 }), room.broadcaster('host-1', { joinedAt: 90 }), room.broadcaster('a', { joinedAt: 30 })];
  assert.deepEqual(deriveTiles(stage({ broadcasters })).map(({ peerId }) => peerId), ['host-1', 'c', 'a', 'b']);
});

test('a shared screen stands right after its owner, who speaks only once', () => {
  const sharing = room.broadcaster('b', { producers: [...room.broadcaster('b').producers, { producerId: 's', source: 'screen', paused: false }] });
  const tiles = deriveTiles(stage({ broadcasters: [sharing, room.broadcaster('host-1'), room.broadcaster('c', { joinedAt: 1e15 })], speaking: new Set(['b']) }));
  assert.deepEqual(tiles.map(({ key, speaking }) => [key, speaking]), [['host-1:camera', false], ['b:camera', true], ['b:screen', false], ['c:camera', false]]);
});

test('what is paused or not published at all is off', () => {
  const [tile] = deriveTiles(stage({ broadcasters: [room.broadcaster('host-1', { producers: [{ producerId: 'm', source: 'mic', paused: true }] })] }));
  assert.deepEqual([tile?.audioMuted, tile?.videoOff], [true, true]);
});

test('my own tile shows my own camera, mirrored as I like it', () => {
  const self = { ...room.self, peerId: 'host-1' };
  const local = { ...noLocalMedia, stream: {} as MediaStream, hasVideo: true, hasAudio: true, audioMuted: true };
  const [tile] = deriveTiles(stage({ self, local }));
  assert.deepEqual([tile?.isSelf, tile?.stream, tile?.mirrored, tile?.audioMuted, tile?.videoOff], [true, local.stream, true, true, false]);
});

test('tiles that did not change stay the same objects', () => {
  const store = createStageStore();
  const broadcasters = [room.broadcaster('host-1'), room.broadcaster('b', { joinedAt: 1e15 })];
  store.applyTiles(deriveTiles(stage({ broadcasters })));
  const before = store.$tiles.get();
  store.applyTiles(deriveTiles(stage({ broadcasters })));
  assert.equal(store.$tiles.get(), before);
  store.applyTiles(deriveTiles(stage({ broadcasters, speaking: new Set(['b']) })));
  assert.equal(store.$tiles.get()[0], before[0]);
  assert.notEqual(store.$tiles.get()[1], before[1]);
});
