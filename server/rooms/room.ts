import type { Claims } from '../../core/wire/signal/claims.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Snapshot } from '../../core/wire/signal/replies.ts';
import type { AudienceInfo, StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { RoomMedia } from '../sfu/room-media.ts';
import type { Sfu } from '../sfu/sfu.ts';
import { Channel } from '../signal/channel.ts';
import type { Sessions } from '../signal/sessions.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord, SessionRecord, Store } from '../store/ports.ts';
import { Audience } from './audience.ts';
import { claimedPeerId, grantsIn, newPeerId, standsOnStage } from './identity.ts';
import { RoomKeeper } from './room-keeper.ts';
import { RoomPeer } from './room-peer.ts';

export interface RoomServices {
  readonly sfu: Pick<Sfu, 'openRoom' | 'rtpCapabilities'>;
  readonly store: Pick<Store, 'rooms' | 'chat'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly sessions: Sessions<RoomPeer>;
  /** The room has ended, or nobody is left in one that never began. */
  readonly closed: (room: Room) => void;
}

type LeaveReason = 'left' | 'timeout' | 'removed';

/** An ended room lingers, so that its last event can be read: this long for open sockets, `limits.resumeMs` for cut ones. */
const lastWordsMs = 5000;

/** One room: its peers, audiences and media, and when it begins and ends. */
export class Room {
  readonly roomId: string;
  readonly channel: Channel = new Channel('room');
  readonly media: RoomMedia;
  readonly #services: RoomServices;
  readonly #keeper: RoomKeeper;
  readonly #peers = new Map<string, RoomPeer>();
  readonly #audiences = new Map<string, Audience>();
  readonly #timers = new Map<RoomPeer | 'room', () => void>();
  /** The first host while still joining: the room has no host again if that fails. */
  #untriedHost: string | undefined;
  #suspended = false;

  constructor(record: RoomRecord, services: RoomServices) {
    this.roomId = record.roomId;
    this.#services = services;
    this.#keeper = new RoomKeeper({ record, store: services.store.rooms, clock: services.clock, logger: services.logger });
    this.media = services.sfu.openRoom({
      producerClosed: (peerId, producerId) => this.channel.publish({ type: 'ProducerClosed', peerId, producerId }),
      activeSpeaker: (peerId) => this.channel.hint({ type: 'ActiveSpeakerChanged', peerId }),
      reset: () => this.channel.publish({ type: 'MediaReset', rtpCapabilities: services.sfu.rtpCapabilities }),
    });
  }

  get ended(): boolean {
    return this.#keeper.status === 'ended';
  }

  get peers(): Iterable<RoomPeer> {
    return this.#peers.values();
  }

  /** The broadcaster an audience gathers round; its own id until the original host is known. */
  anchorOf(audience: Audience): string {
    return audience.audienceId === this.roomId ? (this.#keeper.hostPeerId ?? this.roomId) : audience.audienceId;
  }

  /**
   * Finds or makes the place this token leads to. It counts at once, and is announced by `arrive`. Throws `room-full`,
   * `room-crowded` or `room-ended`.
   */
  admit(claims: Claims): RoomPeer {
    if (this.ended) throw new SignalError('room-ended');
    const claimed = claimedPeerId(claims, this.#keeper.hostPeerId);
    const present = claimed === undefined ? undefined : this.#peers.get(claimed);
    // Two tabs with one viewer's token are two peers; a broadcaster is one, wherever they come from.
    if (present && this.#isReturn(present, claims)) return this.#returned(present, claims);
    if (claims.max_peers !== undefined && this.#peers.size >= claims.max_peers) throw new SignalError('room-crowded');
    if (standsOnStage(claims) && this.#stage.length >= this.#keeper.info.maxBroadcasters) throw new SignalError('room-full');
    const peerId = claimed === undefined || present ? newPeerId(claims, this.#services.ids) : claimed;
    return this.#add(peerId, claims, this.#services.clock.now());
  }

  /** Puts a place back that was stored before a restart; its page has the usual time to return. */
  restore({ peerId, claims, joinedAt }: SessionRecord): RoomPeer {
    const peer = this.#add(peerId, claims, joinedAt);
    peer.announced = peer.onStage;
    this.#goAway(peer);
    return peer;
  }

  /** The peer's page is here, for the first time or again. The caller then sends `Welcome` and lets it listen. */
  arrive(peer: RoomPeer): void {
    this.#cancel(peer);
    const wasAway = peer.awayUntil !== undefined;
    peer.awayUntil = undefined;
    if (this.ended) return;
    if (peer.onStage && (!peer.announced || peer.renamed)) this.channel.publish({ type: 'BroadcasterJoined', broadcaster: peer.broadcaster });
    else if (peer.onStage && wasAway) this.channel.publish({ type: 'BroadcasterBack', peerId: peer.peerId });
    peer.announced = true;
    peer.renamed = false;
    if (peer.role === 'host') this.#hostArrived(peer);
    if (!peer.onStage) peer.audience.enter(peer);
    this.#keeper.sawViewers(this.viewerCount);
  }

  /** The peer's socket is gone. A page that closed it properly is no longer counted, though it may still return. */
  cut(peer: RoomPeer, options: { properly: boolean }): void {
    peer.drop();
    if (this.#suspended || this.ended || peer.gone) return;
    if (!peer.announced) return this.remove(peer, 'left');
    if (options.properly && !peer.onStage) peer.audience.leave(peer, 'left');
    this.#goAway(peer);
    if (peer.onStage) this.channel.publish({ type: 'BroadcasterAway', peerId: peer.peerId, awayUntil: peer.awayUntil! });
  }

  /** Gives up the peer's place. The room ends with its last host. */
  remove(peer: RoomPeer, reason: LeaveReason): void {
    if (peer.gone) return;
    peer.gone = true;
    this.#cancel(peer);
    this.#peers.delete(peer.peerId);
    this.media.closePeer(peer.peerId);
    peer.drop();
    if (peer.peerId === this.#untriedHost) this.#keeper.setHost(undefined);
    void this.#services.sessions.forget(peer).catch((error: unknown) => this.#services.logger.error({ err: error }, 'session could not be forgotten'));
    if (this.ended) return;
    peer.audience.leave(peer, reason);
    if (peer.onStage && peer.announced) this.channel.publish({ type: 'BroadcasterLeft', peerId: peer.peerId, reason });
    const hasHost = this.#stage.some((other) => other.role === 'host');
    if (this.#keeper.status === 'live' && !hasHost) this.end('host-left');
    else if (this.#peers.size === 0) this.#dispose();
  }

  end(reason: StreamSummary['reason']): void {
    if (this.ended) return;
    const summary = this.#keeper.end(reason);
    this.channel.publish({ type: 'RoomEnded', summary });
    this.#services.logger.info({ roomId: this.roomId, reason, durationSec: summary.durationSec, peakViewers: summary.peakViewers }, 'room ended');
    this.media.close();
    for (const peer of this.#peers.values()) this.#cancel(peer);
    this.#services.closed(this);
    this.#later('room', lastWordsMs, () => {
      for (const { outlet } of this.#peers.values()) outlet?.close('room-ended');
      this.#later('room', limits.resumeMs - lastWordsMs, () => this.#dispose());
    });
  }

  /** Ends the room unless a host returns in time: for one found live after a restart. */
  expectHost(): void {
    this.#later('room', limits.resumeMs, () => {
      if (!this.#stage.some((peer) => peer.role === 'host')) this.end('host-left');
    });
  }

  /** Everyone may come back to another process: nothing is announced or forgotten any more. */
  suspend(): void {
    this.#suspended = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#keeper.close();
    for (const audience of this.#audiences.values()) audience.close();
    this.media.close();
  }

  snapshotFor(peer: RoomPeer): Snapshot {
    return {
      room: this.#keeper.info,
      broadcasters: this.#stage.filter((other) => other.announced).map((other) => other.broadcaster),
      audience: this.#audienceInfo(peer.audience),
      chat: peer.audience.historyFor(peer.peerId),
    };
  }

  get viewerCount(): number {
    return [...this.#audiences.values()].reduce((sum, audience) => sum + audience.viewerCount, 0);
  }

  get #stage(): RoomPeer[] {
    return [...this.#peers.values()].filter((peer) => peer.onStage);
  }

  #audienceInfo(audience: Audience): AudienceInfo {
    return { audienceId: audience.audienceId, hostPeerId: this.anchorOf(audience), viewerCount: audience.viewerCount, viewers: audience.viewers.map((viewer) => viewer.info) };
  }

  #add(peerId: string, claims: Claims, joinedAt: number): RoomPeer {
    const grants = grantsIn(claims, peerId, this.#keeper.hostPeerId);
    if (claims.role === 'host' && this.#keeper.hostPeerId === undefined) {
      this.#keeper.setHost(peerId);
      this.#untriedHost = peerId;
    }
    const audience = this.#audienceFor(claims, peerId);
    const peer = new RoomPeer({ room: this, peerId, claims, grants, joinedAt, audience, media: this.media.openPeer(peerId) });
    this.#peers.set(peerId, peer);
    return peer;
  }

  #isReturn(present: RoomPeer, claims: Claims): boolean {
    if (present.role !== claims.role) return false;
    return present.onStage || (!present.outlet && this.#audienceFor(claims, present.peerId) === present.audience);
  }

  #returned(peer: RoomPeer, claims: Claims): RoomPeer {
    peer.renamed ||= peer.claims.display_name !== claims.display_name || peer.claims.avatar_url !== claims.avatar_url;
    peer.claims = claims;
    peer.grants = grantsIn(claims, peer.peerId, this.#keeper.hostPeerId);
    peer.openedAt = this.#services.clock.now();
    // A new page: it has neither the old one's transports nor its event numbers.
    peer.hasNumbers = false;
    this.#services.sessions.revoke(peer);
    peer.media.close();
    return peer;
  }

  /** A broadcaster anchors an audience; a viewer joins the one its token names, else the original host's. */
  #audienceFor(claims: Claims, peerId: string): Audience {
    const named = claims.role === 'host' ? peerId : claims.role === 'viewer' ? claims.host_peer_id : undefined;
    const isMain = named === undefined || named === this.#keeper.hostPeerId || (claims.role === 'viewer' && !this.#audiences.has(named));
    const audienceId = isMain ? this.roomId : named;
    let audience = this.#audiences.get(audienceId);
    if (!audience) {
      audience = new Audience({ audienceId, roomId: this.roomId, chat: this.#services.store.chat, clock: this.#services.clock });
      this.#audiences.set(audienceId, audience);
    }
    return audience;
  }

  #hostArrived(peer: RoomPeer): void {
    if (this.#untriedHost === peer.peerId) this.#untriedHost = undefined;
    if (this.#keeper.status === 'live') return;
    this.#keeper.goLive();
    this.#services.logger.info({ roomId: this.roomId, peerId: peer.peerId }, 'room live');
    this.channel.publish({ type: 'RoomUpdated', room: this.#keeper.info });
  }

  #goAway(peer: RoomPeer): void {
    peer.awayUntil = this.#services.clock.now() + limits.resumeMs;
    this.#later(peer, limits.resumeMs, () => this.remove(peer, 'timeout'));
  }

  #dispose(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    for (const peer of [...this.#peers.values()]) this.remove(peer, 'left');
    for (const audience of this.#audiences.values()) audience.close();
    this.#keeper.close();
    this.media.close();
    this.#services.closed(this);
  }

  #later(owner: RoomPeer | 'room', ms: number, run: () => void): void {
    this.#cancel(owner);
    this.#timers.set(owner, this.#services.clock.after(ms, () => {
      this.#timers.delete(owner);
      run();
    }));
  }

  #cancel(owner: RoomPeer | 'room'): void {
    this.#timers.get(owner)?.();
    this.#timers.delete(owner);
  }
}
