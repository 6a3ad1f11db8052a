import { done, type Handler } from '../handler.ts';

export const consume: Handler<'Consume'> = async ({ peer }, { transportId, producerIds, rtpCapabilities }) => ({
  type: 'Consumed',
  consumers: await peer.media.consume({ transportId, producerIds, rtpCapabilities }),
});

export const setConsumerPaused: Handler<'SetConsumerPaused'> = async ({ peer }, { consumerIds, paused }) => {
  await peer.media.setConsumersPaused(consumerIds, paused);
  return done;
};

export const setPreferredLayer: Handler<'SetPreferredLayer'> = async ({ peer }, { consumerId, spatial }) => {
  await peer.media.setPreferredLayer(consumerId, spatial);
  return done;
};

export const closeConsumer: Handler<'CloseConsumer'> = ({ peer }, { consumerId }) => {
  peer.media.closeConsumer(consumerId);
  return done;
};
