import * as v from 'valibot';
import { chatText, emoji, id, jsonObject, requestNumber, sequence } from './fields.ts';
import { limits } from './limits.ts';
import { channels, sources } from './shapes.ts';

/** What a page asks of the server. Each carries a request number and gets exactly one reply with it (`re`). */
const request = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.strictObject({ type: v.literal(type), id: requestNumber, ...fields });

const token = v.pipe(v.string(), v.maxLength(limits.token));

export const requestSchemas = {
  /** The first message of a connection. `roomId` is what the page believes; the token decides. */
  Join: request('Join', {
    token: v.optional(token),
    roomId: v.optional(id),
    resume: v.optional(v.strictObject({ token, seen: v.strictObject(v.entriesFromList(channels, sequence)) })),
  }),
  /** Gives up the place in the room at once, without the resume window. */
  Leave: request('Leave', {}),
  /** Ends the room for everyone. */
  EndRoom: request('EndRoom', {}),
  OpenTransport: request('OpenTransport', { direction: v.picklist(['send', 'recv']) }),
  ConnectTransport: request('ConnectTransport', {
    transportId: id,
    dtlsParameters: v.object({
      role: v.optional(v.picklist(['auto', 'client', 'server'])),
      /** Exactly one (threat 18). */
      fingerprints: v.pipe(v.array(v.strictObject({
        algorithm: v.literal('sha-256'),
        value: v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}$/)),
      })), v.length(1)),
    }),
  }),
  RestartIce: request('RestartIce', { transportId: id }),
  Produce: request('Produce', {
    transportId: id,
    source: v.picklist(sources),
    rtpParameters: jsonObject,
    paused: v.optional(v.boolean(), false),
  }),
  SetProducerPaused: request('SetProducerPaused', { producerId: id, paused: v.boolean() }),
  CloseProducer: request('CloseProducer', { producerId: id }),
  /** Opens consumers for several producers at once, so a join costs one round trip whatever the stage. They start paused. */
  Consume: request('Consume', {
    transportId: id,
    producerIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(16)),
    rtpCapabilities: jsonObject,
  }),
  SetConsumerPaused: request('SetConsumerPaused', { consumerIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(64)), paused: v.boolean() }),
  SetPreferredLayer: request('SetPreferredLayer', { consumerId: id, spatial: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2)) }),
  CloseConsumer: request('CloseConsumer', { consumerId: id }),
  /** `clientId` makes it safe to send again after a cut: the server posts it once. */
  ChatSend: request('ChatSend', { clientId: id, text: chatText }),
  SetTyping: request('SetTyping', { typing: v.boolean() }),
  React: request('React', { emoji }),
  /** A broadcaster's pause: the picture stays frozen for viewers, with a notice. */
  SetBroadcastPaused: request('SetBroadcastPaused', { paused: v.boolean() }),
} as const;

export type RequestType = keyof typeof requestSchemas;
export type RequestOf<Type extends RequestType> = v.InferOutput<(typeof requestSchemas)[Type]>;
export type Request = { [Type in RequestType]: RequestOf<Type> }[RequestType];
/** A request as a caller writes it: without its number. */
export type RequestBody<Type extends RequestType = RequestType> = { [T in Type]: Omit<v.InferInput<(typeof requestSchemas)[T]>, 'id'> }[Type];
