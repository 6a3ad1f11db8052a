import { ControlError } from './control-error.ts';

export interface ControlOptions {
  /** The server's origin, and path if it has one. */
  readonly server: string;
  /** `mk_…`, with the scopes that the calls need. */
  readonly apiKey?: string | undefined;
  /** In place of an API key: the organisation's own id and key, or alone the server's `MUF_API_KEY`. For backends only. */
  readonly orgId?: string | undefined;
  readonly orgKey?: string | undefined;
  /** How long an answer may take, ms; 15 000 by default. */
  readonly timeoutMs?: number | undefined;
  readonly fetch?: typeof fetch | undefined;
}

export interface CallOptions {
  /** Makes it safe to send the same request again: within 24 h the first answer comes back. */
  readonly idempotencyKey?: string | undefined;
}

export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, options?: CallOptions) => Promise<unknown>;

const baseOf = (server: string): string => {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new ControlError('unreachable', { message: 'server must be an address like https://live.example.com.' });
  return url.href.replace(/\/+$/, '');
};

/** Requests of one server with one key; each resolves to what was answered, unchecked, or rejects with a `ControlError`. */
export function createCall({ server, apiKey, orgId, orgKey, timeoutMs = 15_000, fetch: fetcher = fetch }: ControlOptions): Call {
  const base = baseOf(server);
  const keys = { ...(apiKey && { authorization: `Bearer ${apiKey}` }), ...(orgId && { 'x-org-id': orgId }), ...(orgKey && { 'x-org-key': orgKey }) };

  return async (method, path, body, { idempotencyKey } = {}) => {
    const headers = { ...keys, ...(body && { 'content-type': 'application/json' }), ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) };
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await fetcher(`${base}${path}`, { method, headers, signal, ...(body && { body: JSON.stringify(body) }) });
      text = await response.text();
    } catch (cause) {
      throw new ControlError('unreachable', { cause });
    }
    const answer = parsed(text);
    if (!response.ok) throw ControlError.ofProblem(response.status, answer);
    return answer;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
