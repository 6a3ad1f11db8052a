import type { Clock } from '../clock.ts';
import { MoqtError, sessionErrors } from '../wire/moqt/moqt-error.ts';
import { openSession } from '../wire/moqt/session.ts';
import type { Session, SessionHandlers } from '../wire/moqt/session-api.ts';
import type { Transport } from '../wire/moqt/transport.ts';
import { at, fetchRelayInfo, type StreamAddress } from './addresses.ts';
import type { RelayInfo } from '../wire/streams/relay.ts';
import type { PlaybackPath, RelaySession } from './playback.ts';
import { errorOfEnd } from './session-end.ts';
import { StreamError } from './stream-error.ts';

/** UDP that is blocked says nothing: after this, in ms, the next way is tried. */
const patienceMs = 3000;

export interface ConnectOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly handlers?: SessionHandlers;
  /** A way that was not taken, and why. */
  readonly fellBack?: (from: PlaybackPath['via'], reason: string) => void;
}

/** The relay answered and said no: another transport would hear the same. */
const isRefusal = (error: unknown): error is MoqtError => error instanceof MoqtError && ['UNAUTHORIZED', 'EXPIRED_AUTH_TOKEN', 'TOO_MANY_REQUESTS'].includes(error.code);

interface Way { readonly via: 'webtransport' | 'websocket'; readonly open: () => Promise<Transport>; readonly missing: string | undefined }

function waysOf(info: RelayInfo, address: StreamAddress): Way[] {
  const { webTransport, webSocket } = info;
  return [
    {
      via: 'webtransport',
      missing: !webTransport ? 'The relay has none.' : 'WebTransport' in globalThis ? undefined : 'This browser has none.',
      open: async () => (await import('./web-transport.ts')).openWebTransport(at(webTransport!.url, address), webTransport!.certificateHashes),
    },
    {
      via: 'websocket',
      missing: webSocket ? undefined : 'The relay has none.',
      open: async () => (await import('./web-socket.ts')).openWebSocket(at(webSocket!.url, address)),
    },
  ];
}

/** Opens a session with a relay: WebTransport, else WebSocket. Rejects with a `StreamError`; `unsupported` where there is no way to try. */
export async function connectRelay(info: RelayInfo, address: StreamAddress, { signal, clock, handlers = {}, fellBack }: ConnectOptions): Promise<RelaySession> {
  const draft = address.url.searchParams.get('moqt') === '16' ? 16 : 14;
  let last: unknown = new StreamError('unsupported', { message: 'The relay and this browser have no way of MoQT in common.' });
  for (const { via, missing, open } of waysOf(info, address)) {
    if (missing !== undefined) {
      fellBack?.(via, missing);
      continue;
    }
    const late = Promise.withResolvers<never>();
    const cancel = clock.after(patienceMs, () => late.reject(new Error(`There was no answer within ${patienceMs / 1000} s.`)));
    const opening = open().then((transport) => openSession(transport, { draft, handlers }));
    try {
      const session = await Promise.race([opening, late.promise]);
      if (signal.aborted) {
        session.close();
        throw new StreamError('unreachable', { message: 'It was called off.' });
      }
      return { session, path: { plane: 'moqt', via }, namespace: [address.id] };
    } catch (error) {
      void opening.then((session: Session) => session.close(), () => {});
      if (isRefusal(error)) throw errorOfEnd(sessionErrors[error.code], error.message);
      if (signal.aborted) throw error;
      last = error;
      fellBack?.(via, error instanceof Error ? error.message : String(error));
    } finally {
      cancel();
    }
  }
  throw StreamError.from(last, 'unreachable');
}

/** Opens a session with the relay of an address. Rejects with a `StreamError`. */
export type RelayConnector = (address: StreamAddress, signal: AbortSignal, handlers: SessionHandlers) => Promise<{ readonly session: Session }>;

export const browserRelay = (clock: Clock): RelayConnector => async (address, signal, handlers) =>
  connectRelay(await fetchRelayInfo(address.relay, signal), address, { signal, clock, handlers });
