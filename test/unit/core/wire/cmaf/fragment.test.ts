import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { ByteWriter } from '../../../../../core/wire/bytes/byte-writer.ts';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';
import { boxesIn } from '../../../../../core/wire/cmaf/boxes.ts';
import { fragment, fragmentPieces } from '../../../../../core/wire/cmaf/fragment.ts';
import { readFragment } from '../../../../../core/wire/cmaf/read-fragment.ts';
import type { Sample } from '../../../../../core/wire/cmaf/track.ts';
import { sampleOf } from '../../../../support/tracks.ts';

const code = (expected: string) => (error: unknown): boolean => error instanceof MediaError && error.code === expected;
const plain = (samples: readonly Sample[]): unknown => samples.map((sample) => ({ ...sample, data: [...sample.data] }));

/** A fragment as other packagers write it. */
function foreign(tfhdFlags: number, tfhd: (writer: ByteWriter) => void, runs: readonly { flags: number; fill: (writer: ByteWriter) => void }[], data = [1, 2, 3, 4, 5, 6]): Uint8Array {
  const writer = new ByteWriter();
  writer.box('styp', () => void writer.ascii('msdh').u32(0)).box('moof', () => {
    writer.fullBox('mfhd', 0, 0, () => void writer.u32(9)).box('traf', () => {
      writer.fullBox('tfhd', 0, tfhdFlags, () => tfhd(writer.u32(7))).fullBox('tfdt', 0, 0, () => void writer.u32(500));
      for (const { flags, fill } of runs) writer.fullBox('trun', 0, flags, () => fill(writer));
    });
  });
  return writer.box('mdat', () => void writer.u8(...data)).done();
}

describe('fragment and readFragment', () => {
  it('carry frames whole: times, offsets of either sign, keyframes, bytes', () => {
    fc.assert(fc.property(
      fc.array(fc.record({ duration: fc.nat(1e6), offset: fc.integer({ min: -1e6, max: 1e6 }), key: fc.boolean(), data: fc.uint8Array({ maxLength: 40 }) }), { minLength: 1, maxLength: 8 }),
      fc.nat(2 ** 31), fc.maxSafeNat(),
      (frames, sequence, start) => {
        let decodeTime = Math.min(start, 2 ** 52);
        const samples = frames.map((frame) => {
          const sample = { ...frame, decodeTime };
          decodeTime += frame.duration;
          return sample;
        });
        const read = readFragment(fragment(samples, { sequence }));
        assert.equal(read.sequence, sequence);
        assert.deepEqual(plain(read.samples), plain(samples));
        assert.equal(read.capturedAt, undefined);
      },
    ), { seed: 1, numRuns: 200 });
  });

  it('carry the time of capture, to a fraction of a millisecond', () => {
    for (const capturedAt of [0, 1_767_268_800_123.25, 1_767_268_800_999.999]) {
      assert.ok(Math.abs(readFragment(fragment([sampleOf()], { sequence: 1, capturedAt })).capturedAt! - capturedAt) < 0.001);
    }
  });

  it('do not copy the frames', () => {
    const sample = sampleOf();
    const [head, ...data] = fragmentPieces([sample, sample], { sequence: 1 });
    assert.ok(data.length === 2 && data.every((piece) => piece === sample.data));
    assert.equal(head!.length + 8, fragment([sample, sample], { sequence: 1 }).length);
    const bytes = fragment([sample], { sequence: 1 });
    assert.equal(readFragment(bytes).samples[0]!.data.buffer, bytes.buffer);
  });

  it('are one moof and one mdat, with the reference of time before them', () => {
    assert.deepEqual([...boxesIn(fragment([sampleOf()], { sequence: 1, capturedAt: 5 }))].map(({ type }) => type), ['prft', 'moof', 'mdat']);
  });

  it('need a frame', () => {
    assert.throws(() => fragment([], { sequence: 1 }), code('missing'));
  });

  it('read what other packagers leave to the track’s defaults', () => {
    const bytes = foreign(0x02_0000, () => {}, [{ flags: 0, fill: (writer) => void writer.u32(2) }]);
    const { samples, sequence } = readFragment(bytes, { duration: 40, size: 3, flags: 0x1_0000 });
    assert.equal(sequence, 9);
    assert.deepEqual(plain(samples), [{ decodeTime: 500, duration: 40, offset: 0, key: false, data: [1, 2, 3] }, { decodeTime: 540, duration: 40, offset: 0, key: false, data: [4, 5, 6] }]);
  });

  it('read the fragment’s own defaults, flags of the first frame alone, and runs one after the other', () => {
    const bytes = foreign(0x02_003a, (writer) => void writer.u32(1).u32(10).u32(2).u32(0x1_0000), [
      { flags: 0x4, fill: (writer) => void writer.u32(2).u32(0x0200_0000) },
      { flags: 0, fill: (writer) => void writer.u32(1) },
    ]);
    assert.deepEqual(plain(readFragment(bytes).samples), [
      { decodeTime: 500, duration: 10, offset: 0, key: true, data: [1, 2] },
      { decodeTime: 510, duration: 10, offset: 0, key: false, data: [3, 4] },
      { decodeTime: 520, duration: 10, offset: 0, key: false, data: [5, 6] },
    ]);
  });

  const claims: Readonly<Record<string, Uint8Array>> = {
    'frames that lie outside of it': foreign(0x02_0010, (writer) => void writer.u32(99), [{ flags: 0, fill: (writer) => void writer.u32(1) }]),
    'data before its beginning': foreign(0x02_0010, (writer) => void writer.u32(1), [{ flags: 1, fill: (writer) => void writer.u32(1).i32(-500) }]),
    'more frames than a fragment has': foreign(0x02_0000, () => {}, [{ flags: 0, fill: (writer) => void writer.u32(4_000_000_000) }]),
    'no frame': foreign(0x02_0000, () => {}, [{ flags: 0, fill: (writer) => void writer.u32(0) }]),
    'no movie at all': Uint8Array.of(0, 0, 0, 9, 0x6d, 0x64, 0x61, 0x74, 1),
    'a box smaller than its head': Uint8Array.of(0, 0, 0, 4, 0x6d, 0x6f, 0x6f, 0x66),
    'a box that is not all there': Uint8Array.of(0, 0, 1, 0, 0x6d, 0x6f, 0x6f, 0x66),
  };
  for (const [what, bytes] of Object.entries(claims)) it(`refuse a fragment with ${what}`, () => assert.throws(() => readFragment(bytes), MediaError));

  it('throw nothing but a MediaError, and give out nothing but what was given, whatever it is', () => {
    const source = fragment([sampleOf(), sampleOf({ key: false })], { sequence: 1, capturedAt: 5 });
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
      const bytes = source.slice();
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      try {
        const { samples } = readFragment(bytes);
        assert.ok(samples.every(({ data }) => data.buffer === bytes.buffer));
      } catch (error) {
        assert.ok(error instanceof MediaError, String(error));
      }
    }), { seed: 9, numRuns: 3000 });
  });
});
