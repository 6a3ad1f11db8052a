import { SignalError } from '../../signal-error.ts';
import type { Handler } from '../handler.ts';

/** Not for the audience alone: whoever leaves the stage has it in time. */
export const broadcastUrl: Handler<'BroadcastUrl'> = async ({ peer }) => {
  const { plane } = peer.room;
  if (!plane) throw new SignalError('not-found');
  return { type: 'BroadcastSigned', broadcast: await plane.sign(peer) };
};
