import { fragment } from '../wire/cmaf/fragment.ts';
import type { Lane, LaneOptions } from './lane.ts';

/** RFC 6716 §3.1: a frame of 20 ms for two channels at full band, in which nothing is heard. */
const silence = Uint8Array.of(0xfc, 0xff, 0xfe);
const silenceSec = 0.02;
/** Chromium stops with less than 85 ms of sound ahead of the playhead, and the next look is a while away: so little, in s, is about to run out. */
const scarce = 0.15;
/** So much, in s, lasts until the next look; and so much gets Chromium to play again. */
const enough = 0.2;
const enoughToBegin = 0.3;
/** A piece of sound that comes so much later than it is due, or than the quickest, in ms, is late. */
const patienceMs = 5;
const lateMs = 20;
/** So much further than the picture, in s: where that ends, both wait for it. */
const beyondPicture = 0.1;

/**
 * Puts silence where sound is late or has ended, so that the picture goes on: a browser that has no sound to play stops both, and goes on only once
 * it has a multiple of what it stopped for. What comes after all takes the place of silence that was not decoded yet.
 */
export class Concealment {
  readonly #sound: Lane;
  readonly #options: Pick<LaneOptions, 'buffer' | 'clock' | 'playhead'>;
  /** Where the silence ends, in s on the timeline. */
  #end = 0;

  constructor(sound: Lane, options: Pick<LaneOptions, 'buffer' | 'clock' | 'playhead'>) {
    this.#sound = sound;
    this.#options = options;
  }

  /** `pictureEnd`: where the picture ends, in s on the timeline; `stands`: whether it is not moving. */
  conceal(pictureEnd: number, stands: boolean): void {
    const { track, end, fedAt, feed, offset } = this.#sound;
    const { buffer, clock, playhead } = this.#options;
    if (track?.kind !== 'audio' || track.coding !== 'opus' || !feed || fedAt === undefined) return;
    const isLate = feed.overdueMs > lateMs || clock.now() - fedAt > feed.stepMs + patienceMs;
    const now = playhead();
    const from = Math.max(end, this.#end, now - silenceSec);
    if (!isLate || (!stands && from - now > scarce)) return;
    const to = Math.min(now + (stands ? enoughToBegin : enough), pictureEnd + beyondPicture);
    const count = Math.round((to - from) / silenceSec);
    if (count <= 0) return;
    const [start, duration] = [Math.round((from - offset) * track.timescale), Math.round(silenceSec * track.timescale)];
    const samples = Array.from({ length: count }, (_, index) => ({ data: silence, duration, decodeTime: start + index * duration, offset: 0, key: true }));
    buffer.append(fragment(samples, { sequence: 1 }));
    this.#end = from + count * silenceSec;
  }
}
