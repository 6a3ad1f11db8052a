import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as v from 'valibot';
import type { Claims } from '../../core/wire/signal/claims.ts';
import type { MintClaims } from '../auth/tokens.ts';
import type { Authorizer } from './authorize.ts';
import { createRoomBody } from './bodies.ts';
import type { HttpDeps } from './deps.ts';
import type { Idempotent } from './idempotency.ts';
import { createCohostCodes } from './cohost-codes.ts';
import { cohostLink, shareLink } from './links.ts';
import { HttpProblem } from './problem.ts';
import { validate } from './validate.ts';

/** Lifetime of a broadcaster's token. */
export const broadcasterTtlSec = 12 * 60 * 60;

const seats: Readonly<Record<Claims['room_type'], number>> = { 'live': 4, '1v1': 2 };

function hostClaims(body: v.InferOutput<typeof createRoomBody>, roomId: string, peerId: string, orgId: string | undefined): MintClaims {
  return {
    room_id: roomId,
    role: 'host',
    room_type: body.roomType,
    is_original_host: true,
    peer_id: peerId,
    host_peer_id: peerId,
    display_name: body.displayName,
    avatar_url: body.avatarUrl,
    preset: body.preset,
    org_id: orgId,
  };
}

/** The claims of whoever opens the link of a call: its other party. */
const guestClaims = (host: MintClaims, peerId: string, preset: string | undefined): MintClaims =>
  ({ ...host, role: 'guest', preset, is_original_host: false, peer_id: peerId, host_peer_id: peerId, display_name: undefined, avatar_url: undefined });

/** `POST /create_room`: a room in waiting and its original host's token. */
export function addRoomRoutes(app: FastifyInstance, deps: HttpDeps, { requireKey }: Authorizer, idempotent: Idempotent): void {
  const { config, tokens, trust, clock, ids, store } = deps;
  const codes = createCohostCodes({ records: store.records, clock, ids });

  /** To watch; of a call, to take the other seat, once. */
  async function linkOf(request: FastifyRequest, host: MintClaims, roomId: string, peerId: string): Promise<string> {
    if (host.room_type !== '1v1') return shareLink(request, config, roomId, peerId);
    const { code } = await codes.issue(roomId, guestClaims(host, ids.uuid(), trust.presets.wornBy('guest', host.preset)));
    return cohostLink(request, config, roomId, code);
  }

  app.post('/create_room', async (request, reply) => {
    const orgId = await requireKey(request);
    return idempotent(request, reply, async () => {
      const body = validate(createRoomBody, request.body ?? {});
      if (!trust.presets.has(body.preset)) throw new HttpProblem('bad-input', `Check the field preset: this server has none called ${body.preset}.`);
      trust.quotas.mint(orgId);
      const roomId = ids.uuid();
      const peerId = ids.uuid();
      const claims = hostClaims(body, roomId, peerId, orgId);
      const { token, expiresAt } = await tokens.mint(claims, broadcasterTtlSec);
      await trust.quotas.putRoom({
        roomId,
        roomType: body.roomType,
        title: body.title,
        category: body.category,
        // Nobody can watch a call, so there is nothing to list.
        ...((body.listed ?? (config.loopback && config.apiKey === undefined)) && body.roomType !== '1v1' ? { listed: true } : {}),
        status: 'waiting',
        maxBroadcasters: body.maxBroadcasters ?? (body.roomType === 'live' ? trust.presets.seatsOf(body.preset) : undefined) ?? seats[body.roomType],
        ...(body.mode === 'mesh' ? { mode: body.mode } : {}),
        ...(body.audience === 'moqt' && body.roomType !== '1v1' ? { audience: body.audience } : {}),
        hostPeerId: peerId,
        createdAt: clock.now(),
        peakViewers: 0,
        ...(orgId === undefined ? {} : { orgId }),
        ...(body.preset === undefined ? {} : { preset: body.preset }),
      });
      return { status: 201, body: { roomId, peerId, token, shareLink: await linkOf(request, claims, roomId, peerId), expiresAt } };
    });
  });
}
