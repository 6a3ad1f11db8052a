import type { Clock } from '../clock.ts';
import { resetCodes } from '../wire/moqt/codes.ts';
import type { SubgroupSender, SubscribeRequest, TrackSender } from '../wire/moqt/session-api.ts';

/** What is late by more than this, in ms, is of use to nobody any more. */
const lateMs = 1500;
/** Bytes that may wait for one subscriber, whatever their age. */
const maxBytes = 8 * 1024 * 1024;

interface Waiting { readonly object: number; readonly payload: Uint8Array; readonly at: number }
interface Group { readonly id: number; readonly init: Uint8Array; readonly fragments: Uint8Array[] }

/** One part of a group on its way to one subscriber: written as there is room, given up when it is too late. */
class Outgoing {
  readonly #clock: Clock;
  readonly #queue: Waiting[] = [];
  readonly #sender: Promise<SubgroupSender>;
  readonly #sent: (bytes: number) => void;
  #running = false;
  #ending = false;
  #over = false;

  constructor(sender: Promise<SubgroupSender>, clock: Clock, sent: (bytes: number) => void) {
    this.#sender = sender;
    this.#clock = clock;
    this.#sent = sent;
    sender.catch(() => { this.#over = true; });
  }

  get over(): boolean { return this.#over; }
  get bytes(): number { return this.#queue.reduce((total, { payload }) => total + payload.length, 0); }
  /** How long the oldest has waited, in ms. */
  waitedMs(now: number): number { return this.#queue[0] ? now - this.#queue[0].at : 0; }

  push(object: number, payload: Uint8Array): void {
    if (this.#over || this.#ending) return;
    this.#queue.push({ object, payload, at: this.#clock.now() });
    void this.#run();
  }

  finish(): void {
    this.#ending = true;
    void this.#run();
  }

  /** The rest is not sent. Returns how many objects that were. */
  drop(): number {
    const lost = this.#queue.length;
    this.#queue.length = 0;
    if (!this.#over) void this.#sender.then((sender) => sender.reset(resetCodes.DELIVERY_TIMEOUT), () => {});
    this.#over = true;
    return lost;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      const sender = await this.#sender;
      while (!this.#over && this.#queue[0]) {
        const { object, payload } = this.#queue[0];
        await sender.write({ object, payload, status: 'normal' });
        this.#sent(payload.length);
        this.#queue.shift();
      }
      if (!this.#over && this.#ending) {
        this.#over = true;
        await sender.finish();
      }
    } catch {
      // The subscriber wants no more of it.
      this.#over = true;
      this.#queue.length = 0;
    } finally {
      this.#running = false;
    }
  }
}

/** What one subscriber gets of a track. */
class Serving {
  readonly #sender: TrackSender;
  readonly #track: PublishedTrack;
  readonly #clock: Clock;
  #outgoing: Outgoing[] = [];
  /** What the present group's fragments go on; stays when it was given up, for then the rest is too. */
  #media: Outgoing | undefined;

  constructor(sender: TrackSender, track: PublishedTrack, clock: Clock) {
    this.#sender = sender;
    this.#track = track;
    this.#clock = clock;
  }

  get waitedMs(): number { return Math.max(0, ...this.#outgoing.map((each) => each.waitedMs(this.#clock.now()))); }

  begin({ id, init, fragments }: Group): void {
    for (const each of this.#outgoing) each.finish();
    const head = this.#open(id, 0, 0, 2);
    head.push(0, init);
    head.finish();
    this.#media = undefined;
    this.#outgoing = [...this.#outgoing.filter(({ over }) => !over), head];
    for (const [index, payload] of fragments.entries()) this.fragment(id, index + 1, payload);
  }

  fragment(group: number, object: number, payload: Uint8Array): void {
    if (!this.#media) {
      this.#media = this.#open(group, 1, this.#track.priority, 1);
      this.#outgoing.push(this.#media);
    }
    this.#media.push(object, payload);
    this.#giveUpLate();
  }

  done(): void {
    for (const each of this.#outgoing) each.finish();
    this.#sender.done('TRACK_ENDED', 'The broadcast is over.');
  }

  close(): void {
    for (const each of this.#outgoing) each.drop();
  }

  /** The end of a group is what is given up: what follows a gap could not be decoded. */
  #giveUpLate(): void {
    const now = this.#clock.now();
    const total = this.#outgoing.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const each of this.#outgoing) {
      if (!each.over && (each.waitedMs(now) > lateMs || (total > maxBytes && each.bytes > 0))) this.#track.dropped(each.drop());
    }
    this.#outgoing = this.#outgoing.filter(({ over }) => !over);
  }

  #open(group: number, subgroup: number, priority: number, rank: number): Outgoing {
    // Newer groups after older ones, the start of each before the rest, and sound before pictures.
    const urgency = (255 - this.#track.priority) * 2 ** 20 + rank * 2 ** 16 - (group & 0xffff);
    return new Outgoing(this.#sender.openSubgroup({ group, subgroup, priority, extensions: false, endOfGroup: subgroup === 1 }, urgency), this.#clock, (bytes) => this.#track.sent(bytes));
  }
}

export interface PublishedTrackOptions {
  /** 0–255: the lower, the sooner. */
  readonly priority: number;
  readonly clock: Clock;
  readonly sent: (bytes: number) => void;
  readonly dropped: (objects: number) => void;
}

/** A track that is published: its newest group, and whoever has subscribed to it. */
export class PublishedTrack {
  readonly priority: number;
  readonly sent: PublishedTrackOptions['sent'];
  readonly dropped: PublishedTrackOptions['dropped'];
  readonly #clock: Clock;
  readonly #servings = new Set<Serving>();
  #group: Group | undefined;

  constructor({ priority, clock, sent, dropped }: PublishedTrackOptions) {
    this.priority = priority;
    this.#clock = clock;
    this.sent = sent;
    this.dropped = dropped;
  }

  /** How long the oldest thing has waited to be sent, in ms. */
  get waitedMs(): number { return Math.max(0, ...[...this.#servings].map(({ waitedMs }) => waitedMs)); }

  serve(request: SubscribeRequest): void {
    const last = this.#group;
    const sender = request.accept(last ? { largest: { group: last.id, object: last.fragments.length } } : {}, { ended: () => {
      serving.close();
      this.#servings.delete(serving);
    } });
    const serving = new Serving(sender, this, this.#clock);
    this.#servings.add(serving);
    if (last) serving.begin(last);
  }

  /** A new group, which begins with what a decoder needs; a catalog is that alone. */
  begin(id: number, init: Uint8Array): void {
    this.#group = { id, init, fragments: [] };
    for (const serving of this.#servings) serving.begin(this.#group);
  }

  /** Nothing happens before the first group. */
  fragment(payload: Uint8Array): void {
    if (!this.#group) return;
    this.#group.fragments.push(payload);
    for (const serving of this.#servings) serving.fragment(this.#group.id, this.#group.fragments.length, payload);
  }

  /** Whoever subscribed is told that it is over. */
  end(): void {
    for (const serving of this.#servings) serving.done();
    this.#servings.clear();
  }
}
