import type { CoalescedEvent, NumberedEvent } from '../../core/wire/signal/events.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Channel as ChannelName } from '../../core/wire/signal/shapes.ts';
import { encode, type Frame, type Outlet } from './outlet.ts';

/** A numbered event as its author writes it: the channel adds its name and the number. */
export type EventBody = { [Type in NumberedEvent['type']]: Omit<Extract<NumberedEvent, { type: Type }>, 'channel' | 'seq'> }[NumberedEvent['type']];

/** One ordered stream of events, and everyone who reads it. */
export class Channel {
  readonly #name: ChannelName;
  readonly #outlets = new Set<Outlet>();
  /** The newest frames; the last one has number `seq`. */
  readonly #recent: Frame[] = [];
  #seq = 0;

  constructor(name: ChannelName) {
    this.#name = name;
  }

  /** The last number used. */
  get seq(): number {
    return this.#seq;
  }

  /** Numbers an event, keeps it for those who are away, and sends it to everyone here. */
  publish(event: EventBody): void {
    this.#seq += 1;
    const frame = encode({ ...event, channel: this.#name, seq: this.#seq });
    this.#recent.push(frame);
    if (this.#recent.length > limits.replayEvents) this.#recent.shift();
    for (const outlet of [...this.#outlets]) outlet.send(frame);
  }

  /** Sends what only its newest value matters of. */
  hint(event: CoalescedEvent): void {
    if (this.#outlets.size === 0) return;
    const frame = encode(event);
    for (const outlet of [...this.#outlets]) outlet.send(frame, true);
  }

  /** Frames after number `seen`, oldest first; `undefined` when some are no longer kept or `seen` was never used. */
  since(seen: number): readonly Frame[] | undefined {
    const missed = this.#seq - seen;
    if (missed < 0 || missed > this.#recent.length) return undefined;
    return missed === 0 ? [] : this.#recent.slice(-missed);
  }

  add(outlet: Outlet): void {
    this.#outlets.add(outlet);
  }

  remove(outlet: Outlet): void {
    this.#outlets.delete(outlet);
  }
}
