import type { PublisherDeps } from '../../../core/streams/publisher.ts';
import { browserPlanes, type Planes } from '../../../core/streams/planes.ts';
import { systemClock } from '../../../core/clock.ts';
import { acceptSession, openSession } from '../../../core/wire/moqt/session.ts';
import type { Session, SessionHandlers } from '../../../core/wire/moqt/session-api.ts';
import { transportPair, type MemoryTransport } from '../../support/transport-pair.ts';

/** A publisher and its viewers in one page, with MoQT sessions in memory between them. */
export interface InPageRelay {
  readonly connect: NonNullable<PublisherDeps['connect']>;
  readonly planes: Planes;
  /** Ends all viewers’ connections as a broken network does. */
  cut(): void;
  /** Pictures are asked of the publisher so much later than sound, ms. */
  pictureDelayMs: number;
  /** Viewers that connected so far. */
  readonly visits: number;
}

export function inPageRelay(): InPageRelay {
  let handlers: SessionHandlers | undefined;
  const links: MemoryTransport[] = [];
  let visits = 0;
  const relay: InPageRelay = {
    pictureDelayMs: 0,
    get visits() { return visits; },
    cut: () => { for (const link of links.splice(0)) link.cut(); },
    connect: async (_address, _signal, given) => {
      handlers = given;
      const session = { transport: 'webtransport', closed: new Promise(() => {}), close() {}, publishNamespace: async () => ({ withdraw() {}, cancelled: new Promise(() => {}) }) } as unknown as Session;
      return { session };
    },
    planes: {
      ...browserPlanes(systemClock),
      relay: async () => ({ webTransport: { url: 'https://127.0.0.1', certificateHashes: [] }, webSocket: null, hls: null, drafts: [14] }),
      async connect(_info, address) {
        visits += 1;
        const { client, server } = transportPair();
        links.push(client);
        const accepted = acceptSession(server, { drafts: [14], handlers: {
          subscribe(request) {
            const pass = (): unknown => handlers?.subscribe?.(request) ?? request.refuse('DOES_NOT_EXIST', '');
            if (request.track.name.startsWith('video/')) systemClock.after(relay.pictureDelayMs, pass);
            else pass();
          },
        } });
        const [session] = await Promise.all([openSession(client, { draft: 14 }), accepted]);
        return { session, path: { plane: 'moqt', via: 'webtransport' }, namespace: [address.id] };
      },
    },
  };
  return relay;
}
