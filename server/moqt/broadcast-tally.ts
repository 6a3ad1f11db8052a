import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Clock } from '../clock.ts';
import type { BroadcastRow } from '../streams/authority-port.ts';

/** How someone watches. */
export type Via = keyof BroadcastRow['byTransport'];

/** One viewer, for as long as it watches. */
export interface Watching {
  sent(bytes: number): void;
  dropped(objects: number): void;
  /** From asking to the first object sent, ms; the first call counts. */
  started(ms: number): void;
  /** Safe to call twice. */
  end(): void;
}

/** For relays: their viewers are counted where they watch. */
export const uncounted: Watching = { sent() {}, dropped() {}, started() {}, end() {} };

/** Start-up times that are kept for the median. */
const mostStartups = 10_000;

const median = (values: readonly number[]): number | null => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

/** What is counted of one broadcast's audience. */
export class BroadcastTally {
  readonly #id: string;
  readonly #namespace: Namespace;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #startedAt: number;
  /** When each of those who watch now came. */
  readonly #there = new Map<Watching, number>();
  readonly #views: Record<Via, number> = { webtransport: 0, websocket: 0, hls: 0 };
  readonly #startups: number[] = [];
  #peak = 0;
  /** Of those who have left. */
  #watchedMs = 0;
  #bytesOut = 0;
  #dropped = 0;

  constructor(id: string, namespace: Namespace, clock: Pick<Clock, 'now'>) {
    this.#id = id;
    this.#namespace = namespace;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  watching(via: Via): Watching {
    let waits = true;
    const watching: Watching = {
      sent: (bytes) => { this.#bytesOut += bytes; },
      dropped: (objects) => { this.#dropped += objects; },
      started: (ms) => {
        if (waits && this.#startups.length < mostStartups) this.#startups.push(ms);
        waits = false;
      },
      end: () => {
        const since = this.#there.get(watching);
        if (since === undefined) return;
        this.#there.delete(watching);
        this.#watchedMs += this.#clock.now() - since;
      },
    };
    this.#views[via] += 1;
    this.#there.set(watching, this.#clock.now());
    this.#peak = Math.max(this.#peak, this.#there.size);
    return watching;
  }

  row(bytesIn: number, over: boolean): BroadcastRow {
    const now = this.#clock.now();
    const watchedMs = [...this.#there.values()].reduce((sum, since) => sum + now - since, this.#watchedMs);
    const [, org = '', streamId = ''] = this.#namespace;
    return {
      id: this.#id, org, streamId, tag: 'media.broadcast', startedAt: this.#startedAt, endedAt: over ? now : null,
      viewersPeak: this.#peak, views: this.#views.webtransport + this.#views.websocket + this.#views.hls, viewerMinutes: watchedMs / 60_000,
      bytesIn, bytesOut: this.#bytesOut, objectsDropped: this.#dropped, startupMs: median(this.#startups), byTransport: { ...this.#views },
    };
  }
}
