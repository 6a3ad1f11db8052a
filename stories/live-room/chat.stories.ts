import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { appears, focused, press, reads, readsText } from '../support/find.ts';
import { asHost, asViewer, changeSelf } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';
import { addLines, answeringLine, flood, ownLine } from '../support/talk.ts';

const meta: Meta<Args> = { title: 'Live room/Chat', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

export const Empty: StoryObj<Args> = story({ room: { ...asViewer, chatLines: 0 } });
export const Full: StoryObj<Args> = story({ room: { ...asViewer, chatLines: 120 } });
export const FiftyPerSecond: StoryObj<Args> = story({ name: '50 lines per second', room: asViewer, given: flood });
export const Replies: StoryObj<Args> = story({ room: asViewer, given: (scene) => void addLines(scene, answeringLine(scene, 'yes, in a minute')) });
export const Mentions: StoryObj<Args> = story({ room: asViewer, given: (scene) => void addLines(scene, { text: '@Bo what do you play?', mentions: ['web-0'] }) });
export const Pinned: StoryObj<Args> = story({ room: asViewer, given: (scene) => scene.scenario.stores.chat.$pinned.set(addLines(scene, { role: 'host', displayName: 'Ada', text: 'The programme is at https://example.org/evening' })[0]!) });
export const SlowMode: StoryObj<Args> = story({
  room: asViewer,
  given: ({ scenario: { stores } }) => {
    stores.chat.applySlowMode(30);
    stores.chat.$mayWriteAt.set(Date.now() + 24_000);
  },
});
export const Typing: StoryObj<Args> = story({ room: asViewer, given: ({ scenario }) => scenario.stores.chat.applyTyping('web-2', true) });
export const Muted: StoryObj<Args> = story({ room: asViewer, given: (scene) => changeSelf(scene, { muted: true }) });
export const NotSent: StoryObj<Args> = story({ room: asViewer, given: (scene) => void addLines(scene, ownLine(scene, 'this one was refused', 'failed')) });
export const Applause: StoryObj<Args> = story({
  room: asViewer,
  view: (_, scene) => scene.every(500, (turn) => scene.scenario.stores.chat.applyReaction({ id: `fly-${turn}`, emoji: ['❤️', '👏', '🔥'][turn % 3]!, count: 3 })),
  play: async (canvas) => void (await appears(canvas, '[part=reaction]')),
});
export const AudienceMoved: StoryObj<Args> = story({
  room: { ...asViewer, broadcasters: 2 },
  given: (scene) => scene.soon(() => scene.scenario.stores.audience.addChange({ id: 'raid', change: 'raided', peerId: 'host-1', displayName: 'Bo', viewers: 42, moved: false, hostPeerId: 'host-0', at: Date.now() })),
  play: (canvas) => reads(canvas, 'audience.raidedHere', { count: 42 }),
});
export const Sends: StoryObj<Args> = story({
  name: 'Sends a line', room: asViewer,
  play: async (canvas) => {
    await userEvent.click(await appears(canvas, 'input'));
    await userEvent.keyboard('good evening{Enter}');
    await readsText(canvas, 'good evening');
  },
});
export const RepliesToALine: StoryObj<Args> = story({
  room: asHost,
  play: async (canvas) => {
    (await appears(canvas, '[role=log]')).focus();
    await userEvent.keyboard('{Enter}{Enter}');
    await press(canvas, 'chat.reply');
    await appears(canvas, '[part=reply]');
    await waitFor(() => expect(focused()?.localName).toBe('input'));
  },
});
