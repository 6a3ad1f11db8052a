import * as v from 'valibot';
import { every, type Clock } from '../clock.ts';
import type { Admission, Authority, Revoked } from './authority-port.ts';

export interface UpstreamAuthorityOptions {
  /** The other relay's URL, with its secret: `https://live.example.org:8081/relay?sk=…`. */
  readonly upstream: string;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

const admission = v.variant('ok', [
  v.object({ ok: v.literal(true), namespace: v.array(v.string()), org: v.string(), kid: v.exactOptional(v.string()), subject: v.exactOptional(v.string()), expiresAt: v.exactOptional(v.number()) }),
  v.object({ ok: v.literal(false), code: v.picklist(['auth_failed', 'expired', 'not_found', 'busy', 'rate_limited']), reason: v.string(), retryAfterMs: v.exactOptional(v.number()) }),
]);

/** Where a relay answers other relays. */
export const admissionPath = '/relay/admission';

/** How often it is asked whether those who watch still may, ms. */
const recheckMs = 15_000;
const answerMs = 5000;
const failed: Admission = { ok: false, code: 'auth_failed', reason: 'auth_failed' };

interface Kept { readonly ask: Parameters<Authority['viewer']>[0]; readonly good: Extract<Admission, { ok: true }> }

/**
 * The authority of the relay upstream, for one that only passes its streams on: nobody publishes here, and figures are
 * kept where a broadcast begins. What may no longer go on is learned within 15 s.
 */
export function createUpstreamAuthority({ upstream, clock, fetch = globalThis.fetch }: UpstreamAuthorityOptions): Authority & { close(): void } {
  const url = new URL(upstream);
  const secret = url.searchParams.get('sk') ?? '';
  const listeners = new Set<(revoked: Revoked) => void>();
  /** One token of each kind that is in use stands for all of its kind. */
  const inUse = new Map<string, Kept>();

  async function ask(question: Kept['ask']): Promise<Admission> {
    const response = await fetch(new URL(admissionPath, url.origin), {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(answerMs), headers: { 'content-type': 'application/json', 'x-relay-secret': secret }, body: JSON.stringify(question),
    });
    if (!response.ok) throw new Error(`The relay upstream answered ${response.status}.`);
    return v.parse(admission, await response.json());
  }

  async function recheck(): Promise<void> {
    for (const [key, { ask: question, good }] of [...inUse]) {
      inUse.delete(key);
      if (good.expiresAt !== undefined && good.expiresAt <= clock.now()) continue;
      // One that cannot be asked now is asked next time: a network that is down is no verdict.
      const now = await ask(question).catch(() => good);
      if (now.ok) inUse.set(key, { ask: question, good: now });
      else for (const listener of listeners) listener({ namespace: good.namespace, ...(good.kid !== undefined && { kid: good.kid }), publisher: false, viewers: true, reason: now.reason });
    }
  }

  const stop = every(clock, recheckMs, () => void recheck());
  return {
    publisher: async () => failed,
    async viewer(question) {
      const answer = await ask(question);
      if (answer.ok) inUse.set(JSON.stringify([answer.namespace, answer.kid]), { ask: question, good: answer });
      return answer;
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    record() {},
    close: stop,
  };
}
