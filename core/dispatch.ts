import { batch } from 'nanostores';
import type { Random } from './clock.ts';
import type { Emitter } from './emitter.ts';
import type { Stores } from './stores.ts';
import type { TypingWatch } from './typing.ts';
import type { EventOf, EventType, SignalEvent } from './wire/signal/events.ts';
import type { JsonObject } from './wire/signal/fields.ts';
import type { ChatMessage, PeerInfo, StreamSummary } from './wire/signal/shapes.ts';

export interface DispatchTarget {
  readonly stores: Stores;
  readonly emit: Emitter['emit'];
  readonly random: Random;
  readonly typing: TypingWatch;
  mediaReset(rtpCapabilities: JsonObject): void;
  ended(summary: StreamSummary): void;
}

type Handlers = { readonly [Type in EventType]: (event: EventOf<Type>, target: DispatchTarget) => void };

const isSelf = ({ stores }: DispatchTarget, peerId: string): boolean => stores.session.$self.get()?.peerId === peerId;

const personOf = ({ peerId, displayName, avatarUrl, role }: PeerInfo) => ({ peerId, displayName, avatarUrl, role });

export const chatEvent = ({ id, from, role, displayName, avatarUrl, text, sentAt }: ChatMessage) => ({ id, from, role, displayName, avatarUrl, text, sentAt });

function joined(peer: PeerInfo, target: DispatchTarget): void {
  if (!isSelf(target, peer.peerId)) target.emit('PEER_JOINED', personOf(peer));
}

function left(peerId: string, reason: string, target: DispatchTarget): void {
  const peer = target.stores.peers.$byId.get().get(peerId);
  target.typing.set(peerId, false);
  if (peer && !isSelf(target, peerId)) target.emit('PEER_LEFT', { ...personOf(peer), reason });
}

/** Whether a track of someone's counts as muted or off: told for the microphone and the camera only. */
function silenced(peerId: string, producerId: string, paused: boolean, { stores, emit }: DispatchTarget): void {
  const source = stores.peers.$broadcasters.get().find((broadcaster) => broadcaster.peerId === peerId)?.producers.find((producer) => producer.producerId === producerId)?.source;
  if (source === 'mic') emit('PEER_AUDIO_MUTE', { peerId, muted: paused });
  if (source === 'camera') emit('PEER_VIDEO_OFF', { peerId, off: paused });
}

const handlers: Handlers = {
  RoomUpdated: ({ room }, { stores }) => stores.session.$room.set(room),
  RoomEnded: ({ summary }, target) => target.ended(summary),
  BroadcasterJoined({ broadcaster }, target) {
    const isNew = !target.stores.peers.$broadcasters.get().some(({ peerId }) => peerId === broadcaster.peerId);
    target.stores.peers.applyBroadcaster(broadcaster);
    if (isNew) joined(broadcaster, target);
  },
  BroadcasterAway: ({ peerId, awayUntil }, { stores }) => stores.peers.applyAway(peerId, awayUntil),
  BroadcasterBack: ({ peerId }, { stores }) => stores.peers.applyAway(peerId, undefined),
  BroadcasterLeft({ peerId, reason }, target) {
    left(peerId, reason, target);
    target.stores.peers.applyBroadcasterLeft(peerId);
    if (target.stores.stage.$activeSpeaker.get() === peerId) handlers.ActiveSpeakerChanged({ type: 'ActiveSpeakerChanged', peerId: null }, target);
  },
  BroadcastPaused: ({ peerId, paused }, { stores }) => stores.peers.applyPaused(peerId, paused),
  ViewerJoined({ viewer }, target) {
    const isNew = !target.stores.peers.$viewers.get().some(({ peerId }) => peerId === viewer.peerId);
    target.stores.peers.applyViewer(viewer);
    if (isNew) joined(viewer, target);
  },
  ViewerLeft({ peerId, reason }, target) {
    left(peerId, reason, target);
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
  ProducerClosed: ({ peerId, producerId }, { stores }) => stores.peers.applyProducerClosed(peerId, producerId),
  ChatPosted({ message }, target) {
    const isNew = !target.stores.chat.known(message.id);
    target.typing.set(message.from, false);
    target.stores.chat.applyPosted(message, isSelf(target, message.from));
    if (isNew) target.emit('CHAT', chatEvent(message));
  },
  MediaReset: ({ rtpCapabilities }, target) => target.mediaReset(rtpCapabilities),
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
