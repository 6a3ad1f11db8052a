import { expect } from '@open-wc/testing';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { MufPipControl } from '../../../ui-kit/controls/muf-pip-control.ts';
import '../../../ui-kit/controls/muf-pip-control.ts';
import { playsIn } from '../../../ui-kit/stage/copy.ts';
import { createPicture } from '../stage/picture.ts';
import { find, inRoom, until, type Inside } from './in-room.ts';

/** A frame stands in for the browser's small window: another document, as that is. */
class Pictures extends EventTarget {
  frame: HTMLIFrameElement | null = null;
  refused = false;

  get window(): Window | null {
    return this.frame?.contentWindow ?? null;
  }

  async requestWindow(): Promise<Window> {
    if (this.refused) throw new DOMException('no gesture', 'NotAllowedError');
    this.frame = document.createElement('iframe');
    document.body.append(this.frame);
    const opened = this.frame.contentWindow!;
    opened.close = () => this.closed();
    return opened;
  }

  closed(): void {
    this.window?.dispatchEvent(new Event('pagehide'));
    this.frame?.remove();
    this.frame = null;
  }
}

const original = Object.getOwnPropertyDescriptor(window, 'documentPictureInPicture');
let pictures: Pictures;
beforeEach(() => {
  pictures = new Pictures();
  Object.defineProperty(window, 'documentPictureInPicture', { configurable: true, value: pictures });
});
afterEach(() => {
  pictures.closed();
  if (original) Object.defineProperty(window, 'documentPictureInPicture', original);
  else Reflect.deleteProperty(window, 'documentPictureInPicture');
});

const drawn: ReturnType<typeof createPicture>[] = [];
afterEach(() => {
  for (const picture of drawn.splice(0)) picture.stop();
});

function scene(): Scenario {
  const manager = createScenario({ broadcasters: 2 });
  manager.stores.stage.$tiles.set(manager.stores.stage.$tiles.get().map((tile) => {
    const picture = createPicture();
    drawn.push(picture);
    return { ...tile, stream: picture.stream, hasVideo: true };
  }));
  return manager;
}

const button = ({ element }: Inside<MufPipControl>): HTMLButtonElement => find(element, 'button');
const named = (): (string | null)[] => [...pictures.window!.document.querySelectorAll('figcaption')].map(({ textContent }) => textContent);
async function opened(inside: Inside<MufPipControl>): Promise<void> {
  button(inside).click();
  await until(() => button(inside).getAttribute('aria-pressed') === 'true', 'it is open');
}

describe('muf-pip-control', () => {
  it('shows everyone in a window of their own, silent, and leaves the room as it is', async () => {
    const inside = await inRoom('muf-pip-control', { manager: scene() });
    expect(button(inside).getAttribute('aria-label')).to.equal('Picture in picture');
    expect(button(inside).getAttribute('aria-pressed')).to.equal('false');
    await opened(inside);
    expect(named()).to.deep.equal(['Ada', 'Bo']);
    const videos = [...pictures.window!.document.querySelectorAll('video')];
    expect(videos.map(({ srcObject }) => srcObject)).to.deep.equal(inside.manager.stores.stage.$tiles.get().map(({ stream }) => stream));
    expect(videos.every(({ muted }) => muted)).to.equal(true);
  });

  it('copies what comes in no tracks from the element that plays it', async () => {
    const manager = scene();
    const [ada, ...others] = manager.stores.stage.$tiles.get();
    const playing = document.createElement('video');
    Object.assign(playing, { muted: true, srcObject: ada!.stream });
    document.body.append(playing);
    await playing.play();
    const playback = { attach: () => ({ shown() {}, release() {} }) };
    playsIn(playback, playing);
    manager.stores.stage.$tiles.set([{ ...ada!, stream: null, playback }, ...others]);
    await opened(await inRoom('muf-pip-control', { manager }));
    const [copy] = pictures.window!.document.querySelectorAll('video');
    await until(() => copy!.videoWidth > 0, 'there is a picture');
    expect(pictures.window!.document.querySelectorAll('figure.off').length).to.equal(0);
    const { srcObject } = copy!;
    manager.stores.stage.$tiles.set([...manager.stores.stage.$tiles.get()]);
    expect(copy!.srcObject, 'one copy, however often it is drawn').to.equal(srcObject);
    pictures.closed();
    expect((srcObject as MediaStream).getTracks().map(({ readyState }) => readyState), 'nothing is copied for nobody').to.deep.equal(['ended']);
    expect(playing.paused).to.equal(false);
    playing.remove();
  });

  it('follows who comes, goes and turns the camera off', async () => {
    const inside = await inRoom('muf-pip-control', { manager: scene() });
    await opened(inside);
    const [ada, bo] = inside.manager.stores.stage.$tiles.get();
    inside.manager.stores.stage.$tiles.set([bo!, { ...ada!, key: 'host-0:screen', source: 'screen', displayName: 'Slides' }, { ...ada!, videoOff: true }]);
    expect(named(), 'a screen first').to.deep.equal(['Slides', 'Bo', 'Ada']);
    expect(pictures.window!.document.querySelectorAll('figure.off').length).to.equal(1);
    inside.manager.stores.stage.$tiles.set([bo!]);
    expect(named()).to.deep.equal(['Bo']);
  });

  it('is closed by its button, by the browser, and with the room', async () => {
    const inside = await inRoom('muf-pip-control', { manager: scene() });
    await opened(inside);
    button(inside).click();
    await until(() => button(inside).getAttribute('aria-pressed') === 'false', 'the button closed it');
    expect(pictures.frame).to.equal(null);
    await opened(inside);
    pictures.closed();
    await until(() => button(inside).getAttribute('aria-pressed') === 'false', 'the browser closed it');
    await opened(inside);
    inside.element.remove();
    expect(pictures.frame, 'nothing stays behind').to.equal(null);
  });

  it('changes nothing when the browser refuses', async () => {
    const inside = await inRoom('muf-pip-control', { manager: scene() });
    pictures.refused = true;
    button(inside).click();
    await inside.settle();
    expect(button(inside).getAttribute('aria-pressed')).to.equal('false');
    pictures.refused = false;
    await opened(inside);
  });

  it('is hidden while there is no picture', async () => {
    const inside = await inRoom('muf-pip-control', { manager: createScenario() });
    expect(inside.element.hidden).to.equal(true);
    inside.manager.stores.stage.$tiles.set(scene().stores.stage.$tiles.get());
    await inside.settle();
    expect(inside.element.hidden).to.equal(false);
  });
});
