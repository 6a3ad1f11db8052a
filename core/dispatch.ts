import { batch } from 'nanostores';
import type { Random } from './clock.ts';
import { audienceChanged, audienceSwitched } from './audience-events.ts';
import { dataEvent } from './data.ts';
import { personOf, tellUpdated } from './difference.ts';
import type { Emitter } from './emitter.ts';
import type { HeardSignal, Path } from './media/mesh-room.ts';
import { moderationEvents } from './moderation-events.ts';
import { applyRoom, stageEvents } from './stage-events.ts';
import type { Stores } from './stores.ts';
import type { TypingWatch } from './typing.ts';
import type { EventOf, EventType, SignalEvent } from './wire/signal/events.ts';
import type { JsonObject } from './wire/signal/fields.ts';
import type { ChatMessage, LeaveReason, PeerInfo, StreamSummary } from './wire/signal/shapes.ts';

export interface DispatchTarget {
  readonly stores: Stores;
  readonly emit: Emitter['emit'];
  readonly random: Random;
  readonly typing: TypingWatch;
  /** Server time. */
  now(): number;
  mediaReset(rtpCapabilities: JsonObject): void;
  meshSignalled(heard: HeardSignal): void;
  /** A host has muted me: my microphone goes off. */
  silence(): void;
  ended(summary: StreamSummary): void;
}

export type Handlers = { readonly [Type in EventType]: (event: EventOf<Type>, target: DispatchTarget) => void };

const isSelf = ({ stores }: DispatchTarget, peerId: string): boolean => stores.session.$self.get()?.peerId === peerId;

export const chatEvent = ({ id, from, role, displayName, avatarUrl, text, sentAt, replyTo, mentions }: ChatMessage) =>
  ({ id, from, role, displayName, avatarUrl, text, sentAt, ...(replyTo === undefined ? {} : { replyTo }), ...(mentions === undefined ? {} : { mentions }) });

function joined(peer: PeerInfo, target: DispatchTarget): void {
  if (!isSelf(target, peer.peerId)) target.emit('PEER_JOINED', personOf(peer));
}

function left(peerId: string, reason: LeaveReason, target: DispatchTarget): void {
  const peer = target.stores.peers.$byId.get().get(peerId);
  target.typing.set(peerId, false);
  if (peer && !isSelf(target, peerId)) target.emit('PEER_LEFT', { ...personOf(peer), reason });
}

/** Media is to go another way; whoever carries it follows the store. */
export function applyPath(path: Path, { stores: { connection: { $connection } }, emit }: DispatchTarget): void {
  const before = $connection.get();
  // Which way of the audience plane is taken, the page decides.
  if (before.path === path || (path === 'sfu' && before.path !== 'mesh')) return;
  const connection = { ...before, path };
  $connection.set(connection);
  emit('CONNECTION_CHANGED', connection);
}

function received(data: EventOf<'DataReceived' | 'LossyDataReceived'>, target: DispatchTarget): void {
  if (!isSelf(target, data.from)) target.emit('DATA', dataEvent(data));
}

/** Whether a track of someone's counts as muted or off: told for the microphone and the camera only. */
function silenced(peerId: string, producerId: string, paused: boolean, { stores, emit }: DispatchTarget): void {
  const source = stores.peers.$broadcasters.get().find((broadcaster) => broadcaster.peerId === peerId)?.producers.find((producer) => producer.producerId === producerId)?.source;
  if (source === 'mic') emit('PEER_AUDIO_MUTE', { peerId, muted: paused });
  if (source === 'camera') emit('PEER_VIDEO_OFF', { peerId, off: paused });
}

function spoke(peerId: string, isSpeaking: boolean, target: DispatchTarget): void {
  if (isSelf(target, peerId)) target.emit('LOCAL_SPEAKING_CHANGED', { isSpeaking });
  else target.emit('PEER_SPEAKING_CHANGED', { peerId, isSpeaking });
}

