import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { claimsSchema, type Claims } from '../../core/wire/signal/claims.ts';
import { limits } from '../../core/wire/signal/limits.ts';
import type { Clock } from '../clock.ts';
import { SignalError } from '../signal-error.ts';

/** One HS256 key. The `kid` lets keys be rotated: the first one signs, all of them verify. */
export interface Secret {
  readonly kid?: string;
  /** At least 32 bytes. */
  readonly key: Uint8Array;
}

export type MintClaims = Omit<v.InferInput<typeof claimsSchema>, 'exp'>;

export interface Tokens {
  /** Signs claims that are good for `ttlSec` seconds from now; `expiresAt` is ms since the epoch. */
  mint(claims: MintClaims, ttlSec: number): Promise<{ token: string; expiresAt: number }>;
  /**
   * Throws a `SignalError`: `token-missing`, `token-expired` or `token-invalid`. A token of ours or of
   * anyone else who holds the secret is accepted up to `expiredForSec` (default 0) and the clock skew after its end.
   */
  verify(token: string | undefined, options?: { expiredForSec?: number }): Promise<Claims>;
}

const skewSec = 60;

/** Claims that backends leave empty rather than out (`null`, `""`) count as absent; a fractional `exp` (RFC 7519 §2) is rounded down. */
function readClaims(payload: JWTPayload): Claims {
  const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null && value !== ''));
  const result = v.safeParse(claimsSchema, { ...given, exp: Math.floor(Number(payload.exp)) }, { abortEarly: true });
  if (!result.success) throw new SignalError('token-invalid', { cause: `claim ${v.getDotPath(result.issues[0]) ?? '?'}` });
  return result.output;
}

function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    throw new SignalError('token-invalid');
  }
}

/** The keys a token may have been signed with: all when it names none, else that one and those without a name. */
const candidates = (secrets: readonly Secret[], kid: string | undefined): readonly Secret[] =>
  secrets.filter((secret) => kid === undefined || secret.kid === undefined || secret.kid === kid);

export interface TokensOptions {
  readonly secrets: readonly Secret[];
  readonly clock: Clock;
  /** Minted into every token, and asked of every one; not looked at when absent. */
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

/**
 * Room tokens: JWT with HS256 and nothing else (RFC 8725 §3.1), `exp` required, at most 60 s of clock skew.
 * `secrets` must not be empty.
 */
export function createTokens({ secrets, clock, issuer, audience }: TokensOptions): Tokens {
  const [signer] = secrets;
  const expected = { ...(issuer === undefined ? {} : { issuer }), ...(audience === undefined ? {} : { audience }) };
  const stated = { ...(issuer === undefined ? {} : { iss: issuer }), ...(audience === undefined ? {} : { aud: audience }) };
  if (!signer) throw new TypeError('At least one secret is needed.');

  async function check(token: string, secret: Secret, expiredForSec: number): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, secret.key, { algorithms: ['HS256'], requiredClaims: ['exp'], clockTolerance: skewSec, currentDate: new Date(clock.now()), ...expected });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JWTExpired)) throw error;
      // jose has checked the signature and `nbf` before it looks at `exp`.
      if (clock.now() / 1000 - Number(error.payload.exp) <= expiredForSec + skewSec) return error.payload;
      throw new SignalError('token-expired');
    }
  }

  return {
    async mint(claims, ttlSec) {
      const iat = Math.floor(clock.now() / 1000);
      const exp = iat + ttlSec;
      const header = { alg: 'HS256', typ: 'JWT', ...(signer.kid === undefined ? {} : { kid: signer.kid }) };
      const token = await new SignJWT({ ...claims, ...stated, iat, exp } as JWTPayload).setProtectedHeader(header).sign(signer.key);
      return { token, expiresAt: exp * 1000 };
    },
    async verify(token, { expiredForSec = 0 } = {}) {
      if (!token) throw new SignalError('token-missing');
      if (token.length > limits.token) throw new SignalError('token-invalid');
      let cause: unknown;
      for (const secret of candidates(secrets, kidOf(token))) {
        try {
          return readClaims(await check(token, secret, expiredForSec));
        } catch (error) {
          if (error instanceof SignalError) throw error;
          cause = error;
        }
      }
      throw new SignalError('token-invalid', { cause });
    },
  };
}
