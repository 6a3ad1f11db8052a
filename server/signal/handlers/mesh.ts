import { canProduce } from '../../auth/grants.ts';
import type { RoomPeer } from '../../rooms/room-peer.ts';
import { isSilenced } from '../../rooms/voice.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler } from '../handler.ts';

/** Only those on stage of a room in mesh mode connect; elsewhere there is nothing to be found. */
function requireMesh(peer: RoomPeer): void {
  if (!peer.onStage) throw new SignalError('not-allowed');
  if (!peer.room.path.isMesh) throw new SignalError('not-found');
}

/** Someone else on the same stage. A stranger, a viewer and oneself look alike: `not-found`. */
function requireOther(peer: RoomPeer, peerId: string): RoomPeer {
  requireMesh(peer);
  const other = peer.room.peer(peerId);
  if (!other?.onStage || other === peer) throw new SignalError('not-found');
  return other;
}

export const meshPublish: Handler<'MeshPublish'> = ({ peer, services, after }, { source, paused: wanted }) => {
  requireMesh(peer);
  if (!canProduce(peer.grants, source)) throw new SignalError('not-allowed');
  const { channel } = peer.room;
  const { peerId, mesh } = peer;
  const paused = wanted || isSilenced(peer, source);
  const known = mesh.of(source);
  if (!known) {
    const producer = mesh.add(services.ids.uuid(), source, paused);
    after(() => channel.publish({ type: 'ProducerAdded', peerId, producer }));
    return { type: 'Produced', producerId: producer.producerId };
  }
  const { producerId } = known;
  if (mesh.setPaused(producerId, paused)) after(() => channel.publish({ type: 'ProducerPaused', peerId, producerId, paused }));
  return { type: 'Produced', producerId };
};

export const meshSignal: Handler<'MeshSignal'> = ({ peer, after }, { to, signal }) => {
  const other = requireOther(peer, to);
  after(() => other.self.publish({ type: 'MeshSignalled', from: peer.peerId, signal }));
  return done;
};

export const meshFailed: Handler<'MeshFailed'> = ({ peer, services, after }, { peerId }) => {
  const other = requireOther(peer, peerId);
  services.logger.info({ roomId: peer.room.roomId }, 'two pages found no way to each other');
  after(() => peer.room.path.unreachable(peer.peerId, other.peerId));
  return done;
};
