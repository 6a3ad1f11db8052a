import type { RtpPacket } from './packet.ts';
import { Unwrapper } from './unwrap.ts';

export interface ReorderOptions {
  /** How long a missing packet is waited for, in ms: about one retransmission. */
  readonly waitMs?: number;
  /** How many packets are held meanwhile, at most. */
  readonly capacity?: number;
}

interface Held { readonly packet: RtpPacket; readonly at: number }

/**
 * Puts the packets of one stream back into their order. A gap is waited for; when it is given up, the packets behind it
 * come out, and their numbers show it. What comes twice, or too late, is dropped.
 */
export class ReorderBuffer {
  readonly #waitMs: number;
  readonly #capacity: number;
  readonly #unwrapper = new Unwrapper(16);
  readonly #held = new Map<number, Held>();
  #next: number | undefined;

  constructor({ waitMs = 100, capacity = 256 }: ReorderOptions = {}) {
    this.#waitMs = waitMs;
    this.#capacity = capacity;
  }

  /** Takes a packet and returns those that are ready, in order. `now` in ms, on any clock that only goes forward. */
  push(packet: RtpPacket, now: number): RtpPacket[] {
    const sequence = this.#unwrapper.next(packet.sequence);
    this.#next ??= sequence;
    if (sequence >= this.#next && !this.#held.has(sequence)) this.#held.set(sequence, { packet, at: now });
    return this.take(now);
  }

  /** What is ready by `now` although nothing has come. */
  take(now: number): RtpPacket[] {
    const ready = this.#run();
    while (this.#held.size > 0 && this.#isOverdue(now)) {
      this.#next = Math.min(...this.#held.keys());
      ready.push(...this.#run());
    }
    return ready;
  }

  #isOverdue(now: number): boolean {
    if (this.#held.size > this.#capacity) return true;
    const [first] = this.#held.values();
    return first !== undefined && now - first.at >= this.#waitMs;
  }

  /** The packets that follow each other without a gap. */
  #run(): RtpPacket[] {
    const ready: RtpPacket[] = [];
    for (let next = this.#next ?? 0, held = this.#held.get(next); held; held = this.#held.get(next)) {
      this.#held.delete(next);
      ready.push(held.packet);
      this.#next = next += 1;
    }
    return ready;
  }
}
