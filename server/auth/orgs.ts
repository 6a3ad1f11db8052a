import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { id } from '../../core/wire/signal/fields.ts';
import type { Clock } from '../clock.ts';
import type { AppApi } from '../hooks/app-api.ts';
import { SignalError } from '../signal-error.ts';

/** The organisations of tenant mode. */
export interface Orgs {
  /** Whether this key is this organisation's. Throws `busy` while the application cannot be asked. */
  verify(orgId: string, orgKey: string): Promise<boolean>;
}

/** A revoked key is good for so long at most, a new one unknown for so long. */
const goodMs = 60_000;
const badMs = 5000;
/** Answers kept at most; the oldest go first. */
const maxKept = 10_000;

const answerSchema = v.object({ valid: v.boolean() });

/**
 * Asks the application, `POST {APP_API_URL}/internal/verify-org {orgId, orgKey}` → `{valid}`, and keeps its answer for a
 * minute. Keys are kept as SHA-256 only. Several requests at once ask once.
 */
export function createOrgs({ api, clock }: { api: Pick<AppApi, 'post'>; clock: Clock }): Orgs {
  const answers = new Map<string, { readonly valid: boolean; readonly until: number }>();
  const asking = new Map<string, Promise<boolean>>();

  async function ask(orgId: string, orgKey: string): Promise<boolean> {
    try {
      const { status, body } = await api.post('/internal/verify-org', { orgId, orgKey });
      if (status === 401 || status === 403 || status === 404) return false;
      if (status === 200) return v.parse(answerSchema, body).valid;
      throw new Error(`The application answered ${status}.`);
    } catch (cause) {
      throw new SignalError('busy', { cause, retryAfterMs: 1000 });
    }
  }

  function keep(key: string, valid: boolean): void {
    answers.delete(key);
    answers.set(key, { valid, until: clock.now() + (valid ? goodMs : badMs) });
    for (const oldest of answers.keys()) {
      if (answers.size <= maxKept) return;
      answers.delete(oldest);
    }
  }

  return {
    async verify(orgId, orgKey) {
      if (!v.is(id, orgId) || orgKey.length > 512) return false;
      const key = createHash('sha256').update(`${orgId}\n${orgKey}`).digest('base64url');
      const known = answers.get(key);
      if (known && known.until > clock.now()) return known.valid;
      const pending = asking.get(key) ?? ask(orgId, orgKey).finally(() => asking.delete(key));
      asking.set(key, pending);
      const valid = await pending;
      keep(key, valid);
      return valid;
    },
  };
}
