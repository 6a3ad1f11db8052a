import type { Clock } from '../clock.ts';
import { MoqtError, sessionErrors } from '../wire/moqt/moqt-error.ts';
import type { Draft } from '../wire/moqt/codes.ts';
import type { SubscriberSession } from '../wire/moqt/session-api.ts';
import type { Transport } from '../wire/moqt/transport.ts';
import { w3cTransport, type W3cSession } from '../wire/moqt/w3c-transport.ts';
import { at, type StreamAddress } from './addresses.ts';
import type { RelayInfo } from '../wire/streams/relay.ts';
import type { PlaybackPath, RelaySession } from './playback.ts';
import { errorOfEnd } from './session-end.ts';
import { StreamError } from './stream-error.ts';
import { openWebTransport } from './web-transport.ts';

/** UDP that is blocked says nothing: after this, in ms, the next way is tried. */
const patienceMs = 3000;

export interface ConnectOptions<Opened extends SubscriberSession> {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Called first, so that what a draft needs may be fetched while a transport is opened; then with each transport. */
  readonly opener: (draft: Draft) => (transport: Transport) => Promise<Opened>;
  /** A way that was not taken, and why. */
  readonly fellBack?: (from: PlaybackPath['via'], reason: string) => void;
}

/** The relay answered and said no: another transport would hear the same. */
const isRefusal = (error: unknown): error is MoqtError => error instanceof MoqtError && ['UNAUTHORIZED', 'EXPIRED_AUTH_TOKEN', 'TOO_MANY_REQUESTS'].includes(error.code);

interface Way { readonly via: 'webtransport' | 'websocket'; readonly open: () => Promise<W3cSession>; readonly missing: string | undefined }

function waysOf(info: RelayInfo, address: StreamAddress): Way[] {
  const { webTransport, webSocket } = info;
  return [
    {
      via: 'webtransport',
      missing: !webTransport ? 'The relay has none.' : 'WebTransport' in globalThis ? undefined : 'This browser has none.',
      open: () => openWebTransport(at(webTransport!.url, address), webTransport!.certificateHashes),
    },
    {
      via: 'websocket',
      missing: webSocket ? undefined : 'The relay has none.',
      open: async () => (await import('./web-socket.ts')).openWebSocket(at(webSocket!.url, address)),
    },
  ];
}

/** Opens a session with a relay: WebTransport, else WebSocket. Rejects with a `StreamError`; `unsupported` where there is no way to try. */
export async function connectRelay<Opened extends SubscriberSession>(info: RelayInfo, address: StreamAddress, { signal, clock, opener, fellBack }: ConnectOptions<Opened>): Promise<RelaySession<Opened>> {
  const openSession = opener(address.url.searchParams.get('moqt') === '16' ? 16 : 14);
  let last: unknown = new StreamError('unsupported');
  for (const { via, missing, open } of waysOf(info, address)) {
    if (missing !== undefined) {
      fellBack?.(via, missing);
      continue;
    }
    const late = Promise.withResolvers<never>();
    const cancel = clock.after(patienceMs, () => late.reject(new Error(`No answer within ${patienceMs / 1000} s.`)));
    const opening = open().then((session) => openSession(w3cTransport(session, via)));
    try {
      const session = await Promise.race([opening, late.promise]);
      if (signal.aborted) {
        session.close();
        throw new StreamError('unreachable', { message: 'It was called off.' });
      }
      return { session, path: { plane: 'moqt', via }, namespace: [address.id] };
    } catch (error) {
      void opening.then((session) => session.close(), () => {});
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
