import { limits } from '../../core/wire/signal/limits.ts';

/** An audience, or the whole room. */
type Scope = string | undefined;

const holds = (scope: Scope, audiences: readonly string[]): boolean => scope === undefined || audiences.includes(scope);

/** What was decided about whom; the newest decision of a kind is the one that holds. */
export class Verdicts {
  readonly bans = new Map<string, Scope>();
  readonly #removals = new Map<string, { readonly scope: Scope; readonly until: number }>();
  readonly #muted = new Map<string, Scope>();

  remove(id: string, scope: Scope, now: number): void {
    this.#removals.set(id, { scope, until: now + limits.removedMs });
  }

  mute(id: string, scope: Scope, muted: boolean): void {
    if (muted) this.#muted.set(id, scope);
    else this.#muted.delete(id);
  }

  /** Whether they are muted who came for one of these audiences and are in the other. */
  isMuted(id: string, audiences: readonly string[]): boolean {
    return this.#muted.has(id) && holds(this.#muted.get(id), audiences);
  }

  /** Why they may not come into these audiences now. */
  barred(id: string, audiences: readonly string[], now: number): 'banned' | 'removed' | undefined {
    if (this.bans.has(id) && holds(this.bans.get(id), audiences)) return 'banned';
    const removal = this.#removals.get(id);
    return removal && removal.until > now && holds(removal.scope, audiences) ? 'removed' : undefined;
  }
}
