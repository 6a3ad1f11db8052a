import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import { acceptSession } from '../../core/wire/moqt/session.ts';
import type { Session } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Authority } from '../streams/authority-port.ts';
import { authFailed, type SessionEnd } from './admission-end.ts';
import type { Arrival } from './arrival.ts';
import { createAudienceFigures, type AudienceFigures } from './audience-figures.ts';
import { createBroadcasts, type BroadcastRegistry } from './broadcasts.ts';
import type { BroadcastLimits } from './live-broadcast.ts';
import { draftsOf, readRelayPath, type RelayPath } from './relay-path.ts';
import { publisherRole, relayRole, viewerRole, type RoleContext, type SessionRole } from './session-roles.ts';
import { isSecret } from './trusted.ts';

export interface RelayOptions {
  readonly authority: Authority;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'debug' | 'warn'>;
  /** A new id for a broadcast's figures. */
  readonly newId: () => string;
  /** Those of other relays and of this server's rooms: whoever shows one publishes and sees any stream. */
  readonly secrets: readonly string[];
  readonly limits?: BroadcastLimits;
}

export interface Relay {
  readonly broadcasts: BroadcastRegistry;
  readonly figures: AudienceFigures;
  /** How many sessions are open. */
  readonly sessions: number;
  /** Resolves when the client's session is over; never rejects. */
  serve(arrival: Arrival): Promise<void>;
  /** Ends every session and every broadcast. */
  close(): void;
}

interface Live { readonly role: SessionRole; end(end: SessionEnd): void }

/** Requests that one session may have open; relays serve many viewers by one. */
const mostRequests = { own: 64, relay: 10_000 };
const closing: SessionEnd = { code: sessionErrors.NO_ERROR, reason: 'The relay is closing.' };

function roleOf(path: RelayPath, address: string | undefined, context: RoleContext): SessionRole {
  switch (path.role) {
    case 'publish':
      // Whoever has no address is counted as one of this machine's own: as a proxy, with everyone behind it.
      return publisherRole({ inputId: path.id, streamKey: path.secret, address: address ?? '127.0.0.1' }, context);
    case 'playback': return viewerRole({ id: path.id, token: path.secret }, context);
    case 'relay': return relayRole(context);
  }
}

/** Takes in what is published and hands it to whoever may watch. */
export function createRelay({ authority, clock, logger, newId, secrets, limits }: RelayOptions): Relay {
  const broadcasts = createBroadcasts({ clock, ...(limits && { limits }) });
  const figures = createAudienceFigures({ clock, record: (row) => authority.record(row), newId, watch: (started) => broadcasts.watch(started) });
  const sessions = new Set<Live>();

  const stopHearing = authority.onRevoked((revoked) => {
    for (const { role, end } of sessions) if (role.revoke(revoked)) end(authFailed);
  });

  async function run({ transport, url, address }: Arrival, path: RelayPath): Promise<void> {
    const made = Promise.withResolvers<Session>();
    made.promise.catch(() => {});
    // Before there is a session its transport cannot tell codes of one, so the end waits for it.
    const end = ({ code, reason }: SessionEnd): void => void made.promise.then((session) => session.close(code, reason), () => transport.close(code, reason));
    const role = roleOf(path, address, { authority, broadcasts, figures, clock, logger, via: transport.kind, session: () => made.promise, end });
    const live: Live = { role, end };
    sessions.add(live);
    try {
      const maxRequests = path.role === 'relay' ? mostRequests.relay : mostRequests.own;
      const session = await acceptSession(transport, { drafts: draftsOf(url), handlers: role.handlers, maxRequests, setTimer: (callback, ms) => clock.after(ms, callback) });
      made.resolve(session);
      const { code, reason } = await session.closed;
      logger.debug({ role: path.role, code, reason }, 'a session is over');
    } catch (error) {
      made.reject(error);
      throw error;
    } finally {
      sessions.delete(live);
      role.over();
    }
  }

  return {
    broadcasts,
    figures,
    get sessions() { return sessions.size; },
    async serve(arrival) {
      const { transport, url } = arrival;
      const path = readRelayPath(url);
      if (!path) return transport.close(sessionErrors.INVALID_PATH, 'not_found');
      if (path.role === 'relay' && !isSecret(path.secret, secrets)) return transport.close(authFailed.code, authFailed.reason);
      await run(arrival, path).catch((err: unknown) => logger.debug({ err }, 'a session could not be had'));
    },
    close() {
      stopHearing();
      for (const { end } of sessions) end(closing);
      figures.close();
      broadcasts.close();
    },
  };
}
