import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';
import { avcConfig, lengthPrefixed, nalsOf, nalsOfStream, readAvcConfig, readSps } from '../../../../../core/wire/cmaf/h264.ts';
import { nalOf, ppsNal, spsNal } from '../../../../support/h264.ts';

describe('readSps', () => {
  it('tells the size of the picture, whatever the profile, the cropping and the order of pictures', () => {
    const shape = fc.record({
      profile: fc.constantFrom(66, 77, 100), level: fc.constantFrom(10, 31, 40), columns: fc.integer({ min: 2, max: 256 }), rows: fc.integer({ min: 2, max: 256 }),
      cropRight: fc.nat(7), cropBottom: fc.nat(7), orderCount: fc.constantFrom(0 as const, 1 as const, 2 as const), format: fc.constantFrom(0, 1, 2),
    });
    fc.assert(fc.property(shape, (options) => {
      const { width, height, profile, level, format } = readSps(spsNal(options));
      const sampled = options.profile === 100 ? options.format : 1;
      assert.deepEqual([profile, level, format], [options.profile, options.level, sampled]);
      assert.equal(width, options.columns * 16 - options.cropRight * (sampled === 0 ? 1 : 2));
      assert.equal(height, options.rows * 16 - options.cropBottom * (sampled === 1 ? 2 : 1));
    }), { seed: 2, numRuns: 300 });
  });

  it('refuses what is none, ends too early, or crops everything away', () => {
    assert.throws(() => readSps(ppsNal), MediaError);
    assert.throws(() => readSps(spsNal().subarray(0, 6)), MediaError);
    assert.throws(() => readSps(spsNal({ columns: 1, cropRight: 8 })), MediaError);
    assert.throws(() => readSps(Uint8Array.of(0x67, 66, 0, 31, ...new Uint8Array(40))), MediaError);
  });
});

describe('avcConfig', () => {
  it('is read back, with lengths of four bytes', () => {
    const config = avcConfig(spsNal(), ppsNal);
    assert.deepEqual([...config.subarray(0, 4)], [1, 66, 0xc0, 31]);
    assert.deepEqual(readAvcConfig(config), { sps: [spsNal()], pps: [ppsNal], lengthSize: 4 });
  });

  it('says how colours are sampled where the profile lets one choose', () => {
    assert.deepEqual([...avcConfig(spsNal({ profile: 100, format: 2 }), ppsNal).subarray(-4)], [0xfe, 0xf8, 0xf8, 0]);
  });

  it('of another version, or cut off, is refused', () => {
    const config = avcConfig(spsNal(), ppsNal);
    assert.throws(() => readAvcConfig(Uint8Array.of(2, ...config.subarray(1))), MediaError);
    for (let length = 0; length < config.length; length++) assert.throws(() => readAvcConfig(config.subarray(0, length)), MediaError);
  });
});

describe('the units of a frame', () => {
  it('go into MP4’s form and come back', () => {
    const nals = [nalOf(5, 300), nalOf(6, 1), nalOf(1, 70_000)];
    assert.deepEqual(nalsOf(lengthPrefixed(nals)), nals);
    assert.deepEqual(nalsOf(Uint8Array.of(0, 2, 7, 8, 0, 1, 9), 2), [Uint8Array.of(7, 8), Uint8Array.of(9)]);
    assert.throws(() => nalsOf(Uint8Array.of(0, 0, 0, 9, 1)), MediaError);
  });

  it('are found between start codes of three and four bytes', () => {
    const stream = Uint8Array.of(0, 0, 0, 1, 9, 0xf0, 0, 0, 1, 0x67, 1, 0, 2, 0, 0, 0, 1, 0x65, 0, 0, 3, 1, 5);
    assert.deepEqual(nalsOfStream(stream).map((nal) => [...nal]), [[9, 0xf0], [0x67, 1, 0, 2], [0x65, 0, 0, 3, 1, 5]]);
    assert.deepEqual(nalsOfStream(Uint8Array.of(1, 2, 3)), []);
    assert.deepEqual(nalsOfStream(new Uint8Array()), []);
  });
});
