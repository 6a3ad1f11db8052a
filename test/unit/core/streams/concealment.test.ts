import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Concealment } from '../../../../core/streams/concealment.ts';
import type { Lane } from '../../../../core/streams/lane.ts';
import { TrackBuffer } from '../../../../core/streams/track-buffer.ts';
import { readFragment } from '../../../../core/wire/cmaf/read-fragment.ts';
import type { AudioTrack } from '../../../../core/wire/cmaf/track.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { FakeSourceBuffer } from '../../../support/fake-source-buffer.ts';

const opus: AudioTrack = { kind: 'audio', coding: 'opus', timescale: 48_000, sampleRate: 48_000, channels: 2, config: new Uint8Array(11) };

/** Sound that was fed to 10 s of the timeline, 7 s of its own time, and a playhead that has so much of it left. */
function world({ aheadMs, track }: { aheadMs: number; track: AudioTrack | undefined }) {
  const clock = createFakeClock();
  const source = new FakeSourceBuffer();
  const appended: { start: number; end: number; bytes: string }[] = [];
  const feed = { overdueMs: 0, stepMs: 30 };
  const lane = { track, end: 10, offset: 3, fedAt: clock.now(), feed };
  let now = 10 - aheadMs / 1000;
  const buffer = new TrackBuffer(source, 'audio/mp4; codecs="opus"', { playhead: () => now, failed: () => assert.fail('nothing is wrong with it') });
  buffer.append = (bytes) => {
    const { samples } = readFragment(bytes, undefined);
    const [first, last] = [samples[0]!, samples.at(-1)!];
    const at = (time: number): number => Math.round((time / 48_000 + lane.offset) * 1000);
    appended.push({ start: at(first.decodeTime), end: at(last.decodeTime + last.duration), bytes: [...new Set(samples.map(({ data }) => data.join()))].join(' ') });
  };
  const concealment = new Concealment(lane as unknown as Lane, { buffer, clock, playhead: () => now });
  return {
    feed, appended,
    look: (pictureEnd = 12, stands = false) => {
      concealment.conceal(pictureEnd, stands);
      return appended.splice(0).map(({ start, end }) => [start, end]);
    },
    /** Time that passes while it plays. */
    wait: (ms: number) => {
      clock.advance(ms);
      now += ms / 1000;
    },
    concealment,
  };
}

describe('late sound', () => {
  it('gives way to silence once it is about to run out, from where it ends on', () => {
    const { look, wait, appended, concealment } = world({ aheadMs: 180, track: opus });
    wait(50);
    assert.deepEqual(look(), [[10_000, 10_080]], 'up to 200 ms ahead of the playhead');
    wait(20);
    assert.deepEqual(look(), [], 'that is enough for a while');
    wait(50);
    assert.deepEqual(look(), [[10_080, 10_140]], 'and goes on after the silence that is there');
    wait(100);
    concealment.conceal(12, false);
    assert.equal(appended[0]!.bytes, '252,255,254', 'frames of Opus in which nothing is heard');
  });

  it('is left alone while it comes in time, however little there is', () => {
    const { look } = world({ aheadMs: 60, track: opus });
    assert.deepEqual(look(), []);
  });

  it('is left alone while enough is at hand', () => {
    const { look, wait } = world({ aheadMs: 600, track: opus });
    wait(300);
    assert.deepEqual(look(), []);
  });

  it('counts as late by how much later than the quickest it comes, also while it comes', () => {
    const { look, feed } = world({ aheadMs: 100, track: opus });
    feed.overdueMs = 60;
    assert.deepEqual(look(), [[10_000, 10_100]]);
  });

  it('gets silence no further than a little beyond the picture: without that, there is nothing to wait for', () => {
    const { look, wait } = world({ aheadMs: 100, track: opus });
    wait(50);
    assert.deepEqual(look(9.96), [[10_000, 10_060]]);
    assert.deepEqual(look(9.5), []);
  });

  it('gets as much silence as it takes to play again, where the picture stands', () => {
    const { look, wait } = world({ aheadMs: 180, track: opus });
    wait(40);
    assert.deepEqual(look(12, true), [[10_000, 10_160]]);
  });

  it('never gets silence before the playhead', () => {
    const { look, wait } = world({ aheadMs: 0, track: opus });
    wait(2000);
    assert.deepEqual(look(14), [[11_980, 12_200]]);
  });

  it('goes on by itself in what it came in: silence of another codec is not known', () => {
    const { look, wait } = world({ aheadMs: 100, track: { ...opus, coding: 'mp4a' } });
    wait(60);
    assert.deepEqual(look(), []);
  });

  it('needs no silence before there was any sound', () => {
    const { look, wait } = world({ aheadMs: 100, track: undefined });
    wait(60);
    assert.deepEqual(look(), []);
  });
});
