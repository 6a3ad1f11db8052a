import { limits } from '../../core/wire/signal/limits.ts';
import type { ChatMessage, ChatQuote } from '../../core/wire/signal/shapes.ts';
import type { ChatLog } from '../store/ports.ts';

export interface ChatLinesOptions { readonly roomId: string; readonly audienceId: string; readonly log: ChatLog }

/** The lines of one audience: all in the log, the newest at hand. */
export class ChatLines {
  readonly #options: ChatLinesOptions;
  #loading: Promise<void> | undefined;
  #atHand: ChatMessage[] = [];

  constructor(options: ChatLinesOptions) {
    this.#options = options;
  }

  /** Reads the lines of earlier runs; needed once before `newest`. */
  async load(): Promise<void> {
    this.#loading ??= this.#read();
    try {
      await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  /** Newest last, as `reader` may see them; without a reader, as everyone may. */
  newest(reader?: string): ChatMessage[] {
    return this.#atHand.slice(-limits.chatHistory).map((line) => (line.from === reader ? line : withoutClientId(line)));
  }

  find(id: string): ChatMessage | undefined {
    return this.#atHand.find((line) => line.id === id);
  }

  /** The beginning of the line `id`, to stand above its answer. */
  quoteOf(id: string): ChatQuote | undefined {
    const line = this.find(id);
    return line && { from: line.from, displayName: line.displayName, text: beginningOf(line.text) };
  }

  /** Writes a line down. `isNew` is false when its sender had sent it before; `message` is then the line of that time. */
  async write(line: ChatMessage): Promise<{ message: ChatMessage; isNew: boolean }> {
    const { log, roomId, audienceId } = this.#options;
    const message = await log.append(roomId, audienceId, line);
    return { message, isNew: message.id === line.id };
  }

  /** A line that everyone is told of from now on. */
  add(line: ChatMessage): void {
    this.#atHand.push(line);
    if (this.#atHand.length > limits.chatAtHand) this.#atHand.shift();
  }

  /** Whether there was such a line. What quotes it keeps its own words only. */
  async remove(id: string): Promise<boolean> {
    const { log, roomId, audienceId } = this.#options;
    if (!this.find(id)) return false;
    const removed = await log.remove(roomId, audienceId, id);
    this.#atHand = this.#atHand.filter((line) => line.id !== id).map((line) => (line.replyTo === id ? withoutQuote(line) : line));
    return removed;
  }

  async #read(): Promise<void> {
    const { log, roomId, audienceId } = this.#options;
    const lines = await log.recent(roomId, audienceId, limits.chatAtHand);
    // Lines posted while these were being read are in them, or newer than them.
    const known = new Set(lines.map((line) => line.id));
    this.#atHand = [...lines, ...this.#atHand.filter((line) => !known.has(line.id))].slice(-limits.chatAtHand);
  }
}

export function withoutClientId({ clientId: _, ...line }: ChatMessage): ChatMessage {
  return line;
}

function withoutQuote({ quote: _, replyTo: __, ...line }: ChatMessage): ChatMessage {
  return line;
}

/** Cut between characters, never inside a surrogate pair. */
function beginningOf(text: string): string {
  if (text.length <= limits.quote) return text;
  const cut = text.slice(0, limits.quote - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
