import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/moderation/muf-sent-out.ts';
import { fail, outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Moderation/Sent out', ...about('muf-sent-out', 'fill') };
export default meta;

export const Removed: StoryObj<Args> = story({ room: outside, args: { code: 'removed' }, given: (scene) => fail(scene, 'removed', 42_000) });
export const MayComeBack: StoryObj<Args> = story({ room: outside, args: { code: 'removed' }, given: (scene) => fail(scene, 'removed', 0) });
export const Banned: StoryObj<Args> = story({ room: outside, args: { code: 'banned' }, given: (scene) => fail(scene, 'banned') });
