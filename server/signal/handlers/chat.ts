import { mentionsIn, type Named } from '../../chat/mentions.ts';
import type { RoomPeer } from '../../rooms/room-peer.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler } from '../handler.ts';

/** Whoever keeps order here is not slowed down. */
const isExempt = ({ onStage, grants }: RoomPeer): boolean => onStage || grants.caps.has('chat:moderate');

/** Everyone who reads what this peer writes. */
function* readersOf({ room, audience }: RoomPeer): Generator<Named> {
  for (const other of room.peers) if (other.audience === audience) yield { peerId: other.peerId, displayName: other.claims.display_name ?? '' };
}

/** The sender's reply goes first, so that its pending line is settled before everyone's copy arrives. */
export const chatSend: Handler<'ChatSend'> = async ({ peer, services, after }, { clientId, text, replyTo }) => {
  // They may be moved while the line is written down: it belongs to those it was said to.
  const { audience, info: { displayName, avatarUrl, role } } = peer;
  const quote = replyTo === undefined ? undefined : audience.lines.quoteOf(replyTo);
  if (replyTo !== undefined && !quote) throw new SignalError('not-found');
  const filtered = services.words.check(text);
  if (filtered.refused) throw new SignalError('blocked-words');
  const retryAfterMs = isExempt(peer) ? 0 : audience.slowMode.take(peer.peerId, clientId);
  if (retryAfterMs > 0) throw new SignalError('slow-mode', { retryAfterMs });
  const mentions = mentionsIn(filtered.text, readersOf(peer));
  const { message, isNew } = await audience.lines.write({
    id: services.ids.uuid(), clientId, from: peer.peerId, role, displayName, text: filtered.text, sentAt: services.clock.now(),
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    ...(role !== 'host' && peer.grants.caps.has('chat:moderate') ? { isModerator: true } : {}),
    ...(replyTo === undefined || !quote ? {} : { replyTo, quote }),
    ...(mentions.length === 0 ? {} : { mentions }),
  });
  if (isNew) {
    services.metrics.chatMessages.inc();
    audience.typing.set(peer.peerId, false);
    after(() => audience.announce(message));
  }
  return { type: 'ChatAccepted', message };
};

export const deleteMessage: Handler<'DeleteMessage'> = async ({ peer }, { messageId }) => {
  const { audience, grants } = peer;
  const line = audience.lines.find(messageId);
  if (line && line.from !== peer.peerId && !grants.caps.has('chat:moderate')) throw new SignalError('not-allowed');
  if (!line || !(await audience.remove(messageId))) throw new SignalError('not-found');
  return done;
};

export const pinMessage: Handler<'PinMessage'> = ({ peer: { audience } }, { messageId }) => {
  const line = messageId === null ? undefined : audience.lines.find(messageId);
  if (messageId !== null && !line) throw new SignalError('not-found');
  audience.pin(line);
  return done;
};

export const setSlowMode: Handler<'SetSlowMode'> = ({ peer: { audience } }, { seconds }) => {
  audience.setSlowMode(seconds);
  return done;
};

export const setTyping: Handler<'SetTyping'> = ({ peer }, { typing }) => {
  peer.audience.typing.set(peer.peerId, typing);
  return done;
};

export const react: Handler<'React'> = ({ peer }, { emoji }) => {
  peer.audience.reactions.add(emoji, peer.peerId);
  return done;
};
