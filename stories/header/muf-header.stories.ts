import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/header/muf-header.ts';
import { control } from '../support/find.ts';
import { asHost, changeRoom, changeSelf, changeTile, connection, isCall } from '../support/situations.ts';
import { wearSampleStyles } from '../support/slot-content.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Header/Header', ...about('muf-header', 'video', '640px') };
export default meta;

export const Viewer: StoryObj<Args> = story({ given: ({ scenario }) => scenario.stores.audience.$viewerCount.set(128) });
export const OnAPhone: StoryObj<Args> = story({ width: '390px' });
export const Host: StoryObj<Args> = story({ room: asHost, play: async (canvas) => void (await control(canvas, 'header.end')) });
export const Cohost: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2, caps: ['publish:camera'] }, given: (scene) => changeSelf(scene, { isOriginalHost: false }) });
export const HostSpeaks: StoryObj<Args> = story({ given: (scene) => changeTile(scene, 0, { speaking: true }) });
export const LongName: StoryObj<Args> = story({ width: '390px', room: { names: ['The Wednesday Evening Chamber Music Society of Lisbon', 'Bo'] } });
export const Crowd: StoryObj<Args> = story({ width: '390px', given: ({ scenario }) => scenario.stores.audience.$viewerCount.set(1_284_901) });
export const NotYetLive: StoryObj<Args> = story({ given: (scene) => changeRoom(scene, { status: 'waiting' }) });
export const Call: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: isCall });
export const WeakConnection: StoryObj<Args> = story({ given: (scene) => connection(scene, 'poor', 'downlink-loss') });
export const WithSlots: StoryObj<Args> = story({
  given: ({ element }) => {
    wearSampleStyles();
    const put = (slot: string, className: string, text: string): void => element.append(Object.assign(document.createElement('button'), { slot, className: `sample ${className}`, type: 'button', textContent: text }));
    put('header.actionPill', 'pill', 'Follow');
    put('header.promoChips', 'chip', '🏆 No. 4 in Music');
    put('header.topRightActions', 'pill', 'Tickets');
  },
});
