import { limits } from '../../core/wire/signal/limits.ts';
import type { BannedPeer } from '../../core/wire/signal/shapes.ts';
import type { Clock } from '../clock.ts';
import { SignalError } from '../signal-error.ts';
import type { Records } from '../store/ports.ts';
import { about, barredBy, noVerdicts, type Ban, type Newcomer, type Scoped, type Verdicts } from './bans.ts';
import { isSame, type Person } from './identity-keys.ts';

const collection = 'moderation';
const keepMs = 30 * 24 * 60 * 60 * 1000;
/** Of each kind; the oldest are forgotten. */
const maxKept = 1000;
/** People who have left and may still be banned for what they did. */
const maxLeft = 500;

type Kind = 'muted' | 'moderators';
export type Departed = Person & Scoped & { readonly address?: string };

const without = <Verdict extends Person>(list: readonly Verdict[], { keys }: Person): Verdict[] => list.filter((verdict) => !isSame(verdict.keys, keys));
const inScope = (scope: string | undefined) => ({ audienceId }: Scoped): boolean => scope === undefined || audienceId === scope;

/** What was decided about people in one room. It outlives their places and this process; every decision is written down before it is told. */
export class Moderation {
  readonly #roomId: string;
  readonly #records: Pick<Records, 'get' | 'put'>;
  readonly #clock: Clock;
  readonly #left = new Map<string, Departed>();
  #verdicts: Verdicts = noVerdicts;

  constructor({ roomId, records, clock }: { roomId: string; records: Pick<Records, 'get' | 'put'>; clock: Clock }) {
    this.#roomId = roomId;
    this.#records = records;
    this.#clock = clock;
  }

  /** Reads what was decided in earlier runs, once, before anyone is let in. */
  async load(): Promise<void> {
    this.#verdicts = { ...noVerdicts, ...((await this.#records.get(collection, this.#roomId)) as Partial<Verdicts> | undefined) };
  }

  /** Throws `banned`, or `removed` with the time until they may come back. */
  check(newcomer: Newcomer): void {
    const barred = barredBy(this.#verdicts, newcomer, this.#clock.now());
    if (barred) throw new SignalError(barred.code, barred);
  }

  /** What holds for this person in these audiences. */
  verdictOn(keys: readonly string[], audienceIds: readonly string[]): { readonly muted: boolean; readonly isModerator: boolean } {
    const { muted, moderators } = this.#verdicts;
    return { muted: about(muted, keys, audienceIds) !== undefined, isModerator: about(moderators, keys, audienceIds) !== undefined };
  }

  /** They may come back after `limits.removedMs`. */
  remove(person: Person & Scoped): Promise<void> {
    const now = this.#clock.now();
    const removals = [...without(this.#verdicts.removals, person).filter(({ until }) => until > now), { ...person, until: now + limits.removedMs }];
    return this.#save({ removals });
  }

  ban(ban: Omit<Ban, 'at'>): Promise<void> {
    return this.#save({ bans: [...without(this.#verdicts.bans, ban), { ...ban, at: this.#clock.now() }], moderators: without(this.#verdicts.moderators, ban) });
  }

  /** Lets someone in again; `scope` is the audience the asker rules over. Returns who it was; `undefined` when nobody there is banned. */
  async unban(peerId: string, scope: string | undefined): Promise<Person | undefined> {
    const ban = this.#verdicts.bans.filter(inScope(scope)).find((other) => other.peerId === peerId);
    if (ban) await this.#save({ bans: this.#verdicts.bans.filter((other) => other !== ban) });
    return ban;
  }

  set(kind: Kind, person: Person & Scoped, on: boolean): Promise<void> {
    const others = without(this.#verdicts[kind], person);
    return this.#save({ [kind]: on ? [...others, person] : others });
  }

  /** Newest first. */
  banned(scope: string | undefined): BannedPeer[] {
    return this.#verdicts.bans.filter(inScope(scope)).toReversed().map(({ peerId, displayName, at, by }) => ({ peerId, displayName, at, by }));
  }

  /** Remembers someone who goes, for what they wrote is still there. */
  left(person: Departed): void {
    this.#left.delete(person.peerId);
    this.#left.set(person.peerId, person);
    for (const oldest of this.#left.keys()) {
      if (this.#left.size <= maxLeft) return;
      this.#left.delete(oldest);
    }
  }

  departed(peerId: string): Departed | undefined {
    return this.#left.get(peerId);
  }

  async #save(change: Partial<Verdicts>): Promise<void> {
    const before = this.#verdicts;
    const capped = Object.fromEntries(Object.entries(change).map(([kind, list]) => [kind, list.slice(-maxKept)]));
    this.#verdicts = { ...before, ...capped };
    await this.#records.put(collection, this.#roomId, this.#verdicts, { expiresAt: this.#clock.now() + keepMs });
  }
}
