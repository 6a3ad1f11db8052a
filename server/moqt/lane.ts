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

/** What has been sent is told by this much, in bytes, and at its beginning and end: telling of each object would cost more than sending some. */
const toldBytes = 32 * 1024;

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
  /** Opening its stream, writing or finishing. */
  #busy = false;
  #idle: PromiseWithResolvers<void> | undefined;
  /** On its way. */
  #writing: MoqtObject | undefined;
  /** What was sent and not told yet, in bytes. */
  #untold = 0;
  #hasTold = false;
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

  get idle(): boolean { return !this.#busy; }
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
    if (this.#busy) await (this.#idle ??= Promise.withResolvers()).promise;
  }

  #abandon(): void {
    this.#over = true;
    this.#waiting.length = 0;
    this.#options.budget.give(this.bytes);
    this.bytes = 0;
    this.#tell();
  }

  #tell(): void {
    const bytes = this.#untold;
    if (bytes === 0) return;
    // Whoever is told may find that the subscriber sleeps, and drop this.
    this.#untold = 0;
    this.#hasTold = true;
    this.#options.sent(bytes);
  }

  /** One step after the other, each begun when the one before is done. No async functions: what they cost counts once for each object and each of a crowd. */
  #pump(): void {
    if (this.#busy || this.#over) return;
    const object = this.#waiting[0];
    if (!object && !this.#end) return;
    if (!this.#stream) this.#open();
    else if (object) this.#write(this.#stream, object);
    else this.#conclude(this.#stream);
  }

  #open(): void {
    const { group, subgroup, priority } = this;
    const { urgency } = this.#standing;
    this.#busy = true;
    this.#options.sender.openSubgroup({ group, subgroup, priority, extensions: true, endOfGroup: false }, urgency).then((stream) => {
      this.#stream = stream;
      if (this.#over) stream.reset(resetCodes.DELIVERY_TIMEOUT);
      else if (urgency !== this.#standing.urgency) stream.prioritise(this.#standing.urgency);
      this.#goOn();
    }).catch(this.#lost);
  }

  #write(stream: SubgroupSender, object: MoqtObject): void {
    this.#busy = true;
    this.#writing = object;
    stream.write(object).then(this.#wrote, this.#lost);
  }

  #conclude(stream: SubgroupSender): void {
    this.#over = true;
    this.#isFinished = this.#end === 'whole';
    if (this.#isFinished) {
      this.#busy = true;
      stream.finish().then(this.#goOn, this.#lost);
    } else stream.reset(resetCodes.CANCELLED);
    this.#tell();
  }

  readonly #goOn = (): void => {
    this.#busy = false;
    this.#pump();
    if (this.#busy) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  };

  readonly #wrote = (): void => {
    // Else it was dropped while it was on its way, and has been counted as such.
    if (!this.#over && this.#waiting[0] === this.#writing) {
      const { length } = this.#waiting.shift()!.payload;
      this.bytes -= length;
      this.#options.budget.give(length);
      this.#untold += length;
      if (this.#untold >= toldBytes || !this.#hasTold) this.#tell();
    }
    this.#goOn();
  };

  /** The subscriber wants no more of it, or is gone. */
  readonly #lost = (): void => {
    this.#abandon();
    this.#goOn();
  };
}
