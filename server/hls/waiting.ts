import type { Clock } from '../clock.ts';
import { SignalError } from '../signal-error.ts';

export interface WaitOptions {
  /** Whoever holds too many waits is refused, not the others. */
  readonly who: string;
  readonly withinMs: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

export interface WaitingOptions {
  readonly clock: Clock;
  /** How many may wait in this process, and how many of them for one viewer, behind whom there may be a CDN or an office. */
  readonly most?: number;
  readonly mostEach?: number;
}

interface Wait { isReady(): boolean; settle(result: 'ready' | 'late' | 'gone'): void }

/** Requests that are answered when something comes; each has a deadline, and all have a bound. */
export class Waiting {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #mostEach: number;
  readonly #waits = new Map<object, Set<Wait>>();
  readonly #byViewer = new Map<string, number>();
  #count = 0;

  constructor({ clock, most = 20_000, mostEach = 1000 }: WaitingOptions) {
    this.#clock = clock;
    this.#most = most;
    this.#mostEach = mostEach;
  }

  get count(): number { return this.#count; }

  /** Waits until `isReady` says so when `topic` is woken. Throws `busy` or `rate-limited` when too many wait already. */
  until(topic: object, isReady: () => boolean, { who, withinMs, gone }: WaitOptions): Promise<'ready' | 'late' | 'gone'> {
    if (isReady()) return Promise.resolve('ready');
    if (gone.aborted) return Promise.resolve('gone');
    if (this.#count >= this.#most) throw new SignalError('busy', { retryAfterMs: 1000 });
    if ((this.#byViewer.get(who) ?? 0) >= this.#mostEach) throw new SignalError('rate-limited', { retryAfterMs: 1000 });
    return new Promise((resolve) => {
      const leave = (): void => wait.settle('gone');
      const cancel = this.#clock.after(withinMs, () => wait.settle('late'));
      const wait: Wait = {
        isReady,
        settle: (result) => {
          cancel();
          gone.removeEventListener('abort', leave);
          this.#remove(topic, wait, who);
          resolve(result);
        },
      };
      gone.addEventListener('abort', leave);
      this.#add(topic, wait, who);
    });
  }

  /** Something has changed about `topic`. */
  wake(topic: object): void {
    for (const wait of this.#waits.get(topic) ?? []) if (wait.isReady()) wait.settle('ready');
  }

  /** Ends all waits. */
  close(): void {
    for (const waits of [...this.#waits.values()]) for (const wait of [...waits]) wait.settle('late');
  }

  #add(topic: object, wait: Wait, who: string): void {
    const waits = this.#waits.get(topic) ?? new Set();
    this.#waits.set(topic, waits.add(wait));
    this.#byViewer.set(who, (this.#byViewer.get(who) ?? 0) + 1);
    this.#count++;
  }

  #remove(topic: object, wait: Wait, who: string): void {
    const waits = this.#waits.get(topic);
    if (!waits?.delete(wait)) return;
    if (waits.size === 0) this.#waits.delete(topic);
    const left = (this.#byViewer.get(who) ?? 1) - 1;
    if (left > 0) this.#byViewer.set(who, left);
    else this.#byViewer.delete(who);
    this.#count--;
  }
}
