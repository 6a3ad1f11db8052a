import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Frame } from '../../../../server/signal/frame.ts';

/** Reads the header as RFC 6455 §5.2 has it. */
function read(wire: Buffer): { first: number; length: number; text: string } {
  const short = wire[1]! & 0x7f;
  const [length, start] = short === 126 ? [wire.readUInt16BE(2), 4] : short === 127 ? [Number(wire.readBigUInt64BE(2)), 10] : [short, 2];
  assert.equal(wire[1]! & 0x80, 0, 'a server does not mask');
  return { first: wire[0]!, length, text: wire.subarray(start).toString() };
}

for (const bytes of [0, 1, 125, 126, 127, 0xffff, 0x10000, 300_000]) {
  test(`a frame of ${bytes} bytes`, () => {
    const frame = new Frame('x'.repeat(bytes));
    const { first, length, text } = read(frame.wire);
    assert.deepEqual([first, length, text.length, frame.length], [0x81, bytes, bytes, frame.wire.length]);
    assert.equal(String(frame), text);
  });
}

test('its length counts bytes, not characters', () => {
  for (const text of ['ä'.repeat(63), '👏'.repeat(32), '\ud800 alone']) {
    const { length, text: read_ } = read(new Frame(text).wire);
    assert.equal(length, Buffer.byteLength(text));
    assert.equal(read_, Buffer.from(text).toString());
  }
});

test('it holds no more memory than its own bytes, however long it is kept', () => {
  for (const bytes of [10, 300, 3000]) {
    const { wire } = new Frame('x'.repeat(bytes));
    assert.equal(wire.buffer.byteLength, wire.length);
  }
});
