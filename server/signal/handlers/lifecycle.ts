import { done, type Handler } from '../handler.ts';

export const leave: Handler<'Leave'> = ({ peer, after }) => {
  after(() => {
    const { outlet } = peer;
    peer.room.remove(peer, 'left');
    outlet?.finish();
  });
  return done;
};

export const endRoom: Handler<'EndRoom'> = ({ peer, after }) => {
  after(() => peer.room.end('ended'));
  return done;
};

export const setBroadcastPaused: Handler<'SetBroadcastPaused'> = ({ peer, after }, { paused }) => {
  if (peer.onStage && peer.paused !== paused) {
    peer.paused = paused;
    after(() => peer.room.channel.publish({ type: 'BroadcastPaused', peerId: peer.peerId, paused }));
  }
  return done;
};
