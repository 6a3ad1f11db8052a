import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { HttpProblem } from '../http/problem.ts';
import { SignalError } from '../signal-error.ts';
import type { Rooms, RoomRecord } from '../store/ports.ts';
import { createKeyedBuckets } from './token-bucket.ts';

/** What one organisation may have of this server; on a server for one, everyone together. */
export interface Quotas {
  /** Counts one minted token. Throws `rate-limited` when there were too many in this minute. */
  mint(orgId: string | undefined): void;
  /** Writes a new room down unless there are too many open ones. Throws `quota-reached`. */
  putRoom(room: RoomRecord): Promise<void>;
  /** Whether one more peer is welcome where `present` are in the organisation's rooms. */
  hasRoomFor(present: number): boolean;
}

export interface QuotaOptions { readonly quotas: Config['quotas']; readonly rooms: Pick<Rooms, 'open' | 'put'>; readonly clock: Clock }

export function createQuotas({ quotas, rooms, clock }: QuotaOptions): Quotas {
  const { rooms: maxRooms, peers: maxPeers, tokensPerMinute } = quotas;
  const tokens = tokensPerMinute === 0 ? undefined : createKeyedBuckets({ burst: tokensPerMinute, perSecond: tokensPerMinute / 60 }, clock);
  let counting: Promise<unknown> = Promise.resolve();

  async function putCounted(room: RoomRecord): Promise<void> {
    const open = (await rooms.open()).filter(({ orgId }) => orgId === room.orgId);
    if (open.length >= maxRooms) throw new HttpProblem('quota-reached', 'End one of them, or ask the operator for more.');
    await rooms.put(room);
  }

  return {
    mint(orgId) {
      const retryAfterMs = tokens?.take(orgId ?? '') ?? 0;
      if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
    },
    putRoom(room) {
      if (maxRooms === 0) return rooms.put(room);
      // One after the other: two at once would both find the last place free.
      const turn = counting.then(() => putCounted(room));
      counting = turn.catch(() => {});
      return turn;
    },
    hasRoomFor: (present) => maxPeers === 0 || present < maxPeers,
  };
}
