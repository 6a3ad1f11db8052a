import type { Namespace } from '../../core/wire/moqt/names.ts';
import type { Clock } from '../clock.ts';
import type { Admission, Authority, Revoked } from '../streams/authority-port.ts';
import { authFailed, endOf, tokenExpired, type SessionEnd } from './admission-end.ts';
import { namespaceFor } from './publisher-session.ts';
import { sameNamespace } from './namespace-key.ts';

/** What a request may see. `end`: the session is to end with it; without it only this request is refused. */
export type Grant = { readonly ok: true; readonly namespace: Namespace } | { readonly ok: false; readonly end?: SessionEnd };

/** Decides what the requests of one session may see. */
export interface Access {
  /** `namespace` as the other side calls it; nothing asks for whatever it may see. */
  admit(namespace: Namespace | undefined, tokens: readonly Uint8Array[]): Promise<Grant>;
  isRevokedBy(revoked: Revoked): boolean;
  close(): void;
}

export interface ViewerAccessOptions {
  readonly authority: Pick<Authority, 'viewer'>;
  readonly clock: Clock;
  /** From the path. */
  readonly id: string;
  /** From the URL. */
  readonly token: string;
  /** The token has expired while its viewer watches. */
  readonly expired: (end: SessionEnd) => void;
}

type Good = Extract<Admission, { ok: true }>;

/** A playback token, looked at in each request and asked about once; a later request may bring a newer one. */
export class ViewerAccess implements Access {
  readonly #options: ViewerAccessOptions;
  #known: { readonly token: string; readonly admission: Promise<Admission> } | undefined;
  #good: Good | undefined;
  #cancelExpiry: (() => void) | undefined;
  #over = false;

  constructor(options: ViewerAccessOptions) {
    this.#options = options;
  }

  async admit(namespace: Namespace | undefined, tokens: readonly Uint8Array[]): Promise<Grant> {
    const [given] = tokens;
    const token = given ? Buffer.from(given).toString('utf8') : (this.#known?.token ?? this.#options.token);
    const admission = await this.#ask(token);
    if (!admission.ok) return admission.code === 'not_found' ? { ok: false } : { ok: false, end: endOf(admission) };
    if (admission.expiresAt !== undefined && admission.expiresAt <= this.#options.clock.now()) return { ok: false, end: tokenExpired };
    if (namespace && !namespaceFor(admission.namespace)(namespace)) return { ok: false, end: authFailed };
    if (this.#good !== admission) this.#goOnWith(admission);
    return { ok: true, namespace: admission.namespace };
  }

  isRevokedBy({ namespace, kid, subject, viewers }: Revoked): boolean {
    const good = this.#good;
    if (!viewers || !good) return false;
    return (namespace === undefined || sameNamespace(namespace, good.namespace)) && (kid === undefined || kid === good.kid) && (subject === undefined || subject === good.subject);
  }

  close(): void {
    this.#over = true;
    this.#cancelExpiry?.();
    this.#cancelExpiry = undefined;
  }

  #ask(token: string): Promise<Admission> {
    if (this.#known?.token === token) return this.#known.admission;
    const known = { token, admission: this.#options.authority.viewer({ id: this.#options.id, token }) };
    this.#known = known;
    return known.admission;
  }

  #goOnWith(admission: Good): void {
    const { clock, expired } = this.#options;
    this.#good = admission;
    this.#cancelExpiry?.();
    if (admission.expiresAt === undefined || this.#over) return;
    this.#cancelExpiry = clock.after(admission.expiresAt - clock.now(), () => expired(tokenExpired));
  }
}
