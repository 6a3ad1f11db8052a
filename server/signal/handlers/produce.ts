import type { Source } from '../../../core/wire/signal/shapes.ts';
import { canProduce } from '../../auth/grants.ts';
import type { RoomPeer } from '../../rooms/room-peer.ts';
import { isSilenced } from '../../rooms/voice.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler } from '../handler.ts';

export const produce: Handler<'Produce'> = async ({ peer, after }, { transportId, source, rtpParameters, paused }) => {
  if (!peer.onStage || !canProduce(peer.grants, source)) throw new SignalError('not-allowed');
  const { producer, replaced } = await peer.media.produce({ transportId, source, rtpParameters, paused: paused || isSilenced(peer, source) });
  after(() => {
    const { channel } = peer.room;
    if (replaced !== undefined) channel.publish({ type: 'ProducerClosed', peerId: peer.peerId, producerId: replaced });
    channel.publish({ type: 'ProducerAdded', peerId: peer.peerId, producer });
  });
  return { type: 'Produced', producerId: producer.producerId };
};

const sourceOf = ({ media, mesh }: RoomPeer, producerId: string): Source | undefined =>
  [...media.producers, ...mesh.list].find((producer) => producer.producerId === producerId)?.source;

export const setProducerPaused: Handler<'SetProducerPaused'> = async ({ peer, after }, { producerId, paused }) => {
  if (!paused && isSilenced(peer, sourceOf(peer, producerId))) throw new SignalError('muted');
  const changed = peer.mesh.has(producerId) ? peer.mesh.setPaused(producerId, paused) : await peer.media.setProducerPaused(producerId, paused);
  if (changed) after(() => peer.room.channel.publish({ type: 'ProducerPaused', peerId: peer.peerId, producerId, paused }));
  return done;
};

export const closeProducer: Handler<'CloseProducer'> = ({ peer, after }, { producerId }) => {
  if (peer.mesh.has(producerId)) peer.mesh.remove(producerId);
  else peer.media.closeProducer(producerId);
  after(() => peer.room.channel.publish({ type: 'ProducerClosed', peerId: peer.peerId, producerId }));
  return done;
};
