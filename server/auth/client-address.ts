import type { IncomingMessage } from 'node:http';
import { isLoopback } from './loopback.ts';

/** Where a request comes from. Only a proxy on this machine may say who is behind it, as for HTTP (`trustProxy`). */
export function clientAddress({ socket, headers }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } }): string {
  const direct = socket.remoteAddress ?? '';
  if (!isLoopback(direct)) return direct;
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  return forwarded.findLast((address) => !isLoopback(address)) ?? direct;
}
