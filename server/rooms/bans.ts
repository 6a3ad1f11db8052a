import type { Claims } from '../../core/wire/signal/claims.ts';
import { isSame, keysOf, strangerSince, type Person } from './identity-keys.ts';

/** Where something holds: in one audience, or in the whole room when absent. */
export interface Scoped { readonly audienceId?: string }

export interface Ban extends Person, Scoped {
  /** The name of who did it. */
  readonly by: string;
  readonly at: number;
  /** Of the address they had (a keyed hash), while `addressMs` have not passed. */
  readonly address?: string;
}

export interface Removal extends Person, Scoped { readonly until: number }

/** What moderation has decided in a room, as it is stored. */
export interface Verdicts {
  readonly bans: readonly Ban[];
  readonly removals: readonly Removal[];
  readonly muted: readonly (Person & Scoped)[];
  readonly moderators: readonly (Person & Scoped)[];
}

export const noVerdicts: Verdicts = { bans: [], removals: [], muted: [], moderators: [] };

/**
 * How long strangers from a banned person's address are kept out. Short, for a school or a phone network has one address
 * for many, and only strangers: whoever was known before the ban, or is vouched for by the application, comes in.
 */
export const addressMs = 60 * 60 * 1000;

export interface Newcomer {
  readonly claims: Claims;
  readonly peerId?: string | undefined;
  /** A keyed hash; absent for this machine's own address, which says nothing. */
  readonly address: string | undefined;
  /** The one they come for, and the one its people are in now. */
  readonly audienceIds: readonly string[];
}

const holdsIn = (audienceIds: readonly string[]) => (verdict: Scoped): boolean => verdict.audienceId === undefined || audienceIds.includes(verdict.audienceId);

/** Everything of a list that holds for this person in one of these audiences. */
export const about = <Verdict extends Person & Scoped>(list: readonly Verdict[], keys: readonly string[], audienceIds: readonly string[]): Verdict | undefined =>
  list.filter(holdsIn(audienceIds)).find((verdict) => isSame(verdict.keys, keys));

const byAddress = ({ bans }: Verdicts, { claims, address, audienceIds }: Newcomer, now: number): boolean => {
  const since = strangerSince(claims);
  if (address === undefined || since === undefined) return false;
  return bans.filter(holdsIn(audienceIds)).some((ban) => ban.address === address && now < ban.at + addressMs && since > ban.at);
};

/** Why this newcomer may not come in, and for how long where that has an end; `undefined` when they may. */
export function barredBy(verdicts: Verdicts, newcomer: Newcomer, now: number): { readonly code: 'banned' | 'removed'; readonly retryAfterMs?: number } | undefined {
  const keys = keysOf(newcomer.claims, newcomer.peerId);
  if (about(verdicts.bans, keys, newcomer.audienceIds) || byAddress(verdicts, newcomer, now)) return { code: 'banned' };
  const removal = about(verdicts.removals.filter(({ until }) => until > now), keys, newcomer.audienceIds);
  return removal && { code: 'removed', retryAfterMs: removal.until - now };
}
