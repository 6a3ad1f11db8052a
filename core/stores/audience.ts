import { atom } from 'nanostores';
import type { AudienceChange, AudienceInfo } from '../wire/signal/shapes.ts';

/** What a broadcaster did with a whole audience, as it looks from where I am. */
export interface AudienceNotice {
  readonly id: string;
  readonly change: AudienceChange;
  /** Who did it. */
  readonly peerId: string;
  readonly displayName: string;
  /** How many moved; of my own move, how many are here now. */
  readonly viewers: number;
  /** Whether I am among those who moved. */
  readonly moved: boolean;
  /** Whose audience I am in now. */
  readonly hostPeerId: string;
  /** Server time. */
  readonly at: number;
}

const keptChanges = 20;

/** My audience: whom it gathers round, how many watch, and what happened to it as a whole. */
export function createAudienceStore() {
  const $hostPeerId = atom<string | null>(null);
  const $viewerCount = atom(0);
  /** Other broadcasters whose audiences are merged into this one. */
  const $sharedWith = atom<readonly string[]>([]);
  /** Newest last. */
  const $changes = atom<readonly AudienceNotice[]>([]);
  return {
    $hostPeerId,
    $viewerCount,
    $sharedWith,
    $changes,
    applySnapshot(audience: AudienceInfo): void {
      $hostPeerId.set(audience.hostPeerId);
      $viewerCount.set(audience.viewerCount);
      $sharedWith.set(audience.sharedWith ?? []);
    },
    addChange: (notice: AudienceNotice): void => $changes.set([...$changes.get(), notice].slice(-keptChanges)),
    reset(): void {
      $hostPeerId.set(null);
      $viewerCount.set(0);
      $sharedWith.set([]);
      $changes.set([]);
    },
  };
}
export type AudienceStore = ReturnType<typeof createAudienceStore>;
