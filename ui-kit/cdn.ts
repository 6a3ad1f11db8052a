import { LiveEvent, MufLiveManager } from '../core/index.ts';
import { slotNames } from '../slots/names.ts';
import { registerLanguage } from './locales/register.ts';
import { mount } from './mount.ts';
import { whenWanted } from './when-wanted.ts';

export * from './everything.ts';

/** What pages without modules of their own use: `MufLive.mount('#root', { … })`. */
const MufLive = { mount, MufLiveManager, LiveEvent, slotNames, registerLanguage };

declare global {
  interface Window { MufLive: typeof MufLive }
}

window.MufLive ??= MufLive;

// A page without one does not fetch it.
whenWanted('muf-player', () => import('./player/muf-player.ts'));
