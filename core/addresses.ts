import { LiveError } from './errors.ts';

/** The server a page talks to: the one it was given, else its own origin. Throws `no-server` where there is neither. */
export function serverUrl(given: string | undefined): string {
  const origin = globalThis.location?.origin;
  try {
    const url = new URL(given || origin || '', origin === 'null' ? undefined : origin);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.href.replace(/\/+$/, '');
  } catch (cause) {
    throw new LiveError('no-server', { cause });
  }
  throw new LiveError('no-server');
}

export const socketUrl = (server: string): string => `${server.replace(/^http/, 'ws')}/ws`;

/** Where viewers of this audience go. */
export const shareLinkOf = (server: string, roomId: string, hostPeerId: string): string =>
  `${server}/viewer.html?${new URLSearchParams({ room: roomId, host: hostPeerId }).toString()}`;
