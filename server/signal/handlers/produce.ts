import { canProduce } from '../../auth/grants.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler } from '../handler.ts';

export const produce: Handler<'Produce'> = async ({ peer, after }, { transportId, source, rtpParameters, paused }) => {
  if (!peer.onStage || !canProduce(peer.grants, source)) throw new SignalError('not-allowed');
  const { producer, replaced } = await peer.media.produce({ transportId, source, rtpParameters, paused });
  after(() => {
    const { channel } = peer.room;
    if (replaced !== undefined) channel.publish({ type: 'ProducerClosed', peerId: peer.peerId, producerId: replaced });
    channel.publish({ type: 'ProducerAdded', peerId: peer.peerId, producer });
  });
  return { type: 'Produced', producerId: producer.producerId };
};

export const setProducerPaused: Handler<'SetProducerPaused'> = async ({ peer, after }, { producerId, paused }) => {
  const changed = await peer.media.setProducerPaused(producerId, paused);
  if (changed) after(() => peer.room.channel.publish({ type: 'ProducerPaused', peerId: peer.peerId, producerId, paused }));
  return done;
};

export const closeProducer: Handler<'CloseProducer'> = ({ peer, after }, { producerId }) => {
  peer.media.closeProducer(producerId);
  after(() => peer.room.channel.publish({ type: 'ProducerClosed', peerId: peer.peerId, producerId }));
  return done;
};
