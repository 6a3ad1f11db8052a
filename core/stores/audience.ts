import { atom } from 'nanostores';
import type { AudienceInfo } from '../wire/signal/shapes.ts';

/** My audience: whom it gathers round and how many watch. */
export function createAudienceStore() {
  const $hostPeerId = atom<string | null>(null);
  const $viewerCount = atom(0);
  return {
    $hostPeerId,
    $viewerCount,
    applySnapshot(audience: AudienceInfo): void {
      $hostPeerId.set(audience.hostPeerId);
      $viewerCount.set(audience.viewerCount);
    },
    reset(): void {
      $hostPeerId.set(null);
      $viewerCount.set(0);
    },
  };
}
export type AudienceStore = ReturnType<typeof createAudienceStore>;
