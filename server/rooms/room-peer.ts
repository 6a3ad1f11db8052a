import type { Claims, Role } from '../../core/wire/signal/claims.ts';
import type { BroadcasterInfo, PeerInfo } from '../../core/wire/signal/shapes.ts';
import type { Self } from '../../core/wire/signal/replies.ts';
import type { RequestType } from '../../core/wire/signal/requests.ts';
import { withModerator, type Grants } from '../auth/grants.ts';
import type { Bucket } from '../auth/token-bucket.ts';
import type { PeerMedia } from '../sfu/peer-media.ts';
import { Channel } from '../signal/channel.ts';
import type { Frame } from '../signal/frame.ts';
import type { Outlet } from '../signal/outlet.ts';
import type { Place } from '../signal/sessions.ts';
import type { StandingRecord } from '../store/ports.ts';
import type { Audience } from './audience.ts';
import { standsOnStage } from './identity.ts';
import { keysOf } from './identity-keys.ts';
import { MeshProducers } from './mesh-producers.ts';
import type { Departed } from './moderation.ts';
import type { Room } from './room.ts';
import { claimsAs, type Standing } from './standing.ts';

export interface RoomPeerOptions {
  readonly room: Room;
  readonly peerId: string;
  readonly claims: Claims;
  readonly grants: Grants;
  readonly joinedAt: number;
  /** The audience they came for. */
  readonly home: string;
  readonly audience: Audience;
  readonly media: PeerMedia;
}

/** Someone's place in a room: outlives sockets, ends with `Leave` or when the resume window has passed. */
export class RoomPeer implements Place {
  readonly room: Room;
  readonly peerId: string;
  readonly joinedAt: number;
  /** The audience they came for; `audience` is another one while that is merged, or after a raid. */
  home: string;
  readonly media: PeerMedia;
  readonly self: Channel = new Channel('self');
  readonly mesh: MeshProducers = new MeshProducers();
  /** What its token says. */
  token: Claims;
  /** What it goes by here: its token's claims, or others where the room has given it another place. */
  claims: Claims;
  standing: Standing = 'token';
  /** When it took its seat, if that was after it came. */
  seatedAt: number | undefined;
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
  /** A keyed hash of where its page is, for bans. */
  address: string | undefined;
  /** May not write; on stage, not be heard. */
  muted = false;
  isModerator = false;
  #granted: Grants;
  #audience: Audience;
  #listening = false;
  #outlet: Outlet | undefined;

  constructor(options: RoomPeerOptions) {
    this.room = options.room;
    this.peerId = options.peerId;
    this.token = options.claims;
    this.claims = options.claims;
    this.joinedAt = options.joinedAt;
    this.openedAt = options.joinedAt;
    this.home = options.home;
    this.#audience = options.audience;
    this.media = options.media;
    this.#granted = options.grants;
    this.media.setMaxQuality(options.grants.maxQuality);
  }

