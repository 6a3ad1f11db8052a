import * as v from 'valibot';
import { displayName, emoji, id, jsonObject, metadata, milliseconds, payload, sequence, topic } from './fields.ts';
import { capabilities } from './claims.ts';
import { limits } from './limits.ts';
import { selfShape } from './replies.ts';
import { mediaPaths, meshSignalShape } from './mesh.ts';
import { audienceChanges, audienceShape, broadcasterShape, channels, chatShape, inviteShape, leaveReasons, producerShape, roomShape, summaryShape, viewerShape } from './shapes.ts';

/** What happened, told to everyone on a channel, in order and without gaps. */
const numbered = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: v.literal(type), channel: v.picklist(channels), seq: sequence, ...fields });

/** What only its newest value matters of: unnumbered, and dropped first when a reader is slow. */
const coalesced = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: v.literal(type), ...fields });

/** mediasoup's verdict on a stream: 0 is nothing, 10 without loss. */
const score = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10));
/** Of simulcast or SVC, the smallest first. */
const layer = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3));

export const eventSchemas = {
  RoomUpdated: numbered('RoomUpdated', { room: roomShape }),
  RoomEnded: numbered('RoomEnded', { summary: summaryShape }),
  BroadcasterJoined: numbered('BroadcasterJoined', { broadcaster: broadcasterShape }),
  /** The socket is cut; they have until `awayUntil` to come back. */
  BroadcasterAway: numbered('BroadcasterAway', { peerId: id, awayUntil: milliseconds }),
  BroadcasterBack: numbered('BroadcasterBack', { peerId: id }),
  BroadcasterLeft: numbered('BroadcasterLeft', { peerId: id, reason: v.picklist(leaveReasons) }),
  /** A viewer has come on stage, over the connection they had. */
  RoleUpgraded: numbered('RoleUpgraded', { broadcaster: broadcasterShape }),
  /** A broadcaster is a viewer again; their producers went with the seat. */
  RoleRevoked: numbered('RoleRevoked', { peerId: id, reason: v.picklist(['left', 'removed']) }),
  /** I am someone else here now: another role, other capabilities, the room's host. */
  SelfUpdated: numbered('SelfUpdated', { self: selfShape }),
  /** To the viewer, who is asked, and to the broadcasters, who see it wait. */
  CohostInvited: numbered('CohostInvited', { invite: inviteShape }),
  /** To the broadcasters, who are asked, and to the viewer, who sees it wait. */
  CohostRequested: numbered('CohostRequested', { invite: inviteShape }),
  /** Answered, or taken back by whoever asked. */
  CohostInviteResolved: numbered('CohostInviteResolved', { inviteId: id, accepted: v.boolean(), byPeer: id }),
  CohostInviteExpired: numbered('CohostInviteExpired', { inviteId: id }),
  BroadcastPaused: numbered('BroadcastPaused', { peerId: id, paused: v.boolean() }),
  ViewerJoined: numbered('ViewerJoined', { viewer: viewerShape }),
  ViewerLeft: numbered('ViewerLeft', { peerId: id, reason: v.picklist(leaveReasons) }),
  /** Someone has another name or other metadata now. */
  PeerUpdated: numbered('PeerUpdated', { peerId: id, displayName, metadata: v.optional(metadata) }),
  ProducerAdded: numbered('ProducerAdded', { peerId: id, producer: producerShape }),
  ProducerPaused: numbered('ProducerPaused', { peerId: id, producerId: id, paused: v.boolean() }),
  ProducerClosed: numbered('ProducerClosed', { peerId: id, producerId: id }),
  /** To whoever publishes it: the largest layer that anyone watches, from 0. Those above need not be sent. */
  LayersWanted: numbered('LayersWanted', { producerId: id, spatial: layer }),
  /** Someone's device cannot show this picture of mine in its codec. */
  PlainCodecWanted: numbered('PlainCodecWanted', { producerId: id }),
  ChatPosted: numbered('ChatPosted', { message: chatShape }),
  ChatDeleted: numbered('ChatDeleted', { id }),
  /** `null`: nothing is pinned any more. */
  ChatPinned: numbered('ChatPinned', { message: v.nullable(chatShape) }),
  SlowModeChanged: numbered('SlowModeChanged', { seconds: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Another broadcaster's people came into this audience, or left it, all at once: this is who is in it now. */
  AudienceChanged: numbered('AudienceChanged', { change: v.picklist(audienceChanges), peerId: id, displayName, viewers: v.pipe(v.number(), v.integer(), v.minValue(0)), audience: audienceShape }),
  /**
   * I am in another audience now: all that is known of it, and the number its channel has reached. One frame serves
   * everyone who moves, so it has no number itself; it is never dropped.
   */
  AudienceSwitched: v.object({
    type: v.literal('AudienceSwitched'), change: v.picklist(audienceChanges), peerId: id, displayName,
    audience: audienceShape, chat: v.array(chatShape), audienceSeq: sequence,
  }),
  DataReceived: numbered('DataReceived', { from: id, topic, payload: payload(limits.data) }),
  /** Someone was muted or made a moderator, or no longer is. */
  PeerModerated: numbered('PeerModerated', { peerId: id, isModerator: v.boolean(), muted: v.boolean() }),
  /** What I may do has changed. */
  CapsChanged: numbered('CapsChanged', { caps: v.array(v.picklist(capabilities)), muted: v.boolean() }),
  /** The media worker was replaced. A `ProducerClosed` for each producer came before this; every transport is gone too: build them anew. */
  MediaReset: numbered('MediaReset', { rtpCapabilities: jsonObject }),
  /** Media is to go another way from here on; nobody lets go of the old one before the new one is there. */
  MediaPathChanged: numbered('MediaPathChanged', { path: v.picklist(mediaPaths) }),
  /** What another page on stage has said to this one. */
  MeshSignalled: numbered('MeshSignalled', { from: id, signal: meshSignalShape }),

  ViewerCountChanged: coalesced('ViewerCountChanged', { count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  TypingChanged: coalesced('TypingChanged', { peerId: id, typing: v.boolean() }),
  Reacted: coalesced('Reacted', { emoji, count: v.pipe(v.number(), v.integer(), v.minValue(1)), from: v.optional(id) }),
  LossyDataReceived: coalesced('LossyDataReceived', { from: id, topic, payload: payload(limits.lossyData) }),
  ActiveSpeakerChanged: coalesced('ActiveSpeakerChanged', { peerId: v.nullable(id) }),
  /** Who can be heard just now, in the order they began. */
  SpeakingChanged: coalesced('SpeakingChanged', { peerIds: v.array(id) }),
  /** How one of my own producers reaches the server. */
  ProducerQualityChanged: coalesced('ProducerQualityChanged', { producerId: id, score }),
  /** How a picture reaches me, and how it reached the server before. No layers: nothing of it flows. */
  ConsumerQualityChanged: coalesced('ConsumerQualityChanged', {
    producerId: id, score, producerScore: score, spatial: v.nullable(layer), temporal: v.nullable(layer),
    /** My way carries less than I asked for. */
    limited: v.boolean(),
  }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventOf<Type extends EventType> = v.InferOutput<(typeof eventSchemas)[Type]>;
export type SignalEvent = { [Type in EventType]: EventOf<Type> }[EventType];
export type NumberedEvent = Extract<SignalEvent, { seq: number }>;
export type CoalescedEvent = Exclude<SignalEvent, { seq: number }>;
