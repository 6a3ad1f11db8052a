import { LiveError, type LiveErrorCode } from './errors.ts';
import { signalErrors } from './wire/signal/errors.ts';

/** Why a token is wanted, and for whom. With `peerId` it is an earlier one again, whose place is to be kept. */
export interface TokenRequest {
  readonly purpose: 'host' | 'cohost' | 'viewer';
  readonly roomId?: string;
  readonly peerId?: string;
  readonly hostPeerId?: string;
  readonly displayName?: string;
  readonly avatarUrl?: string;
  readonly title?: string;
  readonly category?: string;
}

export interface TokenGrant {
  readonly token: string;
  readonly roomId?: string;
  readonly peerId?: string;
  readonly shareLink?: string;
}

/** The application's own way to tokens, through its backend. */
export type TokenProvider = (request: TokenRequest) => Promise<TokenGrant>;

export interface TokenEndpoints {
  /** The server's origin, and path if it has one. */
  readonly server: string;
  readonly orgId?: string | undefined;
  readonly orgKey?: string | undefined;
  readonly fetch: typeof fetch;
}

const byStatus: Readonly<Record<number, LiveErrorCode>> = { 400: 'bad-message', 401: 'not-allowed', 403: 'not-allowed', 404: 'not-found', 410: 'room-ended', 413: 'too-large', 429: 'rate-limited', 503: 'busy' };

/** Problem details (RFC 9457) as an error: by their `code` where it is one we know, else by the status. */
async function problemOf(response: Response): Promise<LiveError> {
  const problem = (await response.json().catch(() => ({}))) as { code?: unknown; title?: unknown; detail?: unknown; retryAfterMs?: unknown };
  const known = typeof problem.code === 'string' && Object.hasOwn(signalErrors, problem.code);
  const code = known ? (problem.code as LiveErrorCode) : byStatus[response.status] ?? 'internal';
  const message = [problem.title, problem.detail].filter((part) => typeof part === 'string').join(' ');
  const retryAfterMs = typeof problem.retryAfterMs === 'number' ? problem.retryAfterMs : undefined;
  return new LiveError(code, { ...(message && !known && { message }), retryAfterMs });
}

async function call({ fetch, orgId, orgKey }: TokenEndpoints, url: string, init: RequestInit, bearer: string | undefined): Promise<TokenGrant> {
  const headers = { ...(init.headers as Record<string, string> | undefined), ...(bearer && { authorization: `Bearer ${bearer}` }), ...(orgId && { 'x-org-id': orgId }), ...(orgKey && { 'x-org-key': orgKey }) };
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers });
  } catch (error) {
    throw new LiveError('server-unreachable', { cause: error });
  }
  if (!response.ok) throw await problemOf(response);
  return checkGrant(await response.json().catch(() => undefined));
}

/** What a provider or a server answers is not taken on trust. */
export function checkGrant(grant: unknown): TokenGrant {
  if (typeof grant === 'object' && grant !== null && typeof (grant as TokenGrant).token === 'string') return grant as TokenGrant;
  throw new LiveError('token-missing');
}

const post = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/**
 * A token from the server's own endpoints.
 * @param earlier one's own token, even an expired one: proves the right to the same peer id
 */
export function fetchToken(endpoints: TokenEndpoints, request: TokenRequest, earlier?: string): Promise<TokenGrant> {
  const { purpose, roomId, peerId, hostPeerId, displayName, avatarUrl, title, category } = request;
  const base = endpoints.server.replace(/\/+$/, '');
  const room = roomId === undefined ? '' : encodeURIComponent(roomId);
  if (purpose === 'viewer') {
    const query = new URLSearchParams({ ...(hostPeerId && { host: hostPeerId }), ...(displayName && { name: displayName }) }).toString();
    return call(endpoints, `${base}/viewer-token/${room}${query && `?${query}`}`, {}, earlier);
  }
  if (roomId === undefined) return call(endpoints, `${base}/create_room`, post({ title, category, displayName, avatarUrl }), earlier);
  return call(endpoints, `${base}/broadcaster-token/${room}`, post({ displayName, avatarUrl, ...(earlier && { peerId }) }), earlier);
}
