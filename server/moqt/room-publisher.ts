import type { Session } from '../../core/wire/moqt/session-api.ts';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Broadcast, Broadcasts } from './broadcast-port.ts';
import { uncounted } from './broadcast-tally.ts';
import { createBroadcasts } from './broadcasts.ts';
import { SessionLink } from './session-link.ts';
import { askedOf } from './session-roles.ts';
import { trustedAccess } from './trusted.ts';
import { relayWaitingBytes, Viewing } from './viewer-session.ts';

/** What this process broadcasts, handed to the process that relays it. */
export interface RoomPublisher extends Pick<Broadcasts, 'publish'> {
  close(): void;
}

export interface RoomPublisherOptions {
  /** To the relay, as one that it trusts; starts it if need be. */
  readonly connect: () => Promise<Transport>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Connects with the first broadcast. Whenever the relay has gone and is back, it is offered all of them again and asks for what is watched. */
export function createRoomPublisher({ connect, clock, logger }: RoomPublisherOptions): RoomPublisher {
  const broadcasts = createBroadcasts({ clock });
  let viewing: Viewing | undefined;
  let current: Session | undefined;

  // Each session has requests and queues of its own.
  const view = (): Viewing => (viewing ??= new Viewing({ broadcasts, access: trustedAccess, clock, session: () => link.session(), watching: () => uncounted, waitingBytes: relayWaitingBytes }));
  const link = new SessionLink({
    connect, clock, logger, to: 'the relay', handlers: askedOf(view),
    opened(session) {
      current = session;
      for (const broadcast of broadcasts.all()) offer(session, broadcast);
    },
    lost() {
      current = undefined;
      viewing?.close();
      viewing = undefined;
    },
  });

  function offer(session: Session, broadcast: Broadcast): void {
    session.publishNamespace(broadcast.namespace).then(
      (made) => broadcast.ended.then(() => made.withdraw()),
      (err: unknown) => { if (current === session) logger.warn({ err, namespace: broadcast.namespace }, 'the relay does not take a broadcast'); },
    );
  }

  broadcasts.watch((broadcast) => {
    link.start();
    if (current) offer(current, broadcast);
  });

  return {
    publish: (namespace) => broadcasts.publish(namespace),
    close() {
      broadcasts.close();
      link.close();
      viewing?.close();
    },
  };
}
