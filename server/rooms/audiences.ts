import type { Claims } from '../../core/wire/signal/claims.ts';
import type { AudienceChange, AudienceInfo, StreamSummary } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import { SignalError } from '../signal-error.ts';
import { encode } from '../signal/frame.ts';
import type { ChatLog } from '../store/ports.ts';
import { Audience } from './audience.ts';
import type { RoomKeeper } from './room-keeper.ts';
import type { RoomPeer } from './room-peer.ts';

export interface AudiencesOptions {
  readonly roomId: string;
  readonly keeper: RoomKeeper;
  readonly chat: ChatLog;
  readonly clock: Clock;
  readonly peers: () => Iterable<RoomPeer>;
  /** What moderation has decided about this peer where it is now. */
  readonly verdictOn: (peer: RoomPeer) => Pick<RoomPeer, 'muted' | 'isModerator'>;
  readonly stage: () => readonly RoomPeer[];
  /** They belong to another host from now on, also after a restart. */
  readonly adopted: (peer: RoomPeer) => void;
}

/**
 * The audiences of one room. Everyone has a *home*, the audience they came for: a broadcaster's own, a viewer's host's.
 * An audience's people are at home, or all together in another broadcaster's (`movedTo`), never further: whoever comes
 * for a host goes where that host's people are. Anchors move, logs do not: each audience keeps its own lines.
 */
export class Audiences {
  readonly #options: AudiencesOptions;
  readonly #audiences = new Map<string, Audience>();

  constructor(options: AudiencesOptions) {
    this.#options = options;
  }

  get viewerCount(): number {
    return this.all.reduce((sum, audience) => sum + audience.viewerCount, 0);
  }

