import * as v from 'valibot';
import { chatText, displayName, emoji, id, jsonObject, metadata, payload, requestNumber, sequence, topic } from './fields.ts';
import { limits } from './limits.ts';
import { meshSignalShape } from './mesh.ts';
import { channels, layouts, sources } from './shapes.ts';

/** What a page asks of the server. Each carries a request number and gets exactly one reply with it (`re`). */
const request = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.strictObject({ type: v.literal(type), id: requestNumber, ...fields });

const token = v.pipe(v.string(), v.maxLength(limits.token));

export const requestSchemas = {
  /** The first message of a connection. `roomId` is what the page believes; the token decides. */
  Join: request('Join', {
    token: v.optional(token),
    roomId: v.optional(id),
    /** `audienceId`: whose numbers `seen.audience` counts. */
    resume: v.optional(v.strictObject({ token, seen: v.strictObject(v.entriesFromList(channels, sequence)), audienceId: v.optional(id) })),
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
      /** Exactly one. */
      fingerprints: v.pipe(v.array(v.strictObject({
        algorithm: v.literal('sha-256'),
        value: v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}$/)),
      })), v.length(1)),
    }),
  }),
  RestartIce: request('RestartIce', { transportId: id }),
  /** I publish this from page to page; the same source again only says whether it is paused. */
  MeshPublish: request('MeshPublish', { source: v.picklist(sources), paused: v.optional(v.boolean(), false) }),
  /** To one other page on the stage of a room in mesh mode. */
  MeshSignal: request('MeshSignal', { to: id, signal: meshSignalShape }),
  /** No way was found between this peer and me: the SFU is needed. */
  MeshFailed: request('MeshFailed', { peerId: id }),
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
  /** A new place to watch the room over its audience plane: the one I have runs out, or I have left the stage. */
  BroadcastUrl: request('BroadcastUrl', {}),
  /** `clientId` makes it safe to send again after a cut: the server posts it once. */
  ChatSend: request('ChatSend', { clientId: id, text: chatText, replyTo: v.optional(id) }),
  /** One's own line, or with `chat:moderate` anyone's in one's audience. */
  DeleteMessage: request('DeleteMessage', { messageId: id }),
  /** `null` takes the pin away. */
  PinMessage: request('PinMessage', { messageId: v.nullable(id) }),
  /** Seconds between two lines of one viewer; 0 turns it off. */
  SetSlowMode: request('SetSlowMode', { seconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.slowModeSec)) }),
  /** My audience joins another broadcaster's; `SplitAudience` takes it out again. */
  MergeAudiences: request('MergeAudiences', { hostPeerId: id }),
  SplitAudience: request('SplitAudience', {}),
  /** My viewers become another broadcaster's, for good; I come along. */
  RaidAudience: request('RaidAudience', { hostPeerId: id }),
  /** Asks a viewer on stage; their seat is kept free meanwhile. */
  InviteCohost: request('InviteCohost', { peerId: id }),
  /** Asks to come on stage. */
  RequestCohost: request('RequestCohost', {}),
  /** The invited viewer's answer to an invitation, or any broadcaster's to a request. */
  RespondCohostInvite: request('RespondCohostInvite', { inviteId: id, accept: v.boolean() }),
  /** Takes one's own invitation or request back. */
  CancelCohostInvite: request('CancelCohostInvite', { inviteId: id }),
  /** Whether viewers may ask to come on stage: the original host's to say. */
  SetAcceptInvitations: request('SetAcceptInvitations', { enabled: v.boolean() }),
  /** Sends a cohost back to the audience: the original host's to do. */
  RemoveCohost: request('RemoveCohost', { peerId: id }),
  LeaveStage: request('LeaveStage', {}),
  /** How the room looks for everyone, and with `spotlight` who is large: the original host's to say. */
  SetLayout: request('SetLayout', { layout: v.picklist(layouts), peerId: v.optional(id) }),
  SetTyping: request('SetTyping', { typing: v.boolean() }),
  React: request('React', { emoji }),
  /** A broadcaster's pause: the picture stays frozen for viewers, with a notice. */
  SetBroadcastPaused: request('SetBroadcastPaused', { paused: v.boolean() }),
  /** Application data, in order and without gaps. Without `to`: a broadcaster's reaches the whole room, a viewer's the broadcasters of their audience. */
  SendData: request('SendData', { topic, payload: payload(limits.data), to: v.optional(id) }),
  /** The same where only the newest matters: dropped on the way to whoever cannot keep up. */
  SendLossyData: request('SendLossyData', { topic, payload: payload(limits.lossyData), to: v.optional(id) }),
  SetDisplayName: request('SetDisplayName', { displayName: v.pipe(displayName, v.minLength(1)) }),
  SetMetadata: request('SetMetadata', { metadata }),
  /** What may I do here, and why. */
  WhoAmI: request('WhoAmI', {}),
  /** Sends someone out of the room; they may come back after `limits.removedMs`. */
  RemovePeer: request('RemovePeer', { peerId: id }),
  /** For good: whoever they are, in every tab and by every link, until unbanned. */
  BanPeer: request('BanPeer', { peerId: id }),
  UnbanPeer: request('UnbanPeer', { peerId: id }),
  /** A viewer can no longer write, a broadcaster no longer be heard. */
  MutePeer: request('MutePeer', { peerId: id, muted: v.boolean() }),
  SetModerator: request('SetModerator', { peerId: id, moderator: v.boolean() }),
  /** Who did, or tried, what in this room; and who is banned. */
  AuditLog: request('AuditLog', {}),
} as const;

export type RequestType = keyof typeof requestSchemas;
export type RequestOf<Type extends RequestType> = v.InferOutput<(typeof requestSchemas)[Type]>;
export type Request = { [Type in RequestType]: RequestOf<Type> }[RequestType];
/** A request as a caller writes it: without its number. */
export type RequestBody<Type extends RequestType = RequestType> = { [T in Type]: Omit<v.InferInput<(typeof requestSchemas)[T]>, 'id'> }[Type];
