import type { DeviceKind } from './stores/devices.ts';
import type { RoomType } from './wire/signal/claims.ts';
import type { LayoutName } from './wire/signal/shapes.ts';

export interface BroadcastOptions {
  readonly title?: string;
  readonly category?: string;
  /** Whether strangers may find it at `/api/live/explore`. */
  readonly listed?: boolean;
  readonly roomId?: string;
  readonly token?: string;
  readonly displayName?: string;
  readonly avatarUrl?: string;
  /** Of a new room: `1v1` is a call between two. */
  readonly roomType?: RoomType;
  /** Of a new room: `mesh` lets media go from page to page while few are there. */
  readonly mode?: 'sfu' | 'mesh';
  /** Of a new room: the preset that its tokens are to name; the server has to know it. */
  readonly preset?: string;
  /** Of a new room: seats on stage, 1 to 16. */
  readonly maxBroadcasters?: number;
}

export interface ViewerOptions {
  readonly displayName?: string;
  readonly avatarUrl?: string;
  /** Whose audience to join; the original host's when absent. */
  readonly hostPeerId?: string;
  readonly token?: string;
}

/**
 * Everything someone can ask of a room, as data: what `manager.request()` takes, and what a `muf-request` event carries
 * that is not about the view alone.
 */
export interface CommandPayloads {
  CAMERA_PRELOAD: object;
  BROADCAST_START: BroadcastOptions;
  BROADCAST_JOIN: { roomId: string; token: string; displayName?: string };
  BROADCAST_END: object;
  BROADCAST_PAUSE: { paused: boolean };
  STREAM_WATCH: { roomId: string } & ViewerOptions;
  STREAM_LEAVE: object;
  AUDIO_MUTE: { muted: boolean };
  VIDEO_OFF: { off: boolean };
  CAMERA_SWITCH: object;
  MIRROR_SET: { mirrored: boolean };
  NETWORK_TEST: object;
  DEVICE_SELECT: { kind: DeviceKind; id: string };
  CHAT_SEND: { text: string; replyTo?: string };
  CHAT_DELETE: { messageId: string };
  CHAT_PIN: { messageId: string | null };
  /** 0 turns it off. */
  SLOW_MODE_SET: { seconds: number };
  AUDIENCE_MERGE: { hostPeerId: string };
  AUDIENCE_SPLIT: object;
  AUDIENCE_RAID: { hostPeerId: string };
  /** Sends a line that failed once more. */
  CHAT_RETRY: { clientId: string };
  COHOST_INVITE: { peerId: string };
  COHOST_REQUEST: object;
  COHOST_RESPOND: { inviteId: string; accept: boolean };
  COHOST_CANCEL: { inviteId: string };
  COHOST_REMOVE: { peerId: string };
  COHOST_LINK_CREATE: { displayName?: string; nameBound?: boolean };
  COHOST_LINK_REVOKE: { link: string };
  REQUESTS_ALLOW: { enabled: boolean };
  STAGE_LEAVE: object;
  /** How the room looks for everyone; with `spotlight`, who is large. */
  LAYOUT_DIRECT: { layout: LayoutName; peerId?: string };
  SCREEN_SHARE: { shared: boolean };
  TYPING_SET: { typing: boolean };
  REACTION_SEND: { emoji: string };
  /** How large someone's picture is shown, in device pixels; 0 by 0 while it cannot be seen. */
  TILE_SIZE: { peerId: string; source: 'camera' | 'screen'; width: number; height: number };
  PEER_REMOVE: { peerId: string };
  PEER_BAN: { peerId: string };
  PEER_UNBAN: { peerId: string };
  PEER_MUTE: { peerId: string; muted: boolean };
  MODERATOR_SET: { peerId: string; moderator: boolean };
  AUDIT_LOAD: object;
  QUALITY_SET: { quality: 'auto' | 'low' | 'medium' | 'high' };
}

export type CommandType = keyof CommandPayloads;
export type CommandOf<Type extends CommandType> = { readonly type: Type } & Readonly<CommandPayloads[Type]>;
export type Command = { [Type in CommandType]: CommandOf<Type> }[CommandType];
