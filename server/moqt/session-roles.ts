import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Session, SessionHandlers } from '../../core/wire/moqt/session-api.ts';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Authority, Revoked } from '../streams/authority-port.ts';
import { endOf, type SessionEnd } from './admission-end.ts';
import type { AudienceFigures } from './audience-figures.ts';
import { uncounted } from './broadcast-tally.ts';
import type { BroadcastRegistry } from './broadcasts.ts';
import { sameNamespace } from './namespace-key.ts';
import { anyStream, namespaceFor, Publishing } from './publisher-session.ts';
import { trustedAccess } from './trusted.ts';
import { ViewerAccess } from './viewer-access.ts';
import { relayWaitingBytes, viewerWaitingBytes, Viewing } from './viewer-session.ts';

/** What a session is for, and what becomes of it. */
export interface SessionRole {
  readonly handlers: SessionHandlers;
  /** Whether this session is to end; what it published is over then. */
  revoke(revoked: Revoked): boolean;
  /** The session has ended. */
  over(): void;
}

export interface RoleContext {
  readonly authority: Authority;
  readonly broadcasts: BroadcastRegistry;
  readonly figures: AudienceFigures;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly via: Transport['kind'];
  /** The session that this role is of; its handlers may be called before it is handed out. */
  readonly session: () => Promise<Session>;
  /** Ends the session. */
  readonly end: (end: SessionEnd) => void;
}

type Offer = Parameters<NonNullable<SessionHandlers['publishNamespace']>>[0];

/** Its key is looked at while the session is set up. */
export function publisherRole(ask: Parameters<Authority['publisher']>[0], { authority, broadcasts, logger, session, end }: RoleContext): SessionRole {
  let own: Namespace | undefined;
  const admitted = authority.publisher(ask).then((admission) => {
    if (!admission.ok) return end(endOf(admission));
    own = admission.namespace;
    return new Publishing({ broadcasts, publishedAs: namespaceFor(admission.namespace), session });
  });
  const withPublishing = (use: (publishing: Publishing) => void | Promise<void>): void => {
    admitted.then((publishing) => publishing && use(publishing)).catch((err: unknown) => logger.warn({ err }, 'a publisher was not served'));
  };
  async function offered(request: Offer): Promise<void> {
    const publishing = await admitted.catch(() => undefined);
    if (publishing) await publishing.offered(request);
    else request.refuse('UNAUTHORIZED', 'auth_failed');
  }
  return {
    handlers: { publishNamespace: (request) => void offered(request).catch(() => request.refuse('INTERNAL_ERROR', 'This relay could not answer.')) },
    revoke({ publisher, namespace, reason }) {
      if (!publisher || !own || !namespace || !sameNamespace(namespace, own)) return false;
      withPublishing((publishing) => publishing.revoked(reason));
      return true;
    },
    over: () => withPublishing((publishing) => publishing.lost()),
  };
}

/** The requests of whoever watches. */
export const askedOf = (viewer: () => Viewing): SessionHandlers => ({
  subscribe: (request) => viewer().subscribe(request),
  fetch: (request) => viewer().fetch(request),
  subscribeNamespace: (request) => viewer().subscribeNamespace(request),
});

export function viewerRole({ id, token }: { readonly id: string; readonly token: string }, context: RoleContext): SessionRole {
  const { authority, clock, end, figures, via } = context;
  const access = new ViewerAccess({ authority, clock, id, token, expired: end });
  const viewer = new Viewing({ ...context, access, waitingBytes: viewerWaitingBytes, watching: (namespace) => figures.watching(namespace, via) });
  return { handlers: askedOf(() => viewer), revoke: (revoked) => access.isRevokedBy(revoked), over: () => viewer.close() };
}

/** Another relay, or this server's own rooms: sees and publishes any stream. */
export function relayRole(context: RoleContext): SessionRole {
  const viewer = new Viewing({ ...context, access: trustedAccess, waitingBytes: relayWaitingBytes, watching: () => uncounted });
  const publishing = new Publishing({ broadcasts: context.broadcasts, publishedAs: anyStream, session: context.session });
  return {
    handlers: {
      ...askedOf(() => viewer),
      publishNamespace: (request) => void publishing.offered(request).catch(() => request.refuse('INTERNAL_ERROR', 'This relay could not answer.')),
    },
    revoke: () => false,
    over() {
      publishing.lost();
      viewer.close();
    },
  };
}
