import * as v from 'valibot';
import { roles, roomTypes } from './claims.ts';
import { avatarUrl, displayName, id, milliseconds, title, category, chatText, jsonObject } from './fields.ts';

/** Events are numbered per channel: one encoded frame serves everyone on it. */
export const channels = ['room', 'audience', 'self'] as const;
export type Channel = (typeof channels)[number];

/** What a producer carries. */
export const sources = ['camera', 'mic', 'screen', 'screenAudio'] as const;
export type Source = (typeof sources)[number];

export const producerShape = v.object({ producerId: id, source: v.picklist(sources), paused: v.boolean() });
export type ProducerInfo = v.InferOutput<typeof producerShape>;

const person = { peerId: id, displayName, avatarUrl: v.optional(avatarUrl), role: v.picklist(roles), joinedAt: milliseconds };

export const viewerShape = v.object(person);

export const broadcasterShape = v.object({
  ...person,
  isOriginalHost: v.boolean(),
  /** The whole broadcast is paused (not merely one track muted). */
  paused: v.boolean(),
  /** The socket is cut and the resume window runs until this server time. */
  awayUntil: v.optional(milliseconds),
  producers: v.array(producerShape),
});
export type BroadcasterInfo = v.InferOutput<typeof broadcasterShape>;

/** Anyone in the room as the wire describes them. */
export const peerShape = v.union([broadcasterShape, viewerShape]);
export type PeerInfo = v.InferOutput<typeof viewerShape> & Partial<Pick<BroadcasterInfo, 'isOriginalHost' | 'paused' | 'producers' | 'awayUntil'>>;

/** One chat line. `clientId` is present only in the copy its sender gets by `re`, and in history of one's own lines. */
export const chatShape = v.object({
  id,
  clientId: v.optional(id),
  from: id,
  role: v.picklist(roles),
  displayName,
  avatarUrl: v.optional(avatarUrl),
  text: chatText,
  sentAt: milliseconds,
});
export type ChatMessage = v.InferOutput<typeof chatShape>;

export const roomStatuses = ['waiting', 'live', 'ended'] as const;
export type RoomStatus = (typeof roomStatuses)[number];

export const roomShape = v.object({
  roomId: id,
  roomType: v.picklist(roomTypes),
  title,
  category,
  /** `waiting`: no broadcaster yet. */
  status: v.picklist(roomStatuses),
  /** Server time the room went live. */
  startedAt: v.optional(milliseconds),
  maxBroadcasters: v.pipe(v.number(), v.integer()),
  /** The original host's peer id; absent until one has joined. */
  hostPeerId: v.optional(id),
});
export type RoomInfo = v.InferOutput<typeof roomShape>;

export const audienceShape = v.object({
  audienceId: id,
  /** The broadcaster this audience gathers round. */
  hostPeerId: id,
  viewerCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The first `limits.listedViewers` of them, longest here first. */
  viewers: v.array(viewerShape),
});
export type AudienceInfo = v.InferOutput<typeof audienceShape>;

export const summaryShape = v.object({
  reason: v.picklist(['ended', 'host-left', 'server', 'removed']),
  durationSec: v.pipe(v.number(), v.integer(), v.minValue(0)),
  peakViewers: v.pipe(v.number(), v.integer(), v.minValue(0)),
  endedAt: milliseconds,
});
export type StreamSummary = v.InferOutput<typeof summaryShape>;

/** How to build one WebRTC transport with mediasoup-client. */
export const transportShape = v.object({
  transportId: id,
  iceParameters: jsonObject,
  iceCandidates: v.array(jsonObject),
  dtlsParameters: jsonObject,
});
export type TransportInfo = v.InferOutput<typeof transportShape>;

export const consumerShape = v.object({
  consumerId: id,
  producerId: id,
  kind: v.picklist(['audio', 'video']),
  rtpParameters: jsonObject,
});
export type ConsumerInfo = v.InferOutput<typeof consumerShape>;
