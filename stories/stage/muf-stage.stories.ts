import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/stage/muf-stage.ts';
import { asHost, changeTile, isCall, shareScreen } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Stage/Stage', ...about('muf-stage', 'fill') };
export default meta;

export const Empty: StoryObj<Args> = story({ room: { broadcasters: 0 } });
export const One: StoryObj<Args> = story();
export const Two: StoryObj<Args> = story({ room: { broadcasters: 2 } });
export const Three: StoryObj<Args> = story({ room: { broadcasters: 3 } });
export const Four: StoryObj<Args> = story({ room: { broadcasters: 4 } });
export const FourOnADesktop: StoryObj<Args> = story({ room: { broadcasters: 4 }, view: ({ $layout }) => $layout.set('wide') });
export const SharedScreen: StoryObj<Args> = story({ room: { broadcasters: 2 }, given: shareScreen, view: ({ $layout }) => $layout.set('wide') });
export const WithoutPictures: StoryObj<Args> = story({ room: { broadcasters: 4 }, dark: true });
export const SomeoneSpeaks: StoryObj<Args> = story({ room: { broadcasters: 2 }, given: (scene) => changeTile(scene, 1, { speaking: true }) });
export const Call: StoryObj<Args> = story({ room: { ...asHost, broadcasters: 2 }, given: isCall });
export const CallWaits: StoryObj<Args> = story({ room: asHost, given: isCall });
