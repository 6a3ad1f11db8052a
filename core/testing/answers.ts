import type { CommandOf, CommandType } from '../command.ts';
import type { LiveEventName, LiveEvents } from '../live-event.ts';
import type { Stores } from '../stores.ts';
import type { Tile } from '../stores/stage.ts';
import type { BroadcasterInfo, InviteInfo, StreamSummary } from '../wire/signal/shapes.ts';
import { FakeStream, FakeTrack } from './fake-tracks.ts';

/** What an answer can do beside changing the stores. */
export interface Answering {
  readonly stores: Stores;
  readonly emit: <Name extends LiveEventName>(name: Name, payload: LiveEvents[Name]) => void;
  /** Fills the room as it is for someone who is in it. */
  readonly enter: () => void;
  readonly now: () => number;
}

type Answer<Type extends CommandType> = (command: CommandOf<Type>, answering: Answering) => void;

const inviteMs = 30_000;
let made = 0;
const nextId = (): string => `answer-${(made += 1)}`;

/** One picture on stage, as it begins: without a stream. */
export function tileOf(host: Pick<BroadcasterInfo, 'peerId' | 'displayName' | 'isOriginalHost'>, isSelf: boolean, source: Tile['source'] = 'camera'): Tile {
  return {
    key: `${host.peerId}:${source}`, peerId: host.peerId, source, displayName: host.displayName, avatarUrl: undefined, isSelf, isOriginalHost: host.isOriginalHost,
    audioMuted: false, videoOff: false, paused: false, mirrored: false, speaking: false, away: false, stream: null, hasVideo: false,
  };
}

function changeOwnTile({ stage }: Stores, change: Partial<Tile>): void {
  stage.$tiles.set(stage.$tiles.get().map((tile) => (tile.isSelf && tile.source === 'camera' ? { ...tile, ...change } : tile)));
}

function comeOnStage({ peers, stage, session }: Stores, { peerId, displayName }: InviteInfo, now: number): void {
  const host: BroadcasterInfo = { peerId, displayName, role: 'host', joinedAt: now, isOriginalHost: false, paused: false, producers: [] };
  const self = session.$self.get();
  const isSelf = self?.peerId === peerId;
  peers.applyBroadcaster(host);
  stage.$tiles.set([...stage.$tiles.get(), tileOf(host, isSelf)]);
  if (isSelf) session.$self.set({ ...self, role: 'host' });
}

function leaveStage({ peers, stage, session }: Stores, peerId: string): void {
  const host = peers.$broadcasters.get().find((peer) => peer.peerId === peerId);
  const self = session.$self.get();
  peers.applyBroadcasterLeft(peerId);
  if (host) peers.applyViewer({ peerId, displayName: host.displayName, role: 'viewer', joinedAt: host.joinedAt });
  stage.$tiles.set(stage.$tiles.get().filter((tile) => tile.peerId !== peerId));
  if (self?.peerId === peerId) session.$self.set({ ...self, role: 'viewer' });
}

function open({ stores, now }: Answering, kind: InviteInfo['kind'], peerId: string): void {
  const self = stores.session.$self.get();
  const viewer = stores.peers.$byId.get().get(peerId);
  if (!self || !viewer) return;
  stores.invites.applyOpened({
    inviteId: nextId(), kind, fromPeer: self.peerId, fromName: self.displayName, peerId, displayName: viewer.displayName, openedAt: now(), expiresAt: now() + inviteMs,
  });
}

function respond({ inviteId, accept }: CommandOf<'COHOST_RESPOND'>, { stores, emit, now }: Answering): void {
  const invite = stores.invites.$invites.get().find((one) => one.inviteId === inviteId);
  const byPeer = stores.session.$self.get()?.peerId ?? '';
  if (!invite || !stores.invites.applyOver(inviteId)) return;
  emit('COHOST_INVITE_RESOLVED', { inviteId, accepted: accept, byPeer });
  if (!accept) return;
  comeOnStage(stores, invite, now());
  emit('ROLE_UPGRADED', { peerId: invite.peerId, newRole: 'host', isSelf: invite.peerId === byPeer });
}

function say({ text, replyTo }: CommandOf<'CHAT_SEND'>, { stores: { session, chat }, now }: Answering): void {
  const self = session.$self.get();
  const answered = chat.$lines.get().find(({ id }) => id === replyTo);
  if (!self) return;
  chat.applyPosted({
    id: nextId(), from: self.peerId, role: self.role, displayName: self.displayName, text, sentAt: now(),
    ...(answered ? { replyTo: answered.id, quote: { from: answered.from, displayName: answered.displayName, text: answered.text } } : {}),
  }, true);
}

function end(reason: StreamSummary['reason'], { stores: { session, audience }, now }: Answering): void {
  const startedAt = session.$room.get()?.startedAt ?? now();
  session.$summary.set({ reason, durationSec: Math.max(0, Math.round((now() - startedAt) / 1000)), peakViewers: audience.$viewerCount.get(), endedAt: now() });
  session.$state.set('IDLE');
}

