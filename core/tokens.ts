import { LiveError, type LiveErrorCode } from './errors.ts';
import { visitorOf } from './visitor.ts';
import { signalErrors } from './wire/signal/errors.ts';

/** Why a token is wanted, and for whom. With `peerId` it is an earlier one again, whose place is to be kept. */
export interface TokenRequest {
  readonly purpose: 'host' | 'cohost' | 'viewer';
  readonly roomId?: string;
  readonly peerId?: string;
  readonly hostPeerId?: string;
  readonly displayName?: string;
  readonly avatarUrl?: string;
  /** Of a room that is made, or opened by a code. */
  readonly title?: string;
  readonly category?: string;
  /** Whether strangers may find the room that is made; the server's own default when absent. */
  readonly listed?: boolean;
  readonly roomType?: 'live' | '1v1';
  readonly mode?: 'sfu' | 'mesh';
  readonly preset?: string;
  readonly maxBroadcasters?: number;
  /** Out of a cohost link, good once. */
  readonly code?: string;
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
  if (problem.code === 'code-invalid') return new LiveError('link-invalid');
  const known = typeof problem.code === 'string' && Object.hasOwn(signalErrors, problem.code);
  const code = known ? (problem.code as LiveErrorCode) : byStatus[response.status] ?? 'internal';
  const message = [problem.title, problem.detail].filter((part) => typeof part === 'string').join(' ');
  const retryAfterMs = typeof problem.retryAfterMs === 'number' ? problem.retryAfterMs : undefined;
  return new LiveError(code, { ...(message && !known && { message }), retryAfterMs });
}

/** One request of the server's HTTP side. Resolves to what it answered, unchecked; rejects with its problem as a `LiveError`. */
export async function callServer({ fetch, orgId, orgKey }: Omit<TokenEndpoints, 'server'>, url: string, init: RequestInit, bearer: string | undefined): Promise<unknown> {
  const visitor = visitorOf(new URL(url, globalThis.location?.href).origin);
  // A backend speaks for many.
  const known = orgKey ? undefined : visitor.get();
  const headers = { ...(init.headers as Record<string, string> | undefined), ...(bearer && { authorization: `Bearer ${bearer}` }), ...(orgId && { 'x-org-id': orgId }), ...(orgKey && { 'x-org-key': orgKey }), ...(known && { 'x-muf-visitor': known }) };
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers });
  } catch (error) {
    throw new LiveError('server-unreachable', { cause: error });
  }
  if (!response.ok) throw await problemOf(response);
  const answer: unknown = await response.json().catch(() => undefined);
  visitor.set((answer as { visitor?: unknown } | null | undefined)?.visitor);
  return answer;
}

const call = async (...request: Parameters<typeof callServer>): Promise<TokenGrant> => checkGrant(await callServer(...request));

/** What a provider or a server answers is not taken on trust. */
export function checkGrant(grant: unknown): TokenGrant {
  if (typeof grant === 'object' && grant !== null && typeof (grant as TokenGrant).token === 'string') return grant as TokenGrant;
  throw new LiveError('token-missing');
}

export const post = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/**
 * A token from the server's own endpoints.
 * @param earlier one's own token, even an expired one: proves the right to the same peer id
 */
export function fetchToken(endpoints: TokenEndpoints, request: TokenRequest, earlier?: string): Promise<TokenGrant> {
  const { purpose, roomId, peerId, hostPeerId, displayName, avatarUrl, title, category, listed, roomType, mode, preset, maxBroadcasters, code } = request;
  const base = endpoints.server.replace(/\/+$/, '');
  const room = roomId === undefined ? '' : encodeURIComponent(roomId);
  if (purpose === 'viewer') {
    const query = new URLSearchParams({ ...(hostPeerId && { host: hostPeerId }), ...(displayName && { name: displayName }) }).toString();
    return call(endpoints, `${base}/viewer-token/${room}${query && `?${query}`}`, {}, earlier);
  }
  if (roomId === undefined) return call(endpoints, `${base}/create_room`, post({ title, category, listed, displayName, avatarUrl, roomType, mode, preset, maxBroadcasters }), earlier);
  return call(endpoints, `${base}/broadcaster-token/${room}`, post({ displayName, avatarUrl, ...(earlier ? { peerId } : { code, title, category }) }), earlier);
}
