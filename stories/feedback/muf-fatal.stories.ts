import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/feedback/muf-fatal.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Feedback/Fatal', ...about('muf-fatal', 'fill') };
export default meta;

const failed = (code: string, final = false): StoryObj<Args> => story({ room: { state: 'IDLE' }, args: { code, final } });

export const RoomFull: StoryObj<Args> = failed('room-full');
export const RoomEnded: StoryObj<Args> = failed('room-ended');
export const NotAllowed: StoryObj<Args> = failed('not-allowed');
export const TokenExpired: StoryObj<Args> = failed('token-expired');
export const ServerUnreachable: StoryObj<Args> = failed('server-unreachable');
export const LinkInvalid: StoryObj<Args> = failed('link-invalid');
export const InsecurePage: StoryObj<Args> = failed('insecure-page');
export const BrowserUnsupported: StoryObj<Args> = failed('browser-unsupported');
export const NothingSaid: StoryObj<Args> = failed('no-server', true);
export const Unknown: StoryObj<Args> = failed('something-new');
