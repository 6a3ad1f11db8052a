import type { LiveObject } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { Broadcast, TrackReader, TrackReading } from '../moqt/broadcast-port.ts';

export interface FollowerOptions {
  readonly name: string;
  readonly clock: Clock;
  /** Called at each new start of the reading, for what takes its objects from there. */
  readonly begin: () => Omit<TrackReader, 'ended'>;
  /** The track is not there now; it is tried again. */
  readonly refused?: () => void;
}

const retryMs = { first: 500, most: 5000 };

/** Reads a track as long as its broadcast lasts: again when it ends early, and in the next broadcast of the same name. */
export class TrackFollower {
  readonly #options: FollowerOptions;
  #broadcast: Broadcast | undefined;
  #reading: TrackReading | undefined;
  #cancelRetry: (() => void) | undefined;
  #retryMs = retryMs.first;
  /** Counts readings, so that the late words of an earlier one are not heard. */
  #turn = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  attach(broadcast: Broadcast): void {
    if (this.#broadcast === broadcast) return;
    this.detach();
    this.#broadcast = broadcast;
    this.#retryMs = retryMs.first;
    // Who publishes in this process begins the broadcast first and its tracks right after.
    this.#cancelRetry = this.#options.clock.after(0, () => void this.#read(broadcast));
  }

  detach(): void {
    this.#turn++;
    this.#broadcast = undefined;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#reading?.stop();
    this.#reading = undefined;
  }

  async #read(broadcast: Broadcast): Promise<void> {
    const turn = ++this.#turn;
    const { name, begin, refused } = this.#options;
    try {
      const reading = await broadcast.read(name, this.#readerOf(turn, begin()), 'newest-group');
      if (turn !== this.#turn) return reading.stop();
      this.#reading = reading;
    } catch {
      if (turn !== this.#turn) return;
      refused?.();
      this.#retry();
    }
  }

  #readerOf(turn: number, to: Omit<TrackReader, 'ended'>): TrackReader {
    const isCurrent = (): boolean => turn === this.#turn;
    return {
      object: (object: LiveObject) => {
        if (!isCurrent()) return;
        this.#retryMs = retryMs.first;
        to.object(object);
      },
      subgroupEnd: (end) => { if (isCurrent()) to.subgroupEnd?.(end); },
      ended: () => {
        if (!isCurrent()) return;
        this.#reading = undefined;
        this.#turn++;
        this.#retry();
      },
    };
  }

  #retry(): void {
    const broadcast = this.#broadcast;
    if (!broadcast) return;
    this.#cancelRetry = this.#options.clock.after(this.#retryMs, () => void this.#read(broadcast));
    this.#retryMs = Math.min(2 * this.#retryMs, retryMs.most);
  }
}
