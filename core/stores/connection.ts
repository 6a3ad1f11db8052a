import { atom } from 'nanostores';
import type { LiveErrorCode } from '../errors.ts';

export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'disconnected' | 'failed';
export type MediaPath = 'sfu' | 'mesh' | 'moqt' | 'hls';

export interface Connection {
  readonly status: ConnectionStatus;
  readonly path: MediaPath;
  readonly reason?: string;
  /** Which try this is, from 1. */
  readonly attempt?: number;
  /** Until the next try. */
  readonly retryInMs?: number;
}

/** How the page is connected. */
export function createConnectionStore() {
  const $connection = atom<Connection>({ status: 'disconnected', path: 'sfu' });
  /** What keeps pictures and sound from coming or going while the room is connected; `null` while they may. */
  const $mediaProblem = atom<LiveErrorCode | null>(null);
  return { $connection, $mediaProblem };
}
export type ConnectionStore = ReturnType<typeof createConnectionStore>;
