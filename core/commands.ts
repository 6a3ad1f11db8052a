import type { BroadcastOptions, CommandOf, CommandType, Command, ViewerOptions } from './command.ts';
import type { Quality } from './media/port.ts';
import type { DeviceKind } from './stores/devices.ts';

/** The calls that commands stand for: `MufLiveManager` has them all. */
export interface Calls {
  preloadCamera(): Promise<unknown>;
  startBroadcast(options?: BroadcastOptions): Promise<unknown>;
  joinAsCoBroadcaster(roomId: string, token: string, options?: { displayName?: string }): Promise<unknown>;
  endBroadcast(): Promise<unknown>;
  pauseBroadcast(): Promise<unknown>;
  resumeBroadcast(): Promise<unknown>;
  joinAsViewer(roomId: string, options?: ViewerOptions): Promise<unknown>;
  leaveStream(): Promise<unknown>;
  setLocalAudioMute(muted: boolean): Promise<unknown>;
  setLocalVideoEnabled(enabled: boolean): Promise<unknown>;
  switchCamera(): Promise<unknown>;
  setMirror(mirrored: boolean): Promise<unknown>;
  selectDevice(kind: DeviceKind, id: string): Promise<unknown>;
  sendChat(text: string): Promise<unknown>;
  retryChat(clientId: string): Promise<unknown>;
  setTyping(typing: boolean): Promise<unknown>;
  sendReaction(emoji: string): Promise<unknown>;
  setVideoQuality(quality: Quality): Promise<unknown>;
}

type Table = { readonly [Type in CommandType]: (calls: Calls, command: CommandOf<Type>) => Promise<unknown> };

const table: Table = {
  CAMERA_PRELOAD: (calls) => calls.preloadCamera(),
  BROADCAST_START: (calls, { type: _, ...options }) => calls.startBroadcast(options),
  BROADCAST_JOIN: (calls, { roomId, token, displayName }) => calls.joinAsCoBroadcaster(roomId, token, displayName === undefined ? {} : { displayName }),
  BROADCAST_END: (calls) => calls.endBroadcast(),
  BROADCAST_PAUSE: (calls, { paused }) => (paused ? calls.pauseBroadcast() : calls.resumeBroadcast()),
  STREAM_WATCH: (calls, { type: _, roomId, ...options }) => calls.joinAsViewer(roomId, options),
  STREAM_LEAVE: (calls) => calls.leaveStream(),
  AUDIO_MUTE: (calls, { muted }) => calls.setLocalAudioMute(muted),
  VIDEO_OFF: (calls, { off }) => calls.setLocalVideoEnabled(!off),
  CAMERA_SWITCH: (calls) => calls.switchCamera(),
  MIRROR_SET: (calls, { mirrored }) => calls.setMirror(mirrored),
  DEVICE_SELECT: (calls, { kind, id }) => calls.selectDevice(kind, id),
  CHAT_SEND: (calls, { text }) => calls.sendChat(text),
  CHAT_RETRY: (calls, { clientId }) => calls.retryChat(clientId),
  TYPING_SET: (calls, { typing }) => calls.setTyping(typing),
  REACTION_SEND: (calls, { emoji }) => calls.sendReaction(emoji),
  QUALITY_SET: (calls, { quality }) => calls.setVideoQuality(quality),
};

export const isCommandType = (type: unknown): type is CommandType => typeof type === 'string' && Object.hasOwn(table, type);

/** Makes the call a command stands for. */
export const runCommand = (calls: Calls, command: Command): Promise<unknown> => (table[command.type] as (calls: Calls, command: Command) => Promise<unknown>)(calls, command);
