import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressKey } from '../auth/address-key.ts';
import { SignalError } from '../signal-error.ts';
import type { Admission } from '../streams/authority-port.ts';
import type { Admissions, Admitted } from './admissions.ts';

/** One request of someone who may watch. */
export interface Visit {
  readonly admitted: Admitted;
  /** The same for all requests of one viewer. */
  readonly who: string;
  /** What goes behind each address of a playlist. */
  readonly query: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
  /** Throws when the viewer may not watch any more: what was waited for must not be told then. */
  check(): Promise<void>;
}

type Refused = Extract<Admission, { ok: false }>;

const codes = { auth_failed: 'token-invalid', expired: 'token-expired', not_found: 'not-found', busy: 'busy', rate_limited: 'rate-limited' } as const satisfies Record<Refused['code'], string>;

const ids = /^[\w-]{1,128}$/;

async function admit(admissions: Admissions, id: string, token: string): Promise<Admitted> {
  const admission = await admissions.viewer(id, token);
  if (!admission.ok) throw new SignalError(codes[admission.code], admission.retryAfterMs === undefined ? {} : { retryAfterMs: admission.retryAfterMs });
  return admission;
}

/** Throws a `SignalError` for whoever may not watch: `token-missing`, `token-invalid`, `token-expired`, `not-found`. */
export async function visitOf(request: FastifyRequest, reply: FastifyReply, admissions: Admissions): Promise<Visit> {
  const { id } = request.params as { id: string };
  const { tok } = request.query as { tok?: unknown };
  if (!ids.test(id)) throw new SignalError('not-found');
  if (typeof tok !== 'string' || tok === '') throw new SignalError('token-missing');
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const admitted = await admit(admissions, id, tok);
  const who = admitted.subject === undefined ? `at ${addressKey(request.ip)} ${request.headers['user-agent'] ?? ''}`.slice(0, 300) : `as ${admitted.subject}`;
  return { admitted, who, query: `?tok=${encodeURIComponent(tok)}`, gone: gone.signal, check: async () => void (await admit(admissions, id, tok)) };
}
