import type { Namespace } from '../../core/wire/moqt/names.ts';
import { every, type Clock } from '../clock.ts';
import type { Authority } from '../streams/authority-port.ts';
import { BroadcastTally, uncounted, type Via, type Watching } from './broadcast-tally.ts';
import { keyOf } from './namespace-key.ts';

/** Counts what each broadcast's audience is, and tells the authority: each 10 s while it runs, and at its end. */
export interface AudienceFigures {
  /** Someone begins to watch. */
  watching(namespace: Namespace, via: Via): Watching;
  /** Viewers now. */
  viewers(via: Via): number;
  /** Of all that was ever watched. */
  readonly totals: { readonly bytesOut: number; readonly objectsDropped: number };
  close(): void;
}

/** A broadcast that says what it has received. */
interface Counted { readonly namespace: Namespace; readonly ended: Promise<void>; readonly bytesIn: number }

interface Running { readonly tally: BroadcastTally; readonly broadcast: Counted }

export interface FiguresOptions {
  readonly clock: Clock;
  readonly record: Authority['record'];
  /** A new id for a broadcast. */
  readonly newId: () => string;
  readonly watch: (started: (broadcast: Counted) => void) => () => void;
}

const rowEveryMs = 10_000;

const alsoIn = (totals: { bytesOut: number; objectsDropped: number }, counted: Watching): Omit<Watching, 'end'> => ({
  sent(bytes) {
    totals.bytesOut += bytes;
    counted.sent(bytes);
  },
  dropped(objects) {
    totals.objectsDropped += objects;
    counted.dropped(objects);
  },
  started: (ms) => counted.started(ms),
});

export function createAudienceFigures({ clock, record, newId, watch }: FiguresOptions): AudienceFigures {
  const running = new Map<string, Running>();
  const now: Record<Via, number> = { webtransport: 0, websocket: 0, hls: 0 };
  const totals = { bytesOut: 0, objectsDropped: 0 };

  const tell = ({ tally, broadcast }: Running, over: boolean): void => record(tally.row(broadcast.bytesIn, over));
  const stopWatching = watch((broadcast) => {
    const key = keyOf(broadcast.namespace);
    const entry = { tally: new BroadcastTally(newId(), broadcast.namespace, clock), broadcast };
    running.set(key, entry);
    tell(entry, false);
    void broadcast.ended.then(() => {
      if (running.get(key) !== entry) return;
      running.delete(key);
      tell(entry, true);
    });
  });
  const stopRows = every(clock, rowEveryMs, () => { for (const entry of running.values()) tell(entry, false); });

  return {
    watching(namespace, via) {
      const counted = running.get(keyOf(namespace))?.tally.watching(via) ?? uncounted;
      let there = true;
      now[via] += 1;
      return {
        ...alsoIn(totals, counted),
        end() {
          if (there) now[via] -= 1;
          there = false;
          counted.end();
        },
      };
    },
    viewers: (via) => now[via],
    totals,
    close() {
      stopWatching();
      stopRows();
      for (const entry of running.values()) tell(entry, true);
      running.clear();
    },
  };
}
