import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/moderation/muf-standing.ts';
import { reads } from '../support/find.ts';
import { asViewer, changeSelf } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Moderation/Standing', ...about('muf-standing', 'video', '420px') };
export default meta;

export const Muted: StoryObj<Args> = story({ room: asViewer, given: (scene) => scene.soon(() => changeSelf(scene, { muted: true })), play: (canvas) => reads(canvas, 'moderation.iMuted') });
export const Moderator: StoryObj<Args> = story({ room: asViewer, given: (scene) => scene.soon(() => changeSelf(scene, { caps: ['chat:send', 'chat:moderate'] })), play: (canvas) => reads(canvas, 'moderation.iModerator') });
