import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as v from 'valibot';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { peerIdOf } from '../auth/peer-id.ts';
import type { MintClaims } from '../auth/tokens.ts';
import { SignalError } from '../signal-error.ts';
import { bearerOf, type Authorizer } from './authorize.ts';
import { broadcasterTokenBody, roomParams } from './bodies.ts';
import type { HttpDeps } from './deps.ts';
import type { Idempotent } from './idempotency.ts';
import { cohostLink } from './links.ts';
import { HttpProblem } from './problem.ts';
import { broadcasterTtlSec } from './room-routes.ts';
import { validate } from './validate.ts';

type Body = v.InferOutput<typeof broadcasterTokenBody>;

const collection = 'cohost-codes';
const codeTtlMs = 60 * 60 * 1000;
const codeKey = (roomId: string, code: string): string => createHash('sha256').update(`${roomId}:${code}`).digest('base64url');

/** The claims of one more broadcaster, or of the same one again: what a name is told anew replaces the old. */
function cohostClaims(body: Body, roomId: string, roomType: Claims['room_type'], peerId: string): MintClaims {
  return { room_id: roomId, role: roomType === '1v1' ? 'guest' : 'host', room_type: roomType, is_original_host: false, peer_id: peerId, host_peer_id: peerId, display_name: body.displayName, avatar_url: body.avatarUrl };
}

/** A token's own claims once more, without its times and its single-use id. */
function renewed(claims: Claims, body: Body): MintClaims {
  const { exp: _exp, jti: _jti, ...kept } = claims;
  return { ...kept, display_name: body.displayName ?? claims.display_name, avatar_url: body.avatarUrl ?? claims.avatar_url };
}

/**
 * `POST /broadcaster-token/:roomId`, four ways in: the API key or the Bearer token of a host whose room is not over gets a token for a new
 * broadcaster and a one-time link; a peer's own Bearer token, expired up to 12 h, with its `peerId` gets the same
 * place again; a link's `code` gets what the link was made for.
 */
export function addBroadcasterToken(app: FastifyInstance, deps: HttpDeps, { requireKey, requireToken }: Authorizer, idempotent: Idempotent): void {
  const { config, tokens, store, clock, ids } = deps;

  async function requireHost(request: FastifyRequest, roomId: string): Promise<void> {
    const claims = await requireToken(request, roomId, { renewing: false });
    const room = await store.rooms.get(roomId);
    if (claims.role !== 'host' || room === undefined || room.status === 'ended') throw new SignalError('not-allowed');
  }

  async function renewal(request: FastifyRequest, roomId: string, body: Body): Promise<MintClaims> {
    const claims = await requireToken(request, roomId, { renewing: true });
    if (claims.role === 'viewer' || peerIdOf(claims) !== body.peerId) throw new SignalError('not-allowed');
    return renewed(claims, body);
  }

  async function exchanged(roomId: string, body: Body, code: string): Promise<MintClaims> {
    const claims = (await store.records.take(collection, codeKey(roomId, code))) as MintClaims | undefined;
    if (!claims) throw new HttpProblem('code-invalid', 'Ask the host for a new link.');
    return { ...claims, display_name: body.displayName ?? claims.display_name, avatar_url: body.avatarUrl ?? claims.avatar_url };
  }

  async function added(request: FastifyRequest, roomId: string, body: Body): Promise<{ claims: MintClaims; link: string }> {
    await (bearerOf(request) === undefined ? requireKey(request) : requireHost(request, roomId));
    const room = await store.rooms.get(roomId);
    const claims = cohostClaims(body, roomId, room?.roomType ?? 'live', ids.uuid());
    const code = ids.secret();
    await store.records.put(collection, codeKey(roomId, code), claims, { expiresAt: clock.now() + codeTtlMs });
    return { claims, link: cohostLink(request, config, roomId, code) };
  }

  async function claimsFor(request: FastifyRequest, roomId: string, body: Body): Promise<{ claims: MintClaims; link?: string }> {
    if (body.code !== undefined) return { claims: await exchanged(roomId, body, body.code) };
    if (body.peerId !== undefined) return { claims: await renewal(request, roomId, body) };
    return added(request, roomId, body);
  }

  app.post('/broadcaster-token/:roomId', (request, reply) =>
    idempotent(request, reply, async () => {
      const { roomId } = validate(roomParams, request.params);
      const body = validate(broadcasterTokenBody, request.body ?? {});
      const { claims, link } = await claimsFor(request, roomId, body);
      const { token, expiresAt } = await tokens.mint(claims, broadcasterTtlSec);
      return { status: 200, body: { token, peerId: claims.peer_id ?? claims.host_peer_id, cohostLink: link, expiresAt } };
    }));
}
