import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Secret } from './tokens.ts';

/** Someone without an account, as this server knows them again. */
export interface Visitor {
  /** The `sub` of their tokens. */
  readonly sub: string;
  /** What their page keeps and shows at the next visit: `sub` and our signature under it. */
  readonly credential: string;
}

export interface Visitors {
  /** The visitor this credential was made for, with a credential to keep; someone new when it is none of ours. */
  meet(credential: string | undefined): Visitor;
}

const pattern = /^(visitor\.[a-z\d]{1,10}\.[\w-]{16,64})\.([\w-]{43})$/;

/** When a `sub` of ours was given out, in ms since the epoch; `undefined` for any other. */
export function visitorSince(sub: string): number | undefined {
  const time = /^visitor\.([a-z\d]{1,10})\.[\w-]+$/.exec(sub)?.[1];
  return time === undefined ? undefined : Number.parseInt(time, 36);
}

/**
 * There are no user accounts, so a page keeps a random id that we have signed. It is no proof of who someone is (they
 * may clear it away) but nobody can make one up or take another's, and its age tells regulars from those who
 * arrive just after a ban. It is kept out of everything other peers see.
 */
export function createVisitors({ secrets, clock, ids }: { secrets: readonly Secret[]; clock: Clock; ids: Pick<Ids, 'secret'> }): Visitors {
  const signature = (sub: string, { key }: Secret): Buffer => createHmac('sha256', key).update(`visitor:${sub}`).digest();
  const sign = (sub: string): string => `${sub}.${signature(sub, secrets[0]!).toString('base64url')}`;

  function read(credential: string): string | undefined {
    const [, sub, mac] = pattern.exec(credential) ?? [];
    if (sub === undefined || mac === undefined) return undefined;
    const given = Buffer.from(mac, 'base64url');
    return secrets.some((secret) => timingSafeEqual(signature(sub, secret), given)) ? sub : undefined;
  }

  return {
    meet(credential) {
      const sub = (credential === undefined ? undefined : read(credential)) ?? `visitor.${clock.now().toString(36)}.${ids.secret()}`;
      return { sub, credential: sign(sub) };
    },
  };
}
