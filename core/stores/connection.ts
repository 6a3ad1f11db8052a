import { atom } from 'nanostores';

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
  return { $connection };
}
export type ConnectionStore = ReturnType<typeof createConnectionStore>;
