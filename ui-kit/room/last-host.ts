import { computed, type ReadableAtom } from 'nanostores';
import type { ReadonlyStores } from '../../core/stores.ts';
import type { BroadcasterInfo } from '../../core/wire/signal/shapes.ts';

/** The host of my audience, else the original host. When all have left, the last one: the end screen still names them. */
export function createLastHost({ peers, audience }: Pick<ReadonlyStores, 'peers' | 'audience'>): ReadableAtom<BroadcasterInfo | null> {
  let last: BroadcasterInfo | null = null;
  return computed([peers.$broadcasters, audience.$hostPeerId], (broadcasters, anchor) => {
    const host = broadcasters.find((peer) => peer.peerId === anchor) ?? broadcasters.find((peer) => peer.isOriginalHost) ?? broadcasters[0];
    last = host ?? last;
    return last;
  });
}
