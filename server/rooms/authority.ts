import type { RoomPeer } from './room-peer.ts';

type Party = Pick<RoomPeer, 'grants' | 'onStage' | 'audience' | 'role'>;

/** Whether this peer sees that one at all: those on stage, and the audience they share. */
export const sees = (actor: Party, target: Party): boolean => actor.grants.isOriginalHost || target.onStage || actor.audience === target.audience;

/**
 * Whether one may rule over the other, given that it may rule at all (`can`). The original host rules over everyone else;
 * a host over the viewers of the audience they are in; a moderator there over those who neither host nor moderate.
 */
export function rulesOver(actor: Party, target: Party): boolean {
  if (actor === target || target.grants.isOriginalHost) return false;
  if (actor.grants.isOriginalHost) return true;
  if (target.onStage || actor.audience !== target.audience) return false;
  return actor.role === 'host' || !target.grants.caps.has('chat:moderate');
}

/** Where what this peer decides holds: for the original host the whole room, else the audience they are in. */
export const scopeOf = (actor: Party): { audienceId?: string } => (actor.grants.isOriginalHost ? {} : { audienceId: actor.audience.audienceId });
