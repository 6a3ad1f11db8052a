import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readVarint, sizeOfVarint, varintLength, writeVarint } from '../../../../../core/wire/moqt/varint.ts';

/** RFC 9000 §A.1. */
const known: readonly (readonly [number, string])[] = [[37, '25'], [15_293, '7bbd'], [494_878_333, '9d7f3e7d'], [Infinity, 'ffffffffffffffff'], [0, '00'], [63, '3f'], [64, '4040'], [16_383, '7fff'], [16_384, '80004000'], [1_073_741_823, 'bfffffff'], [1_073_741_824, 'c000000040000000'], [Number.MAX_SAFE_INTEGER, 'c01fffffffffffff']];

describe('variable-length integers', () => {
  for (const [value, bytes] of known) {
    it(`write ${value} as ${bytes} and read it back`, () => {
      const view = new DataView(new ArrayBuffer(8));
      writeVarint(view, 0, value);
      assert.equal(Buffer.from(view.buffer, 0, sizeOfVarint(value)).toString('hex'), bytes);
      assert.equal(varintLength(view.getUint8(0)), bytes.length / 2);
      assert.equal(readVarint(view, 0), value);
    });
  }

  it('read forms that are longer than they need be', () => {
    assert.equal(readVarint(new DataView(Uint8Array.of(0x40, 0x25).buffer), 0), 37);
  });

  it('are whole numbers from 0 on', () => {
    for (const value of [-1, 0.5, NaN, 2 ** 53]) assert.throws(() => sizeOfVarint(value), RangeError);
  });
});
