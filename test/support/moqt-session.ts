import { acceptSession, openSession } from '../../core/wire/moqt/session.ts';
import type { Draft } from '../../core/wire/moqt/codes.ts';
import type { MoqtObject } from '../../core/wire/moqt/objects.ts';
import type { LiveObject, ObjectListener, Session, SessionHandlers, SetTimer, SubscribeRequest, TrackOffer, TrackSender } from '../../core/wire/moqt/session-api.ts';
import { transportPair, type MemoryTransport, type PairOptions } from './transport-pair.ts';

export interface SessionPair {
  readonly client: Session;
  readonly server: Session;
  readonly transports: { readonly client: MemoryTransport; readonly server: MemoryTransport };
}

export interface SessionPairOptions extends PairOptions {
  readonly draft?: Draft;
  readonly client?: SessionHandlers;
  readonly server?: SessionHandlers;
  readonly maxRequests?: number;
  readonly setTimer?: SetTimer;
}

/** Both ends of a session in memory. */
export async function sessionPair({ draft = 14, client = {}, server = {}, maxRequests, setTimer, ...pair }: SessionPairOptions = {}): Promise<SessionPair> {
  const transports = transportPair(pair);
  const common = { ...(maxRequests !== undefined && { maxRequests }), ...(setTimer && { setTimer }) };
  const [opened, accepted] = await Promise.all([
    openSession(transports.client, { draft, handlers: client, ...common }),
    acceptSession(transports.server, { drafts: [14, 16], handlers: server, ...common }),
  ]);
  return { client: opened, server: accepted, transports };
}

/** A publisher that says yes to everything and keeps who asked. */
export function acceptAll(offer: Partial<TrackOffer> = {}): { readonly handlers: SessionHandlers; next(): Promise<Serving>; readonly all: Serving[] } {
  const all: Serving[] = [];
  const waiting: ((serving: Serving) => void)[] = [];
  let given = 0;
  const handlers: SessionHandlers = {
    subscribe(request) {
      const serving: Serving = { request, changes: [], ended: 0, sender: undefined as never };
      serving.sender = request.accept(offer, { changed: (changes) => void serving.changes.push(changes), ended: () => { serving.ended += 1; } });
      all.push(serving);
      const waiter = waiting.shift();
      if (waiter) {
        given += 1;
        waiter(serving);
      }
    },
  };
  return {
    handlers,
    all,
    next() {
      const ready = all[given];
      if (!ready) return new Promise((resolve) => { waiting.push(resolve); });
      given += 1;
      return Promise.resolve(ready);
    },
  };
}

export interface Serving {
  readonly request: SubscribeRequest;
  sender: TrackSender;
  readonly changes: object[];
  /** How often it was told of the end. */
  ended: number;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = ({ payload }: Pick<LiveObject, 'payload'>): string => new TextDecoder().decode(payload);

/** A listener that keeps what it hears. */
export function heard(): { readonly objects: LiveObject[]; readonly ends: object[]; readonly on: ObjectListener } {
  const objects: LiveObject[] = [];
  const ends: object[] = [];
  return { objects, ends, on: { object: (object) => void objects.push(object), subgroupEnd: (at) => void ends.push(at) } };
}

export const videoTrack = { namespace: ['stream', 'local', 'lv_1'], name: 'video/720p' } as const;
export const objectOf = (id: number, text: string): MoqtObject => ({ object: id, payload: bytesOf(text), status: 'normal' });
/** For `until`. */
export const soon = (what: string): { what: string; every: number } => ({ what, every: 5 });
