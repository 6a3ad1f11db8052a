import type { Draft } from '../../core/wire/moqt/codes.ts';
import type { Location, Namespace } from '../../core/wire/moqt/names.ts';
import { openSession } from '../../core/wire/moqt/session.ts';
import type { LiveObject, Session, Subscription, TrackSender } from '../../core/wire/moqt/session-api.ts';
import type { Relay } from '../../server/moqt/relay.ts';
import { transportPair, type MemoryTransport, type PairOptions } from './transport-pair.ts';

export const streamOf = (id: string): Namespace => ['stream', 'org1', id];

export interface Connected { readonly session: Session; readonly transport: MemoryTransport; /** The relay's end. */ readonly there: MemoryTransport }

export interface ConnectOptions extends PairOptions {
  readonly draft?: Draft;
  readonly handlers?: Parameters<typeof openSession>[1]['handlers'];
  /** It takes no media, as a process that was stopped. */
  readonly readsNothing?: boolean;
}

/** A session with a relay of this process, over a transport in memory. */
export async function connectTo(relay: Relay, path: string, { draft = 14, handlers, readsNothing = false, ...pair }: ConnectOptions = {}): Promise<Connected> {
  const { client, server } = transportPair(pair);
  void relay.serve({ transport: server, url: new URL(path, 'https://relay.test'), address: '127.0.0.1' });
  if (readsNothing) client.acceptUni = () => new Promise(() => {});
  const session = await openSession(client, { draft, ...(handlers && { handlers }) });
  return { session, transport: client, there: server };
}

/** A publisher that counts who asks for its tracks. */
export interface TestPublisher extends Connected {
  /** How often each track was asked for. */
  readonly asked: Map<string, number>;
  /** Subscriptions that are open now. */
  readonly open: Map<string, TrackSender>;
  /** Sends one group: each payload an object. With `cut` the stream stays open. */
  send(track: string, group: number, payloads: readonly Uint8Array[], options?: { readonly from?: number; readonly subgroup?: number; readonly priority?: number; readonly cut?: boolean }): Promise<void>;
}

/** Publishes `tracks` of a live input. */
export async function publishTo(relay: Relay, { id = 'lv_1', key = 'key-1', namespace = streamOf(id), tracks = ['video'], largest, ...options }: ConnectOptions & { readonly id?: string; readonly key?: string; readonly namespace?: Namespace; readonly tracks?: readonly string[]; readonly largest?: Location } = {}): Promise<TestPublisher> {
  const asked = new Map<string, number>();
  const open = new Map<string, TrackSender>();
  const connected = await connectTo(relay, `/publish/${id}?sk=${key}`, {
    ...options,
    handlers: {
      subscribe(request) {
        const { name } = request.track;
        if (!tracks.includes(name)) return request.refuse('DOES_NOT_EXIST', 'no such track');
        asked.set(name, (asked.get(name) ?? 0) + 1);
        open.set(name, request.accept({ ...(largest && { largest }) }, { ended: () => void open.delete(name) }));
      },
    },
  });
  await connected.session.publishNamespace(namespace);
  return {
    ...connected,
    asked,
    open,
    async send(track, group, payloads, { from = 0, subgroup = 0, priority = 128, cut = false } = {}) {
      const sender = open.get(track);
      if (!sender) throw new Error(`nobody has asked for ${track}`);
      const stream = await sender.openSubgroup({ group, subgroup, priority, extensions: false, endOfGroup: false });
      for (const [index, payload] of payloads.entries()) await stream.write({ object: from + index, payload, status: 'normal' });
      if (!cut) await stream.finish();
    },
  };
}

export interface TestViewer { readonly subscription: Subscription; readonly objects: LiveObject[]; readonly ends: { readonly group: number; readonly subgroup: number; readonly whole: boolean }[]; /** `group/object` of what came. */ places(): string[] }

/** Subscribes and keeps what comes. */
export function watchTrack(session: Session, name: string, { namespace = streamOf('lv_1'), ...options }: Partial<Omit<Parameters<Session['subscribe']>[1], 'on'>> & { readonly namespace?: Namespace } = {}): TestViewer {
  const objects: LiveObject[] = [];
  const ends: TestViewer['ends'] = [];
  const subscription = session.subscribe({ namespace, name }, { ...options, on: { object: (object) => void objects.push(object), subgroupEnd: (end) => void ends.push(end) } });
  return { subscription, objects, ends, places: () => objects.map(({ group, object }) => `${group}/${object}`) };
}

export const bytes = (length: number, value = 1): Uint8Array => new Uint8Array(length).fill(value);
