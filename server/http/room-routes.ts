import type { FastifyInstance } from 'fastify';
import type * as v from 'valibot';
import type { Claims } from '../../core/wire/signal/claims.ts';
import type { MintClaims } from '../auth/tokens.ts';
import type { Authorizer } from './authorize.ts';
import { createRoomBody } from './bodies.ts';
import type { HttpDeps } from './deps.ts';
import type { Idempotent } from './idempotency.ts';
import { shareLink } from './links.ts';
import { validate } from './validate.ts';

/** Lifetime of a broadcaster's token. */
export const broadcasterTtlSec = 12 * 60 * 60;

const seats: Readonly<Record<Claims['room_type'], number>> = { 'live': 4, '1v1': 2 };

function hostClaims(body: v.InferOutput<typeof createRoomBody>, roomId: string, peerId: string): MintClaims {
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
  };
}

/** `POST /create_room`: a room in waiting and its original host's token. */
export function addRoomRoutes(app: FastifyInstance, deps: HttpDeps, { requireKey }: Authorizer, idempotent: Idempotent): void {
  const { config, tokens, store, clock, ids } = deps;
  app.post('/create_room', async (request, reply) => {
    requireKey(request);
    return idempotent(request, reply, async () => {
      const body = validate(createRoomBody, request.body ?? {});
      const roomId = ids.uuid();
      const peerId = ids.uuid();
      const { token, expiresAt } = await tokens.mint(hostClaims(body, roomId, peerId), broadcasterTtlSec);
      await store.rooms.put({
        roomId,
        roomType: body.roomType,
        title: body.title,
        category: body.category,
        status: 'waiting',
        maxBroadcasters: body.maxBroadcasters ?? seats[body.roomType],
        hostPeerId: peerId,
        createdAt: clock.now(),
        peakViewers: 0,
      });
      return { status: 201, body: { roomId, peerId, token, shareLink: shareLink(request, config, roomId, peerId), expiresAt } };
    });
  });
}
