import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { MufChatMenu } from '../../ui-kit/chat/muf-chat-menu.ts';
import '../../ui-kit/chat/muf-chat-menu.ts';
import { appears } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asHost, asModerator, asViewer } from '../support/situations.ts';
import { about, story, type Args, type StoryOptions } from '../support/story.ts';
import { ownLine, addLines } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Chat/Line menu', ...about('muf-chat-menu', 'surface', '390px'), parameters: { ...about('muf-chat-menu', 'surface', '390px').parameters, docs: { story: { inline: false, height: '360px' } } } };
export default meta;

/** A button opens it, and it opens by itself once. */
const opened = (room: StoryOptions['room'], lineOf: (scene: Scene) => ReturnType<typeof addLines>[number]): StoryOptions => ({
  room: room ?? {},
  view: (_, scene) => {
    const opener = Object.assign(document.createElement('button'), { textContent: 'Options', className: 'opener' });
    scene.room.prepend(opener);
    const open = (): void => void (scene.element as MufChatMenu).open(lineOf(scene), opener);
    opener.addEventListener('click', open);
  },
  play: async (canvas) => {
    (await appears(canvas, '.opener')).click();
    await appears(canvas, '[role=menu]');
  },
});
const theirs = (scene: Scene): ReturnType<typeof addLines>[number] => addLines(scene, { from: 'web-2', text: 'what is this piece called?' })[0]!;
const mine = (scene: Scene): ReturnType<typeof addLines>[number] => addLines(scene, ownLine(scene, 'never mind', 'sent'))[0]!;

export const ForViewers: StoryObj<Args> = story(opened(asViewer, theirs));
export const ForTheirOwnLine: StoryObj<Args> = story(opened(asViewer, mine));
export const ForModerators: StoryObj<Args> = story(opened(asModerator, theirs));
export const ForHosts: StoryObj<Args> = story(opened(asHost, theirs));
