import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GroupNumbers } from '../../../../../server/sfu/plane/group-numbers.ts';
import { Timeline } from '../../../../../server/sfu/plane/timeline.ts';

const epoch = Date.UTC(2026, 0, 1);
const frame = 3000;

describe('the clock of a room', () => {
  it('counts all tracks from one time, whatever their streams count from', () => {
    const video = new Timeline({ rate: 90_000, epoch, bendMs: 100 });
    const audio = new Timeline({ rate: 48_000, epoch, bendMs: 1 });
    assert.equal(video.place('a', 4_000_000_000, { key: true, now: epoch + 1000 }), 90_000);
    assert.equal(audio.place('b', 17, { key: true, now: epoch + 1500 }), 72_000);
    assert.equal(video.capturedAt(90_000), epoch + 1000);
  });

  it('gives the frames that layers have in common the very same time', () => {
    const timeline = new Timeline({ rate: 90_000, epoch, bendMs: 100 });
    const layers = [['low', 1000, 0], ['high', 777_000, 45]] as const;
    const times = layers.map((): number[] => []);
    // The larger layer's keyframe is late, its other frames hardly.
    for (let index = 0; index < 60; index++) {
      for (const [layer, [name, origin, late]] of layers.entries()) {
        const now = epoch + 5000 + index * (1000 / 30) + (index % 30 === 0 ? late : layer);
        times[layer]!.push(timeline.place(name, origin + index * frame, { key: index % 30 === 0, now }));
      }
    }
    assert.deepEqual(times[0], times[1]);
    assert.ok(times[0]!.every((time, index) => index === 0 || time > times[0]![index - 1]!));
  });

  it('takes back a first frame’s delay without a jump', () => {
    const timeline = new Timeline({ rate: 90_000, epoch, bendMs: 100 });
    const times = Array.from({ length: 90 }, (_, index) => timeline.place('a', index * frame, { key: index === 0, now: epoch + 1000 + index * (1000 / 30) + (index === 0 ? 150 : 20) }));
    const steps = times.slice(1).map((time, index) => time - times[index]!);
    assert.ok(steps.every((step) => step >= frame * 0.89 && step <= frame * 1.01), `${Math.min(...steps)}…${Math.max(...steps)}`);
    const off = times.at(-1)! / 90 - (1000 + 89 * (1000 / 30) + 20);
    assert.ok(Math.abs(off) < 2, `${off} ms off after three seconds`);
  });

  it('follows a clock that runs fast or slow, and no jitter', () => {
    for (const drift of [1.0005, 0.9995]) {
      const timeline = new Timeline({ rate: 48_000, epoch, bendMs: 1 });
      let last = 0;
      const until = 3000;
      for (let index = 0; index < until; index++) last = timeline.place('a', index * 960, { key: true, now: epoch + index * 20 * drift + ((index * 7) % 13) });
      const off = last / 48 - (until - 1) * 20 * drift;
      assert.ok(Math.abs(off) < 6, `${off} ms off after a minute`);
    }
  });

  it('goes on from now after a pause that the stream did not count, and after a burst', () => {
    const timeline = new Timeline({ rate: 48_000, epoch, bendMs: 1 });
    for (let index = 0; index < 100; index++) timeline.place('a', index * 960, { key: true, now: epoch + index * 20 });
    assert.equal(timeline.place('a', 100 * 960, { key: true, now: epoch + 60_000 }), 60_000 * 48, 'muted for a minute');
    assert.equal(timeline.place('a', 101 * 960, { key: true, now: epoch + 60_020 }), 60_020 * 48);
    // The network held everything back for two seconds: what then comes at once was spoken one after the other.
    const burst = Array.from({ length: 100 }, (_, index) => timeline.place('a', (102 + index) * 960, { key: true, now: epoch + 62_100 + index }));
    const [then] = [timeline.place('a', 202 * 960, { key: true, now: epoch + 62_210 })];
    assert.ok(Math.abs(then / 48 - 62_060) < 400, `${then / 48} follows ${burst.at(-1)! / 48}`);
  });
});

describe('group numbers', () => {
  it('are the same for what begins with the same keyframe, rise by one, and are above those of an earlier life', () => {
    const numbers = new GroupNumbers(epoch);
    const [first, second] = [numbers.at(100), numbers.at(200)];
    assert.deepEqual([numbers.at(100), second - first, numbers.at(300) - first], [first, 1, 2]);
    assert.ok(new GroupNumbers(epoch + 1000).at(0) > numbers.at(400));
  });
});
