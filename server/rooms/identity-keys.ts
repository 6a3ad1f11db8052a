import type { Claims } from '../../core/wire/signal/claims.ts';
import { visitorSince } from '../auth/visitors.ts';

/** Someone as moderation remembers them when they are not here. */
export interface Person {
  readonly peerId: string;
  readonly displayName: string;
  /** Under what they are known again: any one in common makes two the same person. */
  readonly keys: readonly string[];
}

const key = (kind: string, value: string | undefined): string[] => (value === undefined ? [] : [`${kind}:${value}`]);

/**
 * Under what the bearer of a token is known again. `sub` is the person, over all tabs, links and new tokens; the peer id is
 * what a renewed token keeps; `jti` is this very token. A `host_peer_id` is none of them: it may name someone else.
 */
export const keysOf = ({ sub, peer_id: claimed, jti }: Claims, peerId?: string): string[] =>
  [...new Set([...key('sub', sub), ...key('peer', claimed), ...key('peer', peerId), ...key('jti', jti)])];

export const isSame = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

/** Since when the bearer has been someone, in ms since the epoch: `undefined` where the application vouches for them, Infinity for a stranger. */
export function strangerSince({ sub, peer_id: claimed }: Claims): number | undefined {
  if (sub !== undefined) return visitorSince(sub);
  return claimed === undefined ? Infinity : undefined;
}
