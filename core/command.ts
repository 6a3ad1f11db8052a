import type { DeviceKind } from './stores/devices.ts';

export interface BroadcastOptions {
  readonly title?: string;
  readonly category?: string;
  readonly roomId?: string;
  readonly token?: string;
  readonly displayName?: string;
  readonly avatarUrl?: string;
}

export interface ViewerOptions {
  readonly displayName?: string;
  readonly avatarUrl?: string;
  /** Whose audience to join; the original host's when absent. */
  readonly hostPeerId?: string;
  readonly token?: string;
}

/**
 * Everything someone can ask of a room, as data: what a `muf-request` event carries, what
 * `manager.request()` takes and what `data-muf-request` attributes name.
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
  DEVICE_SELECT: { kind: DeviceKind; id: string };
  CHAT_SEND: { text: string };
  /** Sends a line that failed once more. */
  CHAT_RETRY: { clientId: string };
  TYPING_SET: { typing: boolean };
  REACTION_SEND: { emoji: string };
  QUALITY_SET: { quality: 'auto' | 'low' | 'medium' | 'high' };
}

export type CommandType = keyof CommandPayloads;
export type CommandOf<Type extends CommandType> = { readonly type: Type } & Readonly<CommandPayloads[Type]>;
export type Command = { [Type in CommandType]: CommandOf<Type> }[CommandType];
