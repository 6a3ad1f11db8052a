import { expect } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TilePlayback } from '../../../core/media/port.ts';
import { Screens } from '../../../ui-kit/stage/screens.ts';
import { until } from '../controls/in-room.ts';
import { createPicture } from './picture.ts';

/** Draws its screens as a tile does. */
class TestScreens extends LitElement {
  static override properties = { playback: { attribute: false }, stream: { attribute: false }, silent: { attribute: false }, picture: { attribute: false } };
  declare playback: TilePlayback | undefined;
  declare stream: MediaStream | null;
  declare silent: boolean;
  declare picture: boolean;
  readonly screens = new Screens(this);
  readonly played: HTMLVideoElement[] = [];

  constructor() {
    super();
    this.stream = null;
    this.silent = false;
    this.picture = true;
  }

  get videos(): HTMLVideoElement[] { return [...this.renderRoot.querySelectorAll('video')]; }

  override render(): TemplateResult {
    return html`${repeat(this.screens.list, ({ key }) => key, () => html`<video autoplay playsinline></video>`)}`;
  }

  protected override willUpdate(): void {
    this.screens.want(this.playback);
  }

  protected override updated(): void {
    this.screens.show(this.videos, { stream: this.stream, muted: this.silent, picture: this.picture, play: (video) => void this.played.push(video) });
  }
}
customElements.define('test-screens', TestScreens);

/** A way that comes in no tracks, and tells what is done with it. */
class Way implements TilePlayback {
  readonly told: string[] = [];
  video: HTMLVideoElement | undefined;

  attach(video: HTMLVideoElement): ReturnType<TilePlayback['attach']> {
    this.video = video;
    this.told.push('attach');
    return { shown: () => { if (this.told.at(-1) !== 'shown') this.told.push('shown'); }, release: () => void this.told.push('release') };
  }
}

type Given = Partial<Pick<TestScreens, 'playback' | 'stream' | 'silent' | 'picture'>>;
let screens: TestScreens;
let picture: ReturnType<typeof createPicture>;

const set = async (given: Given): Promise<void> => {
  Object.assign(screens, given);
  await screens.updateComplete;
};

async function begin(given: Given): Promise<void> {
  screens = document.createElement('test-screens') as TestScreens;
  document.body.append(screens);
  await set(given);
}

beforeEach(() => { picture = createPicture(); });
afterEach(() => {
  screens.remove();
  picture.stop();
});

describe('the screens of a tile, with frames of their own', () => {
  it('brings another way forward once it has a picture, without a gap', async () => {
    await begin({ stream: picture.stream });
    const [before] = screens.videos;
    await until(() => before!.videoWidth > 0, 'the first way plays');
    const other = createPicture(80, 36);
    const way = new Way();
    await set({ playback: { attach(video) {
      video.srcObject = other.stream;
      return way.attach(video);
    } } });
    expect(screens.videos.at(-1), 'the old one covers it').to.equal(before);
    await until(() => screens.videos.length === 1, 'the new one is alone');
    expect(screens.videos[0]!.videoWidth).to.equal(80);
    other.stop();
  });
});

