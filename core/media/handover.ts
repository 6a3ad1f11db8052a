import type { Clock } from '../clock.ts';
import { flowOf } from './flowing.ts';
import type { Path } from './mesh-room.ts';
import type { TrackChoice } from './track-choice.ts';

/** How often both paths are looked at, ms: statistics are not cheap, and while the old path is still shown nobody waits. */
const lookMs = 250;
/** What has brought nothing for this long, ms, is silent: a camera that is off, a muted microphone. It need not be waited for. */
const silentMs = 3000;
/** The old path ends at the latest then, ms: someone cannot be reached by the new one, or does not answer. */
const lingerMs = 30_000;

export interface HandoverOptions {
  readonly to: Path;
  readonly clock: Clock;
  readonly choice: TrackChoice;
  /** Who is on stage and takes part. */
  readonly others: () => readonly string[];
  /** Of the new path, and of the old one. */
  readonly stats: { readonly now: () => Promise<readonly RTCStatsReport[]>; readonly before: () => Promise<readonly RTCStatsReport[]> };
  /** Tells a page that its pictures are here by the new path. */
  readonly tell: (peerId: string) => void;
  /** Nobody needs the old path any more. */
  readonly done: () => void;
}

/** One move of everybody's media to another path: pictures change over when the new ones are there, and the old path ends when nobody looks at it. */
export class Handover {
  readonly #options: HandoverOptions;
  readonly #startedAt: number;
  /** Those whose media are here by the new path, and who know of it. */
  readonly #told = new Set<string>();
  /** Those who have my media by the new path. */
  readonly #heard = new Set<string>();
  /** By track of the old path: what it had brought when it last brought anything, and when that was. */
  readonly #lastFlow = new Map<string, { readonly count: number; readonly at: number }>();
  #stopTimer: () => void = () => {};
  #closed = false;

  constructor(options: HandoverOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    this.#later();
  }

  /** That page has my media by the new path. */
  moved(peerId: string): void {
    this.#heard.add(peerId);
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
  }

  #later(): void {
    this.#stopTimer = this.#options.clock.after(lookMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { to, choice, stats, others, tell, clock, done } = this.#options;
    const [now, before] = await Promise.all([stats.now(), stats.before()]).then((both) => both.map(flowOf), () => []);
    if (this.#closed) return;
    if (now && before) {
      choice.prefer(to, new Set(now.keys()));
      this.#note(before);
    }
    for (const peerId of others()) {
      if (this.#told.has(peerId) || !choice.hasMoved(to, peerId, this.#isSilent)) continue;
      this.#told.add(peerId);
      tell(peerId);
    }
    const settled = others().every((peerId) => this.#told.has(peerId) && this.#heard.has(peerId));
    if (!settled && clock.now() - this.#startedAt < lingerMs) return this.#later();
    this.close();
    done();
  }

  #note(flow: ReadonlyMap<string, number>): void {
    const at = this.#options.clock.now();
    for (const [trackId, count] of flow) if (this.#lastFlow.get(trackId)?.count !== count) this.#lastFlow.set(trackId, { count, at });
  }

  readonly #isSilent = (track: MediaStreamTrack): boolean =>
    this.#options.clock.now() - (this.#lastFlow.get(track.id)?.at ?? this.#startedAt) >= silentMs;
}
