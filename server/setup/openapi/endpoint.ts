import type { GenericSchema } from 'valibot';
import type { Scope } from '../../../core/wire/streams/requests.ts';
import type { HttpProblemCode } from '../../http/problem.ts';
import type { SignalErrorCode } from '../../../core/wire/signal/errors.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** One endpoint as `/openapi.json` tells of it. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'delete';
  /** As Fastify writes it: `/v1/live-inputs/:id`. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  readonly tag: 'streams' | 'rooms' | 'operator';
  /** Whose key it takes; none at all when absent. `token` is that of a peer of a room. */
  readonly keys?: readonly ('apiKey' | 'orgKey' | 'token')[];
  /** What an API key needs for it. */
  readonly scope?: Scope;
  readonly query?: GenericSchema;
  readonly body?: GenericSchema;
  /** Whether it takes an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  readonly answer: { readonly status: number; /** A name of `answers`, or a schema of its own. */ readonly schema?: string | JsonSchema; readonly type?: string };
  /** Refusals of its own, beside those that every endpoint has. */
  readonly problems?: readonly (HttpProblemCode | SignalErrorCode)[];
}
