import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import type { Admission } from '../streams/authority-port.ts';

type Refusal = Extract<Admission, { ok: false }>;

/** How a session ends that may not go on. */
export interface SessionEnd { readonly code: number; readonly reason: string }

export const authFailed: SessionEnd = { code: sessionErrors.UNAUTHORIZED, reason: 'auth_failed' };
export const tokenExpired: SessionEnd = { code: sessionErrors.EXPIRED_AUTH_TOKEN, reason: 'auth_failed' };

const ends: Readonly<Record<Refusal['code'], SessionEnd>> = {
  auth_failed: authFailed,
  expired: tokenExpired,
  not_found: authFailed,
  busy: { code: sessionErrors.TOO_MANY_REQUESTS, reason: 'busy' },
  rate_limited: { code: sessionErrors.TOO_MANY_REQUESTS, reason: 'rate_limited' },
};

export const endOf = ({ code }: Refusal): SessionEnd => ends[code];
