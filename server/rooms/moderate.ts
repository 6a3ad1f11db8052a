import { SignalError } from '../signal-error.ts';
import { rulesOver, scopeOf, sees } from './authority.ts';
import type { Scoped } from './bans.ts';
import { isSame, type Person } from './identity-keys.ts';
import type { Departed } from './moderation.ts';
import type { RoomPeer } from './room-peer.ts';
import { isVoice } from './voice.ts';

/** Whom `actor` means. Throws `not-found` for someone they cannot see, `not-allowed` for someone they do not rule over. */
function subject(actor: RoomPeer, peerId: string): RoomPeer {
  const target = actor.room.peer(peerId);
  if (!target || !sees(actor, target)) throw new SignalError('not-found');
  if (!rulesOver(actor, target)) throw new SignalError('not-allowed');
  return target;
}

/** Someone who has left: a viewer of the actor's audience, for those on stage are the original host's affair. */
function departed(actor: RoomPeer, peerId: string): Departed {
  const person = actor.room.moderation.departed(peerId);
  if (!person || (!actor.grants.isOriginalHost && person.audienceId !== actor.audience.audienceId)) throw new SignalError('not-found');
  return person;
}

const scoped = (actor: RoomPeer, { audienceId: _, ...person }: Departed): Person & Scoped => ({ ...person, ...scopeOf(actor) });

/** Every place of this person that `actor` rules over: a second tab is the same person. */
const placesOf = (actor: RoomPeer, { keys }: Person): RoomPeer[] =>
  [...actor.room.peers].filter((peer) => isSame(peer.person.keys, keys) && rulesOver(actor, peer));

function sendOut(peer: RoomPeer, reason: 'removed' | 'banned'): void {
  const { outlet } = peer;
  peer.room.remove(peer, reason);
  peer.room.plane?.removed(peer.peerId);
  outlet?.close(reason);
}

export async function removePeer(actor: RoomPeer, peerId: string): Promise<void> {
  const { person } = subject(actor, peerId);
  await actor.room.moderation.remove(scoped(actor, person));
  for (const place of placesOf(actor, person)) sendOut(place, 'removed');
}

export async function banPeer(actor: RoomPeer, peerId: string): Promise<void> {
  const present = actor.room.peer(peerId);
  const person = present ? subject(actor, peerId).person : departed(actor, peerId);
  await actor.room.moderation.ban({ ...scoped(actor, person), by: actor.info.displayName });
  for (const place of placesOf(actor, person)) sendOut(place, 'banned');
}

export async function unbanPeer(actor: RoomPeer, peerId: string): Promise<void> {
  const { moderation } = actor.room;
  if (!(await moderation.unban(peerId, scopeOf(actor).audienceId))) throw new SignalError('not-found');
}

/** A viewer can no longer write; a broadcaster's microphone is paused and stays so. */
export async function mutePeer(actor: RoomPeer, peerId: string, muted: boolean): Promise<void> {
  const { person } = subject(actor, peerId);
  await actor.room.moderation.set('muted', scoped(actor, person), muted);
  for (const place of placesOf(actor, person)) {
    place.muted = muted;
    if (muted) await silence(place);
    tell(place);
  }
}

/** Of the audience they are in, whoever makes them one. */
export async function setModerator(actor: RoomPeer, peerId: string, moderator: boolean): Promise<void> {
  const target = subject(actor, peerId);
  if (target.onStage) throw new SignalError('not-allowed');
  await actor.room.moderation.set('moderators', target.person, moderator);
  for (const place of placesOf(actor, target.person)) {
    if (place.audience !== target.audience) continue;
    place.isModerator = moderator;
    tell(place);
  }
}

/** What is heard of a muted broadcaster is paused, and goes by the SFU, where it stays paused. */
async function silence({ room, peerId, media, mesh }: RoomPeer): Promise<void> {
  const audible = [...media.producers, ...mesh.list].filter(({ source, paused }) => !paused && isVoice(source));
  for (const { producerId } of audible) {
    if (mesh.has(producerId)) mesh.setPaused(producerId, true);
    else await media.setProducerPaused(producerId, true);
    room.channel.publish({ type: 'ProducerPaused', peerId, producerId, paused: true });
  }
}

function tell(peer: RoomPeer): void {
  const { room, audience, peerId, muted, isModerator } = peer;
  (peer.onStage ? room.channel : audience.channel).publish({ type: 'PeerModerated', peerId, isModerator, muted });
  peer.self.publish({ type: 'CapsChanged', caps: [...peer.grants.caps], muted });
  room.path.review();
}
