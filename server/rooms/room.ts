import type { Claims } from '../../core/wire/signal/claims.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Snapshot } from '../../core/wire/signal/replies.ts';
import type { LeaveReason, StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { RoomMedia } from '../sfu/room-media.ts';
import { Channel } from '../signal/channel.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomRecord, SessionRecord } from '../store/ports.ts';
import { Admission } from './admission.ts';
import type { Audit } from './audit.ts';
import { roomAudience, type RoomAudience } from './audience-plane.ts';
import { Audiences } from './audiences.ts';
import type { Conduct } from './conduct.ts';
import { Cohosts } from './cohosts.ts';
import { claimedPeerId, looksTheSame, newPeerId, standsOnStage } from './identity.ts';
import type { MediaPath } from './media-path.ts';
import type { Moderation } from './moderation.ts';
import { RoomKeeper } from './room-keeper.ts';
import { mediaEvents } from './media-events.ts';
import { roomPath } from './room-path.ts';
import { RoomPeer } from './room-peer.ts';
import type { RoomServices } from './room-services.ts';
import { claimsAs } from './standing.ts';
import { Timers } from './timers.ts';

/** An ended room lingers, so that its last event can be read: this long for open sockets, `limits.resumeMs` for cut ones. */
const lastWordsMs = 5000;

/** One room: its peers, audiences and media, and when it begins and ends. */
export class Room {
  readonly roomId: string;
  readonly channel: Channel = new Channel('room');
  readonly media: RoomMedia;
  readonly path: MediaPath;
  /** Where its viewers watch, if not over the SFU. */
  readonly plane: RoomAudience | undefined;
  readonly moderation: Moderation;
  readonly audit: Audit;
  readonly admission: Admission;
  readonly cohosts: Cohosts;
  readonly #services: RoomServices;
  readonly #keeper: RoomKeeper;
  readonly #peers = new Map<string, RoomPeer>();
  readonly audiences: Audiences;
  readonly #timers: Timers<RoomPeer | 'room'>;
  /** The first host while still joining: the room has no host again if that fails. */
  #untriedHost: string | undefined;
  #suspended = false;
  #stage: readonly RoomPeer[] | undefined;

  constructor(record: RoomRecord, services: RoomServices, { moderation, audit }: Conduct) {
    this.roomId = record.roomId;
    this.moderation = moderation;
    this.audit = audit;
    this.admission = new Admission(this, services);
    this.#services = services;
    this.#timers = new Timers(services.clock);
    this.#keeper = new RoomKeeper({ record, store: services.store.rooms, clock: services.clock, logger: services.logger, audienceDefaults: this.admission.audienceDefaults(record.preset) });
    this.cohosts = new Cohosts({ room: this, keeper: this.#keeper, ...services });
    this.audiences = new Audiences({ roomId: this.roomId, keeper: this.#keeper, chat: services.store.chat, clock: services.clock, peers: () => this.#peers.values(), verdictOn: (peer) => this.moderation.verdictOn(peer.person.keys, [peer.home, peer.audience.audienceId]), stage: () => this.stage, adopted: (peer) => this.#stored(services.sessions.save(peer)) });
    this.path = roomPath(this, record.mode, services.clock);
    this.plane = roomAudience(this, record, services);
    this.media = services.sfu.openRoom(mediaEvents(this), this.plane?.tap);
  }

  /** The room as it is written down. */
  get record(): RoomRecord {
    return this.#keeper.record;
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  get ended(): boolean {
    return this.#keeper.status === 'ended';
  }

  get peers(): Iterable<RoomPeer> {
    return this.#peers.values();
  }

  peer(peerId: string): RoomPeer | undefined {
    return this.#peers.get(peerId);
  }

  /** Everyone on stage, longest in the room first. */
  get stage(): readonly RoomPeer[] {
    // Looked at with every join of a crowd, and changed by few of them.
    return (this.#stage ??= [...this.#peers.values()].filter((peer) => peer.onStage));
  }

  /**
   * Finds or makes the place this token leads to. It counts at once, and is announced by `arrive`. Throws `room-full`,
   * `room-crowded`, `room-ended`, `banned` or `removed`. `address` is a keyed hash of where the bearer comes from.
   */
  admit(claims: Claims, address?: string): RoomPeer {
    if (this.ended) throw new SignalError('room-ended');
    const claimed = claimedPeerId(claims, this.#keeper.hostPeerId);
    this.admission.check(claims, claimed, address);
    const peer = this.#admitted(claims, claimed);
    peer.address = address;
    return peer;
  }

  #admitted(claims: Claims, claimed: string | undefined): RoomPeer {
    const present = this.cohosts.presentAs(claimed, claims);
    // Two tabs with one viewer's token are two peers; a broadcaster is one, wherever they come from.
    if (present && this.#isReturn(present, claims)) return this.#returned(present, claims);
    // A call is between its two.
    if (!standsOnStage(claims) && this.#keeper.info.roomType === '1v1') throw new SignalError('not-allowed');
    this.admission.requirePlace(claims);
    if (standsOnStage(claims)) this.cohosts.requireSeatFor(claimed);
    const peerId = claimed === undefined || present ? newPeerId(claims, this.#services.ids) : claimed;
    return this.#add(peerId, claims, this.#services.clock.now());
  }

  /** Puts a place back that was stored before a restart; its page has the usual time to return. */
  restore({ peerId, claims, joinedAt, standing }: SessionRecord): RoomPeer {
    const peer = this.#add(peerId, claims, joinedAt);
    if (standing) peer.restand(standing);
    this.regrant(peer);
    peer.announced = peer.onStage;
    this.#goAway(peer);
    this.path.review();
    return peer;
  }

  /** The peer's page is here, for the first time or again. The caller then sends `Welcome` and lets it listen. */
  arrive(peer: RoomPeer): void {
    this.#timers.cancel(peer);
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
    this.path.review();
  }

  /** The peer's socket is gone. A page that closed it properly is no longer counted, though it may still return. */
  cut(peer: RoomPeer, options: { properly: boolean }): void {
    peer.drop();
    if (this.#suspended || this.ended || peer.gone) return;
    if (!peer.announced) return this.remove(peer, 'left');
    if (options.properly && !peer.onStage) peer.audience.leave(peer, 'left');
    this.path.review();
    this.#goAway(peer);
    if (peer.onStage) this.channel.publish({ type: 'BroadcasterAway', peerId: peer.peerId, awayUntil: peer.awayUntil! });
  }

  /** Gives up the peer's place. The room ends with its last host. */
  remove(peer: RoomPeer, reason: LeaveReason): void {
    if (peer.gone) return;
    peer.gone = true;
    this.#timers.cancel(peer);
    this.#peers.delete(peer.peerId);
    if (peer.onStage) this.#stage = undefined;
    this.moderation.left(peer.person);
    this.media.closePeer(peer.peerId);
    peer.drop();
    this.cohosts.gone(peer);
    if (peer.peerId === this.#untriedHost) this.#keeper.setHost(undefined);
    this.#stored(this.#services.sessions.forget(peer));
    if (this.ended) return;
    peer.audience.leave(peer, reason);
    if (peer.onStage && peer.announced) this.channel.publish({ type: 'BroadcasterLeft', peerId: peer.peerId, reason });
    this.stageLeft(peer);
    if (this.#peers.size === 0 && !this.ended) this.#dispose();
  }

  /** Someone is no longer on stage: the room ends with its last host, and passes on with its original one. */
  stageLeft(peer: RoomPeer): void {
    const hasHost = this.stage.some((other) => other.role === 'host');
    if (this.#keeper.status === 'live' && !hasHost) this.end('host-left');
    else if (this.#keeper.status === 'live' && peer.peerId === this.#keeper.hostPeerId) this.cohosts.succeed();
    this.path.review();
  }

  /** What a peer may do, after its claims or the room's host have changed. */
  regrant(peer: RoomPeer): void {
    this.#stage = undefined;
    peer.grants = this.admission.grantsOf(peer.claims, peer.peerId, peer.token);
  }

  end(reason: StreamSummary['reason']): void {
    if (this.ended) return;
    const summary = this.#keeper.end(reason);
    this.path.close();
    this.audiences.ended(summary);
    this.#services.logger.info({ roomId: this.roomId, reason, durationSec: summary.durationSec, peakViewers: summary.peakViewers }, 'room ended');
    this.plane?.ended();
    this.media.close();
    for (const peer of this.#peers.values()) {
      this.#timers.cancel(peer);
      this.#stored(this.#services.sessions.retire(peer));
    }
    this.#services.closed(this);
    this.#timers.set('room', lastWordsMs, () => {
      for (const { outlet } of this.#peers.values()) outlet?.close('room-ended');
      this.#timers.set('room', limits.resumeMs - lastWordsMs, () => this.#dispose());
    });
  }

  /** Ends the room unless a host returns in time: for one found live after a restart. */
  expectHost(): void {
    this.#timers.set('room', limits.resumeMs, () => {
      if (!this.stage.some((peer) => peer.role === 'host')) this.end('host-left');
    });
  }

  /** Everyone may come back to another process: nothing is announced or forgotten any more. */
  suspend(): void {
    this.#suspended = true;
    this.#timers.clear();
    for (const part of [this.plane, this.cohosts, this.audiences, this.audit, this.#keeper, this.path, this.media]) part?.close();
  }

  snapshotFor(peer: RoomPeer): Snapshot {
    return {
      room: this.#keeper.info,
      broadcasters: this.stage.filter((other) => other.announced).map((other) => other.broadcaster),
      audience: this.audiences.infoOf(peer.audience),
      chat: peer.audience.lines.newest(peer.peerId),
      ...(this.path.current === 'mesh' ? { path: 'mesh' } : {}),
      invites: this.cohosts.waitingFor(peer),
    };
  }

  get viewerCount(): number {
    return this.audiences.viewerCount;
  }

  #add(peerId: string, claims: Claims, joinedAt: number): RoomPeer {
    const grants = this.admission.grantsOf(claims, peerId);
    if (claims.role === 'host' && this.#keeper.hostPeerId === undefined) {
      this.#keeper.setHost(peerId);
      this.#untriedHost = peerId;
    }
    const home = this.audiences.homeOf(claims, peerId);
    const audience = this.audiences.of(home);
    const peer = new RoomPeer({ room: this, peerId, claims, grants, joinedAt, home, audience, media: this.media.openPeer(peerId) });
    peer.apply(this.moderation.verdictOn(peer.person.keys, [home, audience.audienceId]));
    this.#peers.set(peerId, peer);
    if (peer.onStage) this.#stage = undefined;
    return peer;
  }

  #isReturn(present: RoomPeer, claims: Claims): boolean {
    if (present.token.role !== claims.role) return false;
    if (present.onStage) return claims.role !== 'viewer' || !present.outlet;
    return !present.outlet && this.audiences.of(this.audiences.homeOf(claims, present.peerId)) === present.audience;
  }

  #returned(peer: RoomPeer, claims: Claims): RoomPeer {
    peer.renamed ||= !looksTheSame(peer.claims, claims);
    peer.token = claims;
    peer.claims = claimsAs(peer.standing, claims);
    this.regrant(peer);
    peer.openedAt = this.#services.clock.now();
    // A new page: it has neither the old one's transports nor its event numbers.
    peer.hasNumbers = false;
    this.#services.sessions.revoke(peer);
    peer.media.close();
    for (const producerId of peer.mesh.clear()) this.channel.publish({ type: 'ProducerClosed', peerId: peer.peerId, producerId });
    return peer;
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
    this.#timers.set(peer, limits.resumeMs, () => this.remove(peer, 'timeout'));
  }

  /** Nobody waits for it. */
  #stored(writing: Promise<void>): void {
    writing.catch((err: unknown) => this.#services.logger.error({ err }, 'a place could not be written'));
  }

  #dispose(): void {
    this.#timers.clear();
    this.cohosts.close();
    for (const peer of [...this.#peers.values()]) this.remove(peer, 'left');
    for (const part of [this.plane, this.audiences, this.audit, this.#keeper, this.path, this.media]) part?.close();
    this.#services.closed(this);
  }
}
