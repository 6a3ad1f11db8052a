import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { FakeViewer, fakeStats } from '../../core/testing/index.ts';
import type { StreamErrorCode } from '../../core/streams/stream-error.ts';
import '../../ui-kit/player/muf-player.ts';
import type { Scene } from '../support/scene.ts';
import { about, story, type Args, type StoryOptions } from '../support/story.ts';
import { wearRoom } from '../support/wear-room.ts';

const meta: Meta<Args> = { title: 'Player/Player', ...about('muf-player', 'surface', '960px') };
export default meta;

type Player = HTMLElementTagNameMap['muf-player'];
const hour = 3_600_000;

/** A player whose viewer stands as `act` says. */
function shows(act: (viewer: FakeViewer, scene: Scene) => void, { args, ...more }: Omit<StoryOptions, 'given'> = {}): StoryObj<Args> {
  return story({
    ...more,
    args: { src: 'https://relay.example/playback/lv_1?tok=demo', ...args },
    given(scene) {
      const player = scene.element as Player;
      player.createViewer = (options) => {
        const viewer = new FakeViewer(options, scene.pictures.camera('Ada'));
        // The picture is here when the player has looked at it.
        queueMicrotask(() => act(viewer, scene));
        return viewer;
      };
      wearRoom(scene);
    },
  });
}

const tapped = (canvas: HTMLElement, selector: string): HTMLElement => {
  const player = canvas.querySelector('muf-player')!;
  const pieces = [player, ...player.renderRoot.querySelectorAll<HTMLElement>('muf-player-menu, muf-player-live, muf-player-status, muf-player-scrub')];
  return pieces.flatMap((piece) => [...piece.shadowRoot!.querySelectorAll<HTMLElement>(selector)])[0]!;
};

function behind(viewer: FakeViewer): void {
  const now = Date.now();
  viewer.play();
  viewer.stores.$window.set({ start: now - hour, end: now });
  viewer.seek(now - 0.7 * hour);
}

export const Live: StoryObj<Args> = shows((viewer) => viewer.play());
export const LiveOnAPhone: StoryObj<Args> = shows((viewer) => viewer.play(), { width: '390px' });
export const BehindLive: StoryObj<Args> = shows(behind, { args: { dvr: true } });
export const Connecting: StoryObj<Args> = shows(() => {});
export const Waiting: StoryObj<Args> = shows((viewer) => viewer.show('waiting'));
export const Stalled: StoryObj<Args> = shows((viewer) => { viewer.play(); viewer.show('stalled'); });
export const Reconnecting: StoryObj<Args> = shows((viewer) => { viewer.fail('unreachable'); viewer.show('connecting'); });
export const Paused: StoryObj<Args> = shows((viewer) => { viewer.play(); viewer.show('paused'); });
export const Ended: StoryObj<Args> = shows((viewer) => viewer.show('ended'));
export const Manual: StoryObj<Args> = shows((viewer) => viewer.play(), { args: { manual: true } });
export const SoundKeptBack: StoryObj<Args> = shows((viewer) => { viewer.play(); viewer.stores.$blocked.set('sound'); });
export const PictureKeptBack: StoryObj<Args> = shows((viewer) => { viewer.play(); viewer.stores.$blocked.set('picture'); });

const failed = (code: StreamErrorCode): StoryObj<Args> => shows((viewer) => viewer.fail(code));
export const LinkHasRunOut: StoryObj<Args> = failed('expired');
export const Unreachable: StoryObj<Args> = failed('unreachable');
export const Unsupported: StoryObj<Args> = failed('unsupported');
export const PictureFailed: StoryObj<Args> = failed('media-failed');
export const NoAddress: StoryObj<Args> = failed('bad-url');
export const TooManyTries: StoryObj<Args> = failed('rate-limited');

export const OverHls: StoryObj<Args> = shows((viewer) => {
  viewer.play();
  viewer.stores.$path.set({ plane: 'hls', via: 'hls.js' });
  viewer.stores.$stats.set({ ...fakeStats, latencyMs: 1340 });
}, { says: 'Where neither QUIC nor WebSockets get through.' });

export const Quality: StoryObj<Args> = shows((viewer) => viewer.play(), { play: async (canvas) => {
  await waitFor(() => expect(tapped(canvas, '[part=menu-button]')).toBeTruthy());
  await userEvent.click(tapped(canvas, '[part=menu-button]'));
  await waitFor(() => expect(tapped(canvas, 'input[value="video/1080p"]')).toBeTruthy());
} });

export const RoomOfTwo: StoryObj<Args> = shows((viewer) => {
  viewer.play();
  viewer.stores.$sources.set([{ id: 'ada', label: 'Ada', hasVideo: true, hasAudio: true }, { id: 'bo', label: 'Bo', hasVideo: true, hasAudio: true }]);
}, { play: async (canvas) => {
  await waitFor(() => expect(tapped(canvas, '[part=menu-button]')).toBeTruthy());
  await userEvent.click(tapped(canvas, '[part=menu-button]'));
  await waitFor(() => expect(tapped(canvas, 'input[value="bo"]')).toBeTruthy());
} });
