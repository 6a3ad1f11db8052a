import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { addressKey } from '../auth/address-key.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import { SignalError } from '../signal-error.ts';
import { bearerOf, type Authorizer } from './authorize.ts';
import { roomParams, viewerTokenQuery } from './bodies.ts';
import type { HttpDeps } from './deps.ts';
import { validate } from './validate.ts';

const ttlSec = 600;

/** Per address: many people share one behind a school's or a carrier's network. */
const rate = { burst: 300, perSecond: 30 };

/**
 * `GET /viewer-token/:roomId?host=&name=`: public. A room nobody knows gets the same answer as one in waiting
 * (threat 4). With one's own earlier token as Bearer, expired up to 12 h, the peer id stays the same.
 */
export function addViewerToken(app: FastifyInstance, deps: HttpDeps, { requireToken }: Authorizer): void {
  const { tokens, store, ids, clock } = deps;
  const buckets = createKeyedBuckets(rate, clock);

  async function earlier(request: FastifyRequest, roomId: string): Promise<Claims | undefined> {
    if (bearerOf(request) === undefined) return undefined;
    try {
      const claims = await requireToken(request, roomId, { renewing: true });
      return claims.role === 'viewer' ? claims : undefined;
    } catch (error) {
      // Away for longer than a token can be renewed: they come as someone new.
      if (error instanceof SignalError && error.code === 'token-expired') return undefined;
      throw error;
    }
  }

  app.get('/viewer-token/:roomId', async (request, reply) => {
    const retryAfterMs = buckets.take(addressKey(request.ip));
    if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
    const { roomId } = validate(roomParams, request.params);
    const { host, name } = validate(viewerTokenQuery, request.query);
    const before = await earlier(request, roomId);
    const room = await store.rooms.get(roomId);
    const hostPeerId = host ?? before?.host_peer_id ?? room?.hostPeerId;
    const peerId = before?.peer_id ?? ids.viewerId();
    const { token, expiresAt } = await tokens.mint({
      room_id: roomId,
      role: 'viewer',
      room_type: room?.roomType ?? 'live',
      peer_id: peerId,
      host_peer_id: hostPeerId,
      display_name: name ?? before?.display_name,
      avatar_url: before?.avatar_url,
    }, ttlSec);
    return reply.header('cache-control', 'no-store').send({ token, peerId, hostPeerId, expiresAt });
  });
}
