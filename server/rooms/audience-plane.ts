import type { BroadcastInfo } from '../../core/wire/signal/shapes.ts';
import type { Broadcasts } from '../moqt/broadcast-port.ts';
import type { MediaTap } from '../sfu/media-tap.ts';
import { RoomPlane } from '../sfu/plane/room-plane.ts';
import type { RoomPlayback } from '../streams/room-playback.ts';
import type { Room } from './room.ts';
import type { RoomPeer } from './room-peer.ts';
import type { RoomServices } from './room-services.ts';

/** What rooms need of the audience plane: a place to publish to, and places to watch from. */
export interface AudiencePlane extends RoomPlayback, Pick<Broadcasts, 'publish'> {}

/** The organisation of a server for one. */
const localOrg = 'local';

/** A room’s part of the audience plane: what its viewers watch instead of the SFU. */
export class RoomAudience {
  readonly #room: Room;
  readonly #plane: AudiencePlane;
  readonly #media: RoomPlane;
  readonly #org: string | undefined;

  constructor(room: Room, org: string | undefined, plane: AudiencePlane, { clock, logger }: Pick<RoomServices, 'clock' | 'logger'>) {
    this.#room = room;
    this.#plane = plane;
    this.#org = org;
    this.#media = new RoomPlane({
      clock,
      logger: logger.child({ roomId: room.roomId }),
      publish: () => plane.publish(['stream', org ?? localOrg, room.roomId]),
      nameOf: (peerId) => room.peer(peerId)?.claims.display_name ?? '',
    });
  }

  get tap(): MediaTap {
    return this.#media;
  }

  /** Where this peer may watch from now on. */
  async sign({ peerId, outlet }: RoomPeer): Promise<BroadcastInfo> {
    const { url, expiresAt } = await this.#plane.signRoomPlayback({ org: this.#org, roomId: this.#room.roomId, peerId, base: outlet?.base });
    return { playbackUrl: url, expiresAt };
  }

  renamed(peerId: string): void {
    this.#media.renamed(peerId);
  }

  /** Sent away: no address it was given lets it watch any longer. */
  removed(peerId: string): void {
    this.#plane.peerRemoved({ org: this.#org, roomId: this.#room.roomId, peerId });
  }

  /** For everyone and for good. */
  ended(): void {
    this.#media.close('the room has ended');
    this.#plane.roomEnded({ org: this.#org, roomId: this.#room.roomId });
  }

  /** Here; another process may go on with it. */
  close(): void {
    this.#media.close('the room has moved', { over: false });
  }
}

/** Of a room that was made with an audience plane, where this server has one. */
export function roomAudience(room: Room, { audience, orgId }: Room['record'], services: RoomServices): RoomAudience | undefined {
  if (audience !== 'moqt' || !services.plane) return undefined;
  // Pages cannot feed it: their media has to come by here.
  room.path.need('audience plane');
  return new RoomAudience(room, orgId, services.plane, services);
}
