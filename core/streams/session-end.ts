import { sessionErrors } from '../wire/moqt/moqt-error.ts';
import { StreamError } from './stream-error.ts';

/** What a session ended with, in our words. */
export function errorOfEnd(code: number, reason: string): StreamError {
  const cause = new Error(reason || `The session ended with code ${code}.`);
  if (code === sessionErrors.EXPIRED_AUTH_TOKEN) return new StreamError('expired', { cause });
  if (code === sessionErrors.UNAUTHORIZED || /auth_failed/.test(reason)) return new StreamError('auth-failed', { cause });
  if (reason.startsWith('busy')) return new StreamError('busy', { cause });
  if (code === sessionErrors.TOO_MANY_REQUESTS) return new StreamError('rate-limited', { cause });
  return new StreamError('unreachable', { cause });
}
