import type { ConnectionStatus, MediaPath } from './stores/connection.ts';
import type { Data } from './data.ts';
import type { LiveErrorCode } from './errors.ts';
import type { LiveState } from './machine.ts';
import type { Quality } from './media/port.ts';
import type { Band, NetworkStats, QualityCause, Tier } from './media/quality/figures.ts';
import type { Role } from './wire/signal/claims.ts';
import type { JsonObject } from './wire/signal/fields.ts';
import type { LeaveReason, StreamSummary } from './wire/signal/shapes.ts';
import type { SlotContext, SlotName } from './slot-port.ts';

type Kind = 'audio' | 'video';
interface Invitation { inviteId: string; fromPeer: string; fromName: string; expiresAt: number }
interface Person { peerId: string; displayName: string; avatarUrl: string | undefined }

/** Every event of a manager with its payload. `<muf-live-room>` dispatches each as `muf:` + the name in lower case. */
export interface LiveEvents {
  STATE_CHANGE: { state: LiveState; previous: LiveState; reason?: LiveErrorCode };
  STREAM_ENDED: StreamSummary;
  LOCAL_STREAM: { stream: MediaStream };
  REMOTE_STREAM: { peerId: string; kind: Kind; track: MediaStreamTrack; stream: MediaStream };
  REMOTE_STREAM_ENDED: { peerId: string; kind: Kind; reason: 'left' | 'unsubscribed' | 'closed' };
  COHOST_STREAM: Person & { kind: Kind; track: MediaStreamTrack };
  /** The room goes on with less than was asked for. */
  MEDIA_DEGRADED: { reason: LiveErrorCode; hasVideo: boolean; hasAudio: boolean };
  VIEWER_COUNT: { count: number };
  CHAT: Omit<Person, 'peerId'> & { id: string; from: string; role: Role; text: string; sentAt: number; replyTo?: string; mentions?: readonly string[] };
  CHAT_DELETED: { id: string };
  TYPING: { peerId: string; typing: boolean };
  REACTION: { emoji: string; count: number; from?: string };
  SHARE_LINK: { link: string; roomId: string };
  PEER_JOINED: Person & { role: Role };
  PEER_LEFT: Person & { role: Role; reason?: LeaveReason };
  /** Also of myself. */
  PEER_UPDATED: { peerId: string; displayName: string; metadata: JsonObject };
  DATA: { from: string; topic: string; data: Data };
  PEER_AUDIO_MUTE: { peerId: string; muted: boolean };
  PEER_VIDEO_OFF: { peerId: string; off: boolean };
  ACTIVE_SPEAKER: { peerId: string | null };
  LOCAL_SPEAKING_CHANGED: { isSpeaking: boolean };
  PEER_SPEAKING_CHANGED: { peerId: string; isSpeaking: boolean };
  NETWORK_QUALITY: { band: Band; tier: Tier; cause: QualityCause | null; stats: NetworkStats };
  /** What I asked for, and the layers that arrive of the first picture on stage; `null` while none does. */
  QUALITY_CHANGED: { quality: Quality; spatial: number | null; temporal: number | null };
  /** I am asked on stage, until `expiresAt` (server time, ms). */
  COHOST_INVITED: Invitation;
  /** A viewer asks to come on stage; any broadcaster may answer. */
  COHOST_REQUESTED: Invitation;
  /** Answered, or taken back by whoever asked: then `accepted` is false. */
  COHOST_INVITE_RESOLVED: { inviteId: string; accepted: boolean; byPeer: string };
  COHOST_INVITE_EXPIRED: { inviteId: string };
  /** A viewer has come on stage. */
  ROLE_UPGRADED: { peerId: string; newRole: Role; isSelf: boolean };
  /** A broadcaster is a viewer again. */
  ROLE_REVOKED: { peerId: string; isSelf: boolean; reason: 'left' | 'removed' };
  ACCEPT_INVITATIONS_CHANGED: { enabled: boolean };
  LOCAL_AUDIO_MUTE: { muted: boolean };
  LOCAL_VIDEO_OFF: { off: boolean };
  CONNECTION_CHANGED: { status: ConnectionStatus; path: MediaPath; reason?: string; attempt?: number; retryInMs?: number };
  SLOT_RENDER: { name: SlotName; mount: HTMLElement; ctx: SlotContext };
  SLOT_CONTEXT: { name: SlotName; ctx: SlotContext };
  SLOT_UNMOUNT: { name: SlotName };
  ERROR: { code: LiveErrorCode; message: string; cause?: unknown; retryable: boolean; slot?: string };
}

export type LiveEventName = keyof LiveEvents;

/** The names, for `manager.on(LiveEvent.CHAT, …)`. */
export const LiveEvent = {
  STATE_CHANGE: 'STATE_CHANGE',
  STREAM_ENDED: 'STREAM_ENDED',
  LOCAL_STREAM: 'LOCAL_STREAM',
  REMOTE_STREAM: 'REMOTE_STREAM',
  REMOTE_STREAM_ENDED: 'REMOTE_STREAM_ENDED',
  COHOST_STREAM: 'COHOST_STREAM',
  MEDIA_DEGRADED: 'MEDIA_DEGRADED',
  VIEWER_COUNT: 'VIEWER_COUNT',
  CHAT: 'CHAT',
  CHAT_DELETED: 'CHAT_DELETED',
  TYPING: 'TYPING',
  REACTION: 'REACTION',
  SHARE_LINK: 'SHARE_LINK',
  PEER_JOINED: 'PEER_JOINED',
  PEER_LEFT: 'PEER_LEFT',
  PEER_UPDATED: 'PEER_UPDATED',
  DATA: 'DATA',
  PEER_AUDIO_MUTE: 'PEER_AUDIO_MUTE',
  PEER_VIDEO_OFF: 'PEER_VIDEO_OFF',
  ACTIVE_SPEAKER: 'ACTIVE_SPEAKER',
  LOCAL_SPEAKING_CHANGED: 'LOCAL_SPEAKING_CHANGED',
  PEER_SPEAKING_CHANGED: 'PEER_SPEAKING_CHANGED',
  NETWORK_QUALITY: 'NETWORK_QUALITY',
  QUALITY_CHANGED: 'QUALITY_CHANGED',
  COHOST_INVITED: 'COHOST_INVITED',
  COHOST_REQUESTED: 'COHOST_REQUESTED',
  COHOST_INVITE_RESOLVED: 'COHOST_INVITE_RESOLVED',
  COHOST_INVITE_EXPIRED: 'COHOST_INVITE_EXPIRED',
  ROLE_UPGRADED: 'ROLE_UPGRADED',
  ROLE_REVOKED: 'ROLE_REVOKED',
  ACCEPT_INVITATIONS_CHANGED: 'ACCEPT_INVITATIONS_CHANGED',
  LOCAL_AUDIO_MUTE: 'LOCAL_AUDIO_MUTE',
  LOCAL_VIDEO_OFF: 'LOCAL_VIDEO_OFF',
  CONNECTION_CHANGED: 'CONNECTION_CHANGED',
  SLOT_RENDER: 'SLOT_RENDER',
  SLOT_CONTEXT: 'SLOT_CONTEXT',
  SLOT_UNMOUNT: 'SLOT_UNMOUNT',
  ERROR: 'ERROR',
} as const satisfies { [Name in LiveEventName]: Name };