const handlers: Handlers = {
  ...stageEvents,
  ...moderationEvents,
  RoomUpdated: ({ room }, target) => applyRoom(room, target),
  RoomEnded: ({ summary }, target) => target.ended(summary),
  BroadcasterJoined({ broadcaster }, target) {
    const known = target.stores.peers.$broadcasters.get().find(({ peerId }) => peerId === broadcaster.peerId);
    target.stores.peers.applyBroadcaster(broadcaster);
    if (known) tellUpdated(known, broadcaster, target.emit);
    else joined(broadcaster, target);
  },
  BroadcasterAway: ({ peerId, awayUntil }, { stores }) => stores.peers.applyAway(peerId, awayUntil),
  BroadcasterBack: ({ peerId }, { stores }) => stores.peers.applyAway(peerId, undefined),
  BroadcasterLeft({ peerId, reason }, target) {
    left(peerId, reason, target);
    target.stores.peers.applyBroadcasterLeft(peerId);
    if (target.stores.stage.$activeSpeaker.get() === peerId) handlers.ActiveSpeakerChanged({ type: 'ActiveSpeakerChanged', peerId: null }, target);
  },
  PeerUpdated(update, { stores, emit }) {
    const { peerId, displayName, metadata } = update;
    stores.peers.applyUpdated(update);
    const self = stores.session.$self.get();
    if (self?.peerId === peerId) stores.session.$self.set({ ...self, displayName, metadata });
    emit('PEER_UPDATED', { peerId, displayName, metadata: metadata ?? {} });
  },
  DataReceived: received,
  LossyDataReceived: received,
  BroadcastPaused: ({ peerId, paused }, { stores }) => stores.peers.applyPaused(peerId, paused),
  ViewerJoined({ viewer }, target) {
    // Someone who comes back from the stage was here before.
    const isNew = !target.stores.peers.$byId.get().has(viewer.peerId);
    target.stores.peers.applyViewer(viewer);
    if (isNew) joined(viewer, target);
  },
  ViewerLeft({ peerId, reason }, target) {
    const onStage = target.stores.peers.$broadcasters.get().some((broadcaster) => broadcaster.peerId === peerId);
    if (!onStage) left(peerId, reason, target);
    target.stores.peers.applyViewerLeft(peerId);
  },
  ProducerAdded({ peerId, producer }, target) {
    target.stores.peers.applyProducer(peerId, producer);
    if (producer.paused) silenced(peerId, producer.producerId, true, target);
  },
  ProducerPaused({ peerId, producerId, paused }, target) {
    target.stores.peers.applyProducerPaused(peerId, producerId, paused);
    silenced(peerId, producerId, paused, target);
  },
  ProducerClosed({ peerId, producerId }, { stores }) {
    stores.peers.applyProducerClosed(peerId, producerId);
    stores.quality.forget(producerId);
  },
  LayersWanted: (event, { stores }) => stores.quality.applyWantedLayers(event),
  PlainCodecWanted: (event, { stores }) => stores.quality.applyUnplayable(event),
  ChatPosted({ message }, target) {
    const isNew = !target.stores.chat.known(message.id);
    target.typing.set(message.from, false);
    target.stores.chat.applyPosted(message, isSelf(target, message.from));
    if (isNew) target.emit('CHAT', chatEvent(message));
  },
  ChatDeleted({ id }, { stores, emit }) {
    stores.chat.applyDeleted(id);
    emit('CHAT_DELETED', { id });
  },
  ChatPinned: ({ message }, { stores }) => stores.chat.$pinned.set(message),
  SlowModeChanged: ({ seconds }, { stores }) => stores.chat.applySlowMode(seconds),
  AudienceChanged: audienceChanged,
  AudienceSwitched: audienceSwitched,
  MediaReset: ({ rtpCapabilities }, target) => target.mediaReset(rtpCapabilities),
  MediaPathChanged: ({ path }, target) => applyPath(path, target),
  MeshSignalled: ({ from, signal }, target) => target.meshSignalled({ from, signal }),
  ViewerCountChanged({ count }, { stores, emit }) {
    if (stores.audience.$viewerCount.get() === count) return;
    stores.audience.$viewerCount.set(count);
    emit('VIEWER_COUNT', { count });
  },
  TypingChanged({ peerId, typing }, target) {
    if (!isSelf(target, peerId)) target.typing.set(peerId, typing);
  },
  Reacted({ emoji, count, from }, { stores, emit, random }) {
    const burst = { emoji, count, ...(from === undefined ? {} : { from }) };
    stores.chat.applyReaction({ id: random.id(), ...burst });
    emit('REACTION', burst);
  },
  ActiveSpeakerChanged({ peerId }, { stores, emit }) {
    if (stores.stage.$activeSpeaker.get() === peerId) return;
    stores.stage.$activeSpeaker.set(peerId);
    emit('ACTIVE_SPEAKER', { peerId });
  },
  SpeakingChanged({ peerIds }, target) {
    const { $speaking } = target.stores.stage;
    const [before, now] = [$speaking.get(), new Set(peerIds)];
    $speaking.set(now);
    for (const peerId of before) if (!now.has(peerId)) spoke(peerId, false, target);
    for (const peerId of now) if (!before.has(peerId)) spoke(peerId, true, target);
  },
  ProducerQualityChanged: (event, { stores }) => stores.quality.applySent(event),
  ConsumerQualityChanged: (event, { stores }) => stores.quality.applyReceived(event),
};

/** Runs `change` as one change of the stores; what it emits is heard after it, when all of them agree. */
export function inOneChange(target: DispatchTarget, change: (target: DispatchTarget) => void): void {
  const told: (() => void)[] = [];
  batch(() => change({ ...target, emit: (name, payload) => void told.push(() => target.emit(name, payload)) }));
  for (const tell of told) tell();
}

/** Applies one server event to the stores and tells it as `LiveEvent`s. */
export function dispatch(event: SignalEvent, target: DispatchTarget): void {
  inOneChange(target, (quiet) => (handlers[event.type] as (event: SignalEvent, target: DispatchTarget) => void)(event, quiet));
}