  get all(): Audience[] {
    return [...this.#audiences.values()];
  }

  /** The audience a token leads to: a broadcaster's own; of a viewer the one it names, else the original host's. */
  homeOf(claims: Claims, peerId: string): string {
    const { roomId, keeper } = this.#options;
    const named = claims.role === 'host' ? peerId : claims.role === 'viewer' ? claims.host_peer_id : undefined;
    const isMain = named === undefined || named === keeper.hostPeerId || (claims.role === 'viewer' && !this.#isKnown(named));
    return isMain ? roomId : named;
  }

  /** Which audience the people of this home are in now; asking makes none. */
  idOf(home: string): string {
    return this.#options.keeper.audience(home).movedTo ?? home;
  }

  /** Where the people of this home are now. */
  of(home: string): Audience {
    const audienceId = this.idOf(home);
    // They may be sent back there at any moment, to lines that a restarted process has yet to read; whoever comes waits for those.
    if (audienceId !== home) void this.#at(home).load().catch(() => {});
    return this.#at(audienceId);
  }

  /** The broadcaster an audience gathers round; its own id until the original host is known. */
  anchorOf(audience: Audience): string {
    const { roomId, keeper } = this.#options;
    return audience.audienceId === roomId ? (keeper.hostPeerId ?? roomId) : audience.audienceId;
  }

  infoOf(audience: Audience): AudienceInfo {
    const { slowMode, pinned } = audience;
    const sharedWith = this.#guestsOf(audience).map(({ peerId }) => peerId);
    return {
      audienceId: audience.audienceId,
      hostPeerId: this.anchorOf(audience),
      viewerCount: audience.viewerCount,
      viewers: audience.viewers.map((viewer) => viewer.info),
      ...(sharedWith.length === 0 ? {} : { sharedWith }),
      ...(pinned ? { pinned } : {}),
      ...(slowMode.seconds === 0 ? {} : { slowModeSec: slowMode.seconds }),
    };
  }

  /** My people join another broadcaster's; `split` takes them out again. Throws a `SignalError`. */
  async merge(peer: RoomPeer, hostPeerId: string): Promise<void> {
    const to = await this.#destination(peer, hostPeerId);
    this.#sendHome(peer.audience, peer);
    this.#settle(peer.home, to.audienceId);
    this.#move(this.#peopleOf(peer.home), to, 'merged', peer);
  }

  /** My viewers become another broadcaster's for good. I come along, and may `split` to begin anew. Throws a `SignalError`. */
  async raid(peer: RoomPeer, hostPeerId: string): Promise<void> {
    const to = await this.#destination(peer, hostPeerId);
    this.#sendHome(peer.audience, peer);
    const people = this.#peopleOf(peer.home);
    this.#settle(peer.home, to.audienceId);
    this.#adopt(people.filter((one) => !one.onStage), to);
    this.#move(people, to, 'raided', peer);
  }

  /** My people go back to my own audience; where others are merged into it, each goes back to theirs. Throws a `SignalError`. */
  async split(peer: RoomPeer): Promise<void> {
    requireAnchor(peer);
    const own = this.#at(peer.home);
    await Promise.all([own, ...this.#guestsOf(own).map((guest) => this.#at(guest.home))].map((audience) => audience.load()));
    if (peer.audience !== own) return this.#takeHome(peer, peer);
    if (this.#guestsOf(own).length === 0) throw new SignalError('not-merged');
    this.#sendHome(own, peer);
  }

  /** A viewer who came on stage anchors an audience of their own, merged for now with the one they are in. */
  promoted(peer: RoomPeer): void {
    peer.home = peer.peerId;
    this.#settle(peer.home, peer.audience.audienceId);
  }

  /** The same after a restart: as it was left. */
  restored(peer: RoomPeer): void {
    peer.home = peer.peerId;
    peer.moveTo(this.of(peer.home));
  }

  /** Back to the seats. Who came for them stays with them: in the audience they are in, or the original host's if it is their own. */
  demoted(peer: RoomPeer): void {
    this.#sendHome(peer.audience, peer);
    peer.apply(this.#options.verdictOn(peer));
    if (peer.outlet) peer.audience.enter(peer);
    this.#dissolve(peer, this.of(peer.audience.audienceId === peer.home ? this.#options.roomId : peer.audience.audienceId));
  }

  /** The original host's audience is this one's now, and takes in who came for them before. */
  inherited(heir: RoomPeer): void {
    const { roomId } = this.#options;
    this.#settle(roomId, roomId);
    this.#move(this.#peopleOf(roomId), this.#at(roomId), 'split', heir);
    this.#sendHome(heir.audience, heir);
    this.#dissolve(heir, this.#at(roomId));
  }

  /** Everyone is told of the end, and of no one's crowd but their own. */
  ended(summary: StreamSummary): void {
    const { all } = this;
    for (const { channel, peakViewers } of all) channel.publish({ type: 'RoomEnded', summary: all.length === 1 ? summary : { ...summary, peakViewers } });
  }

  close(): void {
    for (const audience of this.#audiences.values()) audience.close();
  }

  /** Whether anyone may come for this broadcaster: they are here, or have been. */
  #isKnown(hostPeerId: string): boolean {
    return this.#audiences.has(hostPeerId) || this.#options.keeper.audience(hostPeerId).movedTo !== undefined;
  }

  #at(audienceId: string): Audience {
    const { roomId, chat, clock, keeper } = this.#options;
    let audience = this.#audiences.get(audienceId);
    if (!audience) {
      audience = new Audience({ audienceId, roomId, chat, clock, settings: keeper.audience(audienceId), save: (settings) => keeper.setAudience(audienceId, settings) });
      this.#audiences.set(audienceId, audience);
    }
    return audience;
  }

  #settle(home: string, audienceId: string): void {
    const movedTo = audienceId === home ? undefined : audienceId;
    if (this.#options.keeper.audience(home).movedTo !== movedTo) this.#options.keeper.setAudience(home, { movedTo });
  }

  /** An audience is given up for good: its people belong to another one from now on. */
  #dissolve(host: RoomPeer, to: Audience): void {
    const people = this.#peopleOf(host.peerId);
    this.#settle(host.peerId, to.audienceId);
    this.#adopt(people, to);
    this.#move(people, to, 'merged', host);
  }

  #adopt(people: readonly RoomPeer[], to: Audience): void {
    for (const one of people) {
      one.adopt(to.audienceId, this.anchorOf(to));
      this.#options.adopted(one);
    }
  }

  /** Everyone who came for this audience, wherever they are. */
  #peopleOf(home: string): RoomPeer[] {
    return [...this.#options.peers()].filter((peer) => peer.home === home);
  }

  /** Broadcasters in this audience whose own it is not. */
  #guestsOf(audience: Audience): RoomPeer[] {
    return this.#options.stage().filter((peer) => isAnchor(peer) && peer.audience === audience && peer.home !== audience.audienceId);
  }

  async #destination(peer: RoomPeer, hostPeerId: string): Promise<Audience> {
    requireAnchor(peer);
    const find = (): Audience => {
      const host = [...this.#options.peers()].find((other) => other.peerId === hostPeerId);
      if (!host || !isAnchor(host) || !host.announced) throw new SignalError('no-audience');
      if (host.audience === peer.audience) throw new SignalError('same-audience');
      return host.audience;
    };
    await Promise.all([find().load(), ...this.#guestsOf(peer.audience).map((guest) => this.#at(guest.home).load())]);
    // Meanwhile others may have moved.
    const to = find();
    if (peer.gone) throw new SignalError('not-joined');
    return to;
  }

  /** Where I am at home, those merged into my audience go back to theirs. */
  #sendHome(audience: Audience, by: RoomPeer): void {
    if (audience.audienceId !== by.home) return;
    for (const guest of this.#guestsOf(audience)) this.#takeHome(guest, by);
  }

  #takeHome(host: RoomPeer, by: RoomPeer): void {
    this.#settle(host.home, host.home);
    this.#move(this.#peopleOf(host.home), this.#at(host.home), 'split', by);
  }

  /** Everyone goes at once: those who stay, those who are there and those who come are each told by one frame. */
  #move(people: readonly RoomPeer[], to: Audience, change: AudienceChange, by: RoomPeer): void {
    const movers = people.filter((peer) => peer.audience !== to);
    if (movers.length === 0) return;
    const from = new Set(movers.map((peer) => peer.audience));
    const viewers = movers.filter((peer) => peer.audience.has(peer));
    for (const peer of movers) peer.audience.release(peer);
    to.receive(viewers);
    for (const peer of movers) peer.moveTo(to);
    const judged = movers.filter((peer) => this.#judge(peer));
    const told = { change, peerId: by.peerId, displayName: by.info.displayName };
    for (const audience of [...from, to]) {
      audience.channel.publish({ type: 'AudienceChanged', ...told, viewers: viewers.length, audience: this.infoOf(audience) });
    }
    const frame = encode({ type: 'AudienceSwitched', ...told, audience: this.infoOf(to), chat: to.lines.newest(), audienceSeq: to.channel.seq });
    for (const peer of movers) peer.follow(frame);
    for (const { self, grants, muted } of judged) self.publish({ type: 'CapsChanged', caps: [...grants.caps], muted });
  }

  /** A viewer keeps order, or silence, only where they were made to. Whether that changed. */
  #judge(peer: RoomPeer): boolean {
    if (peer.onStage) return false;
    const { muted, isModerator } = peer;
    peer.apply(this.#options.verdictOn(peer));
    return peer.muted !== muted || peer.isModerator !== isModerator;
  }
}

/** Whether this peer gathers an audience of its own: hosts do, the guest of a call does not. */
const isAnchor = (peer: RoomPeer): boolean => peer.onStage && peer.role === 'host';

function requireAnchor(peer: RoomPeer): void {
  if (!isAnchor(peer)) throw new SignalError('not-allowed');
}
