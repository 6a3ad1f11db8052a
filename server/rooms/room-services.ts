import type { Trust } from '../auth/trust.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Sfu } from '../sfu/sfu.ts';
import type { Sessions } from '../signal/sessions.ts';
import type { Store } from '../store/ports.ts';
import type { AudiencePlane } from './audience-plane.ts';
import type { Room } from './room.ts';
import type { RoomPeer } from './room-peer.ts';

/** What a room works with. */
export interface RoomServices {
  readonly sfu: Pick<Sfu, 'openRoom'>;
  /** Where this server has one. */
  readonly plane?: AudiencePlane | undefined;
  readonly store: Pick<Store, 'rooms' | 'chat'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly sessions: Sessions<RoomPeer>;
  readonly trust: Pick<Trust, 'presets'>;
  /** Whether the room's organisation may have one more peer. */
  readonly hasRoomFor: (orgId: string | undefined) => boolean;
  /** The room has ended, or nobody is left in one that never began. */
  readonly closed: (room: Room) => void;
}
