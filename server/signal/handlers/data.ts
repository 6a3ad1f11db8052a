import { audienceOfData } from '../../rooms/data.ts';
import { done, type Handler } from '../handler.ts';

export const sendData: Handler<'SendData'> = ({ peer, after }, { topic, payload, to }) => {
  const channels = audienceOfData(peer, to);
  after(() => {
    for (const channel of channels) channel.publish({ type: 'DataReceived', from: peer.peerId, topic, payload });
  });
  return done;
};

export const sendLossyData: Handler<'SendLossyData'> = ({ peer, after }, { topic, payload, to }) => {
  const channels = audienceOfData(peer, to);
  after(() => {
    for (const channel of channels) channel.hint({ type: 'LossyDataReceived', from: peer.peerId, topic, payload });
  });
  return done;
};
