import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { MediaError } from '../../../../../core/wire/bytes/media-error.ts';
import { readRtp } from '../../../../../core/wire/rtp/packet.ts';
import { rtpBytes } from '../../../../support/rtp.ts';

describe('readRtp', () => {
  it('reads the head and finds the payload behind sources and extensions, without its padding', () => {
    const payload = Uint8Array.of(1, 2, 3);
    const extension = Uint8Array.of(0x12, 7, 8, 9, 0x30, 5, 0, 0);
    const packet = readRtp(rtpBytes({ sequence: 65_535, timestamp: 4_294_967_295, marker: true, payload, extension, padding: 4, sources: 2 }));
    assert.deepEqual([packet.sequence, packet.timestamp, packet.marker, packet.payloadType, packet.ssrc], [65_535, 4_294_967_295, true, 102, 0xcafe]);
    assert.deepEqual([...packet.payload], [1, 2, 3]);
    assert.deepEqual([...packet.extensions].map(([id, bytes]) => [id, ...bytes]), [[1, 7, 8, 9], [3, 5]]);
  });

  it('reads extensions of two bytes each, and skips forms it does not know', () => {
    const two = readRtp(rtpBytes({ sequence: 1, extension: Uint8Array.of(20, 2, 1, 2, 0, 21, 0, 0), profile: 0x1000 }));
    assert.deepEqual([...two.extensions].map(([id, bytes]) => [id, ...bytes]), [[20, 1, 2], [21]]);
    assert.equal(readRtp(rtpBytes({ sequence: 1, extension: Uint8Array.of(1, 2, 3, 4), profile: 0x1234 })).extensions.size, 0);
  });

  it('stops at the id that ends one-byte extensions', () => {
    assert.deepEqual([...readRtp(rtpBytes({ sequence: 1, extension: Uint8Array.of(0x10, 5, 0xf0, 9) })).extensions.keys()], [1]);
  });

  it('knows a packet that only probes', () => {
    assert.equal(readRtp(rtpBytes({ sequence: 1, padding: 200 })).payload.length, 0);
  });

  const bad: Readonly<Record<string, Uint8Array>> = {
    'of another version': Uint8Array.of(0x40, ...new Uint8Array(20)),
    'that ends in its head': new Uint8Array(11).fill(0x80),
    'with more sources than bytes': Uint8Array.of(0x8f, ...new Uint8Array(20)),
    'with more extension than bytes': Uint8Array.of(0x90, ...new Uint8Array(11), 0xbe, 0xde, 0, 9),
    'with an extension longer than all of them': rtpBytes({ sequence: 1, extension: Uint8Array.of(0x1f, 1, 2, 3) }),
    'with more padding than payload': Uint8Array.of(0xa0, ...new Uint8Array(11), 9),
    'with padding of 0': Uint8Array.of(0xa0, ...new Uint8Array(11), 0),
  };
  for (const [what, bytes] of Object.entries(bad)) it(`refuses a packet ${what}`, () => assert.throws(() => readRtp(bytes), MediaError));

  it('throws nothing but a MediaError, whatever it is given', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      try {
        readRtp(bytes);
      } catch (error) {
        assert.ok(error instanceof MediaError, String(error));
      }
    }), { seed: 7, numRuns: 2000 });
  });
});
