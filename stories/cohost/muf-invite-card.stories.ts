import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/cohost/muf-invite-card.ts';
import { about, story, type Args } from '../support/story.ts';
import { asHost, asViewer, invitation, requests } from '../support/situations.ts';

const meta: Meta<Args> = { title: 'Cohost/Invite card', ...about('muf-invite-card', 'video', '420px') };
export default meta;

export const Invited: StoryObj<Args> = story({ room: asViewer, given: (scene) => void Object.assign(scene.element, { invite: invitation(scene) }) });
export const Asked: StoryObj<Args> = story({ room: asHost, given: (scene) => void Object.assign(scene.element, { invite: requests(scene)[0] }) });
export const MoreWait: StoryObj<Args> = story({ room: asHost, args: { more: 4 }, given: (scene) => void Object.assign(scene.element, { invite: requests(scene)[0] }) });
export const Ending: StoryObj<Args> = story({ room: asViewer, given: (scene) => void Object.assign(scene.element, { invite: invitation(scene, 26_000) }) });
export const LongName: StoryObj<Args> = story({ room: asViewer, given: (scene) => void Object.assign(scene.element, { invite: { ...invitation(scene), fromName: 'The Wednesday Evening Chamber Music Society of Lisbon' } }) });
