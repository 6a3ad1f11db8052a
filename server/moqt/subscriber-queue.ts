import type { PublishDoneName } from '../../core/wire/moqt/codes.ts';
import type { Location } from '../../core/wire/moqt/names.ts';
import type { LiveObject, TrackSender } from '../../core/wire/moqt/session-api.ts';
import type { Clock } from '../clock.ts';
import type { SubgroupEnd, TrackReader } from './broadcast-port.ts';
import { Lane, type Standing } from './lane.ts';
import type { SendBudget } from './send-budget.ts';

export interface SubscriberQueueOptions {
  readonly sender: TrackSender;
  readonly clock: Clock;
  readonly budget: SendBudget;
  /** The subscriber's own, 0–255. */
  readonly priority: number;
  readonly forward: boolean;
  /** After this, counted from a newer group's beginning, the rest of an older one is not sent; without it, after about a group. */
  readonly deliveryTimeoutMs?: number | undefined;
  /** What is before it is not wanted. */
  readonly start?: Location | undefined;
  readonly endGroup?: number | undefined;
  readonly sent: (bytes: number) => void;
  readonly dropped: (objects: number) => void;
}

/** Bounds of "about a group", ms. */
const [shortestMs, longestMs] = [250, 2000];
/** How long what waits may take at the end of a track, ms. */
const lastMs = 2000;
/** Streams of one track that are under way; with more, the subscriber reads nothing. */
const mostLanes = 24;

/** What one subscriber gets of one track: most important first, late groups given up, and never anyone kept waiting. */
export class SubscriberQueue implements TrackReader {
  readonly #options: SubscriberQueueOptions;
  #lanes: Lane[] = [];
  #priority: number;
  #forward: boolean;
  #fromGroup: number;
  #newest = -1;
  #newestAt = 0;
  #spanMs = 1000;
  #cancelLast: (() => void) | undefined;
  /** The newest group when the subscriber fell asleep. */
  #asleepAt: number | undefined;
  #over = false;

  constructor(options: SubscriberQueueOptions) {
    this.#options = options;
    this.#priority = options.priority;
    this.#forward = options.forward;
    this.#fromGroup = options.start?.group ?? 0;
  }

