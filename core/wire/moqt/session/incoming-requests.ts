import type { Draft } from '../codes.ts';
import type { Message } from '../messages.ts';
import { MoqtError } from '../moqt-error.ts';

/** Checks the numbers of the other side's requests and allows as many more as have ended. */
export class IncomingRequests {
  readonly #draft: Draft;
  readonly #first: 0 | 1;
  readonly #max: number;
  readonly #send: (message: Message) => void;
  /** Draft 16: requests that have streams of their own may overtake others. */
  readonly #overtaken = new Set<number>();
  #next: number;
  #limit: number;
  #ended = 0;

  /** `max`: how many may be open at once. */
  constructor(draft: Draft, first: 0 | 1, max: number, send: (message: Message) => void) {
    this.#draft = draft;
    this.#first = first;
    this.#next = first;
    this.#max = max;
    this.#limit = 2 * max;
    this.#send = send;
  }

  /** Takes a new request. Returns what to call when it has ended. Throws the `MoqtError` that ends the session. */
  take(id: number): () => void {
    if (id % 2 !== this.#first) throw new MoqtError('INVALID_REQUEST_ID', `Request ${id} is not one of the other side's.`);
    if (id >= this.#limit) throw new MoqtError('TOO_MANY_REQUESTS', `Request ${id} is beyond the limit of ${this.#limit}.`);
    if (!this.#overtaken.delete(id)) this.#count(id);
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#end();
    };
  }

  /** Whether there has been such a request. */
  knows(id: number): boolean {
    return id % 2 === this.#first && id < this.#next;
  }

  #count(id: number): void {
    const isNext = id === this.#next || (this.#draft === 16 && id > this.#next);
    if (!isNext) throw new MoqtError('INVALID_REQUEST_ID', `Request ${id} where ${this.#next} comes next.`);
    for (let before = this.#next; before < id; before += 2) this.#overtaken.add(before);
    this.#next = id + 2;
  }

  #end(): void {
    this.#ended += 1;
    const limit = 2 * (this.#ended + this.#max);
    // Half of them at a time, so that not each end costs a message.
    if (limit - this.#limit < Math.max(2, this.#max)) return;
    this.#limit = limit;
    this.#send({ type: 'MaxRequestId', maxRequestId: limit });
  }
}
