import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readRtp, type RtpPacket } from '../../../../../core/wire/rtp/packet.ts';
import { ReorderBuffer } from '../../../../../core/wire/rtp/reorder.ts';
import { rtpBytes } from '../../../../support/rtp.ts';

const packet = (sequence: number): RtpPacket => readRtp(rtpBytes({ sequence }));
const numbers = (packets: readonly RtpPacket[]): number[] => packets.map(({ sequence }) => sequence);

describe('ReorderBuffer', () => {
  it('lets through at once what comes in order, also where numbers wrap', () => {
    const buffer = new ReorderBuffer();
    for (const sequence of [65_534, 65_535, 0, 1]) assert.deepEqual(numbers(buffer.push(packet(sequence), 0)), [sequence]);
  });

  it('holds what is ahead until the gap is filled', () => {
    const buffer = new ReorderBuffer();
    buffer.push(packet(10), 0);
    assert.deepEqual(buffer.push(packet(12), 1), []);
    assert.deepEqual(buffer.push(packet(13), 2), []);
    assert.deepEqual(numbers(buffer.push(packet(11), 3)), [11, 12, 13]);
  });

  it('gives a gap up after the time it waits, not before', () => {
    const buffer = new ReorderBuffer({ waitMs: 50 });
    buffer.push(packet(1), 0);
    buffer.push(packet(3), 10);
    buffer.push(packet(6), 20);
    assert.deepEqual(buffer.take(59), []);
    assert.deepEqual(numbers(buffer.take(60)), [3]);
    assert.deepEqual(numbers(buffer.push(packet(7), 70)), [6, 7], 'each gap has its own time');
    assert.deepEqual(buffer.push(packet(2), 71), [], 'what comes after that is too late');
  });

  it('gives a gap up when too much is held', () => {
    const buffer = new ReorderBuffer({ capacity: 3, waitMs: 1e6 });
    buffer.push(packet(1), 0);
    for (const sequence of [3, 4, 5]) assert.deepEqual(buffer.push(packet(sequence), 0), []);
    assert.deepEqual(numbers(buffer.push(packet(6), 0)), [3, 4, 5, 6]);
  });

  it('drops what comes twice', () => {
    const buffer = new ReorderBuffer();
    buffer.push(packet(1), 0);
    assert.deepEqual(buffer.push(packet(1), 0), []);
    buffer.push(packet(3), 0);
    assert.deepEqual(buffer.push(packet(3), 0), []);
    assert.deepEqual(numbers(buffer.push(packet(2), 0)), [2, 3]);
  });

  it('gives out every packet once and in order, however they come, as long as each comes in time', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 65_535 }), fc.array(fc.nat(8), { minLength: 1, maxLength: 60 }), (start, delays) => {
      const buffer = new ReorderBuffer();
      buffer.push(packet(start), 0);
      const arrivals = delays.map((delay, index) => ({ sequence: (start + 1 + index) % 65_536, at: index + delay })).toSorted((a, b) => a.at - b.at);
      const out = arrivals.flatMap(({ sequence, at }) => numbers(buffer.push(packet(sequence), at)));
      assert.deepEqual(out, delays.map((_, index) => (start + 1 + index) % 65_536));
    }), { seed: 3, numRuns: 200 });
  });
});
