import type { Clock } from '../clock.ts';
import type { Records } from '../store/ports.ts';
import { playbackTtl } from './playback-tokens.ts';

export interface Watcher { readonly org: string; readonly roomId: string; readonly peerId: string }

/** Who was sent out of a room: what they were given to watch it by is good no more. Who may come back is given something newer. */
export interface SentAway {
  add(watcher: Watcher): Promise<void>;
  /** Whether this one was sent away at `since` (ms since the epoch) or later. */
  has(watcher: Watcher, since: number): Promise<boolean>;
}

const collection = 'playback-sent-away';
const keyOf = ({ org, roomId, peerId }: Watcher): string => JSON.stringify([org, roomId, peerId]);

/** Kept where rooms are, for as long as the longest token lives. */
export const createSentAway = ({ records, clock }: { readonly records: Pick<Records, 'get' | 'put'>; readonly clock: Pick<Clock, 'now'> }): SentAway => ({
  add: (watcher) => records.put(collection, keyOf(watcher), clock.now(), { expiresAt: clock.now() + playbackTtl.max * 1000 }),
  has: async (watcher, since) => Number((await records.get(collection, keyOf(watcher))) ?? -1) >= since,
});
