import { done, type Handler } from '../handler.ts';

/** The sender's reply goes first, so that its pending line is settled before everyone's copy arrives. */
export const chatSend: Handler<'ChatSend'> = async ({ peer, services, after }, { clientId, text }) => {
  const { displayName, avatarUrl, role } = peer.info;
  const { message, isNew } = await peer.audience.write({
    id: services.ids.uuid(), clientId, from: peer.peerId, role, displayName, text, sentAt: services.clock.now(),
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
  });
  if (isNew) {
    services.metrics.chatMessages.inc();
    peer.audience.typing.set(peer.peerId, false);
    after(() => peer.audience.announce(message));
  }
  return { type: 'ChatAccepted', message };
};

export const setTyping: Handler<'SetTyping'> = ({ peer }, { typing }) => {
  peer.audience.typing.set(peer.peerId, typing);
  return done;
};

export const react: Handler<'React'> = ({ peer }, { emoji }) => {
  peer.audience.reactions.add(emoji, peer.peerId);
  return done;
};