  /** What it may do: by its token and its place, and as a moderator. */
  get grants(): Grants {
    return withModerator(this.#granted, this.isModerator);
  }

  set grants(grants: Grants) {
    this.#granted = grants;
    this.media.setMaxQuality(grants.maxQuality);
  }

  /** Under what moderation remembers it. */
  get person(): Departed {
    const { peerId, claims, address, audience: { audienceId } } = this;
    return { peerId, displayName: claims.display_name ?? '', keys: keysOf(claims, peerId), audienceId, ...(address === undefined ? {} : { address }) };
  }

  /** Takes over what moderation has decided. */
  apply({ muted, isModerator }: Pick<RoomPeer, 'muted' | 'isModerator'>): void {
    this.muted = muted;
    this.isModerator = isModerator;
  }

  /** Gives it another place than its token does, or the same again. Its grants are the caller's to renew. */
  stand(standing: Standing): void {
    this.standing = standing;
    this.claims = claimsAs(standing, this.token, this.claims);
  }

  /** Puts back what was stored of its place before a restart. */
  restand({ as, token, seatedAt }: StandingRecord): void {
    this.standing = as;
    this.token = token;
    this.seatedAt = seatedAt;
  }

  get role(): Role {
    return this.claims.role;
  }

  get onStage(): boolean {
    return standsOnStage(this.claims);
  }

  /** The one they are in: they read it, write into it and are counted there. */
  get audience(): Audience {
    return this.#audience;
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
    this.#listening = true;
  }

  /** The socket is gone. */
  drop(): void {
    if (!this.#outlet) return;
    for (const channel of this.channels) channel.remove(this.#outlet);
    this.#outlet = undefined;
    this.#listening = false;
  }

  /** Takes the peer out of its audience and into another; `follow` then tells its page and lets it read on there. */
  moveTo(audience: Audience): void {
    if (this.#outlet) this.#audience.channel.remove(this.#outlet);
    this.#audience = audience;
    // Of a page that is away, nobody knows whether it has heard of this: it is shown everything anew.
    if (!this.#listening) this.hasNumbers = false;
  }

  follow(frame: Frame): void {
    if (!this.#outlet || !this.#listening) return;
    this.#outlet.send(frame);
    this.#audience.channel.add(this.#outlet);
  }

  /** They belong to another host from now on, also for those who ask their token. */
  adopt(home: string, hostPeerId: string): void {
    this.home = home;
    if (this.role === 'viewer') this.claims = { ...this.claims, host_peer_id: hostPeerId };
  }

  get channels(): readonly [Channel, Channel, Channel] {
    return [this.room.channel, this.audience.channel, this.self];
  }

  get session(): Place['session'] {
    const { standing, token, seatedAt } = this;
    const moved = standing === 'token' ? {} : { standing: { as: standing, token, ...(seatedAt === undefined ? {} : { seatedAt }) } };
    return { roomId: this.room.roomId, peerId: this.peerId, claims: this.#claimsAtHome, joinedAt: this.joinedAt, ...moved };
  }

  /** A viewer's home stays where they were taken in, whoever has come since. */
  get #claimsAtHome(): Claims {
    if (this.role !== 'viewer') return this.claims;
    const { host_peer_id: _, ...claims } = this.claims;
    return this.home === this.room.roomId ? claims : { ...claims, host_peer_id: this.home };
  }

  get info(): PeerInfo {
    const { display_name: displayName = '', avatar_url: avatarUrl, role, metadata } = this.claims;
    return { peerId: this.peerId, displayName, role, joinedAt: this.joinedAt, ...(avatarUrl === undefined ? {} : { avatarUrl }), ...(metadata === undefined ? {} : { metadata }), ...this.flags };
  }

  get flags(): Pick<PeerInfo, 'muted' | 'isModerator'> {
    return { ...(this.muted ? { muted: true } : {}), ...(this.isModerator ? { isModerator: true } : {}) };
  }

  get broadcaster(): BroadcasterInfo {
    return {
      ...this.info,
      joinedAt: this.seatedAt ?? this.joinedAt,
      isOriginalHost: this.grants.isOriginalHost,
      paused: this.paused,
      producers: [...this.media.producers, ...this.mesh.list],
      ...(this.awayUntil === undefined ? {} : { awayUntil: this.awayUntil }),
    };
  }

  get selfInfo(): Self {
    const { displayName, avatarUrl, metadata } = this.info;
    return {
      peerId: this.peerId,
      role: this.role,
      displayName,
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
      ...(metadata === undefined ? {} : { metadata }),
      isOriginalHost: this.grants.isOriginalHost,
      hostPeerId: this.room.audiences.anchorOf(this.audience),
      caps: [...this.grants.caps],
      ...(this.muted ? { muted: true } : {}),
      ...(this.claims.preset === undefined ? {} : { preset: this.claims.preset }),
    };
  }
}
