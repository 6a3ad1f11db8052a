import { atom, computed } from 'nanostores';
import type { LiveError } from '../errors.ts';
import type { LiveState } from '../machine.ts';
import type { Self } from '../wire/signal/replies.ts';
import type { RoomInfo, StreamSummary } from '../wire/signal/shapes.ts';

/** Who I am here, which room this is, and where in its life the session stands. */
export function createSessionStore() {
  const $state = atom<LiveState>('IDLE');
  const $self = atom<Self | null>(null);
  const $room = atom<RoomInfo | null>(null);
  /** Set when the stream ended; until the next start. */
  const $summary = atom<StreamSummary | null>(null);
  /** Why the last start failed or the session was lost; cleared by the next start. */
  const $error = atom<LiveError | null>(null);
  const $shareLink = atom<string | null>(null);
  /** Server clock minus ours, in ms; add it to `Date.now()` before comparing with wire times. */
  const $clockOffset = atom(0);
  const $isLive = computed($room, (room) => room?.status === 'live');
  return {
    $state,
    $self,
    $room,
    $summary,
    $error,
    $shareLink,
    $clockOffset,
    $isLive,
    /** A new start: what the last one left behind is forgotten. */
    reset(): void {
      $self.set(null);
      $room.set(null);
      $summary.set(null);
      $error.set(null);
      $shareLink.set(null);
    },
  };
}
export type SessionStore = ReturnType<typeof createSessionStore>;
