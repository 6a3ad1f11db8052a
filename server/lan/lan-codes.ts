import { createHash, timingSafeEqual } from 'node:crypto';
import type { MintClaims } from '../auth/tokens.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { RoomRecord, Store } from '../store/ports.ts';

/** What a link of `--lan` carries: where to, and the code that opens it once. */
export interface LanInvitation { readonly roomId: string; readonly code: string }

/**
 * The codes that make a phone the camera of this server's own room. One is good at a time: using it, or asking for
 * another, ends it, and it lasts an hour.
 */
export interface LanCodes {
  /** Makes a code; the one before is good for nothing from now on. */
  issue(): LanInvitation;
  /**
   * Whom this code makes its bearer: the original host of a new run, or a cohost of the one that has begun. `undefined`
   * when it is not the present code of this room. What the room is called is its host's to say.
   */
  take(roomId: string, code: string, called?: { readonly title: string; readonly category: string }): Promise<MintClaims | undefined>;
  /** Whether the room has begun: the next one joins it on stage. */
  begun(): Promise<boolean>;
  /** Calls back after each code that was used. */
  onUsed(handler: (roomId: string) => void): void;
}

const ttlMs = 60 * 60 * 1000;
const seats = 4;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isOver = (room: RoomRecord | undefined): boolean => room === undefined || room.status === 'ended';

export interface LanCodesOptions { readonly store: Pick<Store, 'rooms' | 'records'>; readonly clock: Clock; readonly ids: Ids }

/** The room keeps its id over restarts, and with it the links that people have. */
export async function createLanCodes({ store, clock, ids }: LanCodesOptions): Promise<LanCodes> {
  const known = await store.records.get('lan', 'room');
  const roomId = typeof known === 'string' ? known : ids.uuid();
  await store.records.put('lan', 'room', roomId);
  const handlers: ((roomId: string) => void)[] = [];
  let current: { readonly digest: Buffer; readonly expiresAt: number } | undefined;

  async function claimsFor(peerId: string, called: { readonly title: string; readonly category: string }): Promise<MintClaims> {
    const common = { room_id: roomId, role: 'host', room_type: 'live', peer_id: peerId, host_peer_id: peerId } as const;
    if (!isOver(await store.rooms.get(roomId))) return { ...common, is_original_host: false };
    await store.rooms.put({ roomId, roomType: 'live', ...called, status: 'waiting', maxBroadcasters: seats, hostPeerId: peerId, createdAt: clock.now(), peakViewers: 0 });
    return { ...common, is_original_host: true };
  }

  return {
    issue() {
      const code = ids.secret();
      current = { digest: digest(code), expiresAt: clock.now() + ttlMs };
      return { roomId, code };
    },
    async take(wanted, code, called = { title: '', category: '' }) {
      if (wanted !== roomId || !current || clock.now() >= current.expiresAt || !timingSafeEqual(digest(code), current.digest)) return undefined;
      // Before anything is waited for: of two at once, one gets it.
      current = undefined;
      const claims = await claimsFor(ids.uuid(), called);
      for (const handler of handlers) handler(roomId);
      return claims;
    },
    begun: () => store.rooms.get(roomId).then((room) => !isOver(room), () => false),
    onUsed: (handler) => void handlers.push(handler),
  };
}
