import { limits } from '../../core/wire/signal/limits.ts';
import type { ChatMessage } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import { Channel } from '../signal/channel.ts';
import type { ChatLog } from '../store/ports.ts';
import { Latest } from './latest.ts';
import { Reactions } from './reactions.ts';
import type { RoomPeer } from './room-peer.ts';
import { Typing } from './typing.ts';

/** Counts change with every join of a crowd; a page needs no more than two a second. */
const countMs = 500;

export interface AudienceOptions { readonly audienceId: string; readonly roomId: string; readonly chat: ChatLog; readonly clock: Clock }

/** The viewers gathered round one broadcaster, with their chat. */
export class Audience {
  readonly audienceId: string;
  readonly channel: Channel = new Channel('audience');
  readonly typing: Typing;
  readonly reactions: Reactions;
  readonly #roomId: string;
  readonly #log: ChatLog;
  readonly #count: Latest<number>;
  /** Longest here first; the value says whether the others have been told of this one. */
  readonly #viewers = new Map<RoomPeer, boolean>();
  #loading: Promise<void> | undefined;
  #recent: ChatMessage[] = [];

  constructor({ audienceId, roomId, chat, clock }: AudienceOptions) {
    this.audienceId = audienceId;
    this.#roomId = roomId;
    this.#log = chat;
    this.typing = new Typing({ clock, changed: (peerId, typing) => this.channel.hint({ type: 'TypingChanged', peerId, typing }) });
    this.reactions = new Reactions({ clock, send: (burst) => this.channel.hint({ type: 'Reacted', ...burst }) });
    this.#count = new Latest({ clock, ms: countMs, send: (count) => this.channel.hint({ type: 'ViewerCountChanged', count }) });
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  /** The first of them, longest here first. */
  get viewers(): readonly RoomPeer[] {
    return [...this.#viewers.keys()].slice(0, limits.listedViewers);
  }

  enter(viewer: RoomPeer): void {
    if (this.#viewers.has(viewer)) return;
    const listed = this.#viewers.size < limits.listedViewers;
    this.#viewers.set(viewer, listed);
    if (listed) this.channel.publish({ type: 'ViewerJoined', viewer: viewer.info });
    this.#count.push(this.#viewers.size);
  }

  leave(viewer: RoomPeer, reason: 'left' | 'timeout' | 'removed'): void {
    const announced = this.#viewers.get(viewer);
    this.typing.set(viewer.peerId, false);
    if (!this.#viewers.delete(viewer)) return;
    if (announced || this.#viewers.size < limits.listedViewers) this.channel.publish({ type: 'ViewerLeft', peerId: viewer.peerId, reason });
    this.#count.push(this.#viewers.size);
  }

  /** Reads the lines of earlier runs; needed once before `historyFor`. */
  async load(): Promise<void> {
    this.#loading ??= this.#read();
    try {
      await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  /** The newest lines, newest last, as `reader` may see them. */
  historyFor(reader: string): ChatMessage[] {
    return this.#recent.map((line) => (line.from === reader ? line : withoutClientId(line)));
  }

  /**
   * Writes a line down. `isNew` is false when its sender had sent it before; `message` is then the line of that time.
   * The caller calls `announce` with a new one.
   */
  async write(line: ChatMessage): Promise<{ message: ChatMessage; isNew: boolean }> {
    const message = await this.#log.append(this.#roomId, this.audienceId, line);
    return { message, isNew: message.id === line.id };
  }

  announce(line: ChatMessage): void {
    this.#recent.push(line);
    if (this.#recent.length > limits.chatHistory) this.#recent.shift();
    this.channel.publish({ type: 'ChatPosted', message: withoutClientId(line) });
  }

  close(): void {
    this.typing.close();
    this.reactions.close();
    this.#count.close();
  }

  async #read(): Promise<void> {
    const lines = await this.#log.recent(this.#roomId, this.audienceId, limits.chatHistory);
    // Lines posted while these were being read are in them, or newer than them.
    const known = new Set(lines.map((line) => line.id));
    this.#recent = [...lines, ...this.#recent.filter((line) => !known.has(line.id))].slice(-limits.chatHistory);
  }
}

function withoutClientId({ clientId: _, ...line }: ChatMessage): ChatMessage {
  return line;
}
