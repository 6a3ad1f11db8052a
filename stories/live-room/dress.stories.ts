import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { control } from '../support/find.ts';
import { asHost, asViewer } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Live room/Dress', ...about('muf-live-room', 'fill'), tags: ['!autodocs'], args: { 'room-id': 'room-1' } };
export default meta;

const worn = (args: Args): StoryObj<Args> => story({ room: { ...asHost, broadcasters: 2 }, args });

export const Dark: StoryObj<Args> = worn({ theme: 'dark' });
export const Light: StoryObj<Args> = worn({ theme: 'light' });
export const LikeTheSystem: StoryObj<Args> = worn({ theme: 'auto' });
export const HighContrast: StoryObj<Args> = worn({ theme: 'contrast' });
export const Arcade: StoryObj<Args> = worn({ theme: 'arcade' });
export const Salon: StoryObj<Args> = worn({ theme: 'salon' });
export const OwnAccent: StoryObj<Args> = worn({ style: '--muf-accent: #8ab4ff; --muf-font: ui-rounded, system-ui, sans-serif' });
export const Compact: StoryObj<Args> = worn({ density: 'compact' });
export const Roomy: StoryObj<Args> = worn({ density: 'roomy' });
export const RightToLeft: StoryObj<Args> = story({
  room: { ...asHost, broadcasters: 2 }, args: { lang: 'ar' },
  play: async (canvas) => expect((await control(canvas, 'controls.microphone')).getAttribute('aria-label')).toBe('الميكروفون'),
});

const preset = (name: string, broadcasters = 3): StoryObj<Args> => story({ name: `Preset ${name}`, room: { ...(name.endsWith('participant') || name === 'live-viewer' ? asViewer : asHost), broadcasters }, args: { preset: name } });

export const PresetLiveHost: StoryObj<Args> = preset('live-host');
export const PresetLiveViewer: StoryObj<Args> = preset('live-viewer');
export const PresetWebinarHost: StoryObj<Args> = preset('webinar-host');
export const PresetWebinarParticipant: StoryObj<Args> = preset('webinar-participant');
export const PresetGroupCallHost: StoryObj<Args> = preset('group-call-host');
export const PresetGroupCallParticipant: StoryObj<Args> = preset('group-call-participant');
export const PresetAudioRoom: StoryObj<Args> = preset('audio-room', 4);
