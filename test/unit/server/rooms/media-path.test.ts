import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backAfterMs, MediaPath, type Path } from '../../../../server/rooms/media-path.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function bench(mode: Path = 'mesh') {
  const clock = createFakeClock();
  const now: { stage: string[]; viewers: number } = { stage: ['a', 'b'], viewers: 0 };
  const told: Path[] = [];
  const path = new MediaPath({ mode, clock, situation: () => now, changed: (to) => void told.push(to) });
  const see = (change: Partial<typeof now>): void => {
    Object.assign(now, change);
    path.review();
  };
  return { clock, path, told, see };
}

test('a room that is not in mesh mode stays at the SFU, whoever comes', () => {
  const { path, told, see, clock } = bench('sfu');
  see({ stage: ['a'] });
  path.unreachable('a', 'b');
  path.need('recorder')();
  clock.advance(60_000);
  assert.deepEqual([path.current, path.isMesh, told], ['sfu', false, []]);
});

test('three meet directly; a fourth moves everyone at once, and back after some calm', () => {
  const { path, told, see, clock } = bench();
  see({ stage: ['a', 'b', 'c'] });
  assert.deepEqual([path.current, told], ['mesh', []]);
  see({ stage: ['a', 'b', 'c', 'd'] });
  assert.deepEqual([path.current, told], ['sfu', ['sfu']]);
  see({ stage: ['a', 'b', 'c'] });
  clock.advance(backAfterMs - 1);
  assert.equal(path.current, 'sfu');
  clock.advance(1);
  assert.deepEqual([path.current, told], ['mesh', ['sfu', 'mesh']]);
  path.close();
  assert.equal(clock.pending(), 0);
});

test('whoever is back before the calm is over keeps media where it is', () => {
  const { told, see, clock } = bench();
  see({ viewers: 1 });
  see({ viewers: 0 });
  clock.advance(backAfterMs - 1);
  see({ viewers: 2 });
  clock.advance(60_000);
  assert.deepEqual(told, ['sfu']);
  see({ viewers: 0 });
  clock.advance(backAfterMs);
  assert.deepEqual(told, ['sfu', 'mesh']);
});

test('a recorder and an audience plane each hold it at the SFU until they let go, once', () => {
  const { path, told, clock } = bench();
  const [recorder, plane] = [path.need('recorder'), path.need('audience plane')];
  recorder();
  recorder();
  clock.advance(backAfterMs);
  assert.deepEqual(told, ['sfu']);
  plane();
  clock.advance(backAfterMs);
  assert.deepEqual(told, ['sfu', 'mesh']);
});

test('two who cannot reach each other need the SFU until one of them has left', () => {
  const { path, told, see, clock } = bench();
  path.unreachable('a', 'b');
  clock.advance(60_000);
  assert.deepEqual(told, ['sfu']);
  see({ stage: ['a', 'c'] });
  clock.advance(backAfterMs);
  assert.deepEqual(told, ['sfu', 'mesh']);
  see({ stage: ['a', 'b'] });
  clock.advance(60_000);
  assert.equal(path.current, 'mesh', 'b may have another network now');
});

test('a closed one tells nothing more', () => {
  const { path, told, see, clock } = bench();
  see({ viewers: 1 });
  see({ viewers: 0 });
  path.close();
  see({ viewers: 1 });
  clock.advance(60_000);
  assert.deepEqual([told, clock.pending()], [['sfu'], 0]);
});
