import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Clock } from '../clock.ts';
import type { Admission, Authority, Revoked } from '../streams/authority-port.ts';

export type Admitted = Extract<Admission, { ok: true }>;
type Refused = Extract<Admission, { ok: false }>;

interface Known { readonly admission: Admission; readonly until: number }

export interface AdmissionsOptions {
  readonly authority: Pick<Authority, 'viewer' | 'onRevoked'>;
  readonly clock: Clock;
  /** How many answers are remembered. */
  readonly most?: number;
}

/** A token without an end is asked about again after this, and a refusal may have been put right, ms. */
const askAgainMs = { admitted: 60_000, refused: 3_000 };
/** Longer ones are none of ours; not worth asking about. */
const longestToken = 4096;

const expired: Refused = { ok: false, code: 'expired', reason: 'The token has expired.' };
const malformed: Refused = { ok: false, code: 'auth_failed', reason: 'The token is not valid.' };

const isSame = (a: Namespace, b: Namespace): boolean => a.length === b.length && a.every((part, index) => part === b[index]);

/** Asks the authority once for each token, not once for each part of a stream. */
export class Admissions {
  readonly #authority: Pick<Authority, 'viewer' | 'onRevoked'>;
  readonly #clock: Clock;
  readonly #most: number;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Admission>>();
  readonly #stop: () => void;
  /** Counts revocations: an answer that was on its way during one is not remembered. */
  #revocations = 0;

  constructor({ authority, clock, most = 50_000 }: AdmissionsOptions) {
    this.#authority = authority;
    this.#clock = clock;
    this.#most = most;
    this.#stop = authority.onRevoked((revoked) => this.#revoke(revoked));
  }

  async viewer(id: string, token: string): Promise<Admission> {
    if (token.length > longestToken) return malformed;
    const key = `${id} ${token}`;
    const known = this.#current(key);
    if (known) return known;
    const asking = this.#asking.get(key) ?? this.#ask(key, id, token).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  /** Forgets what has run out. */
  sweep(): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#known) if (until <= now) this.#known.delete(key);
  }

  close(): void {
    this.#stop();
    this.#known.clear();
  }

  #current(key: string): Admission | undefined {
    const known = this.#known.get(key);
    if (!known) return undefined;
    const now = this.#clock.now();
    if (known.admission.ok && now >= (known.admission.expiresAt ?? Number.POSITIVE_INFINITY)) return expired;
    if (now < known.until) return known.admission;
    this.#known.delete(key);
    return undefined;
  }

  async #ask(key: string, id: string, token: string): Promise<Admission> {
    const before = this.#revocations;
    const admission = await this.#authority.viewer({ id, token });
    if (before !== this.#revocations) return admission;
    const now = this.#clock.now();
    const until = admission.ok ? admission.expiresAt ?? now + askAgainMs.admitted : now + askAgainMs.refused;
    if (this.#known.size >= this.#most) this.#forgetOldest();
    if (admission.ok || admission.code === 'auth_failed') this.#known.set(key, { admission, until });
    return admission;
  }

  #forgetOldest(): void {
    for (const key of this.#known.keys()) {
      this.#known.delete(key);
      return;
    }
  }

  #revoke({ namespace, kid, viewers }: Revoked): void {
    if (!viewers) return;
    this.#revocations++;
    for (const [key, { admission }] of this.#known) {
      if (!admission.ok || (namespace && isSame(admission.namespace, namespace)) || (kid !== undefined && admission.kid === kid)) this.#known.delete(key);
    }
  }
}
