import type { Transport } from '../../core/wire/moqt/transport.ts';

/** A client that has connected. */
export interface Arrival {
  readonly transport: Transport;
  readonly url: URL;
  /** Where it is, as far as the transport tells. */
  readonly address?: string;
}

/** What every listener is told. */
export interface ListenerOptions {
  /** Whether anything is served there; the rest is turned away with 404. */
  readonly serves: (url: URL) => boolean;
  /** Takes the transport over. Must not throw. */
  readonly arrived: (arrival: Arrival) => void;
  /** Sessions open at once; more are turned away with 503. */
  readonly maxSessions: number;
}
