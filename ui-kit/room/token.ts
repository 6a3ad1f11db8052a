import type { Role } from '../../core/wire/signal/claims.ts';

/** What a page may want to know of its own token before the server has read it. Nothing is verified here, nothing is trusted. */
export interface TokenHints {
  readonly roomId?: string;
  readonly role?: Role;
  readonly isOriginalHost?: boolean;
  readonly preset?: string;
}

/** Reads the claims of a JWT (RFC 7519); a string that is none gives no hints. */
export function peekToken(token: string | undefined): TokenHints {
  try {
    const payload = token?.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== 'object' || claims === null) return {};
    return hintsOf(claims);
  } catch {
    return {};
  }
}

function hintsOf(claims: { room_id?: unknown; role?: unknown; is_original_host?: unknown; preset?: unknown }): TokenHints {
  const { room_id: roomId, role, is_original_host: isOriginalHost, preset } = claims;
  return {
    ...(typeof roomId === 'string' ? { roomId } : {}),
    ...(role === 'host' || role === 'viewer' || role === 'guest' ? { role } : {}),
    ...(typeof isOriginalHost === 'boolean' ? { isOriginalHost } : {}),
    ...(typeof preset === 'string' ? { preset } : {}),
  };
}
