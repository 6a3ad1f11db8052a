import { LiveError, type LiveErrorCode } from '../errors.ts';
import { signalErrors, type SignalErrorCode } from '../wire/signal/errors.ts';

/** What to do after a connection was lost or refused. */
export type Verdict = 'retry' | 'rejoin' | 'renew' | 'stop';

/** `rejoin`: at once, with the token instead of the resume token. `renew`: with a new token for the same peer. */
const verdicts: Partial<Record<LiveErrorCode, Verdict>> = {
  'server-unreachable': 'retry',
  'request-timeout': 'retry',
  'join-timeout': 'retry',
  'rate-limited': 'retry',
  'slow-consumer': 'retry',
  'busy': 'retry',
  'draining': 'retry',
  'internal': 'retry',
  'media-failed': 'retry',
  'resume-failed': 'rejoin',
  'token-expired': 'renew',
};

/** Everything not named above would fail the same way again: it stops. */
export const verdictOf = (code: LiveErrorCode): Verdict => verdicts[code] ?? 'stop';

/** A server that closes gives the error code as its reason; anything else is a cut. */
export function errorOfClose(reason: string): LiveError {
  return Object.hasOwn(signalErrors, reason) ? new LiveError(reason as SignalErrorCode) : new LiveError('server-unreachable');
}
