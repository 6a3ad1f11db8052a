import type { ConnectionStatus, MediaPath } from './stores/connection.ts';
import type { LiveErrorCode } from './errors.ts';
import type { LiveState } from './machine.ts';
import type { Role } from './wire/signal/claims.ts';
import type { StreamSummary } from './wire/signal/shapes.ts';
import type { SlotContext, SlotName } from './slot-port.ts';

type Kind = 'audio' | 'video';
interface Person { peerId: string; displayName: string; avatarUrl: string | undefined }

/** Every event of a manager with its payload. `<muf-live-room>` dispatches each as `muf:` + the name in lower case. */
export interface LiveEvents {
  STATE_CHANGE: { state: LiveState; previous: LiveState; reason?: LiveErrorCode };
  STREAM_ENDED: StreamSummary;
  LOCAL_STREAM: { stream: MediaStream };
  REMOTE_STREAM: { peerId: string; kind: Kind; track: MediaStreamTrack; stream: MediaStream };
  REMOTE_STREAM_ENDED: { peerId: string; kind: Kind; reason: string };
  COHOST_STREAM: Person & { kind: Kind; track: MediaStreamTrack };
  /** The room goes on with less than was asked for. */
  MEDIA_DEGRADED: { reason: LiveErrorCode; hasVideo: boolean; hasAudio: boolean };
  VIEWER_COUNT: { count: number };
  CHAT: Omit<Person, 'peerId'> & { id: string; from: string; role: Role; text: string; sentAt: number };
  TYPING: { peerId: string; typing: boolean };
  REACTION: { emoji: string; count: number; from?: string };
  SHARE_LINK: { link: string; roomId: string };
  PEER_JOINED: Person & { role: Role };
  PEER_LEFT: Person & { role: Role; reason?: string };
  PEER_AUDIO_MUTE: { peerId: string; muted: boolean };
  PEER_VIDEO_OFF: { peerId: string; off: boolean };
  ACTIVE_SPEAKER: { peerId: string | null };
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
  TYPING: 'TYPING',
  REACTION: 'REACTION',
  SHARE_LINK: 'SHARE_LINK',
  PEER_JOINED: 'PEER_JOINED',
  PEER_LEFT: 'PEER_LEFT',
  PEER_AUDIO_MUTE: 'PEER_AUDIO_MUTE',
  PEER_VIDEO_OFF: 'PEER_VIDEO_OFF',
  ACTIVE_SPEAKER: 'ACTIVE_SPEAKER',
  LOCAL_AUDIO_MUTE: 'LOCAL_AUDIO_MUTE',
  LOCAL_VIDEO_OFF: 'LOCAL_VIDEO_OFF',
  CONNECTION_CHANGED: 'CONNECTION_CHANGED',
  SLOT_RENDER: 'SLOT_RENDER',
  SLOT_CONTEXT: 'SLOT_CONTEXT',
  SLOT_UNMOUNT: 'SLOT_UNMOUNT',
  ERROR: 'ERROR',
} as const satisfies { [Name in LiveEventName]: Name };
