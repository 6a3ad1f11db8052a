import { signalErrors, type SignalErrorCode } from '../../core/wire/signal/errors.ts';
import type { SignalError } from '../signal-error.ts';

const table = {
  'bad-input': { status: 400, title: 'The request is not valid.' },
  'bad-json': { status: 400, title: 'The body is not valid JSON.' },
  'key-missing': { status: 401, title: 'An API key is needed.' },
  'key-invalid': { status: 401, title: 'The API key is not valid.' },
  'code-invalid': { status: 403, title: 'This link has been used or has expired.' },
  'scope-missing': { status: 403, title: 'The API key may not do this.' },
  'origin-not-allowed': { status: 403, title: 'Pages of this origin may not use this server.' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON.' },
  'quota-reached': { status: 429, title: 'There are as many as there may be.' },
  'not-available': { status: 422, title: 'This server does not have that.' },
  'idempotency-mismatch': { status: 422, title: 'This Idempotency-Key was used for another request.' },
  'not-yet': { status: 503, title: 'The stream has not come that far.' },
  'pages-missing': { status: 503, title: 'The room pages have not been built.' },
} as const satisfies Record<string, { status: number; title: string }>;

/** HTTP statuses of the refusals that sockets and HTTP share. */
const signalStatus: Partial<Record<SignalErrorCode, number>> = {
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'token-wrong-room': 403,
  'not-allowed': 403,
  'not-found': 404,
  'room-ended': 410,
  'too-large': 413,
  'rate-limited': 429,
  'busy': 503,
  'draining': 503,
};

export type HttpProblemCode = keyof typeof table;

/** An error body of RFC 9457, with a stable `code` as its extension member. `detail` is the remedy. */
export interface Problem {
  readonly type: 'about:blank';
  readonly status: number;
  readonly code: HttpProblemCode | SignalErrorCode;
  readonly title: string;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

const isOwn = (code: HttpProblemCode | SignalErrorCode): code is HttpProblemCode => Object.hasOwn(table, code);

/** The HTTP status that a refusal has. */
export const statusOf = (code: HttpProblemCode | SignalErrorCode): number => (isOwn(code) ? table[code].status : signalStatus[code] ?? 500);

/** A refusal of HTTP's own; those it shares with sockets are `SignalError`s. */
export class HttpProblem extends Error {
  readonly code: HttpProblemCode;

  constructor(code: HttpProblemCode, detail: string) {
    super(detail);
    this.name = 'HttpProblem';
    this.code = code;
  }
}

/** Splits "What is wrong. What to do." at its first full stop. */
function sentences(message: string): { title: string; detail: string } {
  const end = message.indexOf('. ');
  return end < 0 ? { title: message, detail: message } : { title: message.slice(0, end + 1), detail: message.slice(end + 2) };
}

export const problemOf = (error: HttpProblem): Problem => ({ type: 'about:blank', ...table[error.code], code: error.code, detail: error.message });

export function problemOfSignal({ code, retryAfterMs }: Pick<SignalError, 'code' | 'retryAfterMs'>): Problem {
  const problem = { type: 'about:blank' as const, status: statusOf(code), code, ...sentences(signalErrors[code].message) };
  return retryAfterMs === undefined ? problem : { ...problem, retryAfterMs };
}
