import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/controls/muf-controls.ts';
import type { MufControls } from '../../../ui-kit/controls/muf-controls.ts';
import '../../../ui-kit/controls/muf-people-control.ts';
import { find, inRoom, seek, until, type Inside } from './in-room.ts';

const camera = (id: string) => ({ id, label: id });

function host(): Scenario {
  const manager = createScenario({ role: 'host' });
  manager.stores.devices.applyLocal({ hasAudio: true, hasVideo: true, status: 'ready' });
  manager.stores.devices.$devices.set({ camera: [camera('front'), camera('back')], microphone: [], speaker: [] });
  return manager;
}

/** The real button of one control. */
const button = (inside: Inside<HTMLElement>, tag: string): HTMLButtonElement => find(find(inside.element, tag), 'button');
const names = ({ element }: Inside<MufControls>): string[] =>
  [...find(element, '.controls').children].filter((control) => !(control as HTMLElement).hidden).flatMap((control) => seek(control, 'button')?.getAttribute('aria-label') ?? []);

describe('muf-controls', () => {
  it('gives a host what a host needs, and a viewer what a viewer needs', async () => {
    const onStage = await inRoom('muf-controls', { manager: host() });
    expect(names(onStage)).to.deep.equal(['Microphone', 'Camera', 'Flip camera', 'Mirror', 'Pause', 'Share', 'Settings', 'Full screen']);
    const watching = await inRoom('muf-controls');
    expect(names(watching)).to.deep.equal(['Share', 'Settings', 'Full screen']);
    const column = await inRoom('muf-controls', { prepare: (element) => { element.variant = 'column'; } });
    expect(names(column)).to.deep.equal(['Share', 'Settings']);
  });

  it('keeps what is rarely needed behind one button where there is little room', async () => {
    const tight = await inRoom('muf-controls', { manager: host(), prepare: (element) => { element.variant = 'column'; element.tight = true; } });
    const seen = (): string[] => names(tight).filter((name) => [...find(tight.element, '.controls').children].some((control) => control.checkVisibility() && seek(control, 'button')?.getAttribute('aria-label') === name));
    expect(seen()).to.deep.equal(['Microphone', 'Camera', 'Settings', 'More controls']);
    const more = [...find(tight.element, '.controls').children].map((control) => seek<HTMLButtonElement>(control, 'button')!).find((each) => each?.getAttribute('aria-label') === 'More controls')!;
    expect(more.getAttribute('aria-pressed')).to.equal('false');
    more.click();
    await tight.settle();
    expect(seen()).to.deep.equal(['Microphone', 'Camera', 'Flip camera', 'Mirror', 'Pause', 'Share', 'Settings', 'More controls']);
    expect(more.getAttribute('aria-pressed')).to.equal('true');
    const watching = await inRoom('muf-controls', { prepare: (element) => { element.variant = 'column'; element.tight = true; } });
    expect(names(watching), 'a viewer has few').to.deep.equal(['Share', 'Settings']);
  });

  it('tells its state by aria-pressed and asks for the other one', async () => {
    const inside = await inRoom('muf-controls', { manager: host() });
    const press = async (tag: string): Promise<void> => {
      button(inside, tag).click();
      await inside.settle();
    };
    for (const tag of ['muf-mic-control', 'muf-camera-control', 'muf-mirror-control']) {
      expect(button(inside, tag).getAttribute('aria-pressed'), tag).to.equal('true');
      await press(tag);
    }
    expect(button(inside, 'muf-pause-control').getAttribute('aria-pressed')).to.equal('false');
    await press('muf-pause-control');
    expect(inside.requests).to.deep.equal([
      { type: 'AUDIO_MUTE', muted: true }, { type: 'VIDEO_OFF', off: true }, { type: 'MIRROR_SET', mirrored: false }, { type: 'BROADCAST_PAUSE', paused: true },
    ]);
    inside.manager.stores.devices.applyLocal({ audioMuted: true, videoOff: true, mirrored: false, paused: true });
    await inside.settle();
    inside.requests.length = 0;
    for (const tag of ['muf-mic-control', 'muf-camera-control', 'muf-mirror-control', 'muf-pause-control']) await press(tag);
    expect(button(inside, 'muf-mic-control').getAttribute('aria-label')).to.equal('Microphone');
    expect(button(inside, 'muf-mic-control').getAttribute('aria-pressed')).to.equal('false');
    expect(seek(inside.element, '[data-icon=mic-off]')).not.to.equal(null);
    expect(inside.requests).to.deep.equal([
      { type: 'AUDIO_MUTE', muted: false }, { type: 'VIDEO_OFF', off: false }, { type: 'MIRROR_SET', mirrored: true }, { type: 'BROADCAST_PAUSE', paused: false },
    ]);
  });

  it('asks the view for sheets and full screen', async () => {
    const inside = await inRoom('muf-controls');
    for (const tag of ['muf-share-control', 'muf-settings-control', 'muf-fullscreen-control']) button(inside, tag).click();
    const people = await inRoom('muf-people-control');
    button(people, 'muf-control-button').click();
    expect(inside.requests).to.deep.equal([{ type: 'SHARE_OPEN' }, { type: 'SHEET_OPEN', sheet: 'settings' }, { type: 'FULLSCREEN_TOGGLE' }]);
    expect(people.requests).to.deep.equal([{ type: 'PEOPLE_OPEN' }]);
  });

  it('offers to flip only where there are two cameras', async () => {
    const inside = await inRoom('muf-controls', { manager: host() });
    button(inside, 'muf-flip-control').click();
    expect(inside.requests).to.deep.equal([{ type: 'CAMERA_SWITCH' }]);
    inside.manager.stores.devices.$devices.set({ camera: [camera('front')], microphone: [], speaker: [] });
    await inside.settle();
    expect(find(inside.element, 'muf-flip-control').hidden).to.equal(true);
  });

  it('says what is wrong with a device on its control', async () => {
    const inside = await inRoom('muf-controls', { manager: host() });
    inside.manager.stores.devices.applyLocal({ cameraProblem: 'camera-busy', hasVideo: false });
    await inside.settle();
    expect(button(inside, 'muf-camera-control').title).to.contain('used by another app');
    expect(button(inside, 'muf-camera-control').getAttribute('aria-label')).to.equal('Camera');
    expect(seek(find(inside.element, 'muf-camera-control'), '.warning')).not.to.equal(null);
  });

  it('hides the bar after three still seconds and brings it back when something stirs', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-controls', { prepare: (element) => { element.clock = clock; } });
    await clock.advance(2999);
    expect(inside.element.quiet).to.equal(false);
    await clock.advance(1);
    expect(inside.element.quiet).to.equal(true);
    document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    expect(inside.element.quiet).to.equal(false);
    inside.element.remove();
    expect(clock.pending(), 'timers left behind').to.equal(0);
  });

  it('never hides while the focus is on it, nor as a column', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-controls', { prepare: (element) => { element.clock = clock; } });
    button(inside, 'muf-share-control').focus();
    await clock.advance(10_000);
    expect(inside.element.quiet).to.equal(false);
    button(inside, 'muf-share-control').blur();
    await clock.advance(3000);
    expect(inside.element.quiet).to.equal(true);
    const column = await inRoom('muf-controls', { prepare: (element) => { element.clock = clock; element.variant = 'column'; } });
    await clock.advance(10_000);
    expect(column.element.quiet).to.equal(false);
  });

  it('stays for whoever is on stage', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-controls', { manager: host(), prepare: (element) => { element.clock = clock; } });
    await clock.advance(10_000);
    expect(inside.element.quiet).to.equal(false);
  });

  it('can be seen as a column whatever it was as a bar', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-controls', { prepare: (element) => { element.clock = clock; } });
    await clock.advance(3000);
    inside.element.variant = 'column';
    await inside.settle();
    await until(() => getComputedStyle(seek(inside.element, '.controls')!).opacity === '1', 'the column is seen');
  });

  it('comes back for the keyboard', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-controls', { prepare: (element) => { element.clock = clock; } });
    await clock.advance(3000);
    await sendKeys({ press: 'Tab' });
    expect(inside.element.matches(':focus-within')).to.equal(true);
    expect(inside.element.quiet).to.equal(false);
  });

  it('is walked through with the arrow keys, round and round', async () => {
    const inside = await inRoom('muf-controls', { manager: host(), prepare: (element) => { element.variant = 'bar'; } });
    const focused = (): string | null | undefined => {
      let active = inside.element.shadowRoot?.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.getAttribute('aria-label');
    };
    button(inside, 'muf-mic-control').focus();
    const heard: (string | null | undefined)[] = [];
    for (const press of ['ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'End', 'Home'] as const) {
      await sendKeys({ press });
      heard.push(focused());
    }
    expect(heard).to.deep.equal(['Camera', 'Microphone', 'Full screen', 'Microphone', 'Full screen', 'Microphone']);
    inside.frame.dir = 'rtl';
    await sendKeys({ press: 'ArrowLeft' });
    expect(focused()).to.equal('Camera');
  });

  it('has targets of at least 44 px', async () => {
    const inside = await inRoom('muf-controls', { manager: host() });
    for (const tag of ['muf-mic-control', 'muf-share-control']) {
      const { width, height } = button(inside, tag).getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
    }
  });

  it('is accessible on and off, as bar and as column', async () => {
    for (const variant of ['bar', 'column'] as const) {
      const inside = await inRoom('muf-controls', { manager: host(), prepare: (element) => { element.variant = variant; } });
      await expect(inside.element).to.be.accessible();
      inside.manager.stores.devices.applyLocal({ audioMuted: true, hasVideo: false, cameraProblem: 'camera-refused', paused: true });
      await inside.settle();
      await expect(inside.element).to.be.accessible();
    }
  });
});
