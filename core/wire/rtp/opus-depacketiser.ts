import { MediaError } from '../bytes/media-error.ts';
import { opusDuration } from '../cmaf/opus.ts';
import type { RtpPacket } from './packet.ts';
import { Unwrapper } from './unwrap.ts';

export interface OpusFrame {
  /** In samples at 48 kHz, not wrapping. What got lost, or was silence that is not sent, is a gap. */
  readonly timestamp: number;
  /** How long it plays, in the same unit. */
  readonly duration: number;
  readonly data: Uint8Array;
}

/** Frames of Opus out of the packets of one stream (RFC 7587), which come in order: each packet is one. */
export class OpusDepacketiser {
  readonly #clock = new Unwrapper(32);

  /** The packet's frame; nothing for one that holds none. */
  push({ payload, timestamp }: RtpPacket): OpusFrame | undefined {
    if (payload.length === 0) return undefined;
    try {
      return { timestamp: this.#clock.next(timestamp), duration: opusDuration(payload), data: payload };
    } catch (error) {
      if (error instanceof MediaError) return undefined;
      throw error;
    }
  }
}
