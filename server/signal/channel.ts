import type { CoalescedEvent, NumberedEvent } from '../../core/wire/signal/events.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Channel as ChannelName } from '../../core/wire/signal/shapes.ts';
import { encode, type Frame } from './frame.ts';
import type { Outlet } from './outlet.ts';

/** A numbered event as its author writes it: the channel adds its name and the number. */
export type EventBody = { [Type in NumberedEvent['type']]: Omit<Extract<NumberedEvent, { type: Type }>, 'channel' | 'seq'> }[NumberedEvent['type']];

/** Hints that say how things are; the others are over when they have been heard. */
const standing: ReadonlySet<CoalescedEvent['type']> = new Set(['ViewerCountChanged', 'ActiveSpeakerChanged']);

/** One ordered stream of events, and everyone who reads it. */
export class Channel {
  readonly #name: ChannelName;
  readonly #outlets = new Set<Outlet>();
  /** The newest frames; the last one has number `seq`. */
  readonly #recent: Frame[] = [];
  #recentBytes = 0;
  #seq = 0;
  readonly #standing = new Map<CoalescedEvent['type'], Frame>();

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
    this.#keep(frame);
    for (const outlet of this.#outlets) outlet.send(frame);
  }

  /** Sends what only its newest value matters of. What holds until the next one is kept for those who come back. */
  hint(event: CoalescedEvent): void {
    const stands = standing.has(event.type);
    if (this.#outlets.size === 0 && !stands) return;
    const frame = encode(event);
    if (stands) this.#standing.set(event.type, frame);
    for (const outlet of this.#outlets) outlet.send(frame, true);
  }

  /** The newest of each hint that still holds: they have no numbers, and so are not among the frames missed. */
  get standing(): readonly Frame[] {
    return [...this.#standing.values()];
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

  #keep(frame: Frame): void {
    this.#recent.push(frame);
    this.#recentBytes += frame.length;
    while (this.#recent.length > limits.replayEvents || this.#recentBytes > limits.replayBytes) this.#recentBytes -= this.#recent.shift()!.length;
  }
}
