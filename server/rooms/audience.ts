import { limits } from '../../core/wire/signal/limits.ts';
import type { ChatMessage, LeaveReason } from '../../core/wire/signal/shapes.ts';
import { ChatLines, withoutClientId } from '../chat/chat-lines.ts';
import { SlowMode } from '../chat/slow-mode.ts';
import type { Clock } from '../clock.ts';
import { Channel } from '../signal/channel.ts';
import type { AudienceSettings, ChatLog } from '../store/ports.ts';
import { Latest } from './latest.ts';
import { Reactions } from './reactions.ts';
import type { RoomPeer } from './room-peer.ts';
import { Typing } from './typing.ts';

/** Counts change with every join of a crowd; a page needs no more than two a second. */
const countMs = 500;

type Change = { readonly [Name in 'pinned' | 'slowModeSec']?: AudienceSettings[Name] | undefined };

export interface AudienceOptions {
  readonly audienceId: string;
  readonly roomId: string;
  readonly chat: ChatLog;
  readonly clock: Clock;
  /** As the last process left them. */
  readonly settings?: AudienceSettings;
  readonly save?: (change: Change) => void;
}

/** The viewers gathered round one broadcaster, with their chat. */
export class Audience {
  readonly audienceId: string;
  readonly channel: Channel = new Channel('audience');
  readonly lines: ChatLines;
  readonly slowMode: SlowMode;
  readonly typing: Typing;
  readonly reactions: Reactions;
  readonly #save: (change: Change) => void;
  readonly #count: Latest<number>;
  /** Longest here first; the value says whether the others have been told of this one. */
  readonly #viewers = new Map<RoomPeer, boolean>();
  #pinned: ChatMessage | undefined;
  #peakViewers = 0;

  constructor({ audienceId, roomId, chat, clock, settings = {}, save = () => {} }: AudienceOptions) {
    this.audienceId = audienceId;
    this.#save = save;
    this.#pinned = settings.pinned;
    this.lines = new ChatLines({ roomId, audienceId, log: chat });
    this.slowMode = new SlowMode(clock, settings.slowModeSec ?? 0);
    this.typing = new Typing({ clock, changed: (peerId, typing) => this.channel.hint({ type: 'TypingChanged', peerId, typing }) });
    this.reactions = new Reactions({ clock, send: (burst) => this.channel.hint({ type: 'Reacted', ...burst }) });
    this.#count = new Latest({ clock, ms: countMs, send: (count) => this.channel.hint({ type: 'ViewerCountChanged', count }) });
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  get peakViewers(): number {
    return this.#peakViewers;
  }

  get pinned(): ChatMessage | undefined {
    return this.#pinned;
  }

  /** The first of them, longest here first. */
  get viewers(): readonly RoomPeer[] {
    const first: RoomPeer[] = [];
    for (const viewer of this.#viewers.keys()) if (first.push(viewer) === limits.listedViewers) break;
    return first;
  }

  has(viewer: RoomPeer): boolean {
    return this.#viewers.has(viewer);
  }

  enter(viewer: RoomPeer): void {
    if (this.#viewers.has(viewer)) return;
    const listed = this.#viewers.size < limits.listedViewers;
    this.#viewers.set(viewer, listed);
    if (listed) this.channel.publish({ type: 'ViewerJoined', viewer: viewer.info });
    this.#counted();
  }

  leave(viewer: RoomPeer, reason: LeaveReason): void {
    const announced = this.#viewers.get(viewer);
    this.typing.set(viewer.peerId, false);
    if (!this.#viewers.delete(viewer)) return;
    if (announced || this.#viewers.size < limits.listedViewers) this.channel.publish({ type: 'ViewerLeft', peerId: viewer.peerId, reason });
    this.#counted();
  }

  /** Takes in those who come together; whoever moves them tells of it. */
  receive(viewers: readonly RoomPeer[]): void {
    for (const viewer of viewers) this.#viewers.set(viewer, this.#viewers.size < limits.listedViewers);
    this.#counted();
  }

  /** Lets someone go who leaves with others; whoever moves them tells of it. */
  release(peer: RoomPeer): void {
    this.typing.set(peer.peerId, false);
    if (this.#viewers.delete(peer)) this.#counted();
  }

  /** Needed once before the lines of earlier runs are there. */
  load(): Promise<void> {
    return this.lines.load();
  }

  announce(line: ChatMessage): void {
    this.lines.add(line);
    this.channel.publish({ type: 'ChatPosted', message: withoutClientId(line) });
  }

  /** Takes a line back, also from where it is pinned. Whether there was one. */
  async remove(messageId: string): Promise<boolean> {
    if (!(await this.lines.remove(messageId))) return false;
    this.channel.publish({ type: 'ChatDeleted', id: messageId });
    if (this.#pinned?.id === messageId) this.pin(undefined);
    return true;
  }

  pin(line: ChatMessage | undefined): void {
    if (line?.id === this.#pinned?.id) return;
    this.#pinned = line && withoutClientId(line);
    this.#save({ pinned: this.#pinned });
    this.channel.publish({ type: 'ChatPinned', message: this.#pinned ?? null });
  }

  setSlowMode(seconds: number): void {
    if (seconds === this.slowMode.seconds) return;
    this.slowMode.seconds = seconds;
    this.#save({ slowModeSec: seconds === 0 ? undefined : seconds });
    this.channel.publish({ type: 'SlowModeChanged', seconds });
  }

  close(): void {
    this.typing.close();
    this.reactions.close();
    this.#count.close();
  }

  #counted(): void {
    const count = this.#viewers.size;
    this.#peakViewers = Math.max(this.#peakViewers, count);
    this.typing.setEnabled(count <= limits.typingAudience);
    this.#count.push(count);
  }
}
