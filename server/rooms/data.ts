import type { Channel } from '../signal/channel.ts';
import { SignalError } from '../signal-error.ts';
import type { RoomPeer } from './room-peer.ts';

/**
 * On which channels data of this peer goes out. With `data:broadcast`: the whole room, or any one of those that the
 * peer can see. Without it: the broadcasters it watches, or one of those on stage, so that viewers cannot reach one
 * another. Throws `not-found` when `to` is nobody it may reach.
 */
export function audienceOfData(peer: RoomPeer, to: string | undefined): readonly Channel[] {
  const everyone = peer.grants.caps.has('data:broadcast');
  if (to !== undefined) {
    const other = peer.room.peer(to);
    if (!other || !(other.onStage || (everyone && other.audience === peer.audience))) throw new SignalError('not-found');
    return [other.self];
  }
  if (everyone) return [peer.room.channel];
  return peer.room.stage.filter((other) => other.audience === peer.audience).map((other) => other.self);
}
