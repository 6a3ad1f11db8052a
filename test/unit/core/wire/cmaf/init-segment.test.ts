import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';
import { bodyAt, boxesIn } from '../../../../../core/wire/cmaf/boxes.ts';
import { initSegment } from '../../../../../core/wire/cmaf/init-segment.ts';
import { readInit } from '../../../../../core/wire/cmaf/read-init.ts';
import { tracks } from '../../../../support/tracks.ts';

const code = (expected: string) => (error: unknown): boolean => error instanceof MediaError && error.code === expected;

describe('initSegment and readInit', () => {
  for (const [coding, track] of Object.entries(tracks)) {
    it(`describe a track of ${coding} whole`, () => {
      const read = readInit(initSegment(track));
      assert.deepEqual({ ...read.track, config: [...read.track.config] }, { ...track, config: [...track.config] });
      assert.equal(read.trackId, 1);
    });
  }

  it('begin with the brands of CMAF, and have all that a movie must', () => {
    const bytes = initSegment(tracks.avc1);
    assert.deepEqual([...boxesIn(bytes)].map(({ type }) => type), ['ftyp', 'moov']);
    assert.match(String.fromCharCode(...bodyAt(bytes, 'ftyp')), /^cmf2....cmf2cmfciso6mp41$/s);
    for (const path of ['moov/mvhd', 'moov/trak/tkhd', 'moov/trak/mdia/minf/vmhd', 'moov/trak/mdia/minf/dinf/dref', 'moov/trak/mdia/minf/stbl/stco', 'moov/mvex/trex']) assert.ok(bodyAt(bytes, path));
  });

  it('write 48 000 for Opus, whatever was captured, and nothing where the rate does not fit', () => {
    assert.equal((readInit(initSegment({ ...tracks.opus, sampleRate: 16_000 })).track as { sampleRate: number }).sampleRate, 48_000);
    assert.equal((readInit(initSegment({ ...tracks.mp4a, sampleRate: 96_000 })).track as { sampleRate: number }).sampleRate, 0);
  });

  it('refuse what this product does not carry', () => {
    const bytes = initSegment(tracks.avc1);
    const at = Buffer.from(bytes).indexOf('avc1', Buffer.from(bytes).indexOf('stsd'));
    assert.throws(() => readInit(Uint8Array.of(...bytes.slice(0, at), 0x68, 0x76, 0x63, 0x31, ...bytes.slice(at + 4))), code('unsupported'));
    const trak = [...boxesIn(bodyAt(bytes, 'moov'))].find(({ type }) => type === 'trak')!;
    const moov = [...bodyAt(bytes, 'moov'), ...new Uint8Array(4).map((_, index) => trak.size >>> (8 * (3 - index))), ...new TextEncoder().encode('trak'), ...trak.body];
    const size = moov.length + 8;
    assert.throws(() => readInit(Uint8Array.of(size >>> 24, size >>> 16, size >>> 8, size, 0x6d, 0x6f, 0x6f, 0x76, ...moov)), code('unsupported'), 'two tracks');
  });

  it('say what is missing', () => {
    assert.throws(() => readInit(new Uint8Array()), code('missing'));
    assert.throws(() => readInit(Uint8Array.of(0, 0, 0, 8, 0x6d, 0x6f, 0x6f, 0x76)), code('missing'));
  });

  it('refuse bytes that end too early', () => {
    const bytes = initSegment(tracks.mp4a);
    for (let length = 1; length < bytes.length - 1; length += 7) assert.throws(() => readInit(bytes.subarray(0, length)), MediaError, `${length} bytes`);
  });

  it('throw nothing but a MediaError, whatever they are given', () => {
    const sources = Object.values(tracks).map(initSegment);
    fc.assert(fc.property(fc.nat(sources.length - 1), fc.array(fc.tuple(fc.nat(1000), fc.nat(255)), { minLength: 1, maxLength: 8 }), (index, changes) => {
      const bytes = sources[index]!.slice();
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      try {
        readInit(bytes);
      } catch (error) {
        assert.ok(error instanceof MediaError, String(error));
      }
    }), { seed: 5, numRuns: 2000 });
  });
});
