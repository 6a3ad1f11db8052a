import type { Clock } from '../clock.ts';
import type { SeekWindow } from './playback.ts';

const everyMs = 10_000;

/** Keeps looking how far back a broadcast can be watched, while it plays over another plane. */
export class DvrWatch {
  readonly #clock: Clock;
  #window: SeekWindow | undefined;
  #run: AbortController | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watch(address: string | undefined): void {
    this.close();
    if (address === undefined) return;
    this.#run = new AbortController();
    void this.#look(address, this.#run.signal);
  }

  /** What a playback has itself, and before it what is kept. */
  joined(own: SeekWindow | null): SeekWindow | null {
    if (!own || !this.#window) return own;
    return { start: Math.min(own.start, this.#window.start), end: own.end };
  }

  close(): void {
    this.#run?.abort();
    this.#cancel?.();
    this.#window = undefined;
  }

  async #look(address: string, signal: AbortSignal): Promise<void> {
    const window = await import('./dvr-window.ts').then(({ readDvrWindow }) => readDvrWindow(address, signal)).catch(() => undefined);
    if (signal.aborted) return;
    this.#window = window;
    this.#cancel = this.#clock.after(everyMs, () => void this.#look(address, signal));
  }
}
