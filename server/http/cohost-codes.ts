import { createHash } from 'node:crypto';
import type { MintClaims } from '../auth/tokens.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Records } from '../store/ports.ts';

/** The one-time codes of cohost links, kept as SHA-256 only. */
export interface CohostCodes {
  /** Makes a code that stands for these claims; `expiresAt` is ms since the epoch. */
  issue(roomId: string, claims: MintClaims): Promise<{ code: string; expiresAt: number }>;
  /** What it stands for, once: to use it, or to revoke it. `undefined` when that was done, when it has run out or never was. */
  take(roomId: string, code: string): Promise<MintClaims | undefined>;
}

const collection = 'cohost-codes';
const ttlMs = 60 * 60 * 1000;
const keyOf = (roomId: string, code: string): string => createHash('sha256').update(`${roomId}:${code}`).digest('base64url');

export function createCohostCodes({ records, clock, ids }: { records: Pick<Records, 'put' | 'take'>; clock: Clock; ids: Pick<Ids, 'secret'> }): CohostCodes {
  return {
    async issue(roomId, claims) {
      const code = ids.secret();
      const expiresAt = clock.now() + ttlMs;
      await records.put(collection, keyOf(roomId, code), claims, { expiresAt });
      return { code, expiresAt };
    },
    take: async (roomId, code) => (await records.take(collection, keyOf(roomId, code))) as MintClaims | undefined,
  };
}
