import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';
import type { SigningAlg } from '../../core/wire/streams/requests.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { SigningKey, StreamStore } from '../store/stream-ports.ts';
import type { Sealer } from './sealer.ts';

/** A key that signs, or one that verifies. */
export interface UsableKey { readonly kid: string; readonly org: string; readonly alg: SigningAlg; readonly key: CryptoKey }

export interface SigningKeys {
  /** `undefined` when the organisation has as many as it may. */
  create(org: string, alg: SigningAlg): Promise<SigningKey | undefined>;
  /** From now on it neither signs nor verifies, for good; its private half is gone. `undefined` when there is none. */
  retire(org: string, kid: string): Promise<SigningKey | undefined>;
  /** The organisation's newest that can sign; its first, an Ed25519 key, is made with its first use. */
  signer(org: string): Promise<UsableKey>;
  /** `undefined` for one that is not known or retired. */
  verifier(kid: string): Promise<UsableKey | undefined>;
  /** The public halves of all that are not retired (RFC 7517 §5). */
  jwks(): Promise<JSONWebKeySet>;
}

export interface SigningKeysOptions {
  readonly store: Pick<StreamStore, 'signingKeys'>;
  readonly sealer: Sealer;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'secret'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Of one organisation, with those retired in the last 90 days. */
export const maxSigningKeys = 50;
const rememberMs = 90 * 24 * 60 * 60 * 1000;

const about = (kid: string): string => `signing key ${kid}`;

async function makeKey(alg: SigningAlg): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const pair = await generateKeyPair(alg, { extractable: true, ...(alg === 'RS256' ? { modulusLength: 2048 } : { crv: 'Ed25519' }) });
  return { publicJwk: await exportJWK(pair.publicKey), privateJwk: await exportJWK(pair.privateKey) };
}

const imported = async ({ id: kid, org, alg }: SigningKey, jwk: JWK): Promise<UsableKey> => ({ kid, org, alg, key: (await importJWK(jwk, alg)) as CryptoKey });

export function createSigningKeys({ store: { signingKeys }, sealer, clock, ids, logger }: SigningKeysOptions): SigningKeys {
  const making = new Map<string, Promise<SigningKey | undefined>>();

  async function create(org: string, alg: SigningAlg): Promise<SigningKey | undefined> {
    const { publicJwk, privateJwk } = await makeKey(alg);
    const id = `key_${ids.secret()}`;
    const key: SigningKey = { id, org, alg, createdAt: clock.now(), publicJwk, sealed: sealer.seal(JSON.stringify(privateJwk), about(id)) };
    await signingKeys.forget(org, clock.now() - rememberMs);
    return (await signingKeys.add(key, maxSigningKeys)) ? key : undefined;
  }

  /** One that the server's secrets do not open (they were all replaced) still verifies what it has signed, but signs no more. */
  async function newest(org: string): Promise<UsableKey | undefined> {
    for (const key of await signingKeys.active(org)) {
      const jwk = sealer.open(key.sealed ?? '', about(key.id));
      if (jwk !== undefined) return imported(key, JSON.parse(jwk) as JWK);
      logger.warn({ kid: key.id }, 'a signing key was sealed by a secret this server no longer has');
    }
    return undefined;
  }

  return {
    create,
    async retire(org, kid) {
      const found = await signingKeys.get(kid, org);
      if (!found || found.retiredAt !== undefined) return undefined;
      const { sealed: _sealed, ...rest } = found;
      const retired = { ...rest, retiredAt: clock.now() };
      await signingKeys.put(retired);
      return retired;
    },
    async signer(org) {
      const found = await newest(org);
      if (found) return found;
      // Several who ask at once get the same.
      const made = making.get(org) ?? create(org, 'EdDSA').finally(() => making.delete(org));
      making.set(org, made);
      if (!(await made)) throw new Error('There are too many signing keys that cannot be opened.');
      return (await newest(org))!;
    },
    async verifier(kid) {
      const found = await signingKeys.get(kid);
      return found && found.retiredAt === undefined ? imported(found, found.publicJwk) : undefined;
    },
    async jwks() {
      const active = await signingKeys.active();
      return { keys: active.map(({ id, alg, publicJwk }) => ({ ...publicJwk, kid: id, alg, use: 'sig' })) };
    },
  };
}
