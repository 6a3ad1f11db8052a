import type { Clock } from '../clock.ts';
import type { Authority, Revoked } from './authority-port.ts';

/** What was revoked since another process last asked. */
export interface Revocations {
  /** Where to go on from, the next time. */
  readonly cursor: string;
  readonly revoked: readonly Revoked[];
  /** More was revoked than is still known: whoever asked looks at all that it lets watch. */
  readonly missed: boolean;
}

const mostKept = 1000;
/** How long there may be nothing to tell before that is told, ms: shorter than proxies wait. */
export const feedWaitMs = 20_000;

export interface RevocationFeedOptions {
  readonly authority: Pick<Authority, 'onRevoked'>;
  readonly clock: Clock;
  /** Of this feed: one made anew knows nothing of what the one before has told. */
  readonly id: string;
}

/** Remembers what was revoked lately, for the relays that pass this one's streams on. They ask again and again; an answer waits until there is something. */
export class RevocationFeed {
  readonly #options: RevocationFeedOptions;
  readonly #stop: () => void;
  readonly #kept: Revoked[] = [];
  #count = 0;
  #news = Promise.withResolvers<void>();

  constructor(options: RevocationFeedOptions) {
    this.#options = options;
    this.#stop = options.authority.onRevoked((revoked) => this.#add(revoked));
  }

  /** Resolves at the latest after `feedWaitMs`. Without a cursor, or with one it does not know, at once. */
  async since(cursor: string | undefined): Promise<Revocations> {
    if (this.#newer(cursor)?.length === 0) await this.#wait();
    const revoked = this.#newer(cursor);
    return { cursor: `${this.#options.id}.${this.#count}`, revoked: revoked ?? [], missed: revoked === undefined };
  }

  close(): void {
    this.#stop();
    this.#news.resolve();
  }

  #add(revoked: Revoked): void {
    this.#count += 1;
    this.#kept.push(revoked);
    if (this.#kept.length > mostKept) this.#kept.shift();
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /** Nothing where they are no longer all known. */
  #newer(cursor = ''): readonly Revoked[] | undefined {
    const dot = cursor.lastIndexOf('.');
    const known = Number(cursor.slice(dot + 1));
    const newer = this.#count - known;
    if (cursor.slice(0, dot) !== this.#options.id || !Number.isInteger(known) || newer < 0 || newer > this.#kept.length) return undefined;
    return this.#kept.slice(this.#kept.length - newer);
  }

  async #wait(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#options.clock.after(feedWaitMs, resolve);
    await Promise.race([promise, this.#news.promise]);
    cancel();
  }
}
