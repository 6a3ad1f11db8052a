import * as v from 'valibot';
import type { Admission, Authority } from './authority-port.ts';
import { feedWaitMs, type Revocations } from './revocation-feed.ts';

/** Where a relay answers other relays. */
export const admissionPath = '/relay/admission';
export const revocationsPath = '/relay/revocations';

const answerMs = 5000;

const admission = v.variant('ok', [
  v.object({ ok: v.literal(true), namespace: v.array(v.string()), org: v.string(), kid: v.exactOptional(v.string()), subject: v.exactOptional(v.string()), expiresAt: v.exactOptional(v.number()) }),
  v.object({ ok: v.literal(false), code: v.picklist(['auth_failed', 'expired', 'not_found', 'busy', 'rate_limited']), reason: v.string(), retryAfterMs: v.exactOptional(v.number()) }),
]);

const revocations = v.object({
  cursor: v.string(),
  revoked: v.array(v.object({
    namespace: v.exactOptional(v.array(v.string())), kid: v.exactOptional(v.string()), subject: v.exactOptional(v.string()), publisher: v.boolean(), viewers: v.boolean(), reason: v.string(),
  })),
  missed: v.boolean(),
});

export type ViewerAsk = Parameters<Authority['viewer']>[0];

export interface UpstreamCallsOptions {
  /** The other relay's URL, with its secret: `https://live.example.org:8081/relay?sk=…`. */
  readonly upstream: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/** What one relay asks of another over HTTP. Its answers reject when there is none in time, or not one that can be read. */
export class UpstreamCalls {
  readonly #options: UpstreamCallsOptions;
  readonly #origin: string;
  readonly #secret: string;

  constructor(options: UpstreamCallsOptions) {
    const { origin, searchParams } = new URL(options.upstream);
    this.#options = options;
    this.#origin = origin;
    this.#secret = searchParams.get('sk') ?? '';
  }

  async admission(ask: ViewerAsk): Promise<Admission> {
    return v.parse(admission, await this.#call(admissionPath, answerMs, { method: 'POST', body: JSON.stringify(ask) }));
  }

  /** `after`: the cursor of the answer before. The answer may take `feedWaitMs`. */
  async revocations(after: string): Promise<Revocations> {
    return v.parse(revocations, await this.#call(`${revocationsPath}?${new URLSearchParams({ after }).toString()}`, feedWaitMs + answerMs));
  }

  async #call(path: string, withinMs: number, init: Pick<RequestInit, 'method' | 'body'> = {}): Promise<unknown> {
    const { fetch = globalThis.fetch, signal } = this.#options;
    const response = await fetch(new URL(path, this.#origin), {
      ...init,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]),
      headers: { 'x-relay-secret': this.#secret, ...(init.body ? { 'content-type': 'application/json' } : {}) },
    });
    if (!response.ok) throw new Error(`The relay upstream answered ${response.status}.`);
    return response.json();
  }
}
