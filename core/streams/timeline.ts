/** Seconds of media time that lie before the first frame, so that the other track may begin a little earlier. */
const lead = 10;
/** Tracks that differ by less than this, in seconds, are on one time already: what is left is the jitter of capturing. */
const tolerance = 0.15;

/**
 * Puts all tracks of a broadcast on one time: second `lead` is when the first frame was captured. So pictures and
 * sound belong together whatever clocks their tracks count by, and the playhead says what time it is there.
 */
export class Timeline {
  #base: number | undefined;
  #measured = true;
  readonly #offsets = new Map<string, number>();

  /** Seconds to add to a track's own times. `capturedAt` is of the frame at `mediaTime`, in ms since the epoch. */
  offset(track: string, mediaTime: number, capturedAt: number | undefined, now: number): number {
    const known = this.#offsets.get(track);
    if (capturedAt === undefined && known !== undefined) return known;
    this.#measured &&= capturedAt !== undefined;
    const at = capturedAt ?? now;
    this.#base ??= at - lead * 1000;
    const exact = (at - this.#base) / 1000 - mediaTime;
    const near = [known, ...this.#offsets.values()].find((offset) => offset !== undefined && Math.abs(offset - exact) < tolerance);
    const offset = near ?? exact;
    this.#offsets.set(track, offset);
    return offset;
  }

  /** When what plays at `position` was captured, in ms since the epoch; nothing where the broadcast does not say. */
  wallTime(position: number): number | undefined {
    return this.#base === undefined || !this.#measured ? undefined : this.#base + position * 1000;
  }

  /** Where in the timeline that moment is, in seconds. */
  position(wallTime: number): number | undefined {
    return this.#base === undefined ? undefined : (wallTime - this.#base) / 1000;
  }
}
