import { resetCodes } from '../../core/wire/moqt/codes.ts';
import type { MoqtObject } from '../../core/wire/moqt/objects.ts';
import type { LiveObject, SubgroupSender, TrackSender } from '../../core/wire/moqt/session-api.ts';
import type { SendBudget } from './send-budget.ts';

/** How much it is wanted, beside others. */
export interface Standing {
  /** Of the streams that wait, the larger number goes first. */
  readonly urgency: number;
  /** The larger, the sooner it is dropped when too much waits. */
  readonly rank: number;
}

export interface LaneOptions extends Standing {
  readonly sender: TrackSender;
  readonly budget: SendBudget;
  readonly sent: (bytes: number) => void;
  readonly dropped: (objects: number) => void;
}

/** One stream to one subscriber: part of a group, written as fast as it is read there. */
export class Lane {
  readonly group: number;
  readonly subgroup: number;
  /** The publisher’s, 0–255. */
  readonly priority: number;
  /** When it may be given up, because a newer group is there. */
  deadline: number | undefined;
  /** Waiting to be written. */
  bytes = 0;
  readonly #options: LaneOptions;
  readonly #waiting: MoqtObject[] = [];
  #standing: Standing;
  #stream: SubgroupSender | undefined;
  #pumping: Promise<void> | undefined;
  #end: 'whole' | 'broken' | undefined;
  /** Nothing more is written. */
  #over = false;
  /** All of it was written, and the end. */
  #isFinished = false;

  constructor({ group, subgroup, priority }: LiveObject, options: LaneOptions) {
    this.group = group;
    this.subgroup = subgroup;
    this.priority = priority;
    this.#standing = options;
    this.#options = options;
    options.budget.enter(this);
  }

  get idle(): boolean { return this.#pumping === undefined; }
  get rank(): number { return this.#standing.rank; }

  /** It is wanted more, or less, than before; that holds also for what the transport has of it. */
  stand(standing: Standing): void {
    this.#standing = standing;
    this.#stream?.prioritise(standing.urgency);
  }

  push(object: LiveObject): void {
    if (this.#over) return this.#options.dropped(1);
    this.#waiting.push(object);
    this.bytes += object.payload.length;
    this.#options.budget.take(object.payload.length);
    this.#pump();
  }

  finish(whole: boolean): void {
    this.#end ??= whole ? 'whole' : 'broken';
    this.#pump();
  }

  /** It is too late, or too much waits: what has not gone does not go any more. */
  drop(): void {
    const lost = this.#waiting.length;
    this.#abandon();
    if (lost > 0) this.#options.dropped(lost);
    // Also when all of it was written: what the transport still holds is given up then.
    this.#stream?.reset(resetCodes.DELIVERY_TIMEOUT);
  }

  /** Nobody waits for it any more. */
  close(): void {
    const isFinished = this.#isFinished;
    this.#abandon();
    this.leave();
    if (!isFinished) this.#stream?.reset(resetCodes.CANCELLED);
  }

  /** It will not be asked for again. */
  leave(): void { this.#options.budget.leave(this); }

  /** Resolves when there is nothing to write now. */
  async settled(): Promise<void> {
    await this.#pumping;
  }

  #abandon(): void {
    this.#over = true;
    this.#waiting.length = 0;
    this.#options.budget.give(this.bytes);
    this.bytes = 0;
  }

  #pump(): void {
    if (this.#pumping || (this.#over && this.#waiting.length === 0)) return;
    this.#pumping = this.#run();
  }

  async #run(): Promise<void> {
    try {
      await this.#writeAll();
    } catch {
      // The subscriber wants no more of it, or is gone.
      this.#abandon();
    }
    this.#pumping = undefined;
    if (!this.#over && (this.#waiting.length > 0 || this.#end)) this.#pump();
  }

  async #writeAll(): Promise<void> {
    const { group, subgroup, priority } = this;
    const { urgency } = this.#standing;
    this.#stream ??= await this.#options.sender.openSubgroup({ group, subgroup, priority, extensions: true, endOfGroup: false }, urgency);
    if (urgency !== this.#standing.urgency) this.#stream.prioritise(this.#standing.urgency);
    while (!this.#over) {
      const object = this.#waiting[0];
      if (!object) break;
      await this.#stream.write(object);
      this.#written(object);
    }
    if (this.#over) return this.#stream.reset(resetCodes.DELIVERY_TIMEOUT);
    if (!this.#end) return;
    this.#over = true;
    this.#isFinished = this.#end === 'whole';
    if (this.#isFinished) await this.#stream.finish();
    else this.#stream.reset(resetCodes.CANCELLED);
  }

  #written(object: MoqtObject): void {
    // Dropped while it was on its way: it has been counted as such.
    if (this.#over || this.#waiting[0] !== object) return;
    this.#waiting.shift();
    const { length } = object.payload;
    this.bytes -= length;
    this.#options.budget.give(length);
    this.#options.sent(length);
  }
}
