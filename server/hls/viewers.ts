import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Clock } from '../clock.ts';
import type { AudienceFigures } from '../moqt/audience-figures.ts';
import type { Watching } from '../moqt/broadcast-tally.ts';

/** Who asks for nothing for so long has gone, ms. */
const awayMs = 30_000;
/** That are told apart at a time. */
const most = 100_000;

interface Viewer { readonly watching: Watching; readonly since: number; lastAt: number }

export interface ViewersOptions {
  readonly clock: Clock;
  readonly figures: Pick<AudienceFigures, 'watching'>;
}

/** HLS has no sessions, so its viewers are known by their requests. */
export class Viewers {
  readonly #clock: Clock;
  readonly #figures: Pick<AudienceFigures, 'watching'>;
  readonly #viewers = new Map<string, Viewer>();

  constructor({ clock, figures }: ViewersOptions) {
    this.#clock = clock;
    this.#figures = figures;
  }

  /** `who`: the same for all requests of one viewer. */
  saw(namespace: Namespace, who: string): void {
    const key = JSON.stringify([...namespace, who]);
    const now = this.#clock.now();
    const viewer = this.#viewers.get(key);
    if (viewer) viewer.lastAt = now;
    else if (this.#viewers.size < most) this.#viewers.set(key, { watching: this.#figures.watching(namespace, 'hls'), since: now, lastAt: now });
  }

  /** Media, in bytes. */
  sent(namespace: Namespace, who: string, bytes: number): void {
    const viewer = this.#viewers.get(JSON.stringify([...namespace, who]));
    viewer?.watching.sent(bytes);
    viewer?.watching.started(this.#clock.now() - viewer.since);
  }

  /** Lets those go who have gone. */
  sweep(): void {
    const before = this.#clock.now() - awayMs;
    for (const [key, { watching, lastAt }] of this.#viewers) {
      if (lastAt >= before) continue;
      watching.end();
      this.#viewers.delete(key);
    }
  }

  close(): void {
    for (const { watching } of this.#viewers.values()) watching.end();
    this.#viewers.clear();
  }
}
