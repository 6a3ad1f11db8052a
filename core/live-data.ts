import type { Requester } from './connection/request.ts';
import { packData, type Data, type DataOptions } from './data.ts';
import { LiveError } from './errors.ts';
import { limits } from './wire/signal/limits.ts';
import type { JsonObject } from './wire/signal/fields.ts';

export interface LiveDataOptions {
  readonly request: Requester;
  /** Bytes that the socket has not sent yet; `undefined` while there is none. */
  waiting(): number | undefined;
}

/** Above this many unsent bytes, what may be lost is: it would come too late to matter. */
export const lossyBacklog = 16 * 1024;

/** Why lossy data did not go out; nobody needs to hear of it. */
const lost: ReadonlySet<string> = new Set(['server-unreachable', 'request-timeout', 'rate-limited', 'cancelled']);

/** Application data, and what I am called, on their way out. */
export class LiveData {
  readonly #request: Requester;
  readonly #waiting: () => number | undefined;

  constructor({ request, waiting }: LiveDataOptions) {
    this.#request = request;
    this.#waiting = waiting;
  }

  /**
   * Reliable data resolves when the server has it, to be told in order and without gaps; it rejects while the connection is cut.
   * Lossy data resolves when it has gone out or was dropped. Throws `too-large` above `limits.data` or `limits.lossyData`.
   */
  async send(topic: string, data: Data, { to, reliable = true }: DataOptions): Promise<void> {
    const body = { topic, payload: packData(data, reliable ? limits.data : limits.lossyData), ...(to === undefined ? {} : { to }) };
    if (reliable) await this.#request({ type: 'SendData', ...body });
    else await this.#sendLossy(body);
  }

  /** Rejects with `not-allowed` without the capability `self:rename`. */
  async rename(displayName: string): Promise<void> {
    if (!displayName.trim()) throw new LiveError('bad-message', { message: 'The name is empty. Write one first.' });
    if (displayName.length > limits.name) throw new LiveError('too-large', { message: `The name is too long. Keep it to ${limits.name} characters.` });
    await this.#request({ type: 'SetDisplayName', displayName });
  }

  /** Rejects with `not-allowed` without the capability `self:metadata`. */
  async describe(metadata: JsonObject): Promise<void> {
    if (JSON.stringify(metadata).length > limits.metadata) throw new LiveError('too-large', { message: `The metadata is too large. Keep it to ${limits.metadata} characters of JSON.` });
    await this.#request({ type: 'SetMetadata', metadata });
  }

  async #sendLossy(body: { topic: string; payload: ReturnType<typeof packData>; to?: string }): Promise<void> {
    if ((this.#waiting() ?? Infinity) > lossyBacklog) return;
    try {
      await this.#request({ type: 'SendLossyData', ...body });
    } catch (error) {
      const failure = LiveError.from(error);
      if (!lost.has(failure.code)) throw failure;
    }
  }
}
