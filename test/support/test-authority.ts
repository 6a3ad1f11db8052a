import type { Admission, Authority, BroadcastRow, Revoked } from '../../server/streams/authority-port.ts';

export interface TestAuthority extends Authority {
  /** Good keys by input, good tokens by what they open. */
  readonly keys: Map<string, string>;
  readonly tokens: Map<string, { readonly id: string; readonly kid?: string; readonly subject?: string; readonly expiresAt?: number }>;
  readonly rows: BroadcastRow[];
  /** How often a token was looked at. */
  looked: number;
  revoke(revoked: Revoked): void;
}

const failed: Admission = { ok: false, code: 'auth_failed', reason: 'auth_failed' };

/** An authority that knows what a test has written into it. Everything is of the organisation `org1`. */
export function testAuthority(clock: { now(): number } = Date): TestAuthority {
  const listeners = new Set<(revoked: Revoked) => void>();
  const authority: TestAuthority = {
    keys: new Map([['lv_1', 'key-1'], ['lv_2', 'key-2']]),
    tokens: new Map([['token-1', { id: 'lv_1', kid: 'kid-1' }], ['token-2', { id: 'lv_2', kid: 'kid-2' }]]),
    rows: [],
    looked: 0,
    async publisher({ inputId, streamKey }) {
      const good = authority.keys.get(inputId) === streamKey && streamKey !== '';
      return good ? { ok: true, namespace: ['stream', 'org1', inputId], org: 'org1' } : failed;
    },
    async viewer({ id, token }) {
      authority.looked += 1;
      const known = authority.tokens.get(token);
      if (!known || known.id !== id) return failed;
      if (known.expiresAt !== undefined && known.expiresAt <= clock.now()) return { ok: false, code: 'expired', reason: 'the token has expired' };
      return { ok: true, namespace: ['stream', 'org1', id], org: 'org1', ...(known.kid !== undefined && { kid: known.kid }), ...(known.subject !== undefined && { subject: known.subject }), ...(known.expiresAt !== undefined && { expiresAt: known.expiresAt }) };
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    record: (row) => void authority.rows.push(row),
    revoke(revoked) {
      for (const listener of listeners) listener(revoked);
    },
  };
  return authority;
}
