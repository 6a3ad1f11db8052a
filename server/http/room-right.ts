import type { FastifyRequest } from 'fastify';
import { ownsRoom } from '../auth/org-rooms.ts';
import { peerIdOf } from '../auth/peer-id.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord, Store } from '../store/ports.ts';
import { bearerOf, type Authorizer } from './authorize.ts';

/** Rejects unless the caller may bring people on this room's stage; resolves to the room, if there is one. */
export type RoomRight = (request: FastifyRequest, roomId: string) => Promise<RoomRecord | undefined>;

export function roomRight(store: Pick<Store, 'rooms'>, { requireKey, requireToken }: Pick<Authorizer, 'requireKey' | 'requireToken'>): RoomRight {
  /** What someone is here counts, not what their token was made for: they may have come on stage since, or been sent off it. */
  async function requireHost(request: FastifyRequest, roomId: string): Promise<void> {
    const claims = await requireToken(request, roomId, { renewing: false });
    const room = await store.rooms.get(roomId);
    const present = (await store.rooms.sessionsOf(roomId)).find(({ peerId }) => peerId === peerIdOf(claims));
    if ((present?.claims ?? claims).role !== 'host' || room === undefined || room.status === 'ended') throw new SignalError('not-allowed');
  }

  /** By key, or by the token of a host whose room is not over. */
  return async (request, roomId) => {
    const byKey = bearerOf(request) === undefined;
    const orgId = byKey ? await requireKey(request) : undefined;
    if (!byKey) await requireHost(request, roomId);
    const room = await store.rooms.get(roomId);
    // A room of others and one that is none look alike.
    if (byKey && !ownsRoom(orgId, room)) throw new SignalError('not-found');
    return room;
  };
}
