import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';
import { av1Config, readAv1Sequence } from '../../../../../core/wire/cmaf/av1.ts';
import { codecString, mimeType } from '../../../../../core/wire/cmaf/codec-string.ts';
import { opusConfig, opusDuration, readOpusHead } from '../../../../../core/wire/cmaf/opus.ts';
import type { VideoTrack } from '../../../../../core/wire/cmaf/track.ts';
import { vp9Config } from '../../../../../core/wire/cmaf/vp9.ts';
import { BitWriter } from '../../../../support/h264.ts';
import { tracks } from '../../../../support/tracks.ts';

interface HeaderOptions { readonly level?: number; readonly tier?: number; readonly timing?: boolean; readonly mono?: number; readonly depth?: number; readonly position?: number }

/** A temporal unit that begins with a delimiter and a sequence header: AV1 §5.5. */
function av1Keyframe({ level = 4, tier = 0, timing = false, mono = 0, depth = 0, position = 1 }: HeaderOptions = {}): Uint8Array {
  const writer = new BitWriter().bits(0, 3).bits(0, 2);
  // A decoder model with delays of 4 bits, and its two delays for the one operating point.
  if (timing) writer.bits(1, 1).bits(1, 32).bits(30, 32).bits(1, 1).bits(1, 1).bits(1, 1).bits(3, 5).bits(9, 32).bits(1, 5).bits(1, 5);
  else writer.bits(0, 1);
  writer.bits(1, 1).bits(0, 5).bits(0, 12).bits(level, 5);
  if (level > 7) writer.bits(tier, 1);
  if (timing) writer.bits(1, 1).bits(5, 4).bits(6, 4).bits(0, 1);
  writer.bits(1, 1).bits(3, 4).bits(10, 4).bits(9, 4).bits(1279, 11).bits(719, 10);
  writer.bits(1, 1).bits(0, 7).bits(7, 3).bits(15, 4).bits(1, 1).bits(3, 2).bits(0, 1).bits(1, 1).bits(0, 1).bits(1, 1).bits(6, 3).bits(7, 3);
  writer.bits(depth, 1).bits(mono, 1).bits(0, 1).bits(1, 1);
  if (!mono) writer.bits(position, 2);
  const header = writer.bits(0, 2).done();
  return Uint8Array.of(0x12, 0, 0x0a, header.length, ...header, 0x32, 1, 0);
}

describe('AV1', () => {
  it('is described by the sequence header of its keyframe', () => {
    const { width, height, level, subsamplingX, chromaPosition } = readAv1Sequence(av1Keyframe());
    assert.deepEqual([width, height, level, subsamplingX, chromaPosition], [1280, 720, 4, 1, 1]);
    const keyframe = av1Keyframe({ level: 9, tier: 1, timing: true, depth: 1, position: 2 });
    const config = av1Config(keyframe);
    assert.deepEqual([...config.subarray(0, 4)], [0x81, 9, 0b1100_1110, 0]);
    assert.deepEqual([...config.subarray(4)], [...keyframe.subarray(2, 4 + keyframe[3]!)], 'with the header itself');
  });

  it('without colours says so', () => {
    assert.equal(av1Config(av1Keyframe({ mono: 1 }))[2], 0b0001_1100);
  });

  it('without a sequence header, or with one cut off, is refused', () => {
    assert.throws(() => av1Config(Uint8Array.of(0x12, 0, 0x32, 1, 0)), MediaError);
    assert.throws(() => av1Config(new Uint8Array()), MediaError);
    assert.throws(() => av1Config(av1Keyframe().subarray(0, 9)), MediaError);
    assert.throws(() => av1Config(Uint8Array.of(0x0a, 2, 0, 0)), MediaError);
    assert.throws(() => av1Config(Uint8Array.of(0x0a, ...new Uint8Array(9).fill(255))), MediaError);
  });
});

describe('VP9', () => {
  it('is described by its codec string', () => {
    assert.deepEqual([...vp9Config('vp09.00.31.08')], [0, 31, 0x82, 2, 2, 2, 0, 0]);
    assert.deepEqual([...vp9Config('vp09.02.10.10.02')], [2, 10, 0xa4, 2, 2, 2, 0, 0]);
    assert.throws(() => vp9Config('vp8'), MediaError);
  });
});

describe('Opus', () => {
  it('is described for MP4, from what an encoder says of itself', () => {
    const head = Uint8Array.of(...new TextEncoder().encode('OpusHead'), 1, 2, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0);
    assert.deepEqual(readOpusHead(head), { channels: 2, preSkip: 312, sampleRate: 48_000 });
    assert.deepEqual([...opusConfig(readOpusHead(head))], [0, 2, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0]);
    assert.throws(() => readOpusHead(head.subarray(1)), MediaError);
    assert.throws(() => opusConfig({ channels: 6 }), MediaError);
  });

  // First byte, second byte → samples: RFC 6716, table 2.
  const lengths: readonly (readonly [number, number, number])[] = [[0x00, 0, 480], [0x18, 0, 2880], [0x60, 0, 480], [0x68, 0, 960], [0x80, 0, 120], [0xf8, 0, 960], [0xf9, 0, 1920], [0xfa, 0, 1920], [0xfb, 3, 2880], [0x83, 48, 5760]];
  for (const [first, second, samples] of lengths) it(`plays a packet that begins with ${first.toString(16)} ${second} for ${samples} samples`, () => assert.equal(opusDuration(Uint8Array.of(first, second)), samples));

  for (const bytes of [[], [0xfb], [0xfb, 0], [0xfb, 7], [0x1b, 48]]) it(`refuses [${bytes.join(', ')}]`, () => assert.throws(() => opusDuration(Uint8Array.from(bytes)), MediaError));
});

describe('codecString', () => {
  const expected: Readonly<Record<keyof typeof tracks, string>> = { avc1: 'avc1.42C01F', av01: 'av01.0.04M.08', vp09: 'vp09.00.31.08', opus: 'opus', mp4a: 'mp4a.40.2' };
  for (const [coding, track] of Object.entries(tracks)) it(`names ${coding}`, () => assert.equal(codecString(track), expected[coding as keyof typeof tracks]));

  it('names a high tier, more bits and rarer kinds of AAC', () => {
    const av1 = (flags: number): VideoTrack => ({ ...tracks.av01, config: Uint8Array.of(0x81, 0x49, flags, 0) });
    assert.equal(codecString(av1(0x80 | 0x40)), 'av01.2.09H.10');
    assert.equal(codecString(av1(0x60)), 'av01.2.09M.12');
    assert.equal(codecString({ ...tracks.mp4a, config: Uint8Array.of(0xf9, 0x40) }), 'mp4a.40.42');
  });

  it('is part of the content type', () => assert.equal(mimeType(tracks.opus), 'audio/mp4; codecs="opus"'));

  it('of a configuration that is too short is refused', () => assert.throws(() => codecString({ ...tracks.avc1, config: Uint8Array.of(1) }), MediaError));
});
