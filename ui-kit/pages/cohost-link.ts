import { fetchToken, type TokenGrant, type TokenProvider } from '../../core/tokens.ts';
import { peekToken } from '../room/token.ts';

export interface CohostPage {
  readonly server: string;
  readonly roomId: string;
  /** The one-time code in the address, if there is one. */
  readonly code: string | undefined;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly fetch: typeof fetch;
  /** The code has done its work: it need not stand in the address any more. */
  used(): void;
}

const keyOf = (roomId: string): string => `muf-cohost:${roomId}`;

function heldIn(storage: CohostPage['storage'], roomId: string): TokenGrant | undefined {
  try {
    const held = JSON.parse(storage.getItem(keyOf(roomId)) ?? 'null') as TokenGrant | null;
    return held ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether whoever has this page joins another's room: by a link that opens none itself, or by the token that one gave. */
export function joinsStage({ roomId, code, storage }: Pick<CohostPage, 'roomId' | 'code' | 'storage'>, opens: boolean): boolean {
  return code ? !opens : peekToken(heldIn(storage, roomId)?.token).isOriginalHost === false;
}

/**
 * Where a page that was opened by a cohost link has its token from: the code, once, and from then on the token that it gave, so
 * that a reload is no farewell. `undefined` for a page that has neither.
 */
export function cohostProvider({ server, roomId, code, storage, fetch, used }: CohostPage): TokenProvider | undefined {
  let held = code ? undefined : heldIn(storage, roomId);
  if (!held && !code) return undefined;
  return async ({ displayName, avatarUrl, title, category }) => {
    const request = { purpose: 'cohost' as const, roomId, ...(displayName && { displayName }), ...(avatarUrl && { avatarUrl }), ...(title && { title }), ...(category && { category }) };
    const grant = held ? await fetchToken({ server, fetch }, { ...request, ...(held.peerId && { peerId: held.peerId }) }, held.token) : await fetchToken({ server, fetch }, { ...request, ...(code && { code }) });
    held = { ...grant, roomId };
    try {
      storage.setItem(keyOf(roomId), JSON.stringify(held));
    } catch {
      // Storage may be closed to the page: then only a reload is lost.
    }
    used();
    return held;
  };
}
