import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../../ui-kit/chat/muf-chat-log.ts';
import { all, appears, focused, press, reads } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asModerator } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';
import { addLines, answeringLine, flood, ownLine } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Chat/Log', ...about('muf-chat-log', 'video', '390px') };
export default meta;

const none = { chatLines: 0 } as const;
const change = (kind: 'merged' | 'split' | 'raided', moved: boolean) => ({ scenario: { stores } }: Scene): void =>
  stores.audience.addChange({ id: `change-${kind}`, change: kind, peerId: 'host-0', displayName: 'Cy', viewers: 42, moved, hostPeerId: 'host-0', at: Date.now() });

export const Empty: StoryObj<Args> = story({ room: none });
export const Lines: StoryObj<Args> = story();
export const Many: StoryObj<Args> = story({ room: { chatLines: 120 }, says: 'It keeps to its end, and to where you read when you scroll up.' });
export const LongWords: StoryObj<Args> = story({ room: none, given: (scene) => void addLines(scene, { text: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(3) }, { displayName: 'A name that goes on and on until nobody can remember how it began', text: 'short' }) });
export const Links: StoryObj<Args> = story({ room: none, given: (scene) => void addLines(scene, { text: 'the score is at https://example.org/scores/evening.pdf, have a look' }, { text: 'javascript:alert(1) stays text' }) });
export const BothDirections: StoryObj<Args> = story({ room: none, given: (scene) => void addLines(scene, { displayName: 'ليلى', text: 'مساء الخير من بيروت' }, { displayName: 'Noa', text: 'ערב טוב 👋' }, { text: 'good evening' }) });
export const Badges: StoryObj<Args> = story({ given: (scene) => void addLines(scene, { role: 'host', from: 'host-0', displayName: 'Ada', text: 'Welcome, everyone' }, { isModerator: true, text: 'Please keep it friendly' }) });
export const Mentioned: StoryObj<Args> = story({ given: (scene) => void addLines(scene, { text: '@Bo what do you play?', mentions: ['web-0'] }) });
export const Replies: StoryObj<Args> = story({ given: (scene) => void addLines(scene, answeringLine(scene, 'yes, in a minute')) });
export const Sending: StoryObj<Args> = story({ given: (scene) => void addLines(scene, ownLine(scene, 'on its way', 'pending')) });
export const Failed: StoryObj<Args> = story({
  given: (scene) => void addLines(scene, ownLine(scene, 'this one was refused', 'failed')),
  play: async (canvas) => {
    await press(canvas, 'chat.retry');
    await waitFor(() => expect(all(canvas, '[part=retry]').length).toBe(0));
  },
});
export const Arrivals: StoryObj<Args> = story({
  given: (scene) => scene.soon(() => scene.scenario.stores.peers.$viewers.get().slice(0, 3).forEach(({ peerId, displayName }) => scene.scenario.emit('PEER_JOINED', { peerId, displayName, avatarUrl: undefined, role: 'viewer' }))),
  play: (canvas) => reads(canvas, 'chat.joinedMany', { count: 2 }),
});
export const AudienceMerged: StoryObj<Args> = story({ given: change('merged', false) });
export const AudienceSplit: StoryObj<Args> = story({ given: change('split', false) });
export const AudienceRaided: StoryObj<Args> = story({ given: change('raided', false) });
export const BroughtElsewhere: StoryObj<Args> = story({ given: change('raided', true) });
export const FiftyPerSecond: StoryObj<Args> = story({ name: '50 lines per second', given: flood });
export const Menu: StoryObj<Args> = story({
  room: asModerator,
  play: async (canvas) => {
    const log = await appears(canvas, '[role=log]');
    log.focus();
    await userEvent.keyboard('{Enter}');
    const dots = focused();
    await userEvent.keyboard('{Enter}');
    const menu = await appears(canvas, '[role=menu]');
    await reads(menu, 'chat.pin');
    await waitFor(() => expect(focused()?.getAttribute('role')).toBe('menuitem'));
    await expect(dots?.getAttribute('aria-expanded')).toBe('true');
  },
});
