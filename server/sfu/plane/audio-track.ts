import { fragment } from '../../../core/wire/cmaf/fragment.ts';
import { initSegment } from '../../../core/wire/cmaf/init-segment.ts';
import { opusConfig } from '../../../core/wire/cmaf/opus.ts';
import type { AudioTrack, Sample } from '../../../core/wire/cmaf/track.ts';
import { OpusDepacketiser, type OpusFrame } from '../../../core/wire/rtp/opus-depacketiser.ts';
import type { RtpPacket } from '../../../core/wire/rtp/packet.ts';
import { ReorderBuffer } from '../../../core/wire/rtp/reorder.ts';
import { every, type Clock } from '../../clock.ts';
import type { GroupNumbers } from './group-numbers.ts';
import type { Timeline } from './timeline.ts';
import type { TrackFeed } from './track-feed.ts';

/** Samples per second. */
export const audioRate = 48_000;

export const opusTrack: AudioTrack = { kind: 'audio', coding: 'opus', sampleRate: audioRate, channels: 2, timescale: audioRate, config: opusConfig({ channels: 2 }) };

/** 20 ms of nothing: RFC 6716 §3.1, CELT, full band, stereo, one frame without a bit set. */
const silence = Uint8Array.of(0xfc, 0xff, 0xfe);
const silenceLasts = 960;

/** A group lasts this long, in samples. */
const groupLasts = audioRate;
/** Packets that are late by no more than this, ms, are waited for before there is silence. */
const waitMs = 120;
/** How often it is looked whether any are missing, ms; and how long a packet that was overtaken is waited for. */
const [lookMs, overtakenMs] = [50, 40] as const;
/** Less than this between two frames, in samples, is a clock being followed, not a loss. */
const tolerated = 240;
/** A stream that is silent for longer, in samples, is not made up for: its track was not looked after. */
const longest = 5 * audioRate;

export interface AudioTrackOptions {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly groups: GroupNumbers;
  /** Opens the track, with the first sound. */
  opened(init: Uint8Array): TrackFeed;
}

/**
 * A voice: packets of Opus in, fragments out, without a gap. What was not sent because nobody spoke, because the microphone
 * is muted or because it got lost, is silence: a player would wait for it otherwise.
 */
export class AudioTrackWriter {
  readonly #options: AudioTrackOptions;
  readonly #order = new ReorderBuffer({ waitMs: overtakenMs });
  readonly #frames = new OpusDepacketiser();
  readonly #init = initSegment(opusTrack);
  readonly #stopFilling: () => void;
  #feed: TrackFeed | undefined;
  /** Where the next frame begins, in samples. */
  #end: number | undefined;
  #groupEnds = 0;
  #sequence = 0;

  constructor(options: AudioTrackOptions) {
    this.#options = options;
    this.#stopFilling = every(options.clock, lookMs, () => this.#fillUp());
  }

  push(packet: RtpPacket): void {
    const now = this.#options.clock.now();
    for (const next of this.#order.push(packet, now)) {
      const frame = this.#frames.push(next);
      if (frame) this.#take(frame, now);
    }
  }

  close(): void {
    this.#stopFilling();
    this.#feed?.end();
  }

  #take(frame: OpusFrame, now: number): void {
    const time = this.#options.timeline.place('', frame.timestamp, { key: true, now });
    this.#end ??= time;
    const behind = this.#end - time;
    // Its place is taken already.
    if (behind > tolerated) return;
    if (behind < -tolerated) this.#fillTo(time);
    this.#write([{ decodeTime: this.#end, duration: frame.duration, offset: 0, key: true, data: frame.data }]);
  }

  #fillUp(): void {
    const { clock, timeline } = this.#options;
    if (this.#end === undefined) return;
    const now = clock.now();
    // Up to what is no longer waited for.
    const missing = Math.floor(((now - timeline.capturedAt(this.#end) - waitMs) * audioRate) / 1000);
    if (missing >= silenceLasts) this.#fillTo(this.#end + missing);
  }

  #fillTo(time: number): void {
    if (time - this.#end! > longest) this.#end = time;
    for (let left = Math.floor((time - this.#end!) / silenceLasts); left > 0; left -= 5) {
      const from = this.#end!;
      this.#write(Array.from({ length: Math.min(5, left) }, (_, index) => ({ decodeTime: from + index * silenceLasts, duration: silenceLasts, offset: 0, key: true, data: silence })));
    }
  }

  #write(samples: readonly Sample[]): void {
    const { groups, timeline, opened } = this.#options;
    const feed = (this.#feed ??= opened(this.#init));
    const [{ decodeTime }] = samples as [Sample];
    if (feed.group === undefined || decodeTime >= this.#groupEnds) {
      feed.begin(groups.at(decodeTime), this.#init);
      this.#groupEnds = decodeTime + groupLasts;
    }
    feed.fragment(fragment(samples, { sequence: ++this.#sequence, capturedAt: timeline.capturedAt(decodeTime) }));
    this.#end = decodeTime + samples.reduce((sum, { duration }) => sum + duration, 0);
  }
}
