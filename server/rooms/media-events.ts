import type { RoomMediaEvents } from '../sfu/room-media.ts';
import type { Room } from './room.ts';

/** What a room tells its people of its media. */
export const mediaEvents = (room: Room): RoomMediaEvents => ({
  producerClosed: (peerId, producerId) => room.channel.publish({ type: 'ProducerClosed', peerId, producerId }),
  activeSpeaker: (peerId) => room.channel.hint({ type: 'ActiveSpeakerChanged', peerId }),
  speaking: (peerIds) => room.channel.hint({ type: 'SpeakingChanged', peerIds: [...peerIds] }),
  hint: (peerId, event) => room.peer(peerId)?.self.hint(event),
  layersWanted: (peerId, producerId, spatial) => room.peer(peerId)?.self.publish({ type: 'LayersWanted', producerId, spatial }),
  unplayable: (peerId, producerId) => room.peer(peerId)?.self.publish({ type: 'PlainCodecWanted', producerId }),
  reset: () => room.channel.publish({ type: 'MediaReset', rtpCapabilities: room.media.rtpCapabilities }),
});
