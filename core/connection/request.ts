import type { Clock } from '../clock.ts';
import { LiveError } from '../errors.ts';
import { limits } from '../wire/signal/limits.ts';
import { replyFor, type ReplyTo } from '../wire/signal/messages.ts';
import type { Reply } from '../wire/signal/replies.ts';
import type { RequestBody, RequestType } from '../wire/signal/requests.ts';

export type Requester = <Body extends RequestBody>(body: Body) => Promise<ReplyTo<Body['type']>>;

/** A reply that takes longer, in ms, is counted as lost. */
export const replyDeadlineMs = 10_000;

interface Pending {
  readonly type: RequestType;
  resolve(reply: Reply): void;
  reject(error: LiveError): void;
  stopDeadline(): void;
}

export const errorOfReply = ({ code, message, retryAfterMs }: Extract<Reply, { type: 'Error' }>): LiveError => new LiveError(code, { message, retryAfterMs });

const bytesOf = (text: string): number => new TextEncoder().encode(text).byteLength;

/** The requests of one connection: numbers them, matches replies, and gives each a deadline. */
export class RequestChannel {
  readonly #send: (text: string) => void;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  #last = 0;
  #closed: LiveError | undefined;

  constructor(send: (text: string) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Rejects with the server's error, `request-timeout` after `deadlineMs`, or what `close` was given. */
  request<Body extends RequestBody>(body: Body, deadlineMs: number = replyDeadlineMs): Promise<ReplyTo<Body['type']>> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = ++this.#last;
    const text = JSON.stringify({ ...body, id });
    if (bytesOf(text) > limits.frameBytes) return Promise.reject(new LiveError('too-large'));
    return new Promise<ReplyTo<Body['type']>>((resolve, reject) => {
      const stopDeadline = this.#clock.after(deadlineMs, () => {
        this.#pending.delete(id);
        reject(new LiveError('request-timeout'));
      });
      this.#pending.set(id, { type: body.type, resolve: resolve as (reply: Reply) => void, reject, stopDeadline });
      this.#send(text);
    });
  }

  /** Gives a reply to whoever waits for it; late ones are dropped. */
  settle(reply: Reply): void {
    const pending = reply.re === undefined ? undefined : this.#pending.get(reply.re);
    if (!pending) return;
    this.#pending.delete(reply.re!);
    pending.stopDeadline();
    if (reply.type === 'Error') pending.reject(errorOfReply(reply));
    else if (reply.type === replyFor[pending.type]) pending.resolve(reply);
    else pending.reject(new LiveError('bad-message', { message: `${pending.type} was answered by ${reply.type}.` }));
  }

  /** Rejects all that wait, and all that come. */
  close(error: LiveError): void {
    this.#closed = error;
    for (const pending of this.#pending.values()) {
      pending.stopDeadline();
      pending.reject(error);
    }
    this.#pending.clear();
  }
}
