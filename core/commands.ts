import type { BroadcastOptions, CommandOf, CommandType, Command, ViewerOptions } from './command.ts';
import type { ChatOptions } from './chat.ts';
import type { CohostLinkOptions } from './cohost-links.ts';
import type { Quality } from './media/port.ts';
import type { TileSize } from './media/quality/demand.ts';
import type { DeviceKind } from './stores/devices.ts';
import type { LayoutName } from './wire/signal/shapes.ts';

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
  testNetwork(): Promise<unknown>;
  sendChat(text: string, options?: ChatOptions): Promise<unknown>;
  deleteMessage(messageId: string): Promise<unknown>;
  pinMessage(messageId: string | null): Promise<unknown>;
  setSlowMode(seconds: number): Promise<unknown>;
  mergeAudiences(hostPeerId: string): Promise<unknown>;
  splitAudience(): Promise<unknown>;
  raidAudience(hostPeerId: string): Promise<unknown>;
  retryChat(clientId: string): Promise<unknown>;
  inviteCohost(peerId: string): Promise<unknown>;
  requestCohost(): Promise<unknown>;
  respondCohostInvite(inviteId: string, accept: boolean): Promise<unknown>;
  cancelCohostInvite(inviteId: string): Promise<unknown>;
  removeCohost(peerId: string): Promise<unknown>;
  setRoomAcceptInvitations(enabled: boolean): Promise<unknown>;
  createCohostLink(options?: CohostLinkOptions): Promise<unknown>;
  revokeCohostLink(link: string): Promise<unknown>;
  leaveStage(): Promise<unknown>;
  directLayout(layout: LayoutName, peerId?: string): Promise<unknown>;
  startScreenShare(): Promise<unknown>;
  stopScreenShare(): Promise<unknown>;
  setTyping(typing: boolean): Promise<unknown>;
  sendReaction(emoji: string): Promise<unknown>;
  removePeer(peerId: string): Promise<unknown>;
  banPeer(peerId: string): Promise<unknown>;
  unbanPeer(peerId: string): Promise<unknown>;
  mutePeer(peerId: string, muted?: boolean): Promise<unknown>;
  makeModerator(peerId: string, moderator?: boolean): Promise<unknown>;
  auditLog(): Promise<unknown>;
  setVideoQuality(quality: Quality): Promise<unknown>;
  setTileSize(tile: TileSize): Promise<unknown>;
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
  NETWORK_TEST: (calls) => calls.testNetwork(),
  DEVICE_SELECT: (calls, { kind, id }) => calls.selectDevice(kind, id),
  CHAT_SEND: (calls, { text, replyTo }) => calls.sendChat(text, replyTo === undefined ? {} : { replyTo }),
  CHAT_DELETE: (calls, { messageId }) => calls.deleteMessage(messageId),
  CHAT_PIN: (calls, { messageId }) => calls.pinMessage(messageId),
  SLOW_MODE_SET: (calls, { seconds }) => calls.setSlowMode(seconds),
  AUDIENCE_MERGE: (calls, { hostPeerId }) => calls.mergeAudiences(hostPeerId),
  AUDIENCE_SPLIT: (calls) => calls.splitAudience(),
  AUDIENCE_RAID: (calls, { hostPeerId }) => calls.raidAudience(hostPeerId),
  CHAT_RETRY: (calls, { clientId }) => calls.retryChat(clientId),
  COHOST_INVITE: (calls, { peerId }) => calls.inviteCohost(peerId),
  COHOST_REQUEST: (calls) => calls.requestCohost(),
  COHOST_RESPOND: (calls, { inviteId, accept }) => calls.respondCohostInvite(inviteId, accept),
  COHOST_CANCEL: (calls, { inviteId }) => calls.cancelCohostInvite(inviteId),
  COHOST_REMOVE: (calls, { peerId }) => calls.removeCohost(peerId),
  COHOST_LINK_CREATE: (calls, { type: _, ...options }) => calls.createCohostLink(options),
  COHOST_LINK_REVOKE: (calls, { link }) => calls.revokeCohostLink(link),
  REQUESTS_ALLOW: (calls, { enabled }) => calls.setRoomAcceptInvitations(enabled),
  STAGE_LEAVE: (calls) => calls.leaveStage(),
  LAYOUT_DIRECT: (calls, { layout, peerId }) => calls.directLayout(layout, peerId),
  SCREEN_SHARE: (calls, { shared }) => (shared ? calls.startScreenShare() : calls.stopScreenShare()),
  TYPING_SET: (calls, { typing }) => calls.setTyping(typing),
  REACTION_SEND: (calls, { emoji }) => calls.sendReaction(emoji),
  TILE_SIZE: (calls, { type: _, ...tile }) => calls.setTileSize(tile),
  PEER_REMOVE: (calls, { peerId }) => calls.removePeer(peerId),
  PEER_BAN: (calls, { peerId }) => calls.banPeer(peerId),
  PEER_UNBAN: (calls, { peerId }) => calls.unbanPeer(peerId).then(() => calls.auditLog()),
  PEER_MUTE: (calls, { peerId, muted }) => calls.mutePeer(peerId, muted),
  MODERATOR_SET: (calls, { peerId, moderator }) => calls.makeModerator(peerId, moderator),
  AUDIT_LOAD: (calls) => calls.auditLog(),
  QUALITY_SET: (calls, { quality }) => calls.setVideoQuality(quality),
};

export const isCommandType = (type: unknown): type is CommandType => typeof type === 'string' && Object.hasOwn(table, type);

/** Makes the call a command stands for. */
export const runCommand = (calls: Calls, command: Command): Promise<unknown> => (table[command.type] as (calls: Calls, command: Command) => Promise<unknown>)(calls, command);
