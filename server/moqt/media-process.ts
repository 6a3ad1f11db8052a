import type { Transport } from '../../core/wire/moqt/transport.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Role } from '../roles.ts';
import type { AudiencePlane } from '../rooms/audience-plane.ts';
import type { Streams } from '../streams/streams.ts';
import { MediaChild } from './child.ts';
import { planeConfigOf, type PlaneRole } from './plane-config.ts';
import { createRoomPublisher } from './room-publisher.ts';

/** The process that relays and packages, as the main process sees it. */
export interface MediaProcess {
  /** What rooms broadcast by. */
  readonly plane: AudiencePlane;
  /** Starts it if it does not run. Resolves when its address is known, which may be before it listens. */
  needed(): Promise<void>;
  /** Its process id while it runs. */
  pid(): number | undefined;
  close(): Promise<void>;
}

export interface MediaProcessOptions {
  readonly config: Config;
  readonly roles: readonly Role[];
  readonly streams: Pick<Streams, 'authority' | 'address' | 'store' | 'signRoomPlayback' | 'peerRemoved' | 'roomEnded'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'secret'>;
  readonly logger: Logger;
}

const isOfPlane = (role: Role): role is PlaneRole => role === 'relay' || role === 'hls';

/** Where this machine reaches what listens at `host`. */
const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' || host === '[::]' ? '[::1]' : host);

/**
 * Runs it from its first use on, or from the start where encoders may come at any time. What rooms broadcast goes there
 * over the loopback, by a secret of this start. Nothing where none of its roles are wanted.
 */
export async function openMediaProcess({ config, roles, streams, clock, ids, logger }: MediaProcessOptions): Promise<MediaProcess | undefined> {
  const own = roles.filter(isOfPlane);
  if (own.length === 0) return undefined;
  const secret = ids.secret();
  const child = new MediaChild({ config: planeConfigOf(config, own, [secret]), authority: streams.authority, clock, logger, listening: (port) => streams.address.listensOn(port) });
  const connect = async (): Promise<Transport> => {
    const port = await child.start();
    const { dialWebSocket } = await import('./web-socket.ts');
    return dialWebSocket(`${config.tls ? 'wss' : 'ws'}://${reachable(config.host)}:${port}/relay?sk=${secret}`, config.tls ? { ca: config.tls.cert } : {});
  };
  const rooms = createRoomPublisher({ connect, clock, logger });

  async function needed(): Promise<void> {
    const started = child.start();
    started.catch((err: unknown) => logger.error({ err }, 'the media process could not be started'));
    // A port that was chosen is known before anyone listens there.
    if (config.relay.port === 0) await started;
  }

  if (await streams.store.inputs.any()) needed().catch(() => {});
  return {
    plane: { publish: (namespace) => rooms.publish(namespace), signRoomPlayback: (ask) => streams.signRoomPlayback(ask), peerRemoved: (peer) => streams.peerRemoved(peer), roomEnded: (room) => streams.roomEnded(room) },
    needed,
    pid: () => child.pid,
    async close() {
      rooms.close();
      await child.close();
    },
  };
}
