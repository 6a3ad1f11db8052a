import type { VideoTrack } from '../../../core/wire/cmaf/track.ts';
import type { RtpPacket } from '../../../core/wire/rtp/packet.ts';
import type { Clock } from '../../clock.ts';
import { GroupNumbers } from './group-numbers.ts';
import { Keyframes } from './keyframes.ts';
import { Timeline } from './timeline.ts';
import type { TrackFeed } from './track-feed.ts';
import { VideoLayer, videoRate } from './video-layer.ts';

/** A layer that has brought nothing for this long, ms, is not sent any more: its track goes. */
const goneMs = 3000;
const lookMs = 1000;

export interface VideoSourceOptions {
  readonly clock: Clock;
  /** What the room's media times count from, ms since the epoch. */
  readonly epoch: number;
  /** Of the layers, the smallest first. */
  readonly ssrcs: readonly number[];
  requestKeyframe(): void;
  opened(layer: number, track: VideoTrack, init: Uint8Array): TrackFeed;
  /** The layer is not sent any more; `opened` tells when it is again. */
  closed(layer: number): void;
}

interface Layer { readonly index: number; readonly layer: VideoLayer; cameAt: number }

/** A camera or a screen: the packets of all its layers in, a track each out. */
export class VideoSource {
  readonly #options: VideoSourceOptions;
  readonly #layers: ReadonlyMap<number, Layer>;
  readonly #keyframes: Keyframes;
  #stopLook: () => void = () => {};

  constructor(options: VideoSourceOptions) {
    const { clock, epoch, ssrcs, requestKeyframe, opened } = options;
    this.#options = options;
    // A picture may be bent by a tenth: nobody sees that, and the first keyframe is late because it is large.
    const timeline = new Timeline({ rate: videoRate, epoch, bendMs: 100 });
    const groups = new GroupNumbers(clock.now());
    this.#layers = new Map(ssrcs.map((ssrc, index) => [ssrc, { index, cameAt: clock.now(), layer: new VideoLayer({ ssrc, clock, timeline, groups, opened: (track, init) => opened(index, track, init) }) }]));
    this.#keyframes = new Keyframes(clock, requestKeyframe);
    this.#look();
  }

  push(packet: RtpPacket): void {
    const known = this.#layers.get(packet.ssrc);
    if (!known || packet.payload.length === 0) return;
    known.cameAt = this.#options.clock.now();
    if (known.layer.push(packet)) this.#keyframes.came();
    if (known.layer.needsKeyframe) this.#keyframes.needed();
  }

  /** Nothing comes for now: the camera is off. */
  pause(): void {
    for (const known of this.#layers.values()) this.#end(known);
  }

  close(): void {
    this.#stopLook();
    this.#keyframes.close();
    for (const { layer } of this.#layers.values()) {
      layer.end();
      layer.close();
    }
  }

  #look(): void {
    const { clock } = this.#options;
    this.#stopLook = clock.after(lookMs, () => this.#look());
    for (const known of this.#layers.values()) if (clock.now() - known.cameAt >= goneMs) this.#end(known);
  }

  #end({ index, layer }: Layer): void {
    if (!layer.isOpen) return;
    layer.end();
    this.#options.closed(index);
  }
}
