import { every, type Clock } from '../clock.ts';
import type { Admission, Authority, Revoked } from './authority-port.ts';
import { UpstreamCalls, type UpstreamCallsOptions, type ViewerAsk } from './upstream-calls.ts';

export interface UpstreamAuthorityOptions extends Pick<UpstreamCallsOptions, 'upstream' | 'fetch'> {
  readonly clock: Clock;
}

type Good = Extract<Admission, { ok: true }>;
interface Kept { readonly ask: ViewerAsk; readonly good: Good }

/** After a failure, and after all were asked about twice in a row, ms. */
const restMs = 5000;
/** Questions at a time, when all are asked about. */
const together = 8;
const forgetMs = 60_000;
const failed: Admission = { ok: false, code: 'auth_failed', reason: 'auth_failed' };

const endOf = ({ expiresAt = Infinity }: Good): number => expiresAt;
const whose = ({ namespace, kid, subject }: Good): Pick<Revoked, 'namespace' | 'kid' | 'subject'> =>
  ({ namespace, ...(kid !== undefined && { kid }), ...(subject !== undefined && { subject }) });

/**
 * The authority of the relay upstream, for one that only passes its streams on: nobody publishes here, and figures are
 * kept where a broadcast begins. It hears of what is revoked there as it happens. Where it may have missed something, as
 * after that relay was started anew, it asks again about everyone whom it lets watch.
 */
export class UpstreamAuthority implements Authority {
  readonly #clock: Clock;
  readonly #calls: UpstreamCalls;
  readonly #closed = new AbortController();
  readonly #listeners = new Set<(revoked: Revoked) => void>();
  /** By stream, key and person, the admission that lasts longest: once it has run out, so have the others. */
  readonly #kept = new Map<string, Kept>();
  readonly #stop: () => void;
  /** How often something was revoked. */
  #told = 0;
  #endRest = (): void => {};

  constructor({ clock, ...calls }: UpstreamAuthorityOptions) {
    this.#clock = clock;
    this.#calls = new UpstreamCalls({ ...calls, signal: this.#closed.signal });
    this.#stop = every(clock, forgetMs, () => this.#forget());
    void this.#follow();
  }

  async publisher(): Promise<Admission> {
    return failed;
  }

  async viewer(ask: ViewerAsk): Promise<Admission> {
    let answer: Admission;
    let told: number;
    do {
      told = this.#told;
      answer = await this.#calls.admission(ask);
      // What was revoked meanwhile, and may have overtaken the answer, may have been this.
    } while (answer.ok && told !== this.#told);
    if (answer.ok) this.#keep({ ask, good: answer });
    return answer;
  }

  onRevoked(listener: (revoked: Revoked) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  record(): void {}

  close(): void {
    this.#stop();
    this.#closed.abort();
    this.#endRest();
  }

  #tell(revoked: Revoked): void {
    this.#told += 1;
    for (const listener of this.#listeners) listener(revoked);
  }

  #keep(kept: Kept): void {
    const key = JSON.stringify(whose(kept.good));
    const known = this.#kept.get(key);
    if (!known || endOf(known.good) <= endOf(kept.good)) this.#kept.set(key, kept);
  }

  #forget(): void {
    for (const [key, { good }] of this.#kept) if (endOf(good) <= this.#clock.now()) this.#kept.delete(key);
  }

  async #follow(): Promise<void> {
    let cursor = '';
    let hasMissed = false;
    while (!this.#closed.signal.aborted) {
      const news = await this.#calls.revocations(cursor).catch(() => undefined);
      cursor = news?.cursor ?? cursor;
      for (const revoked of news?.revoked ?? []) this.#tell(revoked);
      if (news?.missed) await this.#askAboutAll();
      // One that always has missed something, as behind a balancer, asks about all now and then.
      if (!news || (news.missed && hasMissed)) await this.#rest();
      hasMissed = news?.missed ?? hasMissed;
    }
  }

  async #rest(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.after(restMs, resolve);
    this.#endRest = resolve;
    await promise;
    cancel();
  }

  async #askAboutAll(): Promise<void> {
    this.#forget();
    const rest = [...this.#kept];
    await Promise.all(Array.from({ length: together }, async () => {
      for (let next = rest.pop(); next && !this.#closed.signal.aborted; next = rest.pop()) await this.#askAgain(...next);
    }));
  }

  async #askAgain(key: string, { ask, good }: Kept): Promise<void> {
    // Neither a network that is down nor a relay that is busy is a verdict.
    const answer = await this.#calls.admission(ask).catch(() => good);
    if (answer.ok || answer.code === 'busy' || answer.code === 'rate_limited') return;
    this.#kept.delete(key);
    this.#tell({ ...whose(good), publisher: false, viewers: true, reason: answer.reason });
  }
}
