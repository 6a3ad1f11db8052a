import { Abr } from './abr.ts';
import type { GroupChoice } from './feed.ts';
import type { Lane, OpenFeed } from './lane.ts';
import type { QualityLevel } from './playback.ts';
import { rateOf } from './renditions.ts';

export interface AdapterOptions {
  readonly now: () => number;
  readonly video: Pick<HTMLVideoElement, 'currentTime'>;
  readonly open: (track: string) => OpenFeed;
  /** Another rendition will play. */
  readonly chose: (track: string, why: 'too-slow' | 'room-for-more') => void;
}

/** Keeps the picture’s lane on the rendition that the network bears. */
export class Adapter {
  readonly #options: AdapterOptions;
  readonly #abr = new Abr();
  #skipsSeen = 0;

  constructor(options: AdapterOptions) {
    this.#options = options;
  }

  /** `lanes`: all that share the network. */
  look(lanes: readonly Lane[], lane: Lane, levels: readonly QualityLevel[], aheadMs: number): void {
    this.#overHole(lane);
    const { current, next, trial } = lane;
    const rung = (track: string): number => levels.findIndex(({ name }) => name === track);
    if (!current || (next && !trial) || rung(current.track) < 0) return;
    const now = this.#options.now();
    const lost = current.skipped > this.#skipsSeen;
    this.#skipsSeen = current.skipped;
    this.#apply(lane, levels, this.#abr.choose({
      now, aheadMs, lost, current: rung(current.track), rungs: levels.map(rateOf), lagMs: current.arrivals.lagMs(now), received: receivedOf(lanes, now),
      ...(trial && { trial: { rung: rung(trial.track), lagMs: trial.arrivals.lagMs(now), received: trial.arrivals.bitsPerSecond(now), mediaMs: trial.mediaMs } }),
    }));
  }

  /** What has not come of the one before a change will not come any more. */
  #overHole({ groups }: Lane): void {
    const { video } = this.#options;
    const { start, before } = groups.at(-1) ?? { start: 0, before: 0 };
    if (before > 0 && start - before > longHole && video.currentTime > before - beforeHole && video.currentTime < start - rounded) video.currentTime = start;
  }

  #apply(lane: Lane, levels: readonly QualityLevel[], choice: ReturnType<Abr['choose']>): void {
    if (choice.do === 'try') lane.try(this.#options.open(levels[choice.rung]!.name), sparingly(lane));
    else if (choice.do === 'give-up') lane.giveUp();
    else if (choice.do === 'switch') {
      const { name } = levels[choice.to]!;
      if (lane.trial) lane.commit();
      else lane.play(this.#options.open(name), sparingly(lane));
      this.#skipsSeen = 0;
      this.#options.chose(name, choice.why);
    }
  }
}

/** What is missing for longer, in s, is jumped over rather than shown as one picture that stands still. */
const longHole = 0.15;
/** So long before it, in s: what is left would not be decoded any more. */
const beforeHole = 0.07;
/** Browsers count in whole microseconds, or milliseconds: so near, in s, it is there. */
const rounded = 0.005;
/** The next group is waited for if it comes so soon, in s, and the one under way is older than this: a young one is little to send. */
const nearGroup = 1;
const youngGroup = 0.2;

/** Where to begin on a network that is full, or may be: all of a group at once is lost in part, and waits for its repair. All renditions begin their groups at the same moments. */
function sparingly({ groups, end, feed }: Lane): GroupChoice {
  const [before, last] = groups;
  if (!before || !last) return 'largest';
  const span = last.start - before.start;
  const age = (end + (feed?.overdueMs ?? 0) / 1000 - last.start) % span;
  return age > youngGroup && span - age < nearGroup ? 'next-group' : 'largest';
}

/** What a link that has just become slow bears is told by the newest arrivals alone, in ms. */
const newestMs = 300;

const receivedOf = (lanes: readonly Lane[], now: number): number =>
  lanes.reduce((total, { current, next }) => total + (current?.arrivals.bitsPerSecond(now, newestMs) ?? 0) + (next?.arrivals.bitsPerSecond(now, newestMs) ?? 0), 0);
