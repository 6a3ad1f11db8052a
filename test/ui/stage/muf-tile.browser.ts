import { expect } from '@open-wc/testing';
import type { Tile } from '../../../core/stores/stage.ts';
import '../../../ui-kit/stage/muf-tile.ts';
import { find, inRoom, seek, textOf, until, type InsideOptions } from '../controls/in-room.ts';
import { createPicture } from './picture.ts';

const base: Tile = {
  key: 'a:camera', peerId: 'a', source: 'camera', displayName: 'Ada', avatarUrl: undefined, isSelf: false, isOriginalHost: true,
  audioMuted: false, videoOff: false, paused: false, mirrored: false, speaking: false, away: false, stream: null, hasVideo: false,
};

let picture: ReturnType<typeof createPicture>;
beforeEach(() => { picture = createPicture(); });
afterEach(() => picture.stop());

const show = async (changes: Partial<Tile> = {}, options: InsideOptions<HTMLElementTagNameMap['muf-tile']> = {}) => {
  const inside = await inRoom('muf-tile', {
    ...options,
    prepare: (element, room) => {
      element.tile = { ...base, ...changes };
      Object.assign(element.style, { display: 'block', inlineSize: '320px', blockSize: '240px' });
      options.prepare?.(element, room);
    },
  });
  const set = async (more: Partial<Tile>): Promise<void> => {
    inside.element.tile = { ...inside.element.tile!, ...more };
    await inside.settle();
  };
  return { ...inside, set, video: find<HTMLVideoElement>(inside.element, 'video') };
};

describe('muf-tile', () => {
  it('is a group named after its peer, with a video in every state', async () => {
    const { element, set } = await show();
    const group = find(element, '[role=group]');
    expect(group.getAttribute('aria-label')).to.equal('Ada');
    for (const state of [{ stream: picture.stream, hasVideo: true }, { videoOff: true }, { paused: true }, { away: true }]) {
      await set(state);
      expect(group.querySelectorAll('video').length).to.equal(1);
    }
  });

  it('plays the peer’s picture with sound, and one’s own muted', async () => {
    const { video, set } = await show({ stream: picture.stream, hasVideo: true });
    await until(() => !video.paused && video.videoWidth > 0, 'the picture plays');
    expect(video.muted).to.equal(false);
    expect(video.srcObject).to.equal(picture.stream);
    await set({ isSelf: true });
    expect(video.muted).to.equal(true);
  });

  it('keeps the same video element and stream while its state changes', async () => {
    const { element, video, set } = await show({ stream: picture.stream, hasVideo: true });
    await set({ speaking: true, audioMuted: true });
    expect(find(element, 'video')).to.equal(video);
    expect(video.srcObject).to.equal(picture.stream);
  });

  it('stands in with an avatar on its own colour while there is no picture', async () => {
    const { element, set } = await show({ stream: picture.stream, hasVideo: true, videoOff: true });
    expect(textOf(element, '.avatar')).to.equal('A');
    expect(getComputedStyle(find(element, 'video')).opacity).to.equal('0');
    await set({ videoOff: false });
    await until(() => !seek(element, '.avatar'), 'the picture is there instead');
  });

  it('stands in with the avatar also until the first picture comes, and not for the next', async () => {
    const { element, set, video } = await show({ stream: new MediaStream(), hasVideo: true });
    expect(textOf(element, '.avatar')).to.equal('A');
    expect(getComputedStyle(video).opacity).to.equal('1');
    await set({ stream: picture.stream });
    await until(() => !seek(element, '.avatar'), 'the picture is there instead');
    expect(video.videoWidth).to.be.greaterThan(0);
    await set({ stream: new MediaStream() });
    expect(seek(element, '.avatar') === null, 'what was seen last stays').to.equal(true);
  });

  it('says why there is nothing to hear or see', async () => {
    const { element, set } = await show({ audioMuted: true });
    expect(find(element, '[part=mic]').getAttribute('aria-label')).to.equal('Microphone is off');
    await set({ audioMuted: false, paused: true });
    expect(seek(element, '[part=mic]')).to.equal(null);
    expect(textOf(element, '[part=veil]')).to.contain('Paused');
    await set({ away: true });
    expect(textOf(element, '[part=veil]')).to.equal('Reconnecting…');
  });

  it('mirrors when told to, and rings while speaking', async () => {
    const { element, set, video } = await show({ stream: picture.stream, hasVideo: true });
    expect(getComputedStyle(video).transform).to.equal('none');
    await set({ mirrored: true, speaking: true });
    expect(getComputedStyle(video).transform).to.contain('matrix(-1');
    expect(find(element, '[part=tile]').classList.contains('speaking')).to.equal(true);
  });

  it('asks for a tap when the browser refuses sound, and plays the picture meanwhile', async () => {
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      return this.muted ? play.call(this) : Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    };
    try {
      const { requests, video, room, settle } = await show({ stream: picture.stream, hasVideo: true });
      await until(() => requests.some(({ type }) => type === 'SOUND_BLOCKED'), 'it asks');
      room.view.$soundBlocked.set(true);
      await settle();
      expect(video.muted).to.equal(true);
      HTMLMediaElement.prototype.play = play;
      room.view.$soundBlocked.set(false);
      await settle();
      expect(video.muted).to.equal(false);
    } finally {
      HTMLMediaElement.prototype.play = play;
    }
  });

  it('covers on a phone, and shows portrait video whole before a soft echo on a desktop', async () => {
    const upright = createPicture(36, 64);
    const compact = await show({ stream: upright.stream, hasVideo: true });
    expect(getComputedStyle(compact.video).objectFit).to.equal('cover');
    const wide = await show({ stream: upright.stream, hasVideo: true }, { layout: 'wide' });
    await until(() => getComputedStyle(wide.video).objectFit === 'contain', 'it is shown whole');
    expect(seek(wide.element, 'canvas')).not.to.equal(null);
    upright.stop();
  });

  it('treats a name as text, and shortens a long one with the whole as title', async () => {
    const name = `<img src=x onerror=alert(1)>${'W'.repeat(30)}`;
    const { element } = await show({ displayName: name });
    expect(seek(element, '.tag img')).to.equal(null);
    const tag = find(element, '[part=name]');
    expect(tag.title).to.equal(name);
    expect(tag.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right);
  });

  it('ends a long name by its own direction, wherever the room runs', async () => {
    const { element, frame } = await show({ displayName: 'The Wednesday Evening Chamber Music Society of Lisbon' });
    frame.dir = 'rtl';
    expect(getComputedStyle(find(element, '[part=name] span')).direction).to.equal('ltr');
  });

  it('names someone without a name', async () => {
    const { element } = await show({ displayName: '' });
    expect(find(element, '[role=group]').getAttribute('aria-label')).to.equal('Someone');
  });

  for (const [state, changes] of Object.entries({ picture: {}, 'no picture': { videoOff: true }, paused: { paused: true }, away: { away: true }, muted: { audioMuted: true, isSelf: true } })) {
    it(`is accessible: ${state}`, async () => {
      const { element } = await show({ stream: picture.stream, hasVideo: true, ...changes });
      await expect(element).to.be.accessible();
    });
  }
});
