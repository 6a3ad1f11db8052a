import type { Clock } from '../clock.ts';
import { openSession } from '../wire/moqt/session.ts';
import type { Session, SessionHandlers } from '../wire/moqt/session-api.ts';
import { fetchRelayInfo, type StreamAddress } from './addresses.ts';
import { connectRelay } from './connect.ts';

/** Opens a session to publish in with the relay of an address. Rejects with a `StreamError`. */
export type RelayConnector = (address: StreamAddress, signal: AbortSignal, handlers: SessionHandlers) => Promise<{ readonly session: Session }>;

export const browserRelay = (clock: Clock): RelayConnector => async (address, signal, handlers) =>
  connectRelay(await fetchRelayInfo(address.relay, signal), address, { signal, clock, opener: (draft) => (transport) => openSession(transport, { draft, handlers }) });
