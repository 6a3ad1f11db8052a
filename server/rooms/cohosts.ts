import type { Claims } from '../../core/wire/signal/claims.ts';
import type { InviteInfo, LayoutName } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { EventBody } from '../signal/channel.ts';
import type { Sessions } from '../signal/sessions.ts';
import { SignalError } from '../signal-error.ts';
import { Invites } from './invites.ts';
import type { RoomKeeper } from './room-keeper.ts';
import type { Room } from './room.ts';
import type { RoomPeer } from './room-peer.ts';
import type { Standing } from './standing.ts';

export interface CohostsOptions {
  readonly room: Room;
  readonly keeper: RoomKeeper;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly sessions: Sessions<RoomPeer>;
}

/** Who comes on stage from the audience and goes back to it, over the connection they have; and who is host when the host has left. */
export class Cohosts {
  readonly #options: CohostsOptions;
  readonly #invites: Invites;

  constructor(options: CohostsOptions) {
    this.#options = options;
    this.#invites = new Invites({
      clock: options.clock,
      ids: options.ids,
      expired: (invite) => this.#tell(invite, { type: 'CohostInviteExpired', inviteId: invite.inviteId }),
    });
  }

  /** Throws `room-full` when every seat is taken or promised. */
  requireSeat(): void {
    const { room, keeper } = this.#options;
    if (room.stage.length + this.#invites.seats >= keeper.info.maxBroadcasters) throw new SignalError('room-full');
  }

  /** For someone who comes by token. Throws `room-full`, or `not-allowed` for one who was sent off this stage. */
  requireSeatFor(peerId: string | undefined): void {
    if (peerId !== undefined && this.#options.keeper.isSentOff(peerId)) throw new SignalError('not-allowed');
    this.requireSeat();
  }

  /** Who is here under this id. A cohost who left the stage and comes by its token again is someone new: it wants the seat. */
  presentAs(peerId: string | undefined, { role }: Claims): RoomPeer | undefined {
    const { room, keeper } = this.#options;
    const present = peerId === undefined ? undefined : room.peer(peerId);
    if (present?.standing !== 'viewer' || role === 'viewer' || keeper.isSentOff(present.peerId)) return present;
    present.outlet?.close('replaced');
    room.remove(present, 'left');
    return undefined;
  }

  /** What this peer sees waiting: a viewer what concerns it, a broadcaster everything. */
  waitingFor(peer: RoomPeer): InviteInfo[] {
    return this.#invites.waiting.filter(({ peerId }) => peer.onStage || peerId === peer.peerId);
  }

  /** Throws `not-found`, `already-on-stage`, `invite-pending`, `limit-reached` or `room-full`. */
  invite(by: RoomPeer, peerId: string): InviteInfo {
    const viewer = this.#options.room.peer(peerId);
    if (!viewer?.announced) throw new SignalError('not-found');
    if (viewer.onStage) throw new SignalError('already-on-stage');
    this.requireSeat();
    return this.#open('invite', by, viewer);
  }

  /** Throws `requests-closed`, `already-on-stage`, `invite-pending` or `limit-reached`. */
  request(by: RoomPeer): InviteInfo {
    if (by.onStage) throw new SignalError('already-on-stage');
    if (!this.#options.keeper.info.acceptInvitations) throw new SignalError('requests-closed');
    return this.#open('request', by, by);
  }

  /** Tells whom it concerns that it waits. */
  announce(invite: InviteInfo): void {
    this.#tell(invite, { type: invite.kind === 'invite' ? 'CohostInvited' : 'CohostRequested', invite });
  }

  /** Throws `not-found`, `invite-expired`, `invite-settled`, `invite-foreign`, or `room-full`: then it goes on waiting. */
  respond(by: RoomPeer, inviteId: string, accept: boolean): void {
    const invite = this.#invites.find(inviteId);
    const mine = invite.kind === 'invite' ? by.peerId === invite.peerId : by.onStage && by.grants.caps.has('cohost:invite');
    if (!mine) throw new SignalError('invite-foreign');
    const viewer = accept ? this.#options.room.peer(invite.peerId) : undefined;
    if (viewer && invite.kind === 'request') this.requireSeat();
    this.#settle(invite, by, accept);
    if (viewer) this.#promote(viewer);
  }

  /** By whoever asked, or the original host. Throws as `respond` does. */
  cancel(by: RoomPeer, inviteId: string): void {
    const invite = this.#invites.find(inviteId);
    const mine = by.peerId === invite.fromPeer || (invite.kind === 'invite' && by.grants.isOriginalHost);
    if (!mine) throw new SignalError('invite-foreign');
    this.#settle(invite, by, false);
  }

  /** Closing the door turns away those who wait before it. */
  setAccept(by: RoomPeer, enabled: boolean): void {
    const { room, keeper } = this.#options;
    if ((keeper.info.acceptInvitations ?? false) === enabled) return;
    keeper.setAcceptInvitations(enabled);
    if (!enabled) for (const invite of this.#invites.waiting) if (invite.kind === 'request') this.#settle(invite, by, false);
    room.channel.publish({ type: 'RoomUpdated', room: keeper.info });
  }

  /**
   * How the room looks for everyone from now on. Throws `bad-message` for a peer without a spotlight, `not-found` for one who is
   * not on stage. Someone in the spotlight who leaves is in it again when they come back.
   */
  direct(layout: LayoutName, peerId: string | undefined): void {
    const { room, keeper } = this.#options;
    if (peerId !== undefined && layout !== 'spotlight') throw new SignalError('bad-message');
    if (peerId !== undefined && !room.stage.some((peer) => peer.peerId === peerId && peer.announced)) throw new SignalError('not-found');
    keeper.direct(layout, peerId);
    room.channel.publish({ type: 'RoomUpdated', room: keeper.info });
  }

  /** Back to the audience. Throws `not-found` when they are not on stage, `not-allowed` for the original host. */
  removeFromStage(peerId: string): void {
    const peer = this.#options.room.peer(peerId);
    if (!peer?.onStage || !peer.announced) throw new SignalError('not-found');
    this.#demote(peer, 'removed');
    if (peer.token.role !== 'viewer') this.#options.keeper.setSentOff(peerId, true);
  }

  /** Throws `not-allowed` for the original host, who ends the room or leaves it, and for whoever is not on stage. */
  leaveStage(peer: RoomPeer): void {
    if (!peer.onStage) throw new SignalError('not-allowed');
    this.#demote(peer, 'left');
  }

  /** This peer is gone: nobody waits for it, or answers to it, any more. */
  gone(peer: RoomPeer): void {
    this.#withdraw(peer, ({ peerId, fromPeer }) => peerId === peer.peerId || fromPeer === peer.peerId);
  }

  /** The original host has left: whoever has been on stage longest, and is here, has the room now. */
  succeed(): void {
    const { room, keeper } = this.#options;
    const rank = (peer: RoomPeer): number => Number(!peer.announced) * 2 + Number(peer.awayUntil !== undefined);
    const since = (peer: RoomPeer): number => peer.seatedAt ?? peer.joinedAt;
    const [heir] = room.stage.filter((peer) => peer.role === 'host').toSorted((a, b) => rank(a) - rank(b) || since(a) - since(b));
    if (!heir) return;
    keeper.inherit(heir.peerId);
    this.#stand(heir, 'host');
    room.audiences.inherited(heir);
    // One room has one original host, however many tokens say it of their bearers.
    const others = room.stage.filter((peer) => peer !== heir && peer.grants.isOriginalHost);
    for (const peer of others) room.regrant(peer);
    for (const peer of [heir, ...others]) {
      this.#tellSelf(peer);
      if (peer.announced) room.channel.publish({ type: 'BroadcasterJoined', broadcaster: peer.broadcaster });
    }
    room.channel.publish({ type: 'RoomUpdated', room: keeper.info });
  }

  close(): void {
    this.#invites.close();
  }

  #open(kind: InviteInfo['kind'], from: RoomPeer, viewer: RoomPeer): InviteInfo {
    const { displayName, avatarUrl } = viewer.info;
    return this.#invites.open({ kind, fromPeer: from.peerId, fromName: from.info.displayName, peerId: viewer.peerId, displayName, ...(avatarUrl === undefined ? {} : { avatarUrl }) });
  }

  #settle(invite: InviteInfo, by: Pick<RoomPeer, 'peerId'>, accepted: boolean): void {
    this.#invites.settle(invite);
    this.#tell(invite, { type: 'CohostInviteResolved', inviteId: invite.inviteId, accepted, byPeer: by.peerId });
  }

  #withdraw(by: RoomPeer, whose: (invite: InviteInfo) => boolean): void {
    for (const invite of this.#invites.waiting) if (whose(invite)) this.#settle(invite, by, false);
  }

  #tell(invite: InviteInfo, event: EventBody): void {
    const { room } = this.#options;
    const viewer = room.peer(invite.peerId);
    for (const peer of new Set([...room.stage, ...(viewer ? [viewer] : [])])) peer.self.publish(event);
  }

  /** Others hear of the seat before they hear that a viewer has left: nobody is gone. */
  #promote(peer: RoomPeer): void {
    const { room, keeper, clock } = this.#options;
    keeper.setSentOff(peer.peerId, false);
    this.#stand(peer, peer.token.role === 'viewer' ? 'cohost' : 'token', clock.now());
    this.#tellSelf(peer);
    room.channel.publish({ type: 'RoleUpgraded', broadcaster: peer.broadcaster });
    for (const invite of this.waitingFor(peer)) peer.self.publish({ type: invite.kind === 'invite' ? 'CohostInvited' : 'CohostRequested', invite });
    peer.audience.leave(peer, 'moved');
    room.audiences.promoted(peer);
    room.path.review();
  }

  #demote(peer: RoomPeer, reason: 'left' | 'removed'): void {
    if (peer.grants.isOriginalHost || peer.role !== 'host') throw new SignalError('not-allowed');
    const { room } = this.#options;
    this.#withdraw(peer, ({ fromPeer }) => fromPeer === peer.peerId);
    this.#stand(peer, peer.token.role === 'viewer' ? 'token' : 'viewer');
    peer.paused = false;
    for (const { producerId } of peer.media.producers) peer.media.closeProducer(producerId);
    peer.mesh.clear();
    room.audiences.demoted(peer);
    this.#tellSelf(peer);
    room.channel.publish({ type: 'RoleRevoked', peerId: peer.peerId, reason });
    room.stageLeft(peer);
  }

  #stand(peer: RoomPeer, standing: Standing, seatedAt: number | undefined = peer.seatedAt): void {
    peer.stand(standing);
    peer.seatedAt = peer.onStage ? seatedAt : undefined;
    this.#options.room.regrant(peer);
  }

  /** And writes it down, so that a restart changes nothing about it. */
  #tellSelf(peer: RoomPeer): void {
    const { sessions, logger } = this.#options;
    peer.self.publish({ type: 'SelfUpdated', self: peer.selfInfo });
    sessions.save(peer).catch((error: unknown) => logger.error({ err: error }, 'a new role could not be written'));
  }
}