describe('the screens of a tile', () => {
  const usual = HTMLVideoElement.prototype.requestVideoFrameCallback;
  const waiting: { readonly video: HTMLVideoElement; readonly see: () => void }[] = [];

  /** The next frame of one element, or of all that wait for one. */
  const frame = async (of?: HTMLVideoElement): Promise<void> => {
    for (const next of waiting.splice(0)) {
      if (of === undefined || next.video === of) next.see();
      else waiting.push(next);
    }
    await screens.updateComplete;
  };

  beforeEach(() => {
    waiting.length = 0;
    HTMLVideoElement.prototype.requestVideoFrameCallback = function see(callback): number {
      return waiting.push({ video: this, see: () => callback(0, {} as VideoFrameCallbackMetadata) });
    };
  });
  afterEach(() => { HTMLVideoElement.prototype.requestVideoFrameCallback = usual; });

  it('are one while there is one way, which shows at once', async () => {
    const way = new Way();
    await begin({ playback: way });
    expect(screens.videos).to.deep.equal([way.video]);
    expect(screens.screens.shown).to.equal(way.video);
    expect([way.told, waiting.length, way.video!.muted]).to.deep.equal([['attach', 'shown'], 0, false]);
    await set({ silent: true });
    expect(way.video!.muted).to.equal(true);
    expect(way.told, 'it is attached once').to.deep.equal(['attach', 'shown']);
  });

  it('wait for nothing in place of a way that never showed anything', async () => {
    await begin({});
    const way = new Way();
    await set({ playback: way });
    expect(screens.videos).to.deep.equal([way.video]);
    expect(way.told).to.deep.equal(['attach', 'shown']);
  });

  it('keep the old way, with its sound, until the new one has two frames', async () => {
    await begin({ stream: picture.stream });
    const [before] = screens.videos;
    const way = new Way();
    await set({ playback: way });
    expect(screens.videos).to.deep.equal([way.video, before]);
    expect([screens.screens.shown === before, before!.muted, way.video!.muted, before!.srcObject === picture.stream, way.told]).to.deep.equal([true, false, true, true, ['attach']]);
    await frame();
    expect(screens.videos.length, 'one is not enough').to.equal(2);
    await frame();
    expect(screens.videos, 'the same element goes on').to.deep.equal([way.video]);
    expect([way.video!.muted, before!.srcObject, way.told]).to.deep.equal([false, null, ['attach', 'shown']]);
    expect(screens.played.at(-1), 'its sound may have to be asked for').to.equal(way.video);
  });

  it('let a way go only when tracks have taken its place', async () => {
    const way = new Way();
    await begin({ playback: way });
    await set({ playback: undefined, stream: picture.stream });
    const [next] = screens.videos;
    expect([next!.srcObject === picture.stream, next!.muted, way.told]).to.deep.equal([true, true, ['attach', 'shown']]);
    await frame();
    await frame();
    expect(screens.videos).to.deep.equal([next]);
    expect([next!.muted, way.told]).to.deep.equal([false, ['attach', 'shown', 'release']]);
  });

  it('go on as they were when the old way is wanted again', async () => {
    const [first, second] = [new Way(), new Way()];
    await begin({ playback: first });
    await set({ playback: second });
    await set({ playback: first });
    expect(screens.videos).to.deep.equal([first.video]);
    expect([first.told, second.told]).to.deep.equal([['attach', 'shown'], ['attach', 'release']]);
    await frame();
    await frame();
    expect(screens.videos, 'late frames change nothing').to.deep.equal([first.video]);
  });

  it('get a third way ready in place of a second', async () => {
    const [first, second, third] = [new Way(), new Way(), new Way()];
    await begin({ playback: first });
    await set({ playback: second });
    await frame();
    await set({ playback: third });
    await frame(second.video);
    expect(screens.videos, 'the second has nothing to say any more').to.deep.equal([third.video, first.video]);
    expect(second.told).to.deep.equal(['attach', 'release']);
    await frame();
    await frame();
    expect([screens.videos[0] === third.video, screens.videos.length, first.told]).to.deep.equal([true, 1, ['attach', 'shown', 'release']]);
  });

  it('count no frame of a player that still looks for its place', async () => {
    await begin({ stream: picture.stream });
    const way = new Way();
    await set({ playback: way });
    Object.defineProperty(way.video!, 'seeking', { configurable: true, value: true });
    for (let shot = 0; shot < 4; shot += 1) await frame();
    expect(screens.videos.length).to.equal(2);
    Object.defineProperty(way.video!, 'seeking', { value: false });
    await frame();
    expect(screens.videos.length).to.equal(2);
    await frame();
    expect(screens.videos.length).to.equal(1);
  });

  it('wait for sound where there is no picture', async () => {
    await begin({ stream: picture.stream, picture: false });
    const way = new Way();
    await set({ playback: way });
    expect([screens.videos.length, waiting.length]).to.deep.equal([2, 0]);
    way.video!.dispatchEvent(new Event('playing'));
    await screens.updateComplete;
    expect(screens.videos).to.deep.equal([way.video]);
  });

  it('bring a way forward that has no frame for nine seconds, for the old one ends then', async () => {
    await begin({ stream: picture.stream });
    const { setTimeout: usualTimeout } = window;
    const timers: { readonly ms: number | undefined; run(): void }[] = [];
    window.setTimeout = ((run: () => void, ms?: number) => timers.push({ ms, run })) as typeof setTimeout;
    const way = new Way();
    try {
      await set({ playback: way });
    } finally {
      window.setTimeout = usualTimeout;
    }
    expect(timers.map(({ ms }) => ms)).to.deep.equal([9000]);
    expect(screens.videos.length).to.equal(2);
    timers[0]!.run();
    await screens.updateComplete;
    expect(screens.videos).to.deep.equal([way.video]);
  });

  it('let all go when they leave the page, take up what is wanted when they are back, and do neither when they move', async () => {
    const [first, second] = [new Way(), new Way()];
    await begin({ playback: first });
    await set({ playback: second });
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    elsewhere.append(screens);
    await screens.updateComplete;
    expect([first.told, second.told], 'moved').to.deep.equal([['attach', 'shown'], ['attach']]);
    elsewhere.remove();
    await screens.updateComplete;
    await Promise.resolve();
    expect([first.told, second.told], 'gone').to.deep.equal([['attach', 'shown', 'release'], ['attach', 'release']]);
    document.body.append(screens);
    await screens.updateComplete;
    expect([first.told, second.told], 'back').to.deep.equal([['attach', 'shown', 'release'], ['attach', 'release', 'attach', 'shown']]);
    expect(screens.videos).to.deep.equal([second.video]);
  });
});
