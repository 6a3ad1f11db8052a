import { readAvcConfig, readSps } from '../../../core/wire/cmaf/h264.ts';
import { fragment } from '../../../core/wire/cmaf/fragment.ts';
import { initSegment } from '../../../core/wire/cmaf/init-segment.ts';
import type { Sample, VideoTrack } from '../../../core/wire/cmaf/track.ts';
import { H264Depacketiser, type AccessUnit } from '../../../core/wire/rtp/h264-depacketiser.ts';
import type { RtpPacket } from '../../../core/wire/rtp/packet.ts';
import { ReorderBuffer } from '../../../core/wire/rtp/reorder.ts';
import type { Clock } from '../../clock.ts';
import type { GroupNumbers } from './group-numbers.ts';
import type { Timeline } from './timeline.ts';
import type { TrackFeed } from './track-feed.ts';

/** Units per second of video over RTP, and of its tracks. */
export const videoRate = 90_000;

/** A frame goes out when the next one has told how long it lasts; where none comes for this long, ms, it goes alone … */
const holdMs = 100;
/** … and is said to last this long, in units: a player takes no frame that comes after more than twice as long without a keyframe. */
const stillLasts = videoRate;

export interface VideoLayerOptions {
  /** Names its stream. */
  readonly ssrc: number;
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly groups: GroupNumbers;
  /** Opens the track, once its first keyframe has told what it is; called again when a later one changed that. */
  opened(track: VideoTrack, init: Uint8Array): TrackFeed;
}

interface Held { readonly time: number; readonly unit: AccessUnit }

/** One layer of a picture: packets in, groups of CMAF fragments out, one frame each. */
export class VideoLayer {
  readonly #options: VideoLayerOptions;
  readonly #stream: string;
  readonly #order = new ReorderBuffer();
  readonly #frames = new H264Depacketiser();
  #feed: TrackFeed | undefined;
  #made: { readonly track: VideoTrack; readonly init: Uint8Array } | undefined;
  #held: Held | undefined;
  #stopHold: () => void = () => {};
  /** Of the newest frame that went out. */
  #sent = -1;
  #sequence = 0;
  #frameTime = videoRate / 30;

  constructor(options: VideoLayerOptions) {
    this.#options = options;
    this.#stream = String(options.ssrc);
  }

  /** Whether frames come that nothing can be done with before a keyframe. */
  get needsKeyframe(): boolean {
    return this.#frames.needsKeyframe;
  }

  get isOpen(): boolean {
    return this.#feed !== undefined;
  }

  /** Takes a packet; whether a keyframe was in it. */
  push(packet: RtpPacket): boolean {
    const { clock } = this.#options;
    const units = this.#order.push(packet, clock.now()).flatMap((next) => this.#frames.push(next));
    for (const unit of units) this.#take(unit);
    return units.some(({ key }) => key);
  }

  /** Nothing more comes of it for now: its track ends. What comes later opens it again. */
  end(): void {
    this.#release(this.#frameTime);
    this.#feed?.end();
    this.#feed = undefined;
  }

  close(): void {
    this.#stopHold();
    this.#held = undefined;
  }

  #take(unit: AccessUnit): void {
    const { clock, timeline } = this.#options;
    const placed = timeline.place(this.#stream, unit.timestamp, { key: unit.key, now: clock.now() });
    const time = Math.max(placed, this.#sent + 1, (this.#held?.time ?? -1) + 1);
    if (this.#held) this.#frameTime = Math.min(time - this.#held.time, videoRate);
    this.#release(this.#frameTime);
    this.#prepare(unit);
    if (!this.#feed) return;
    this.#held = { time, unit };
    // A turn later: after a busy moment timers come before the packets that have been waiting.
    this.#stopHold = clock.after(holdMs, () => { this.#stopHold = clock.after(0, () => this.#release(stillLasts)); });
  }

  #prepare({ key, config }: AccessUnit): void {
    if (config) {
      const [sps] = readAvcConfig(config).sps;
      const { width, height } = readSps(sps!);
      const track: VideoTrack = { kind: 'video', coding: 'avc1', width, height, timescale: videoRate, config };
      this.#made = { track, init: initSegment(track) };
    }
    if (this.#made && (config || (key && !this.#feed))) this.#feed = this.#options.opened(this.#made.track, this.#made.init);
  }

  #release(duration: number): void {
    this.#stopHold();
    const held = this.#held;
    this.#held = undefined;
    if (!held || !this.#feed || !this.#made) return;
    const { time, unit } = held;
    const sample: Sample = { decodeTime: time, duration, offset: 0, key: unit.key, data: unit.data };
    if (unit.key) this.#feed.begin(this.#options.groups.at(time), this.#made.init);
    this.#feed.fragment(fragment([sample], { sequence: ++this.#sequence, capturedAt: this.#options.timeline.capturedAt(time) }));
    this.#sent = time;
  }
}
