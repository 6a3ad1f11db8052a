import { limits } from '../../core/wire/signal/limits.ts';
import type { Clock } from '../clock.ts';

export type Path = 'sfu' | 'mesh';

export interface MediaPathOptions {
  readonly mode: Path;
  readonly clock: Clock;
  /** Who is on stage, and how many watch. */
  readonly situation: () => { readonly stage: readonly string[]; readonly viewers: number; /** Someone on stage may not be heard: only the SFU can see to that. */ readonly muted?: boolean };
  readonly changed: (path: Path) => void;
}

/** To the SFU at once, back only after this much calm, ms: someone who looks in for a moment must not move everyone twice. */
export const backAfterMs = 3000;

/**
 * Which way the media of a room goes. In mesh mode it goes from page to page while no more than
 * `limits.meshBroadcasters` are on stage and nobody else needs it. A viewer does: on a mesh each of them would cost
 * every broadcaster one more upload, and learn the addresses of all.
 */
export class MediaPath {
  readonly #options: MediaPathOptions;
  readonly #needs = new Set<symbol>();
  #unreachable: readonly (readonly [string, string])[] = [];
  #current: Path;
  #stopBack: (() => void) | undefined;
  #closed = false;

  constructor(options: MediaPathOptions) {
    this.#options = options;
    this.#current = options.mode;
  }

  /** Whether this room may use the mesh at all. */
  get isMesh(): boolean {
    return this.#options.mode === 'mesh';
  }

  get current(): Path {
    return this.#current;
  }

  /** Keeps media at the SFU until the returned function is called: for a recorder, an audience plane. */
  need(reason: string): () => void {
    const need = Symbol(reason);
    this.#needs.add(need);
    this.review();
    return () => {
      if (this.#needs.delete(need)) this.review();
    };
  }

  /** These two find no way to each other. It holds until one of them leaves the stage. */
  unreachable(one: string, other: string): void {
    this.#unreachable = [...this.#unreachable, [one, other]];
    this.review();
  }

  /** Looks again at who is here. Call it whenever someone comes, goes or changes places. */
  review(): void {
    if (!this.isMesh || this.#closed) return;
    const wanted = this.#wanted();
    if (wanted === this.#current) this.#stay();
    else if (wanted === 'sfu') this.#go('sfu');
    else this.#stopBack ??= this.#options.clock.after(backAfterMs, () => this.#go('mesh'));
  }

  close(): void {
    this.#closed = true;
    this.#stay();
  }

  #wanted(): Path {
    const { stage, viewers, muted = false } = this.#options.situation();
    this.#unreachable = this.#unreachable.filter((pair) => pair.every((peerId) => stage.includes(peerId)));
    const few = stage.length <= limits.meshBroadcasters;
    return few && !muted && viewers === 0 && this.#needs.size === 0 && this.#unreachable.length === 0 ? 'mesh' : 'sfu';
  }

  #stay(): void {
    this.#stopBack?.();
    this.#stopBack = undefined;
  }

  #go(path: Path): void {
    this.#stay();
    this.#current = path;
    this.#options.changed(path);
  }
}
