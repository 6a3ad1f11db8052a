import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as v from 'valibot';
import type { Claims } from '../../core/wire/signal/claims.ts';
import { peerIdOf } from '../auth/peer-id.ts';
import type { Presets } from '../auth/presets.ts';
import type { MintClaims } from '../auth/tokens.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord } from '../store/ports.ts';
import type { Authorizer } from './authorize.ts';
import { broadcasterTokenBody, revokeCodeBody, roomParams } from './bodies.ts';
import { createCohostCodes } from './cohost-codes.ts';
import type { HttpDeps } from './deps.ts';
import type { Idempotent } from './idempotency.ts';
import { cohostLink } from './links.ts';
import { HttpProblem } from './problem.ts';
import { roomRight } from './room-right.ts';
import { broadcasterTtlSec } from './room-routes.ts';
import { validate } from './validate.ts';
import { visitorOf } from './visitor.ts';

type Body = v.InferOutput<typeof broadcasterTokenBody>;
interface Made { readonly claims: MintClaims; readonly cohostLink?: string; readonly linkExpiresAt?: number }

/** The claims of one more broadcaster, or of the same one again: what a name is told anew replaces the old. */
function cohostClaims(body: Body, roomId: string, room: RoomRecord | undefined, peerId: string, { wornBy }: Presets): MintClaims {
  const roomType = room?.roomType ?? 'live';
  return { room_id: roomId, role: roomType === '1v1' ? 'guest' : 'host', room_type: roomType, org_id: room?.orgId, preset: wornBy(roomType === '1v1' ? 'guest' : 'cohost', room?.preset), is_original_host: false, peer_id: peerId, host_peer_id: peerId, display_name: body.displayName, avatar_url: body.avatarUrl, ...(body.nameBound ? { name_bound: true } : {}) };
}

/** What someone says of themselves, where the name is theirs to say. */
const introduced = <Said extends MintClaims>(claims: Said, { displayName, avatarUrl }: Body): Said => ({
  ...claims,
  display_name: claims.name_bound ? claims.display_name : displayName ?? claims.display_name,
  avatar_url: avatarUrl ?? claims.avatar_url,
});

/** A token's own claims once more, without its times and its single-use id. */
function renewed(claims: Claims, body: Body): MintClaims {
  const { exp: _exp, jti: _jti, ...kept } = claims;
  return introduced(kept, body);
}

/**
 * `POST /broadcaster-token/:roomId`, four ways in: the API key or the Bearer token of a host whose room is not over gets a token for a new
 * broadcaster and a one-time link; a peer's own Bearer token, expired up to 12 h, with its `peerId` gets the same
 * place again; a link's `code` gets what the link was made for. `POST …/revoke` takes the code of a link that nobody
 * has used yet.
 */
export function addBroadcasterToken(app: FastifyInstance, deps: HttpDeps, { requireKey, requireToken }: Authorizer, idempotent: Idempotent): void {
  const { config, tokens, trust, store, ids } = deps;
  const codes = createCohostCodes({ ...deps, records: store.records });
  const requireRight = roomRight(store, { requireKey, requireToken });

  async function renewal(request: FastifyRequest, roomId: string, body: Body): Promise<MintClaims> {
    const claims = await requireToken(request, roomId, { renewing: true });
    if (claims.role === 'viewer' || peerIdOf(claims) !== body.peerId) throw new SignalError('not-allowed');
    return renewed(claims, body);
  }

  /** Whoever opens the link comes as the visitor they are, so that one banned is banned by this way too. */
  async function exchanged(request: FastifyRequest, roomId: string, body: Body, code: string): Promise<MintClaims> {
    const claims = (await deps.lan?.take(roomId, code, { title: body.title, category: body.category })) ?? (await codes.take(roomId, code));
    if (!claims) throw new HttpProblem('code-invalid', 'Ask the host for a new link.');
    return introduced({ ...claims, sub: visitorOf(request, trust.visitors).sub }, body);
  }

  async function added(request: FastifyRequest, roomId: string, body: Body): Promise<Made> {
    const room = await requireRight(request, roomId);
    if (body.nameBound && !body.displayName) throw new HttpProblem('bad-input', 'A link bound to a name needs the name: send displayName.');
    const claims = cohostClaims(body, roomId, room, ids.uuid(), trust.presets);
    const { code, expiresAt } = await codes.issue(roomId, claims);
    return { claims, cohostLink: cohostLink(request, config, roomId, code), linkExpiresAt: expiresAt };
  }

  async function claimsFor(request: FastifyRequest, roomId: string, body: Body): Promise<Made> {
    if (body.code !== undefined) return { claims: await exchanged(request, roomId, body, body.code) };
    if (body.peerId !== undefined) return { claims: await renewal(request, roomId, body) };
    return added(request, roomId, body);
  }

  app.post('/broadcaster-token/:roomId', (request, reply) =>
    idempotent(request, reply, async () => {
      const { roomId } = validate(roomParams, request.params);
      const body = validate(broadcasterTokenBody, request.body ?? {});
      const { claims, ...link } = await claimsFor(request, roomId, body);
      trust.quotas.mint(claims.org_id);
      const { token, expiresAt } = await tokens.mint(claims, broadcasterTtlSec);
      return { status: 200, body: { token, peerId: claims.peer_id ?? claims.host_peer_id, ...link, expiresAt } };
    }));

  app.post('/broadcaster-token/:roomId/revoke', async (request, reply) => {
    const { roomId } = validate(roomParams, request.params);
    const { code } = validate(revokeCodeBody, request.body ?? {});
    await requireRight(request, roomId);
    if (!(await codes.take(roomId, code))) throw new HttpProblem('code-invalid', 'There is nothing left to revoke.');
    return reply.code(204).send();
  });
}
