import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assert as check, integer, nat, property, uint8Array } from 'fast-check';
import { ByteReader } from '../../../../../core/wire/bytes/byte-reader.ts';
import { ByteWriter, joined } from '../../../../../core/wire/bytes/byte-writer.ts';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';

describe('ByteWriter and ByteReader', () => {
  it('keep every number and byte, however often the buffer has to grow', () => {
    check(property(nat(8), nat(255), nat(65_535), nat(2 ** 24 - 1), nat(2 ** 32 - 1), integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), uint8Array({ maxLength: 40 }), (capacity, u8, u16, u24, u32, i32, bytes) => {
      const writer = new ByteWriter(capacity).u8(u8, u8).u16(u16).u24(u24).u32(u32).i32(i32).u64(u32 * 2048).ascii('moov').zeros(3).bytes(bytes);
      const written = writer.done();
      assert.equal(written.length, writer.length);
      const reader = new ByteReader(written);
      assert.deepEqual([reader.u8(), reader.u8(), reader.u16(), reader.u24(), reader.u32(), reader.i32(), reader.u64(), reader.ascii(4)], [u8, u8, u16, u24, u32, i32, u32 * 2048, 'moov']);
      reader.skip(3);
      assert.deepEqual([...reader.rest()], [...bytes]);
      assert.equal(reader.left, 0);
    }), { seed: 1, numRuns: 300 });
  });

  it('put the size of each box in front of it, also where the buffer grew inside', () => {
    const bytes = new ByteWriter(1).box('aaaa', (writer) => void writer.fullBox('bbbb', 1, 2, (inner) => void inner.u32(9)).u8(7)).done();
    assert.deepEqual([...bytes], [0, 0, 0, 25, 97, 97, 97, 97, 0, 0, 0, 16, 98, 98, 98, 98, 1, 0, 0, 2, 0, 0, 0, 9, 7]);
  });

  it('say what is missing, and how much would be enough', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3));
    reader.u16();
    assert.throws(() => reader.u32(), (error: unknown) => error instanceof MediaError && error.code === 'truncated');
    assert.equal(reader.short, 6);
    assert.equal(reader.u8(), 3, 'nothing was taken');
  });

  it('do not lose precision in silence', () => {
    assert.throws(() => new ByteReader(new Uint8Array(8).fill(255)).u64(), (error: unknown) => error instanceof MediaError && error.code === 'unsupported');
  });

  it('join pieces in their order', () => {
    assert.deepEqual([...joined([Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3)])], [1, 2, 3]);
  });
});
