import { scopeOf } from '../../rooms/authority.ts';
import { banPeer as ban, mutePeer as mute, removePeer as remove, setModerator as makeModerator, unbanPeer as unban } from '../../rooms/moderate.ts';
import { done, type Handler } from '../handler.ts';

export const removePeer: Handler<'RemovePeer'> = async ({ peer }, { peerId }) => {
  await remove(peer, peerId);
  return done;
};

export const banPeer: Handler<'BanPeer'> = async ({ peer }, { peerId }) => {
  await ban(peer, peerId);
  return done;
};

export const unbanPeer: Handler<'UnbanPeer'> = async ({ peer }, { peerId }) => {
  await unban(peer, peerId);
  return done;
};

export const mutePeer: Handler<'MutePeer'> = async ({ peer }, { peerId, muted }) => {
  await mute(peer, peerId, muted);
  return done;
};

export const setModerator: Handler<'SetModerator'> = async ({ peer }, { peerId, moderator }) => {
  await makeModerator(peer, peerId, moderator);
  return done;
};

export const auditLog: Handler<'AuditLog'> = ({ peer }) => {
  const { audienceId } = scopeOf(peer);
  const { audit, moderation } = peer.room;
  return { type: 'AuditLines', lines: audit.lines(audienceId), banned: moderation.banned(audienceId) };
};
