import * as v from 'valibot';
import { capabilities, capSources, qualityCaps, roles } from './claims.ts';
import { avatarUrl, displayName, id, jsonObject, metadata, milliseconds, requestNumber, sequence, serverUrl } from './fields.ts';
import { signalErrorCodes } from './errors.ts';
import { mediaPaths } from './mesh.ts';
import { audienceShape, auditShape, bannedShape, broadcasterShape, broadcastShape, channels, chatShape, consumerShape, inviteShape, roomShape, transportShape } from './shapes.ts';

const reply = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: v.literal(type), re: requestNumber, ...fields });

/** Everything a page needs to show the room; applied as one change. */
export const snapshotShape = v.object({
  room: roomShape,
  broadcasters: v.array(broadcasterShape),
  audience: audienceShape,
  /** Newest last. */
  chat: v.array(chatShape),
  /** Invitations and requests that wait for an answer and are mine to see, oldest first. */
  invites: v.optional(v.array(inviteShape)),
  /** How media goes now. Absent: through the SFU. */
  path: v.optional(v.picklist(mediaPaths)),
});
export type Snapshot = v.InferOutput<typeof snapshotShape>;

export const selfShape = v.object({
  peerId: id,
  role: v.picklist(roles),
  displayName,
  avatarUrl: v.optional(avatarUrl),
  metadata: v.optional(metadata),
  isOriginalHost: v.boolean(),
  /** The audience this peer belongs to, by its anchor; a broadcaster's own peer id. */
  hostPeerId: id,
  caps: v.array(v.picklist(capabilities)),
  /** A host has muted me: I may not write or be heard. */
  muted: v.optional(v.boolean()),
  /** The preset that my token names: the page wears its look. */
  preset: v.optional(v.string()),
});
export type Self = v.InferOutput<typeof selfShape>;

export const replySchemas = {
  Welcome: reply('Welcome', {
    /** Server clock, ms since the epoch, for countdowns that agree. */
    serverNow: milliseconds,
    /** Which node holds the room; resume tokens name it. */
    node: id,
    self: selfShape,
    /** Present on a first join and after a resync; absent when missed events follow as ordinary frames. */
    snapshot: v.optional(snapshotShape),
    /** Last number used on each channel, before anything replayed. */
    channels: v.object(v.entriesFromList(channels, sequence)),
    /** Short, random, rotated on every join; proves the right to this place in the room. */
    resumeToken: v.string(),
    media: v.object({
      rtpCapabilities: jsonObject,
      /** Whether this peer's transports are still there; if not, the page builds them anew. */
      kept: v.boolean(),
      /** A receive transport opened in advance, so that a join costs one round trip fewer. */
      recvTransport: v.optional(transportShape),
      iceServers: v.array(v.object({ urls: v.union([v.string(), v.array(v.string())]), username: v.optional(v.string()), credential: v.optional(v.string()) })),
    }),
    limits: v.object({ chatText: v.number(), resumeMs: v.number() }),
    /** For a viewer of a room with an audience plane. */
    broadcast: v.optional(broadcastShape),
  }),
  /** Another server has the room: join there, with the same proof. In place of `Welcome`; the connection is about to close. */
  Moved: reply('Moved', { url: serverUrl }),
  TransportOpened: reply('TransportOpened', { transport: transportShape }),
  IceRestarted: reply('IceRestarted', { iceParameters: jsonObject }),
  Produced: reply('Produced', { producerId: id }),
  /** Producers that vanished meanwhile, or that this device cannot play, are left out. */
  Consumed: reply('Consumed', { consumers: v.array(consumerShape) }),
  BroadcastSigned: reply('BroadcastSigned', { broadcast: broadcastShape }),
  ChatAccepted: reply('ChatAccepted', { message: chatShape }),
  CohostInviteOpened: reply('CohostInviteOpened', { inviteId: id, expiresAt: milliseconds }),
  Identity: reply('Identity', {
    peerId: id,
    role: v.picklist(roles),
    isOriginalHost: v.boolean(),
    /** What this peer may do, each with where it comes from. */
    caps: v.array(v.object({ cap: v.picklist(capabilities), from: v.picklist(capSources) })),
    /** What holds it back. */
    muted: v.boolean(),
    limits: v.object({ maxQuality: v.picklist(qualityCaps), maxPeers: v.optional(v.number()), chatText: v.number(), slowModeSec: v.number(), sessionEndsAt: milliseconds }),
    preset: v.optional(v.string()),
  }),
  /** Newest first. */
  AuditLines: reply('AuditLines', { lines: v.array(auditShape), banned: v.array(bannedShape) }),
  Done: reply('Done', {}),
  /** Without `re`, the frame had no number to answer to, or the connection itself is meant and about to close. */
  Error: v.object({
    type: v.literal('Error'),
    re: v.optional(requestNumber),
    code: v.picklist(signalErrorCodes),
    message: v.string(),
    retryAfterMs: v.optional(milliseconds),
  }),
} as const;

export type ReplyType = keyof typeof replySchemas;
export type ReplyOf<Type extends ReplyType> = v.InferOutput<(typeof replySchemas)[Type]>;
export type Reply = { [Type in ReplyType]: ReplyOf<Type> }[ReplyType];
