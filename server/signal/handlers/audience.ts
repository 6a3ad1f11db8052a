import { done, type Handler } from '../handler.ts';

export const mergeAudiences: Handler<'MergeAudiences'> = async ({ peer }, { hostPeerId }) => {
  await peer.room.audiences.merge(peer, hostPeerId);
  return done;
};

export const splitAudience: Handler<'SplitAudience'> = async ({ peer }) => {
  await peer.room.audiences.split(peer);
  return done;
};

export const raidAudience: Handler<'RaidAudience'> = async ({ peer }, { hostPeerId }) => {
  await peer.room.audiences.raid(peer, hostPeerId);
  return done;
};
