import { ByteReader } from '../bytes/byte-reader.ts';
import { joined } from '../bytes/byte-writer.ts';
import { MediaError } from '../bytes/media-error.ts';
import { avcConfig, lengthPrefixed, nalType, nalTypeOf } from '../cmaf/h264.ts';
import type { RtpPacket } from './packet.ts';
import { Unwrapper } from './unwrap.ts';

export interface AccessUnit {
  /** In units of 1/90 000 s, not wrapping. */
  readonly timestamp: number;
  /** Whether decoding may start here. */
  readonly key: boolean;
  /** The frame as MP4 holds it, without its parameter sets. */
  readonly data: Uint8Array;
  /** The `avcC` record, when it is new or has changed. */
  readonly config?: Uint8Array;
}

/** RFC 6184 §5.2, table 1. */
const stapA = 24;
const fuA = 28;

const equal = (a: Uint8Array | undefined, b: Uint8Array): boolean => a?.length === b.length && a.every((byte, index) => byte === b[index]);

/** Larger than any frame of a live picture; more is taken for damage, so that nothing grows without an end. */
const maxFrame = 8 * 1024 * 1024;

/** Units that say nothing to a decoder which is told the rest by its container. */
const left: ReadonlySet<number> = new Set([nalType.sps, nalType.pps, nalType.delimiter]);

/**
 * Frames of H.264 out of the packets of one stream (RFC 6184, modes 0 and 1), which come in order, some lost. A frame
 * that is not whole is dropped, and so are all after it that build on it: up to the next keyframe, which the caller asks
 * for when `needsKeyframe` turns true.
 */
export class H264Depacketiser {
  readonly #clock = new Unwrapper(32);
  #timestamp: number | undefined;
  #nals: Uint8Array[] = [];
  /** The pieces of a unit that came in several packets. */
  #pieces: Uint8Array[] = [];
  /** Of the frame so far, in bytes. */
  #size = 0;
  #damaged = false;
  #expected: number | undefined;
  #sps: Uint8Array | undefined;
  #pps: Uint8Array | undefined;
  #config: Uint8Array | undefined;
  #toldConfig: Uint8Array | undefined;
  #waiting = true;

  /** Whether nothing can be shown until a keyframe comes. */
  get needsKeyframe(): boolean {
    return this.#waiting;
  }

  /** Takes the next packet; returns the frames that are whole now: none, one, or, where the last packet of one got lost, two. */
  push(packet: RtpPacket): AccessUnit[] {
    const whole: AccessUnit[] = [];
    const lost = this.#expected !== undefined && packet.sequence !== this.#expected;
    this.#expected = (packet.sequence + 1) & 0xffff;
    if (lost) this.#damage();
    if (packet.payload.length === 0) return whole;
    const timestamp = this.#clock.next(packet.timestamp);
    if (this.#timestamp !== undefined && timestamp !== this.#timestamp) {
      whole.push(...this.#finish());
      // Which of the two frames the lost packets were of, nobody knows.
      if (lost) this.#damage();
    }
    this.#timestamp = timestamp;
    this.#size += packet.payload.length;
    if (this.#size > maxFrame) this.#damage();
    else this.#unpack(packet.payload);
    if (packet.marker) whole.push(...this.#finish());
    return whole;
  }

  #unpack(payload: Uint8Array): void {
    try {
      const type = nalTypeOf(payload);
      if (type === fuA) this.#fragment(payload);
      else if (type === stapA) this.#aggregate(payload);
      else if (type >= 1 && type < stapA) this.#take(payload);
      else throw new MediaError('unsupported', `NAL units of type ${type} are not carried over RTP here.`);
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      this.#damage();
    }
  }

  /** §5.7.1: several units in one packet, each after its length. */
  #aggregate(payload: Uint8Array): void {
    const reader = new ByteReader(payload);
    reader.skip(1);
    while (reader.left > 0) this.#take(reader.bytes(reader.u16()));
  }

  /** §5.8: a piece of a unit; its header is put together from those of the pieces. */
  #fragment(payload: Uint8Array): void {
    const reader = new ByteReader(payload);
    const [indicator, head] = [reader.u8(), reader.u8()];
    const [starts, ends] = [(head & 0x80) !== 0, (head & 0x40) !== 0];
    if (starts) this.#pieces = [Uint8Array.of((indicator & 0xe0) | (head & 0x1f))];
    else if (this.#pieces.length === 0) throw new MediaError('missing', 'The beginning of a unit got lost.');
    this.#pieces.push(reader.rest());
    if (!ends) return;
    const nal = joined(this.#pieces);
    this.#pieces = [];
    this.#take(nal);
  }

  #take(nal: Uint8Array): void {
    if (nal.length === 0) throw new MediaError('malformed', 'A NAL unit is empty.');
    const type = nalTypeOf(nal);
    if (type === nalType.sps) {
      this.#sps = nal.slice();
      // It begins a frame: what was lost before it was of another.
      if (this.#nals.length === 0) this.#damaged = false;
    }
    if (type === nalType.pps) this.#pps = nal.slice();
    if (left.has(type)) this.#config = this.#sps && this.#pps && avcConfig(this.#sps, this.#pps);
    else this.#nals.push(nal);
  }

  #damage(): void {
    this.#damaged = true;
    this.#pieces = [];
    this.#nals = [];
  }

  /** Ends the frame that is being gathered. */
  #finish(): AccessUnit[] {
    const { timestamp, nals, broken } = { timestamp: this.#timestamp ?? 0, nals: this.#nals, broken: this.#damaged || this.#pieces.length > 0 };
    this.#nals = [];
    this.#pieces = [];
    this.#size = 0;
    this.#damaged = false;
    this.#timestamp = undefined;
    if (nals.length === 0 && !broken) return [];
    const key = nals.some((nal) => nalTypeOf(nal) === nalType.idr);
    if (broken) this.#waiting = true;
    else if (key && this.#config) this.#waiting = false;
    if (this.#waiting) return [];
    const config = this.#config && !equal(this.#toldConfig, this.#config) ? this.#config : undefined;
    if (config) this.#toldConfig = config;
    return [{ timestamp, key, data: lengthPrefixed(nals), ...(config && { config }) }];
  }
}
