import { canOpen } from '../../auth/grants.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler } from '../handler.ts';

export const openTransport: Handler<'OpenTransport'> = async ({ peer }, { direction }) => {
  if (!canOpen(peer.grants, direction)) throw new SignalError('not-allowed');
  return { type: 'TransportOpened', transport: await peer.media.openTransport(direction) };
};

export const connectTransport: Handler<'ConnectTransport'> = async ({ peer }, { transportId, dtlsParameters }) => {
  const { role, fingerprints } = dtlsParameters;
  await peer.media.connectTransport(transportId, { fingerprints, ...(role === undefined ? {} : { role }) });
  return done;
};

export const restartIce: Handler<'RestartIce'> = async ({ peer }, { transportId }) => ({
  type: 'IceRestarted',
  iceParameters: await peer.media.restartIce(transportId),
});
