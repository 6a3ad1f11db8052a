import type { RoomRecord } from '../store/ports.ts';

/** Whether the room is this organisation's; on a server for one, each is. */
export const ownsRoom = (orgId: string | undefined, room: Pick<RoomRecord, 'orgId'> | undefined): boolean => orgId === undefined || room?.orgId === orgId;
