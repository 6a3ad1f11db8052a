/** A meter's needle: up at once, down slowly, so that speech reads as a shape and not as a flicker. */
export class Ballistics {
  /** What is shown, 0 to 1. */
  value = 0;
  readonly #fallPerMs: number;

  /** @param fallMs from full to silence */
  constructor(fallMs: number) {
    this.#fallPerMs = 1 / fallMs;
  }

  /** Takes a level measured `elapsedMs` after the last one. */
  take(level: number, elapsedMs: number): number {
    this.value = Math.max(level, this.value - elapsedMs * this.#fallPerMs, 0);
    return this.value;
  }
}
