import { limits } from '../../core/wire/signal/limits.ts';
import type { ChatMessage } from '../../core/wire/signal/shapes.ts';
import type { ChatLog } from './ports.ts';
import * as scripts from './valkey-chat-scripts.ts';
import { Away, type ValkeyLink } from './valkey-link.ts';

/** Lines an audience's log keeps at least; older ones go before their time when there are many more. */
const linesKept = 10_000;
/** Changes that wait for the server to be back; more are refused. */
const waitingMost = 10_000;

const allLogs = 'muf:chats';
const logKey = (roomId: string, hostPeerId: string): string => `muf:chat/${roomId}/${hostPeerId}`;
/** → where the line is that was sent under this id. Without one of the page's, the line's own makes a second try safe. */
const sentKey = (roomId: string, { from, clientId, id }: ChatMessage): string => `muf:sent/${roomId}/${from}/${clientId ?? `/${id}`}`;
const removalKey = (log: string, messageId: string): string => `${log}/${messageId}`;

type Change = { readonly log: string } & (
  | { readonly type: 'append'; readonly sent: string; readonly message: ChatMessage }
  | { readonly type: 'remove'; readonly messageId: string }
);

const parse = (json: string): ChatMessage => JSON.parse(json) as ChatMessage;

/** Chat as one Valkey stream per audience. What happens while the server is away is kept, and written when it is back. */
export class ValkeyChat implements ChatLog {
  readonly #link: ValkeyLink;
  readonly #onError: (error: unknown) => void;
  /** In order. */
  readonly #waiting = new Map<string, Change>();
  #draining = false;

  constructor(link: ValkeyLink, { onError }: { onError: (error: unknown) => void }) {
    this.#link = link;
    this.#onError = onError;
    link.onBack(() => void this.drain());
  }

  async append(roomId: string, hostPeerId: string, message: ChatMessage): Promise<ChatMessage> {
    const [log, sent] = [logKey(roomId, hostPeerId), sentKey(roomId, message)];
    const before = this.#waiting.get(sent);
    if (before?.type === 'append') return this.#isRemoved(before.log, before.message.id) ? { ...message, id: before.message.id } : before.message;
    const reply = await this.#orLater(sent, { type: 'append', log, sent, message }) as [id: string, json?: string] | null | undefined;
    if (!reply) return message;
    const [id, json] = reply;
    return json === undefined ? { ...message, id } : parse(json);
  }

  async remove(roomId: string, hostPeerId: string, messageId: string): Promise<boolean> {
    const log = logKey(roomId, hostPeerId);
    if (this.#isRemoved(log, messageId)) return false;
    return (await this.#orLater(removalKey(log, messageId), { type: 'remove', log, messageId })) !== 0;
  }

  async recent(roomId: string, hostPeerId: string, limit: number): Promise<readonly ChatMessage[]> {
    const log = logKey(roomId, hostPeerId);
    // Without the server, an audience begins with what this process has heard: better than nobody entering it.
    const stored = await this.#stored(log, limit).catch((error: unknown) => {
      if (error instanceof Away) return [];
      throw error;
    });
    const known = new Set(stored.map(({ id }) => id));
    const waiting = [...this.#waiting.values()].flatMap((change) => (change.type === 'append' && change.log === log && !known.has(change.message.id) ? change.message : []));
    return [...stored, ...waiting].filter(({ id }) => !this.#isRemoved(log, id)).slice(-limit);
  }

  async sweep(before: number): Promise<number> {
    const logs = await this.#link.run((client) => client.smembers(allLogs));
    const gone = await Promise.all(logs.map((log) => this.#link.eval(scripts.trim, [log, allLogs], [Math.max(0, before)])));
    return gone.reduce((sum: number, count) => sum + Number(count), 0);
  }

  /** Whether the server has everything. */
  get settled(): boolean {
    return this.#waiting.size === 0;
  }

  /** Writes what waits, in order, as far as that is possible now. */
  async drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    for (const [key, change] of this.#waiting) {
      const failure = await this.#write(change).then(() => undefined, (error: unknown) => error);
      if (failure instanceof Away) break;
      if (failure !== undefined) this.#onError(failure);
      this.#waiting.delete(key);
    }
    this.#draining = false;
  }

  #isRemoved(log: string, messageId: string): boolean {
    return this.#waiting.has(removalKey(log, messageId));
  }

  async #stored(log: string, limit: number): Promise<ChatMessage[]> {
    const entries = await this.#link.run((client) => client.xrevrange(log, '+', '-', 'COUNT', limit));
    return entries.map(([, fields]) => parse(fields[3] ?? '')).toReversed();
  }

  /** Resolves to the server's reply, or to `undefined` when that has to wait. */
  async #orLater(key: string, change: Change): Promise<unknown> {
    try {
      // While some wait, those after them wait too: changes keep their order.
      if (this.#waiting.size === 0) return await this.#write(change);
    } catch (error) {
      if (!(error instanceof Away)) throw error;
    }
    if (this.#waiting.size >= waitingMost) throw new Away();
    this.#waiting.set(key, change);
    return undefined;
  }

  #write(change: Change): Promise<unknown> {
    if (change.type === 'remove') return this.#link.eval(scripts.remove, [change.log], [change.messageId]);
    const { log, sent, message } = change;
    return this.#link.eval(scripts.append, [log, sent, allLogs], [message.id, JSON.stringify(message), message.sentAt, limits.chatTtlMs, linesKept]);
  }
}
