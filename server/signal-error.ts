import { signalErrors, type SignalErrorCode } from '../core/wire/signal/errors.ts';

/** A refusal that the page is told about, by code. Anything else thrown becomes `internal`, with its details in the log only. */
export class SignalError extends Error {
  readonly code: SignalErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: SignalErrorCode, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(signalErrors[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SignalError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