function share({ shared }: CommandOf<'SCREEN_SHARE'>, { stores: { devices, stage, session, peers } }: Answering): void {
  const me = peers.$broadcasters.get().find(({ peerId }) => peerId === session.$self.get()?.peerId);
  const others = stage.$tiles.get().filter((tile) => !(tile.isSelf && tile.source === 'screen'));
  devices.applyLocal({ screen: shared ? (new FakeStream([new FakeTrack('video')]) as unknown as MediaStream) : null });
  stage.$tiles.set(shared && me ? [...others, tileOf(me, true, 'screen')] : others);
}

/** What a server would make of each command, as far as one page can see it. Commands that are not here change nothing. */
export const answers: { readonly [Type in CommandType]?: Answer<Type> } = {
  BROADCAST_START: (_, { enter }) => enter(),
  STREAM_WATCH: (_, { enter }) => enter(),
  BROADCAST_END: (_, answering) => end('ended', answering),
  STREAM_LEAVE: (_, { stores: { session } }) => session.$state.set('IDLE'),
  BROADCAST_PAUSE({ paused }, { stores }) {
    stores.devices.applyLocal({ paused });
    changeOwnTile(stores, { paused });
  },
  AUDIO_MUTE({ muted }, { stores }) {
    stores.devices.applyLocal({ audioMuted: muted });
    changeOwnTile(stores, { audioMuted: muted });
  },
  VIDEO_OFF({ off }, { stores }) {
    stores.devices.applyLocal({ videoOff: off });
    changeOwnTile(stores, { videoOff: off });
  },
  MIRROR_SET({ mirrored }, { stores }) {
    stores.devices.applyLocal({ mirrored });
    changeOwnTile(stores, { mirrored });
  },
  SCREEN_SHARE: share,
  DEVICE_SELECT: ({ kind, id }, { stores }) => stores.devices.applySelected(kind, id),
  QUALITY_SET: ({ quality }, { stores }) => stores.quality.$preferred.set(quality),
  CHAT_SEND: say,
  CHAT_RETRY({ clientId }, { stores: { chat } }) {
    chat.$lines.set(chat.$lines.get().map((line) => (line.clientId === clientId ? { ...line, status: 'sent' } : line)));
  },
  CHAT_DELETE: ({ messageId }, { stores }) => stores.chat.applyDeleted(messageId),
  CHAT_PIN({ messageId }, { stores: { chat } }) {
    chat.$pinned.set(chat.$lines.get().find(({ id }) => id === messageId) ?? null);
  },
  SLOW_MODE_SET: ({ seconds }, { stores }) => stores.chat.applySlowMode(seconds),
  REACTION_SEND: ({ emoji }, { stores }) => stores.chat.applyReaction({ id: nextId(), emoji, count: 1 }),
  COHOST_INVITE: ({ peerId }, answering) => open(answering, 'invite', peerId),
  COHOST_REQUEST: (_, answering) => open(answering, 'request', answering.stores.session.$self.get()?.peerId ?? ''),
  COHOST_RESPOND: respond,
  COHOST_CANCEL: ({ inviteId }, { stores }) => void stores.invites.applyOver(inviteId),
  COHOST_REMOVE: ({ peerId }, { stores }) => leaveStage(stores, peerId),
  STAGE_LEAVE: (_, { stores }) => leaveStage(stores, stores.session.$self.get()?.peerId ?? ''),
  COHOST_LINK_CREATE: (_, { stores, now }) => stores.invites.$link.set({ link: 'https://live.example/broadcaster.html?room=room-1#code=7f3a91', peerId: 'host-9', expiresAt: now() + 3_600_000 }),
  COHOST_LINK_REVOKE: (_, { stores }) => stores.invites.$link.set(null),
  REQUESTS_ALLOW({ enabled }, { stores: { session } }) {
    const room = session.$room.get();
    if (room) session.$room.set({ ...room, acceptInvitations: enabled });
  },
  LAYOUT_DIRECT({ layout, peerId }, { stores: { session }, now }) {
    const room = session.$room.get();
    if (room) session.$room.set({ ...room, direction: { layout, ...(peerId ? { peerId } : {}), directedAt: now() } });
  },
  PEER_REMOVE: ({ peerId }, { stores }) => stores.peers.applyViewerLeft(peerId),
  PEER_BAN: ({ peerId }, { stores }) => stores.peers.applyViewerLeft(peerId),
  PEER_MUTE({ peerId, muted }, { stores: { peers } }) {
    peers.applyModerated(peerId, { muted, isModerator: peers.$byId.get().get(peerId)?.isModerator ?? false });
  },
  MODERATOR_SET({ peerId, moderator }, { stores: { peers } }) {
    peers.applyModerated(peerId, { isModerator: moderator, muted: peers.$byId.get().get(peerId)?.muted ?? false });
  },
  PEER_UNBAN({ peerId }, { stores: { moderation } }) {
    const log = moderation.$log.get();
    if (log) moderation.$log.set({ ...log, banned: log.banned.filter((peer) => peer.peerId !== peerId) });
  },
};
