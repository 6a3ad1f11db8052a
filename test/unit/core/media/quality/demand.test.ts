import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atom } from 'nanostores';
import { asksForMore, layerFor, within } from '../../../../../core/media/quality/demand.ts';
import { Subscriber } from '../../../../../core/media/quality/subscriber.ts';
import type { WantedLayer } from '../../../../../core/media/port.ts';
import { createFakeClock } from '../../../../../core/testing/fake-clock.ts';
import { FakeRoom } from '../../../../../core/testing/fake-room.ts';

test('the smallest layer that fills a picture', () => {
  const table: readonly [width: number, height: number, layer: WantedLayer][] = [
    [0, 0, 'none'], [0, 300, 'none'], [1, 1, 0], [320, 180, 0], [426, 240, 0], [427, 240, 1], [180, 320, 1], [640, 360, 1], [853, 480, 1], [856, 480, 2], [1280, 720, 2], [3840, 2160, 2],
  ];
  for (const [width, height, layer] of table) assert.equal(layerFor({ width, height }), layer, `${width}×${height}`);
});

test('the choice of quality is a bound, not a wish', () => {
  assert.deepEqual([within('low', 2), within('medium', 2), within('medium', 0), within('auto', 1), within('high', 'none')], [0, 1, 0, 1, 'none']);
});

test('more is what any picture gets more of', () => {
  const wanted = (...entries: [string, WantedLayer][]) => new Map(entries);
  assert.equal(asksForMore(wanted(['a', 0], ['b', 2]), wanted(['a', 1], ['b', 0])), true);
  assert.equal(asksForMore(wanted(['a', 1]), wanted(['a', 'none'])), false);
  assert.equal(asksForMore(wanted(['a', 'none']), wanted(['a', 0])), true);
});

const room = new FakeRoom();

function subscriber() {
  const clock = createFakeClock();
  const $others = atom([room.broadcaster('host-1'), room.broadcaster('b')]);
  const asked: Record<string, WantedLayer>[] = [];
  let look: (visible: boolean) => void = () => {};
  const visibility = { watch: (changed: (visible: boolean) => void) => { look = changed; changed(true); return () => { look = () => {}; }; } };
  const made = new Subscriber({ clock, $others, visibility, ask: (wanted) => void asked.push(Object.fromEntries(wanted)) });
  const size = (peerId: string, width: number, height: number) => made.setTileSize({ peerId, source: 'camera', width, height });
  return { made, clock, $others, asked, size, look: (visible: boolean) => look(visible) };
}

test('asks for less once things have come to rest, and for more at once', async () => {
  const { made, clock, asked, size } = subscriber();
  await clock.advance(500);
  for (const width of [600, 500, 400]) {
    size('b', width, width / 2);
    await clock.advance(400);
  }
  assert.deepEqual(asked.filter((wanted) => wanted['b-camera'] !== 2), [], 'still moving');
  await clock.advance(100);
  assert.deepEqual(asked.at(-1), { 'host-1-camera': 2, 'b-camera': 0 });
  size('b', 1280, 720);
  assert.deepEqual(asked.at(-1), { 'host-1-camera': 2, 'b-camera': 2 });
  made.close();
  assert.equal(clock.pending(), 0);
});

test('a page in the background wants no pictures, and all of them back at once', async () => {
  const { made, clock, asked, size, look } = subscriber();
  size('b', 320, 180);
  await clock.advance(500);
  look(false);
  await clock.advance(500);
  assert.deepEqual(asked.at(-1), { 'host-1-camera': 'none', 'b-camera': 'none' });
  assert.equal(made.wants('b-camera'), false);
  look(true);
  assert.deepEqual(asked.at(-1), { 'host-1-camera': 2, 'b-camera': 0 });
  made.close();
});

test('a tile that scrolled away and back in a moment never stopped', async () => {
  const { made, clock, asked, size } = subscriber();
  await clock.advance(500);
  const before = asked.length;
  size('b', 0, 0);
  await clock.advance(300);
  size('b', 1280, 720);
  await clock.advance(1000);
  assert.equal(asked.length, before);
  made.close();
});

test('a size holds for whoever comes back with another producer', async () => {
  const { made, clock, $others, asked, size } = subscriber();
  size('b', 320, 180);
  await clock.advance(500);
  $others.set([room.broadcaster('b', { producers: [{ producerId: 'new', source: 'camera', paused: false }] })]);
  await clock.advance(500);
  assert.deepEqual(asked.at(-1), { new: 0 });
  made.close();
});
