import type { RequestType } from '../../core/wire/signal/requests.ts';
import type { Handler } from './handler.ts';
import { chatSend, react, setTyping } from './handlers/chat.ts';
import { closeConsumer, consume, setConsumerPaused, setPreferredLayer } from './handlers/consume.ts';
import { endRoom, leave, setBroadcastPaused } from './handlers/lifecycle.ts';
import { closeProducer, produce, setProducerPaused } from './handlers/produce.ts';
import { connectTransport, openTransport, restartIce } from './handlers/transport.ts';

/** `Join` has its own way in (`join.ts`); everything after it is here. A request without a handler does not compile. */
export const handlers: { readonly [Type in Exclude<RequestType, 'Join'>]: Handler<Type> } = {
  Leave: leave,
  EndRoom: endRoom,
  OpenTransport: openTransport,
  ConnectTransport: connectTransport,
  RestartIce: restartIce,
  Produce: produce,
  SetProducerPaused: setProducerPaused,
  CloseProducer: closeProducer,
  Consume: consume,
  SetConsumerPaused: setConsumerPaused,
  SetPreferredLayer: setPreferredLayer,
  CloseConsumer: closeConsumer,
  ChatSend: chatSend,
  SetTyping: setTyping,
  React: react,
  SetBroadcastPaused: setBroadcastPaused,
};
