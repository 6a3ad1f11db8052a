import { changeProfile } from '../../rooms/profile.ts';
import { done, type Handler } from '../handler.ts';

export const setDisplayName: Handler<'SetDisplayName'> = ({ peer, services, after }, { displayName }) => {
  after(() => changeProfile(peer, { display_name: displayName }, services));
  return done;
};

export const setMetadata: Handler<'SetMetadata'> = ({ peer, services, after }, { metadata }) => {
  after(() => changeProfile(peer, { metadata }, services));
  return done;
};
