import * as v from 'valibot';
import { roles, roomTypes } from './claims.ts';
import { mediaPaths } from './mesh.ts';
import { limits } from './limits.ts';
import { avatarUrl, displayName, id, milliseconds, serverUrl, title, category, chatText, jsonObject, metadata } from './fields.ts';

/** Events are numbered per channel: one encoded frame serves everyone on it. */
export const channels = ['room', 'audience', 'self'] as const;
export type Channel = (typeof channels)[number];

/** What a producer carries. */
export const sources = ['camera', 'mic', 'screen', 'screenAudio'] as const;
export type Source = (typeof sources)[number];

export const producerShape = v.object({
  producerId: id,
  source: v.picklist(sources),
  paused: v.boolean(),
  /** It flows from page to page: the server knows of it and has none of its packets. */
  mesh: v.optional(v.literal(true)),
});
export type ProducerInfo = v.InferOutput<typeof producerShape>;

const person = { peerId: id, displayName, avatarUrl: v.optional(avatarUrl), role: v.picklist(roles), joinedAt: milliseconds, metadata: v.optional(metadata) };

/** Why someone is no longer here: by themselves, not back in the resume window, sent away for now or for good, or gone with their audience. */
export const leaveReasons = ['left', 'timeout', 'removed', 'banned', 'moved'] as const;
export type LeaveReason = (typeof leaveReasons)[number];

/** What moderation has made of someone. */
export const moderationFlags = {
  /** Keeps order in the audience on its host's behalf. */
  isModerator: v.optional(v.boolean()),
  /** May not write; a broadcaster cannot be heard. */
  muted: v.optional(v.boolean()),
};

export const viewerShape = v.object({ ...person, ...moderationFlags });

export const broadcasterShape = v.object({
  ...person,
  ...moderationFlags,
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

/** The beginning of a line that another one answers. */
export const quoteShape = v.object({ from: id, displayName, text: v.pipe(v.string(), v.maxLength(limits.quote)) });
export type ChatQuote = v.InferOutput<typeof quoteShape>;

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
  /** A moderator's, who is no host. */
  isModerator: v.optional(v.boolean()),
  /** The line this one answers, with what it said. */
  replyTo: v.optional(id),
  quote: v.optional(quoteShape),
  /** Peers whose names stand in it behind an @. */
  mentions: v.optional(v.array(id)),
});
export type ChatMessage = v.InferOutput<typeof chatShape>;

/** Who is to come on stage: `invite` when a broadcaster asks a viewer, `request` when a viewer asks the broadcasters. */
export const inviteShape = v.object({
  inviteId: id,
  kind: v.picklist(['invite', 'request']),
  /** Who asked: a broadcaster, or the viewer. */
  fromPeer: id,
  fromName: displayName,
  /** The viewer it would bring on stage. */
  peerId: id,
  displayName,
  avatarUrl: v.optional(avatarUrl),
  /** Server times: its whole life, for a countdown that everyone sees alike. */
  openedAt: milliseconds,
  expiresAt: milliseconds,
});
export type InviteInfo = v.InferOutput<typeof inviteShape>;

/** How a room may look: `auto` is by its own size, the others are the same for everyone. */
export const layouts = ['auto', 'immersive', 'theatre', 'grid', 'spotlight'] as const;
export type LayoutName = (typeof layouts)[number];

/** What the original host has chosen for everyone. */
export const directionShape = v.object({
  layout: v.picklist(layouts),
  /** Who is large in `spotlight`; whoever speaks when absent, or while they are not on stage. */
  peerId: v.optional(id),
  /** Server time. It holds over what someone chose for themselves before. */
  directedAt: milliseconds,
});
export type Direction = v.InferOutput<typeof directionShape>;

export const roomStatuses = ['waiting', 'live', 'ended'] as const;
export type RoomStatus = (typeof roomStatuses)[number];

/** How viewers watch a room: each over the SFU, or all over the audience plane. */
export const audiencePlanes = ['sfu', 'moqt'] as const;

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
  /** `mesh`: media goes from page to page while few are there. Absent: always through the SFU. */
  mode: v.optional(v.picklist(mediaPaths)),
  /** `moqt`: viewers watch over the audience plane. Absent: over the SFU. */
  audience: v.optional(v.picklist(audiencePlanes)),
  /** The original host's peer id; absent until one has joined. */
  hostPeerId: v.optional(id),
  /** Whether viewers may ask to come on stage; absent means no. */
  acceptInvitations: v.optional(v.boolean()),
  /** Absent: the host has not chosen a layout, and everyone has their own. */
  direction: v.optional(directionShape),
});
export type RoomInfo = v.InferOutput<typeof roomShape>;

export const audienceShape = v.object({
  audienceId: id,
  /** The broadcaster this audience gathers round. */
  hostPeerId: id,
  viewerCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The first `limits.listedViewers` of them, longest here first. */
  viewers: v.array(viewerShape),
  /** Other broadcasters whose audiences are merged into this one. */
  sharedWith: v.optional(v.array(id)),
  pinned: v.optional(chatShape),
  /** Seconds between two lines of one viewer. */
  slowModeSec: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type AudienceInfo = v.InferOutput<typeof audienceShape>;

/** What a broadcaster can do with their audience as a whole. */
export const audienceChanges = ['merged', 'split', 'raided'] as const;
export type AudienceChange = (typeof audienceChanges)[number];

export const summaryShape = v.object({
  reason: v.picklist(['ended', 'host-left', 'server', 'removed']),
  durationSec: v.pipe(v.number(), v.integer(), v.minValue(0)),
  peakViewers: v.pipe(v.number(), v.integer(), v.minValue(0)),
  endedAt: milliseconds,
});
export type StreamSummary = v.InferOutput<typeof summaryShape>;

const named = v.object({ peerId: id, displayName });

/** One line of the audit log: who did, or tried, what to whom. */
export const auditShape = v.object({
  at: milliseconds,
  by: v.object({ peerId: id, displayName, role: v.picklist(roles) }),
  /** The type of the request. */
  action: v.string(),
  target: v.optional(named),
  /** Whether it was to be turned on or off, where there is a question of that. */
  on: v.optional(v.boolean()),
  /** Whether it was carried out, or the code it was refused with. */
  outcome: v.string(),
  /** How often it was tried, where one line stands for several. */
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type AuditLine = v.InferOutput<typeof auditShape>;

export const bannedShape = v.object({ ...named.entries, at: milliseconds, by: v.string() });
export type BannedPeer = v.InferOutput<typeof bannedShape>;

/** Where a viewer watches a room over the audience plane, until `expiresAt` (server time). */
export const broadcastShape = v.object({ playbackUrl: serverUrl, expiresAt: milliseconds });
export type BroadcastInfo = v.InferOutput<typeof broadcastShape>;

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
