import type { CatalogTrack } from '../../core/wire/moqt/catalog.ts';
import type { Broadcast } from '../moqt/broadcast-port.ts';
import { Rendition, type PackagingDeps } from './rendition.ts';

/** How long someone may be away before their part of the broadcast is over, ms. */
export const comebackMs = 10_000;

/**
 * Sequence numbers begin by the clock, two for each second, while segments last about one: so that no address is ever used
 * for something else, also after a restart. Counted from 2025, they fit in 31 bits, which is all that some players have.
 */
const sequenceEpoch = Date.UTC(2025, 0, 1);

/** The tracks that play together: all of a broadcast, or in a room those of one peer. */
export class Presentation {
  readonly #deps: PackagingDeps;
  readonly #firstSequence: number;
  readonly #renditions = new Map<string, Rendition>();
  #cancelEnd: (() => void) | undefined;
  #finished = false;
  /** When something of it was asked for last, ms since the epoch. */
  askedAt: number;

  constructor(deps: PackagingDeps) {
    this.#deps = deps;
    this.askedAt = deps.clock.now();
    this.#firstSequence = Math.floor((this.askedAt - sequenceEpoch) / 500);
  }

  get isFinished(): boolean { return this.#finished; }
  get renditions(): readonly Rendition[] { return [...this.#renditions.values()]; }

  byKey(key: string): Rendition | undefined {
    return this.renditions.find((rendition) => rendition.key === key);
  }

  /** Its tracks as of now. None: its peer has left, perhaps for a moment. */
  update(tracks: readonly CatalogTrack[], broadcast: Broadcast | undefined): void {
    if (tracks.length === 0) return this.lost();
    this.#cancelEnd?.();
    this.#cancelEnd = undefined;
    for (const [name, rendition] of this.#renditions) if (!tracks.some((track) => track.name === name)) this.#remove(name, rendition);
    for (const track of tracks) {
      const rendition = this.#renditions.get(track.name) ?? new Rendition(track, this.#firstSequence, this.#deps);
      this.#renditions.set(track.name, rendition);
      rendition.track = track;
      if (broadcast) rendition.attach(broadcast);
    }
  }

  /** Whoever publishes it has gone; unless they come back it is over. */
  lost(): void {
    for (const rendition of this.renditions) rendition.detach();
    if (!this.#finished) this.#cancelEnd ??= this.#deps.clock.after(comebackMs, () => this.finish());
  }

  finish(): void {
    this.#cancelEnd?.();
    this.#cancelEnd = undefined;
    this.#finished = true;
    for (const rendition of this.renditions) rendition.finish();
  }

  close(): void {
    this.finish();
    for (const rendition of this.renditions) rendition.close();
    this.#renditions.clear();
  }

  #remove(name: string, rendition: Rendition): void {
    rendition.close();
    this.#renditions.delete(name);
  }
}
