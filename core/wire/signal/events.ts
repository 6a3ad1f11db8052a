import * as v from 'valibot';
import { emoji, id, jsonObject, milliseconds, sequence } from './fields.ts';
import { broadcasterShape, channels, chatShape, producerShape, roomShape, summaryShape, viewerShape } from './shapes.ts';

/** What happened, told to everyone on a channel, in order and without gaps. */
const numbered = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: v.literal(type), channel: v.picklist(channels), seq: sequence, ...fields });

/** What only its newest value matters of: unnumbered, and dropped first when a reader is slow. */
const coalesced = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: v.literal(type), ...fields });

export const eventSchemas = {
  RoomUpdated: numbered('RoomUpdated', { room: roomShape }),
  RoomEnded: numbered('RoomEnded', { summary: summaryShape }),
  BroadcasterJoined: numbered('BroadcasterJoined', { broadcaster: broadcasterShape }),
  /** The socket is cut; they have until `awayUntil` to come back. */
  BroadcasterAway: numbered('BroadcasterAway', { peerId: id, awayUntil: milliseconds }),
  BroadcasterBack: numbered('BroadcasterBack', { peerId: id }),
  BroadcasterLeft: numbered('BroadcasterLeft', { peerId: id, reason: v.picklist(['left', 'timeout', 'removed']) }),
  BroadcastPaused: numbered('BroadcastPaused', { peerId: id, paused: v.boolean() }),
  ViewerJoined: numbered('ViewerJoined', { viewer: viewerShape }),
  ViewerLeft: numbered('ViewerLeft', { peerId: id, reason: v.picklist(['left', 'timeout', 'removed']) }),
  ProducerAdded: numbered('ProducerAdded', { peerId: id, producer: producerShape }),
  ProducerPaused: numbered('ProducerPaused', { peerId: id, producerId: id, paused: v.boolean() }),
  ProducerClosed: numbered('ProducerClosed', { peerId: id, producerId: id }),
  ChatPosted: numbered('ChatPosted', { message: chatShape }),
  /** The media worker was replaced. A `ProducerClosed` for each producer came before this; every transport is gone too: build them anew. */
  MediaReset: numbered('MediaReset', { rtpCapabilities: jsonObject }),

  ViewerCountChanged: coalesced('ViewerCountChanged', { count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  TypingChanged: coalesced('TypingChanged', { peerId: id, typing: v.boolean() }),
  Reacted: coalesced('Reacted', { emoji, count: v.pipe(v.number(), v.integer(), v.minValue(1)), from: v.optional(id) }),
  ActiveSpeakerChanged: coalesced('ActiveSpeakerChanged', { peerId: v.nullable(id) }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventOf<Type extends EventType> = v.InferOutput<(typeof eventSchemas)[Type]>;
export type SignalEvent = { [Type in EventType]: EventOf<Type> }[EventType];
export type NumberedEvent = Extract<SignalEvent, { seq: number }>;
export type CoalescedEvent = Exclude<SignalEvent, { seq: number }>;
