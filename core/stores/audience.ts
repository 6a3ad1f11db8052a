import { atom } from 'nanostores';

/** My audience: whom it gathers round and how many watch. */
export function createAudienceStore() {
  const $hostPeerId = atom<string | null>(null);
  const $viewerCount = atom(0);
  return { $hostPeerId, $viewerCount };
}
export type AudienceStore = ReturnType<typeof createAudienceStore>;
