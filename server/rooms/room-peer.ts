import type { Claims, Role } from '../../core/wire/signal/claims.ts';
import type { BroadcasterInfo, PeerInfo } from '../../core/wire/signal/shapes.ts';
import type { Self } from '../../core/wire/signal/replies.ts';
import type { RequestType } from '../../core/wire/signal/requests.ts';
import type { Grants } from '../auth/grants.ts';
import type { Bucket } from '../auth/token-bucket.ts';
import type { PeerMedia } from '../sfu/peer-media.ts';
import { Channel } from '../signal/channel.ts';
import type { Outlet } from '../signal/outlet.ts';
import type { Place } from '../signal/sessions.ts';
import type { Audience } from './audience.ts';
import { standsOnStage } from './identity.ts';
import type { Room } from './room.ts';

export interface RoomPeerOptions {
  readonly room: Room;
  readonly peerId: string;
  readonly claims: Claims;
  readonly grants: Grants;
  readonly joinedAt: number;
  readonly audience: Audience;
  readonly media: PeerMedia;
}

/** Someone's place in a room: outlives sockets, ends with `Leave` or when the resume window has passed. */
export class RoomPeer implements Place {
  readonly room: Room;
  readonly peerId: string;
  readonly joinedAt: number;
  readonly audience: Audience;
  readonly media: PeerMedia;
  readonly self: Channel = new Channel('self');
  claims: Claims;
  grants: Grants;
  /** When the present session began; its longest time counts from here. */
  openedAt: number;
  paused = false;
  awayUntil: number | undefined;
  /** Whether others have been told that this peer is here, and whether under this name. */
  announced = false;
  renamed = false;
  /** How often it may still ask for what; outlives its sockets, so that reconnecting earns nothing. */
  readonly buckets: Map<RequestType, Bucket> = new Map();
  /** Whether a page has this process's numbers of the peer's channels, so that missed events can be replayed. */
  hasNumbers = false;
  gone = false;
  #outlet: Outlet | undefined;

  constructor(options: RoomPeerOptions) {
    this.room = options.room;
    this.peerId = options.peerId;
    this.claims = options.claims;
    this.grants = options.grants;
    this.joinedAt = options.joinedAt;
    this.openedAt = options.joinedAt;
    this.audience = options.audience;
    this.media = options.media;
  }

  get role(): Role {
    return this.claims.role;
  }

  get onStage(): boolean {
    return standsOnStage(this.claims);
  }

  /** The socket this place belongs to now; it may still be joining. */
  get outlet(): Outlet | undefined {
    return this.#outlet;
  }

  /** Hands the place to a socket, taking it from the one before. */
  take(outlet: Outlet): void {
    const before = this.#outlet;
    this.drop();
    this.#outlet = outlet;
    if (before !== undefined && before !== outlet) before.close('replaced');
  }

  /** From here on the page hears of everything. */
  listen(): void {
    if (!this.#outlet) return;
    for (const channel of this.channels) channel.add(this.#outlet);
    this.hasNumbers = true;
  }

  /** The socket is gone. */
  drop(): void {
    if (!this.#outlet) return;
    for (const channel of this.channels) channel.remove(this.#outlet);
    this.#outlet = undefined;
  }

  get channels(): readonly [Channel, Channel, Channel] {
    return [this.room.channel, this.audience.channel, this.self];
  }

  get session(): Place['session'] {
    return { roomId: this.room.roomId, peerId: this.peerId, claims: this.claims, joinedAt: this.joinedAt };
  }

  get info(): PeerInfo {
    const { display_name: displayName = '', avatar_url: avatarUrl, role } = this.claims;
    return { peerId: this.peerId, displayName, role, joinedAt: this.joinedAt, ...(avatarUrl === undefined ? {} : { avatarUrl }) };
  }

  get broadcaster(): BroadcasterInfo {
    return {
      ...this.info,
      isOriginalHost: this.grants.isOriginalHost,
      paused: this.paused,
      producers: [...this.media.producers],
      ...(this.awayUntil === undefined ? {} : { awayUntil: this.awayUntil }),
    };
  }

  get selfInfo(): Self {
    const { displayName, avatarUrl } = this.info;
    return {
      peerId: this.peerId,
      role: this.role,
      displayName,
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
      isOriginalHost: this.grants.isOriginalHost,
      hostPeerId: this.room.anchorOf(this.audience),
      caps: [...this.grants.caps],
    };
  }
}
