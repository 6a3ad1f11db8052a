import { LiveError } from './errors.ts';
import { callServer, post } from './tokens.ts';

export interface LinkOptions {
  readonly server: string;
  readonly fetch: typeof fetch;
  roomId(): string | undefined;
  /** My own: a host's is what makes links. */
  token(): string;
}

export interface CohostLinkOptions {
  /** Who is to come. */
  readonly displayName?: string;
  /** They come under that name and no other. */
  readonly nameBound?: boolean;
}

/** Brings one person on stage, once, until `expiresAt` (ms since the epoch): whoever uses it is `peerId` there. */
export interface CohostLink { readonly link: string; readonly peerId: string; readonly expiresAt: number }

function ask(options: LinkOptions, path: string, body: object): Promise<unknown> {
  const roomId = options.roomId();
  if (roomId === undefined) return Promise.reject(new LiveError('not-joined'));
  return callServer(options, `${options.server}/broadcaster-token/${encodeURIComponent(roomId)}${path}`, post(body), options.token());
}

export async function createCohostLink(options: LinkOptions, { displayName, nameBound }: CohostLinkOptions): Promise<CohostLink> {
  const made = (await ask(options, '', { displayName, nameBound })) as { cohostLink?: unknown; peerId?: unknown; linkExpiresAt?: unknown } | undefined;
  if (typeof made?.cohostLink !== 'string' || typeof made.peerId !== 'string' || typeof made.linkExpiresAt !== 'number') throw new LiveError('bad-message');
  return { link: made.cohostLink, peerId: made.peerId, expiresAt: made.linkExpiresAt };
}

/** The one-time code of a cohost link: in its fragment, which browsers never send. */
export const codeOf = (link: string): string | null => new URLSearchParams(URL.parse(link)?.hash.slice(1)).get('code');

/** Rejects with `link-invalid` when it was used, has run out, or is none. */
export async function revokeCohostLink(options: LinkOptions, link: string): Promise<void> {
  const code = codeOf(link);
  if (!code) throw new LiveError('link-invalid');
  await ask(options, '/revoke', { code });
}
