import type { Handlers } from './dispatch.ts';

/** What moderation makes of people, me among them. */
export const moderationEvents: Pick<Handlers, 'PeerModerated' | 'CapsChanged'> = {
  PeerModerated: ({ peerId, isModerator, muted }, { stores }) => stores.peers.applyModerated(peerId, { isModerator, muted }),
  CapsChanged({ caps, muted }, { stores, silence }) {
    const self = stores.session.$self.get();
    if (!self) return;
    stores.session.$self.set({ ...self, caps, muted });
    if (muted && self.role !== 'viewer') silence();
  },
};