  object(object: LiveObject): void {
    if (!this.#wants(object)) return;
    if (this.#asleepAt === undefined) {
      if (object.group > this.#newest) this.#begin(object.group);
      this.#giveUpLate();
    }
    if (this.#asleepAt !== undefined) return this.#passOver(object);
    if (object.datagram) return this.#datagram(object);
    const lane = this.#laneOf(object) ?? this.#open(object);
    if (lane) lane.push(object);
    else this.#options.dropped(1);
  }

  subgroupEnd(end: SubgroupEnd): void {
    this.#laneOf(end)?.finish(end.whole);
  }

  ended(code: PublishDoneName, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    const { sender, clock } = this.#options;
    const done = (): void => {
      this.#cancelLast?.();
      this.#cancelLast = undefined;
      this.#closeLanes();
      sender.done(code, reason);
    };
    for (const lane of this.#lanes) lane.finish(true);
    if (this.#lanes.every(({ idle }) => idle)) return done();
    this.#cancelLast = clock.after(lastMs, done);
    void Promise.all(this.#lanes.map((lane) => lane.settled())).then(() => { if (this.#cancelLast) done(); });
  }

  change({ priority, forward }: { readonly priority?: number; readonly forward?: boolean }): void {
    if (priority !== undefined && priority !== this.#priority) {
      this.#priority = priority;
      // A viewer on its way to a smaller rendition must not wait for all there is of the larger.
      for (const lane of this.#lanes) lane.stand(this.#standing(lane));
    }
    if (forward === undefined || forward === this.#forward) return;
    this.#forward = forward;
    // In the middle of a group nothing could be decoded.
    if (forward) this.#fromGroup = this.#newest + 1;
  }

  /** The subscriber takes nothing any more: what waits for it is of no use when it wakes. */
  sleep(): void {
    if (this.#asleepAt !== undefined || this.#over) return;
    this.#asleepAt = this.#newest;
    for (const lane of this.#lanes) {
      lane.drop();
      lane.leave();
    }
    this.#lanes = [];
  }

  /** The subscriber takes things again: it goes on with the newest group if all of that is still to come, else with the next. Returns the group that began meanwhile. */
  wake(): number | undefined {
    const before = this.#asleepAt;
    this.#asleepAt = undefined;
    if (before === undefined) return undefined;
    const missed = this.#newest > before;
    this.#fromGroup = missed ? this.#newest : this.#newest + 1;
    return missed ? this.#newest : undefined;
  }

  /** The subscriber is gone or wants it no more. */
  close(): void {
    this.#over = true;
    this.#cancelLast?.();
    this.#cancelLast = undefined;
    this.#closeLanes();
  }

  #wants({ group, object }: LiveObject): boolean {
    const { start, endGroup } = this.#options;
    if (this.#over) return false;
    if (endGroup !== undefined && group > endGroup) {
      this.ended('SUBSCRIPTION_ENDED', '');
      return false;
    }
    if (!this.#forward) {
      this.#newest = Math.max(this.#newest, group);
      return false;
    }
    return group >= this.#fromGroup && !(start && group === start.group && object < start.object);
  }

  /** The last one, for most objects. */
  #laneOf({ group, subgroup }: { readonly group: number; readonly subgroup: number }): Lane | undefined {
    const last = this.#lanes.at(-1);
    if (last?.group === group && last.subgroup === subgroup) return last;
    return this.#lanes.find((lane) => lane.group === group && lane.subgroup === subgroup);
  }

  #passOver({ group }: LiveObject): void {
    this.#newest = Math.max(this.#newest, group);
    this.#options.dropped(1);
  }

  /** A new group: those before have until its age is that of a group, and are given up then. */
  #begin(group: number): void {
    const now = this.#options.clock.now();
    if (this.#newest >= 0 && group === this.#newest + 1) this.#spanMs = Math.min(longestMs, Math.max(shortestMs, now - this.#newestAt));
    this.#newest = group;
    this.#newestAt = now;
    const deadline = now + (this.#options.deliveryTimeoutMs ?? this.#spanMs);
    for (const lane of this.#lanes) lane.deadline ??= deadline;
  }

  #giveUpLate(): void {
    const first = this.#lanes[0]?.deadline;
    if (first === undefined) return;
    const now = this.#options.clock.now();
    if (first > now) return;
    for (const lane of this.#lanes) {
      if (lane.deadline === undefined || lane.deadline > now) continue;
      lane.drop();
      lane.leave();
    }
    this.#lanes = this.#lanes.filter(({ deadline }) => deadline === undefined || deadline > now);
  }

  #open(first: LiveObject): Lane | undefined {
    // It was given up before.
    if (first.group < this.#newest && this.#lanes.every(({ group }) => group > first.group)) return undefined;
    if (this.#lanes.length >= mostLanes) return undefined;
    const { sender, budget, sent, dropped } = this.#options;
    const lane = new Lane(first, { sender, budget, sent, dropped, ...this.#standing(first) });
    if (first.group < this.#newest) lane.deadline = this.#newestAt + (this.#options.deliveryTimeoutMs ?? this.#spanMs);
    this.#lanes.push(lane);
    return lane;
  }

  /** The subscriber's priority counts first, then the publisher's, then age. */
  #standing({ group, priority }: Pick<LiveObject, 'group' | 'priority'>): Standing {
    return {
      urgency: (255 - this.#priority) * 2 ** 22 + (255 - priority) * 2 ** 14 + (0x3fff - (group & 0x3fff)),
      rank: this.#priority * 256 + priority,
    };
  }

  #datagram(object: LiveObject): void {
    this.#options.sender.sendDatagram(object);
    this.#options.sent(object.payload.length);
  }

  #closeLanes(): void {
    for (const lane of this.#lanes) lane.close();
    this.#lanes = [];
  }
}
