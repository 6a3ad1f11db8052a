import { atom } from 'nanostores';
import type { AuditLine, BannedPeer } from '../wire/signal/shapes.ts';

/** Who did, or tried, what in the room (newest first), and who is banned from it. */
export interface AuditLog { readonly lines: readonly AuditLine[]; readonly banned: readonly BannedPeer[] }

/** What hosts can look up about how people behaved. */
export function createModerationStore() {
  /** As it was when last asked for; `null` before. */
  const $log = atom<AuditLog | null>(null);
  return {
    $log,
    reset(): void {
      $log.set(null);
    },
  };
}
export type ModerationStore = ReturnType<typeof createModerationStore>;
