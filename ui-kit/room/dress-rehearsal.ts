import type { RoomManager } from '../../core/room-manager.ts';
import { createStores } from '../../core/stores.ts';

/** A moment of a live room for `<muf-rehearsal>`: one of everything that is drawn, and nobody who answers. */
export function dressRehearsal(hostName: string): RoomManager {
  const stores = createStores();
  const host = { peerId: 'host', displayName: hostName, role: 'host' as const, joinedAt: 0, isOriginalHost: true, paused: false, producers: [] };
  const viewer = { peerId: 'viewer', displayName: hostName, role: 'viewer' as const, joinedAt: 0 };
  stores.session.$state.set('ACTIVE');
  stores.session.$self.set({ ...viewer, isOriginalHost: false, hostPeerId: host.peerId, caps: [] });
  stores.session.$room.set({ roomId: 'room', roomType: 'live', title: hostName, category: '', status: 'live', startedAt: 0, maxBroadcasters: 1, hostPeerId: host.peerId });
  stores.connection.$connection.set({ status: 'connected', path: 'sfu' });
  stores.peers.applySnapshot([host], [viewer]);
  stores.audience.applySnapshot({ audienceId: 'room', hostPeerId: host.peerId, viewerCount: 1, viewers: [viewer] });
  stores.chat.applySnapshot([{ id: 'line', from: viewer.peerId, role: 'viewer', displayName: hostName, text: hostName, sentAt: 0 }], host.peerId);
  stores.stage.applyTiles([{
    key: 'host:camera', peerId: host.peerId, source: 'camera', displayName: hostName, avatarUrl: undefined, isSelf: false, isOriginalHost: true,
    audioMuted: false, videoOff: true, paused: false, mirrored: false, speaking: false, away: false, stream: null, hasVideo: false,
  }]);
  return {
    stores, state: 'ACTIVE',
    request: () => Promise.resolve(),
    on: () => () => {},
    emit() {},
    attachSlots: () => () => {},
    close: () => Promise.resolve(),
  };
}
