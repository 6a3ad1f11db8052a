import { changeProfile } from '../../rooms/profile.ts';
import { SignalError } from '../../signal-error.ts';
import { done, type Handler } from '../handler.ts';

export const setDisplayName: Handler<'SetDisplayName'> = ({ peer, services, after }, { displayName }) => {
  if (peer.claims.name_bound) throw new SignalError('not-allowed');
  after(() => changeProfile(peer, { display_name: displayName }, services));
  return done;
};

export const setMetadata: Handler<'SetMetadata'> = ({ peer, services, after }, { metadata }) => {
  after(() => changeProfile(peer, { metadata }, services));
  return done;
};
