import * as v from 'valibot';
import { permissionsSchema, type Permissions } from '../../core/wire/preset/permissions.ts';
import type { Claims } from '../../core/wire/signal/claims.ts';
import type { Grants } from '../auth/grants.ts';
import { SignalError } from '../signal-error.ts';
import type { AudienceSettings } from '../store/ports.ts';
import { grantsIn } from './identity.ts';
import type { Room } from './room.ts';
import type { RoomServices } from './room-services.ts';

const nothing = v.parse(permissionsSchema, { caps: { host: [], viewer: [], guest: [] } });

/** Who may come into one room, and what they may do there by their token and its preset. */
export class Admission {
  readonly #room: Room;
  readonly #services: Pick<RoomServices, 'trust' | 'hasRoomFor'>;

  constructor(room: Room, services: Pick<RoomServices, 'trust' | 'hasRoomFor'>) {
    this.#room = room;
    this.#services = services;
  }

  /** @param token what the peer's token says, where the room has made something else of it */
  grantsOf(claims: Claims, peerId: string, token?: Claims): Grants {
    return grantsIn(claims, peerId, this.#room.record, this.#presetOf(claims), token);
  }

  /** What an audience of a room with this preset begins with. */
  audienceDefaults(preset: string | undefined): AudienceSettings {
    const slowModeSec = this.#presetOf({ preset })?.chat.slowModeSec ?? 0;
    return slowModeSec === 0 ? {} : { slowModeSec };
  }

  /**
   * Throws `banned` or `removed` when moderation keeps this newcomer out, and writes down that they tried; `token-invalid`
   * when their token names a preset that there is not.
   */
  check(claims: Claims, peerId: string | undefined, address: string | undefined): void {
    this.#services.trust.presets.permissionsOf(claims.preset);
    const { audiences, moderation, audit, roomId } = this.#room;
    const home = audiences.homeOf(claims, peerId ?? roomId);
    const audienceId = audiences.idOf(home);
    try {
      moderation.check({ claims, peerId, address, audienceIds: [home, audienceId] });
    } catch (error) {
      const by = { peerId: peerId ?? 'unknown', displayName: claims.display_name ?? '', role: claims.role };
      audit.add({ by, action: 'Join', outcome: (error as SignalError).code, audienceId });
      throw error;
    }
  }

  /** Throws `room-crowded` when the token, its preset or the organisation has no place for one more. */
  requirePlace(claims: Claims): void {
    const { peerCount, record: { orgId } } = this.#room;
    if (peerCount >= (this.maxPeersFor(claims) ?? Infinity) || !this.#services.hasRoomFor(orgId)) throw new SignalError('room-crowded');
  }

  /** How many may be in the room when this token's bearer comes; `undefined` where nothing says. */
  maxPeersFor(claims: Claims): number | undefined {
    const max = Math.min(claims.max_peers ?? Infinity, this.#presetOf(claims)?.maxPeers ?? Infinity);
    return max === Infinity ? undefined : max;
  }

  /** A preset that is gone allows nothing: places may have been stored under it. */
  #presetOf({ preset }: Pick<Claims, 'preset'>): Permissions | undefined {
    const { presets } = this.#services.trust;
    return presets.has(preset) ? presets.permissionsOf(preset) : nothing;
  }
}
