import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { addressKey } from '../auth/address-key.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import { SignalError } from '../signal-error.ts';
import { bearerOf, type Authorizer } from './authorize.ts';
import { roomParams, viewerTokenQuery } from './bodies.ts';
import type { HttpDeps } from './deps.ts';
import { validate } from './validate.ts';
import { visitorOf } from './visitor.ts';

/** Per address: many people share one behind a school's or a carrier's network. */
const rate = { burst: 300, perSecond: 30 };

/** A token's own claims once more, without its times and what names this one token. */
function kept({ exp: _exp, jti: _jti, ...claims }: Claims): Omit<Claims, 'exp' | 'jti'> {
  return claims;
}

/**
 * `GET /viewer-token/:roomId?host=&name=&ttl=`: public. A room nobody knows gets the same answer as one in
 * waiting. With one's own earlier token as Bearer, expired up to 12 h, the peer id stays the same. `visitor` is for
 * the page to keep and send as `x-muf-visitor` the next time: a ban knows it again (see `auth/visitors.ts`).
 */
export function addViewerToken(app: FastifyInstance, deps: HttpDeps, { requireToken }: Authorizer): void {
  const { config, tokens, trust, store, ids, clock } = deps;
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
    const { host, name, ttl = config.viewerTtlSec } = validate(viewerTokenQuery, request.query);
    const [before, room] = await Promise.all([earlier(request, roomId), store.rooms.get(roomId)]);
    trust.quotas.mint(room?.orgId);
    const hostPeerId = host ?? before?.host_peer_id ?? room?.hostPeerId;
    const peerId = before?.peer_id ?? ids.viewerId();
    const visitor = visitorOf(request, trust.visitors);
    const { token, expiresAt } = await tokens.mint({
      sub: visitor.sub,
      org_id: room?.orgId,
      preset: trust.presets.wornBy('viewer', room?.preset),
      ...(before && kept(before)),
      room_id: roomId,
      role: 'viewer',
      room_type: room?.roomType ?? 'live',
      peer_id: peerId,
      host_peer_id: hostPeerId,
      display_name: name ?? before?.display_name,
    }, ttl);
    return reply.header('cache-control', 'no-store').send({ token, peerId, hostPeerId, expiresAt, visitor: visitor.credential });
  });
}
