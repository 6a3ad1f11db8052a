import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OpusDepacketiser } from '../../../../../core/wire/rtp/opus-depacketiser.ts';
import { readRtp, type RtpPacket } from '../../../../../core/wire/rtp/packet.ts';
import { rtpBytes } from '../../../../support/rtp.ts';

/** 20 ms of CELT. */
const twentyMs = Uint8Array.of(0xf8, 1, 2, 3);
const packet = (sequence: number, timestamp: number, payload = twentyMs): RtpPacket => readRtp(rtpBytes({ sequence, timestamp, payload }));

describe('OpusDepacketiser', () => {
  it('makes a frame of each packet, with its time and length', () => {
    const depacketiser = new OpusDepacketiser();
    assert.deepEqual(depacketiser.push(packet(1, 4_294_967_000)), { timestamp: 4_294_967_000, duration: 960, data: twentyMs });
    assert.equal(depacketiser.push(packet(2, 664))!.timestamp, 4_294_967_000 + 960);
  });

  it('leaves a gap where packets are lost or silence is not sent', () => {
    const depacketiser = new OpusDepacketiser();
    depacketiser.push(packet(1, 960));
    assert.equal(depacketiser.push(packet(9, 48_000))!.timestamp, 48_000);
  });

  it('makes nothing of packets that hold no sound', () => {
    const depacketiser = new OpusDepacketiser();
    assert.equal(depacketiser.push(packet(1, 0, new Uint8Array())), undefined);
    assert.equal(depacketiser.push(packet(2, 0, Uint8Array.of(0xfb))), undefined);
    assert.equal(depacketiser.push(packet(3, 960))!.timestamp, 960);
  });
});
