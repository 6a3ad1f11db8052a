import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { nalsOf, nalType, readAvcConfig } from '../../../../../core/wire/cmaf/h264.ts';
import { H264Depacketiser, type AccessUnit } from '../../../../../core/wire/rtp/h264-depacketiser.ts';
import { readRtp, type RtpPacket } from '../../../../../core/wire/rtp/packet.ts';
import { nalOf, ppsNal, spsNal } from '../../../../support/h264.ts';
import { aggregateOf, fragmentsOf, rtpBytes } from '../../../../support/rtp.ts';

const sps = spsNal();

/** The packets of one stream, one frame after the other. */
class Sender {
  #sequence = 65_530;
  #timestamp = 4_294_900_000;

  frame(...payloads: readonly Uint8Array[]): RtpPacket[] {
    this.#timestamp += 3000;
    return payloads.map((payload, index) => {
      this.#sequence += 1;
      return readRtp(rtpBytes({ sequence: this.#sequence, timestamp: this.#timestamp, payload, marker: index === payloads.length - 1 }));
    });
  }

  key(size = 3000): RtpPacket[] {
    return this.frame(aggregateOf(sps, ppsNal), ...fragmentsOf(nalOf(nalType.idr, size, this.#sequence), 1000));
  }

  delta(size = 200): RtpPacket[] {
    return this.frame(nalOf(nalType.slice, size, this.#sequence));
  }
}

const pushAll = (depacketiser: H264Depacketiser, packets: readonly RtpPacket[]): AccessUnit[] => packets.flatMap((packet) => depacketiser.push(packet));

describe('H264Depacketiser', () => {
  it('puts a keyframe together from an aggregate and fragments, and tells its configuration', () => {
    const depacketiser = new H264Depacketiser();
    const idr = nalOf(nalType.idr, 2500, 5);
    const [unit, ...more] = pushAll(depacketiser, new Sender().frame(aggregateOf(sps, ppsNal), ...fragmentsOf(idr, 1000)));
    assert.equal(more.length, 0);
    assert.equal(unit!.key, true);
    assert.deepEqual(nalsOf(unit!.data), [idr], 'without the parameter sets');
    const config = readAvcConfig(unit!.config!);
    assert.deepEqual([config.sps[0], config.pps[0]], [sps, ppsNal]);
  });

  it('takes units that come alone, several slices of a frame, and leaves delimiters out', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    const slices = [nalOf(nalType.idr, 90, 1), nalOf(nalType.idr, 80, 2)];
    const [unit] = pushAll(depacketiser, sender.frame(Uint8Array.of(9, 0xf0), sps, ppsNal, ...slices));
    assert.deepEqual(nalsOf(unit!.data), slices);
  });

  it('tells a configuration once, and again when it has changed', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    const units = pushAll(depacketiser, [...sender.key(), ...sender.delta(), ...sender.key(), ...sender.frame(aggregateOf(spsNal({ columns: 40 }), ppsNal), nalOf(nalType.idr, 50))]);
    assert.deepEqual(units.map(({ config }) => config !== undefined), [true, false, false, true]);
  });

  it('counts time on where the timestamp wraps', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    const times = Array.from({ length: 60 }, (_, index) => pushAll(depacketiser, index === 0 ? sender.key() : sender.delta())[0]!.timestamp);
    assert.ok(times.every((time, index) => time === (times[index - 1] ?? time - 3000) + 3000));
  });

  it('shows nothing before the first keyframe', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    assert.deepEqual(pushAll(depacketiser, sender.delta()), []);
    assert.equal(depacketiser.needsKeyframe, true);
    assert.equal(pushAll(depacketiser, sender.key()).length, 1);
    assert.equal(depacketiser.needsKeyframe, false);
  });

  it('drops a frame that lost a packet, and all that build on it, up to a keyframe', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    pushAll(depacketiser, sender.key());
    const hurt = sender.frame(...fragmentsOf(nalOf(nalType.slice, 2500), 1000));
    assert.deepEqual(pushAll(depacketiser, [hurt[0]!, hurt[2]!]), []);
    assert.equal(depacketiser.needsKeyframe, true);
    assert.deepEqual(pushAll(depacketiser, sender.delta()), []);
    assert.deepEqual(pushAll(depacketiser, [...sender.key(), ...sender.delta()]).map(({ key }) => key), [true, false]);
  });

  it('drops a frame whose last packet is lost, and the one behind it', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    pushAll(depacketiser, sender.key());
    const hurt = sender.frame(...fragmentsOf(nalOf(nalType.slice, 2500), 1000));
    assert.deepEqual(pushAll(depacketiser, [...hurt.slice(0, 2), ...sender.delta()]), []);
    assert.equal(depacketiser.needsKeyframe, true);
  });

  it('takes a keyframe behind a loss, for its parameter sets show that it begins there', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    pushAll(depacketiser, sender.key());
    sender.delta();
    assert.deepEqual(pushAll(depacketiser, sender.key()).map(({ key }) => key), [true]);
  });

  it('notices a frame that got lost whole', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    pushAll(depacketiser, sender.key());
    sender.delta();
    assert.deepEqual(pushAll(depacketiser, sender.delta()), []);
    assert.equal(depacketiser.needsKeyframe, true);
  });

  it('does not mind packets that only probe', () => {
    const depacketiser = new H264Depacketiser();
    const sender = new Sender();
    pushAll(depacketiser, sender.key());
    const [probe] = sender.frame(new Uint8Array());
    assert.deepEqual(depacketiser.push(probe!), []);
    assert.equal(pushAll(depacketiser, sender.delta()).length, 1);
  });

  const malformed: Readonly<Record<string, Uint8Array>> = {
    'an aggregate that is cut off': aggregateOf(ppsNal).slice(0, -2),
    'an empty unit in an aggregate': aggregateOf(new Uint8Array()),
    'a fragment without its head': Uint8Array.of(28),
    'the middle of a unit that never began': fragmentsOf(nalOf(nalType.slice, 2500), 1000)[1]!,
    'a kind of packet that is not carried': Uint8Array.of(29, 1, 2),
    'a parameter set that makes no sense': Uint8Array.of(0x67, 66),
  };
  for (const [what, payload] of Object.entries(malformed)) {
    it(`drops a frame with ${what}, and recovers at the next keyframe`, () => {
      const depacketiser = new H264Depacketiser();
      const sender = new Sender();
      pushAll(depacketiser, sender.key());
      assert.deepEqual(pushAll(depacketiser, sender.frame(payload, nalOf(nalType.slice, 20))), []);
      assert.equal(depacketiser.needsKeyframe, true);
      assert.equal(pushAll(depacketiser, sender.key()).length, 1);
    });
  }

  it('does not gather without an end', () => {
    const depacketiser = new H264Depacketiser();
    pushAll(depacketiser, new Sender().key());
    const piece = Uint8Array.of(0x7c, 0x05, ...new Uint8Array(60_000));
    const begin = Uint8Array.of(0x7c, 0x85, 1);
    const packets = Array.from({ length: 200 }, (_, index) => readRtp(rtpBytes({ sequence: index, timestamp: 9, payload: index === 0 ? begin : piece })));
    assert.deepEqual(pushAll(depacketiser, packets), []);
    assert.equal(depacketiser.push(readRtp(rtpBytes({ sequence: 200, timestamp: 9, payload: Uint8Array.of(0x7c, 0x45, 1), marker: true }))).length, 0);
    assert.equal(depacketiser.needsKeyframe, true);
  });

  it('gives out whole frames only, byte for byte, whichever packets are lost', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }), (lost) => {
      const depacketiser = new H264Depacketiser();
      const sender = new Sender();
      const sent = new Map<string, boolean>();
      const packets = Array.from({ length: 24 }, (_, index) => {
        const nal = index % 6 === 0 ? nalOf(nalType.idr, 2500, index) : nalOf(nalType.slice, 1500, index);
        sent.set(Buffer.from(nal).toString('hex'), index % 6 === 0);
        return sender.frame(...(index % 6 === 0 ? [aggregateOf(sps, ppsNal)] : []), ...fragmentsOf(nal, 700));
      }).flat();
      const units = pushAll(depacketiser, packets.filter((_, index) => !lost[index]));
      for (const { data, key } of units) {
        const [nal, ...more] = nalsOf(data);
        assert.equal(more.length, 0);
        assert.equal(sent.get(Buffer.from(nal!).toString('hex')), key);
      }
    }), { seed: 11, numRuns: 200 });
  });
});
