import type { Clock, Random } from './clock.ts';
import type { Requester } from './connection/request.ts';
import { LiveError } from './errors.ts';
import type { ChatStore } from './stores/chat.ts';
import { limits } from './wire/signal/limits.ts';
import type { Self } from './wire/signal/replies.ts';
import type { ChatMessage } from './wire/signal/shapes.ts';

export interface ChatOptions {
  /** The id of the line that this one answers. */
  readonly replyTo?: string;
}

interface Unsent { readonly text: string; readonly replyTo: string | undefined; readonly done: PromiseWithResolvers<void>; inFlight: boolean }

export interface ChatOutboxOptions {
  readonly store: ChatStore;
  readonly request: Requester;
  readonly self: () => Self | null;
  /** Server time. */
  readonly now: Clock['now'];
  readonly random: Random;
  /** The server has a line of mine that nobody had heard of. */
  posted(message: ChatMessage): void;
}

/** The connection was cut before the answer came: the line may be there or not, and is safe to send again. */
const unanswered = ({ code }: LiveError): boolean => code === 'server-unreachable' || code === 'request-timeout' || code === 'cancelled';

/** Takes a text as the server will: its ends trimmed, not empty, not too long. */
function checkText(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) throw new LiveError('bad-message', { message: 'The message is empty. Write something first.' });
  if (text.length > limits.chatText) throw new LiveError('too-large', { message: `The message is too long. Keep it to ${limits.chatText} characters.` });
  return trimmed;
}

/** Lines on their way out: each shows at once as `pending`, and is posted exactly once however often the connection is cut. */
export class ChatOutbox {
  readonly #options: ChatOutboxOptions;
  readonly #unsent = new Map<string, Unsent>();

  constructor(options: ChatOutboxOptions) {
    this.#options = options;
  }

  /** Resolves when the server has the line, after a reconnect if need be; rejects when it refuses. */
  send(text: string, { replyTo }: ChatOptions = {}): Promise<void> {
    const { store, self, now, random } = this.#options;
    const checked = checkText(text);
    const me = self();
    if (!me) throw new LiveError('not-joined');
    const clientId = random.id();
    const answered = store.$lines.get().find(({ id }) => id === replyTo);
    store.addPending({
      id: clientId, clientId, from: me.peerId, role: me.role, displayName: me.displayName, ...(me.avatarUrl === undefined ? {} : { avatarUrl: me.avatarUrl }), text: checked, sentAt: now(), status: 'pending', isSelf: true,
      ...(replyTo === undefined ? {} : { replyTo }), ...(answered ? { quote: { from: answered.from, displayName: answered.displayName, text: answered.text } } : {}),
    });
    return this.#enqueue(clientId, checked, replyTo);
  }

  /** Sends a line that failed once more. Rejects with `not-found` if there is none. */
  retry(clientId: string): Promise<void> {
    const line = this.#options.store.$lines.get().find((other) => other.clientId === clientId && other.status === 'failed');
    if (!line) return Promise.reject(new LiveError('not-found'));
    this.#options.store.setStatus(clientId, 'pending');
    return this.#enqueue(clientId, line.text, line.replyTo);
  }

  /** After each `Welcome`: sends again what was never answered, oldest first. */
  resend(): void {
    for (const clientId of this.#unsent.keys()) void this.#post(clientId);
  }

  /** What was not sent will not be. */
  close(): void {
    for (const [clientId, { done }] of this.#unsent) {
      this.#options.store.setStatus(clientId, 'failed');
      done.reject(new LiveError('cancelled'));
    }
    this.#unsent.clear();
  }

  #enqueue(clientId: string, text: string, replyTo: string | undefined): Promise<void> {
    const unsent: Unsent = { text, replyTo, done: Promise.withResolvers<void>(), inFlight: false };
    this.#unsent.set(clientId, unsent);
    void this.#post(clientId);
    return unsent.done.promise;
  }

  async #post(clientId: string): Promise<void> {
    const unsent = this.#unsent.get(clientId);
    if (!unsent || unsent.inFlight) return;
    unsent.inFlight = true;
    try {
      const { message } = await this.#options.request({ type: 'ChatSend', clientId, text: unsent.text, ...(unsent.replyTo === undefined ? {} : { replyTo: unsent.replyTo }) });
      this.#settle(clientId, message);
    } catch (error) {
      const failure = LiveError.from(error);
      unsent.inFlight = false;
      if (unanswered(failure)) return;
      if (failure.code === 'slow-mode') this.#wait(this.#options.now() + (failure.retryAfterMs ?? 0));
      this.#unsent.delete(clientId);
      this.#options.store.setStatus(clientId, 'failed');
      unsent.done.reject(failure);
    }
  }

  /** Slow mode holds viewers back; those who keep order it does not. */
  #wait(until: number): void {
    const { store, self } = this.#options;
    const me = self();
    if (store.$slowModeSec.get() > 0 && me?.role === 'viewer' && !me.caps.includes('chat:moderate')) store.$mayWriteAt.set(until);
  }

  #settle(clientId: string, message: ChatMessage): void {
    const { store, posted } = this.#options;
    const unsent = this.#unsent.get(clientId);
    if (!unsent) return;
    this.#unsent.delete(clientId);
    const isNew = !store.known(message.id);
    store.applyAccepted(clientId, message);
    this.#wait(message.sentAt + store.$slowModeSec.get() * 1000);
    if (isNew) posted(message);
    unsent.done.resolve();
  }
}
