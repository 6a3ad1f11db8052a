import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/moderation/muf-audit-sheet.ts';
import { userEvent } from 'storybook/test';
import { appears, goes } from '../support/find.ts';
import type { Scene } from '../support/scene.ts';
import { asHost } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Moderation/Audit log', ...about('muf-audit-sheet') };
export default meta;

const minute = 60_000;

function log({ scenario: { stores } }: Scene): void {
  const now = Date.now();
  const ada = { peerId: 'host-0', displayName: 'Ada', role: 'host' } as const;
  const gus = { peerId: 'web-5', displayName: 'Gus', role: 'viewer' } as const;
  stores.moderation.$log.set({
    banned: [{ peerId: 'web-77', displayName: 'loud stranger', at: now - 4 * minute, by: 'Ada' }],
    lines: [
      { at: now - 4 * minute, by: ada, action: 'BanPeer', target: { peerId: 'web-77', displayName: 'loud stranger' }, outcome: 'done', count: 1 },
      { at: now - 6 * minute, by: gus, action: 'BanPeer', target: { peerId: 'host-0', displayName: 'Ada' }, outcome: 'not-allowed', count: 3 },
      { at: now - 9 * minute, by: ada, action: 'SetSlowMode', outcome: 'done', count: 1 },
      { at: now - 11 * minute, by: ada, action: 'SetModerator', target: { peerId: 'web-3', displayName: 'Fatima' }, on: true, outcome: 'done', count: 1 },
    ],
  });
}

export const Empty: StoryObj<Args> = story({ room: asHost, sheet: 'audit', given: ({ scenario }) => scenario.stores.moderation.$log.set({ lines: [], banned: [] }) });
export const Filled: StoryObj<Args> = story({ room: asHost, sheet: 'audit', given: log });
export const OnADesktop: StoryObj<Args> = story({ room: asHost, sheet: 'audit', given: log, view: ({ $layout }) => $layout.set('wide') });
export const Unbans: StoryObj<Args> = story({
  room: asHost, sheet: 'audit', given: log,
  play: async (canvas) => {
    await userEvent.click(await appears(canvas, '[part=unban]'));
    await goes(canvas, '[part=unban]');
  },
});
