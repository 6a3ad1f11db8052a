import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { id } from '../../core/wire/signal/fields.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Seconds a playback token is good: what is asked outside of these is the nearest of them. */
export const playbackTtl = { min: 30, max: 24 * 60 * 60, default: 60 * 60 } as const;

/** What a playback token says: who may watch what of whose. */
export interface Playback {
  readonly org: string;
  /** A live input, an asset, a playback id or a room. */
  readonly stream: string;
  readonly subject?: string;
}

export interface SignedToken { readonly token: string; readonly kid: string; readonly alg: string; /** ms since the epoch. */ readonly expiresAt: number }
/** `since`: from when on it is good; both times are ms since the epoch. */
export type Verified = (Playback & { readonly kid: string; readonly since: number; readonly expiresAt: number }) | 'invalid' | 'expired';

export interface PlaybackTokens {
  sign(playback: Playback, ttlSec?: number): Promise<SignedToken>;
  /** Says `expired` only of what was genuine, and for this stream. */
  verify(token: string, stream: string): Promise<Verified>;
}

const audience = 'playback';
/** RFC 8725 §3.11: no other kind of token passes for one. */
const typ = 'playback+jwt';
/** Clocks of servers that share a database differ by that much at most. */
const skewSec = 5;

const claimsSchema = v.object({ org: id, stream: id, exp: v.number(), sub: v.optional(v.pipe(v.string(), v.maxLength(255))), jti: v.string(), nbf: v.number() });

function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

export interface PlaybackTokensOptions {
  readonly keys: Pick<SigningKeys, 'signer' | 'verifier'>;
  /** `iss` of every token, and asked of every one. */
  readonly issuer: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'secret'>;
}

/** Playback tokens: JWTs signed by an organisation's own key, each key with the one algorithm it was made for. */
export function createPlaybackTokens({ keys, issuer, clock, ids }: PlaybackTokensOptions): PlaybackTokens {
  async function payloadOf(token: string, { key, alg }: { key: CryptoKey; alg: string }): Promise<{ payload: JWTPayload; expired: boolean }> {
    try {
      const options = { algorithms: [alg], typ, issuer, audience, requiredClaims: ['exp', 'nbf', 'jti'], clockTolerance: skewSec, currentDate: new Date(clock.now()) };
      return { payload: (await jwtVerify(token, key, options)).payload, expired: false };
    } catch (error) {
      // jose has checked everything else before it looks at `exp`.
      if (error instanceof errors.JWTExpired) return { payload: error.payload, expired: true };
      throw error;
    }
  }

  async function verified(token: string, stream: string): Promise<Verified> {
    const kid = token.length > limits.token ? undefined : kidOf(token);
    const key = kid === undefined ? undefined : await keys.verifier(kid);
    if (!key) return 'invalid';
    const { payload, expired } = await payloadOf(token, key);
    const { org, stream: named, sub, nbf, exp } = v.parse(claimsSchema, payload);
    if (org !== key.org || named !== stream) return 'invalid';
    return expired ? 'expired' : { org, stream, kid: key.kid, since: nbf * 1000, expiresAt: exp * 1000, ...(sub === undefined ? {} : { subject: sub }) };
  }

  return {
    async sign({ org, stream, subject }, ttlSec = playbackTtl.default) {
      const { kid, alg, key } = await keys.signer(org);
      const now = Math.floor(clock.now() / 1000);
      const exp = now + Math.min(playbackTtl.max, Math.max(playbackTtl.min, Math.floor(ttlSec)));
      const claims = { iss: issuer, aud: audience, org, stream, nbf: now, exp, jti: ids.secret(), ...(subject === undefined ? {} : { sub: subject }) };
      const token = await new SignJWT(claims).setProtectedHeader({ alg, kid, typ }).sign(key);
      return { token, kid, alg, expiresAt: exp * 1000 };
    },
    // Whatever is wrong with it is nobody's business.
    verify: (token, stream) => verified(token, stream).catch((): Verified => 'invalid'),
  };
}
