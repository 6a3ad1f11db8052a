import { mayInvite } from '../cohost/standing.ts';
import type { RoomContext } from '../context.ts';
import type { MessageKey } from '../localize.ts';
import type { MufRequest } from '../requests.ts';
import type { KeyName } from './keys.ts';

export interface Shortcut {
  readonly name: KeyName;
  readonly label: MessageKey;
  readonly group: 'anyone' | 'stage';
  /** What the key asks for now; `undefined` where it has no meaning, and is left to the page. */
  readonly request: (room: RoomContext) => MufRequest | undefined;
}

const isLive = ({ manager }: RoomContext): boolean => manager.stores.session.$state.get() === 'ACTIVE';
const whileLive = (request: MufRequest) => (room: RoomContext): MufRequest | undefined => (isLive(room) ? request : undefined);

/** In the set-up, and on stage. */
function hasDevices({ manager }: RoomContext): boolean {
  const { session, devices } = manager.stores;
  return session.$state.get() === 'ACTIVE' ? session.$self.get()?.role !== 'viewer' : devices.$local.get().status === 'ready';
}

/** The keyboard map, in the order the help lists it. */
export const shortcuts: readonly Shortcut[] = [
  { name: 'chat', label: 'keys.chat', group: 'anyone', request: whileLive({ type: 'CHAT_OPEN' }) },
  { name: 'people', label: 'controls.people', group: 'anyone', request: whileLive({ type: 'PEOPLE_OPEN' }) },
  { name: 'react', label: 'keys.react', group: 'anyone', request: whileLive({ type: 'REACTION_SEND', emoji: '❤️' }) },
  {
    name: 'captions', label: 'captions.label', group: 'anyone',
    request: ({ view }) => (view.$captions.get() === 'none' ? undefined : { type: 'CAPTIONS_SHOW', shown: view.$captions.get() === 'off' }),
  },
  { name: 'fullscreen', label: 'controls.fullscreen', group: 'anyone', request: (room) => (document.fullscreenEnabled && isLive(room) ? { type: 'FULLSCREEN_TOGGLE' } : undefined) },
  { name: 'settings', label: 'keys.settings', group: 'anyone', request: whileLive({ type: 'SHEET_OPEN', sheet: 'settings' }) },
  { name: 'share', label: 'controls.share', group: 'anyone', request: whileLive({ type: 'SHARE_OPEN' }) },
  { name: 'leave', label: 'keys.leave', group: 'anyone', request: whileLive({ type: 'END_ASK' }) },
  { name: 'help', label: 'keys.help', group: 'anyone', request: ({ view }) => (view.$sheet.get() === 'keyboard' ? { type: 'SHEET_CLOSE' } : { type: 'SHEET_OPEN', sheet: 'keyboard' }) },
  {
    name: 'mic', label: 'keys.mic', group: 'stage',
    request: (room) => {
      const { hasAudio, audioMuted } = room.manager.stores.devices.$local.get();
      return hasDevices(room) ? { type: 'AUDIO_MUTE', muted: hasAudio && !audioMuted } : undefined;
    },
  },
  {
    name: 'camera', label: 'keys.camera', group: 'stage',
    request: (room) => {
      const { hasVideo, videoOff } = room.manager.stores.devices.$local.get();
      return hasDevices(room) && (hasVideo || !room.view.$cameraless.get()) ? { type: 'VIDEO_OFF', off: hasVideo && !videoOff } : undefined;
    },
  },
  { name: 'guests', label: 'cohost.guests', group: 'stage', request: (room) => (isLive(room) && mayInvite(room.manager.stores.session.$self.get()) ? { type: 'SHEET_OPEN', sheet: 'guests' } : undefined) },
];
