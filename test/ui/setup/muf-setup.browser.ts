import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/setup/muf-countdown.ts';
import '../../../ui-kit/setup/muf-setup.ts';
import { find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

beforeEach(() => localStorage.clear());
after(() => localStorage.clear());

function ready(): Scenario {
  const manager = createScenario({ role: 'host', state: 'IDLE' });
  manager.stores.devices.applyLocal({ hasAudio: true, hasVideo: true, status: 'ready' });
  manager.stores.devices.$devices.set({ camera: [{ id: 'a', label: 'Built-in' }, { id: 'b', label: '' }], microphone: [{ id: 'm', label: 'Desk' }], speaker: [] });
  manager.stores.devices.$selected.set({ camera: 'a', microphone: 'm' });
  return manager;
}

const type = (element: HTMLElement, name: string, text: string): void => {
  const box = find<HTMLInputElement>(element, `[name=${name}]`);
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
};

describe('muf-setup', () => {
  it('asks for the camera once, as soon as it is shown', async () => {
    const { requests, element, frame } = await inRoom('muf-setup', { manager: ready() });
    expect(requests).to.deep.equal([{ type: 'CAMERA_PRELOAD' }]);
    frame.append(element);
    expect(requests.length).to.equal(1);
  });

  it('goes live with title and name, and remembers the name', async () => {
    const { element, requests, settle } = await inRoom('muf-setup', { manager: ready() });
    type(element, 'title', '  Evening session ');
    type(element, 'name', ' Ada ');
    find<HTMLButtonElement>(element, '.go').click();
    await settle();
    expect(requests.at(-1)).to.deep.equal({ type: 'GO_LIVE', title: 'Evening session', displayName: 'Ada' });
    const again = await inRoom('muf-setup', { manager: ready() });
    expect(find<HTMLInputElement>(again.element, '[name=name]').value).to.equal('Ada');
  });

  it('does not ask a cohost what another’s room is to be called', async () => {
    const { element, requests, settle } = await inRoom('muf-setup', { manager: ready() });
    element.toggleAttribute('untitled', true);
    await settle();
    expect(element.shadowRoot!.querySelector('[name=title]')).to.equal(null);
    type(element, 'name', 'Cy');
    find<HTMLButtonElement>(element, '.go').click();
    expect(requests.at(-1)).to.deep.equal({ type: 'GO_LIVE', displayName: 'Cy' });
  });

  it('goes live without either, by Enter too', async () => {
    const { element, requests } = await inRoom('muf-setup', { manager: ready() });
    find(element, '[name=title]').focus();
    await sendKeys({ press: 'Enter' });
    expect(requests.at(-1)).to.deep.equal({ type: 'GO_LIVE' });
  });

  it('works where storage is forbidden', async () => {
    const broken = () => { throw new DOMException('forbidden', 'SecurityError'); };
    const { getItem, setItem } = Storage.prototype;
    Object.assign(Storage.prototype, { getItem: broken, setItem: broken });
    try {
      const { element, requests } = await inRoom('muf-setup', { manager: ready() });
      type(element, 'name', 'Ada');
      find<HTMLButtonElement>(element, '.go').click();
      expect(requests.at(-1)).to.deep.equal({ type: 'GO_LIVE', displayName: 'Ada' });
    } finally {
      Object.assign(Storage.prototype, { getItem, setItem });
    }
  });

  it('hints at the question of the browser, and waits for the answer', async () => {
    const manager = ready();
    manager.stores.devices.applyLocal({ status: 'asking', hasAudio: false, hasVideo: false });
    const { element, settle } = await inRoom('muf-setup', { manager });
    expect(find(element, '[part=notice]').textContent).to.contain('Choose Allow');
    expect(find<HTMLButtonElement>(element, '.go').disabled).to.equal(true);
    manager.stores.devices.applyLocal({ status: 'ready', hasAudio: true, hasVideo: true });
    await settle();
    expect(seek(element, '[part=notice]')).to.equal(null);
    expect(find<HTMLButtonElement>(element, '.go').disabled).to.equal(false);
  });

  it('says which device is missing, blocked or busy, and how to go on', async () => {
    const manager = ready();
    const { element, requests, settle } = await inRoom('muf-setup', { manager });
    for (const [code, words] of [['camera-missing', 'No camera'], ['camera-refused', 'address bar'], ['camera-busy', 'another app'], ['insecure-page', 'https']] as const) {
      manager.stores.devices.applyLocal({ cameraProblem: code, hasVideo: false });
      await settle();
      expect(textOf(element, '[part=text]')).to.contain(words);
      expect(find(element, '[part=notice]').parentElement?.getAttribute('role')).to.equal('alert');
    }
    find(element, '[part=retry]').click();
    expect(requests.at(-1)).to.deep.equal({ type: 'CAMERA_PRELOAD' });
    find(element, '[part=sound-only]').click();
    await settle();
    expect(requests.at(-1)).to.deep.equal({ type: 'VIDEO_OFF', off: true });
    expect(seek(element, '[part=notice]')).to.equal(null);
    manager.stores.devices.applyLocal({ micProblem: 'mic-busy', hasAudio: false });
    await settle();
    expect(textOf(element, '[part=text]')).to.contain('microphone is used by another app');
    expect(seek(element, '[part=sound-only]'), 'no sound to go on with').to.equal(null);
  });

  it('chooses devices, names the nameless, and goes back to those of last time', async () => {
    const { element, requests } = await inRoom('muf-setup', { manager: ready() });
    const select = find<HTMLSelectElement>(element, 'muf-device-select[kind=camera] select, select');
    expect([...select.options].map(({ text }) => text)).to.deep.equal(['Built-in', 'Device 2']);
    expect(select.value).to.equal('a');
    select.value = 'b';
    select.dispatchEvent(new Event('change'));
    expect(requests.at(-1)).to.deep.equal({ type: 'DEVICE_SELECT', kind: 'camera', id: 'b' });
    const again = await inRoom('muf-setup', { manager: ready() });
    expect(again.requests).to.deep.equal([{ type: 'CAMERA_PRELOAD' }, { type: 'DEVICE_SELECT', kind: 'camera', id: 'b' }]);
    localStorage.setItem('muf:camera', 'gone');
    const without = await inRoom('muf-setup', { manager: ready() });
    expect(without.requests).to.deep.equal([{ type: 'CAMERA_PRELOAD' }]);
  });

  it('shows the camera mirrored and measures the microphone', async () => {
    const manager = ready();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    try {
      manager.stores.devices.applyLocal({ stream });
      const { element } = await inRoom('muf-setup', { manager });
      const video = find<HTMLVideoElement>(element, 'video');
      expect(video.srcObject).to.equal(stream);
      expect(video.hasAttribute('data-mirrored')).to.equal(true);
      expect(video.muted).to.equal(true);
      await until(() => video.videoWidth > 0, 'the preview has a picture');
      await until(() => seek(element, 'i[data-lit]') !== null, 'the beep of the fake microphone is seen');
    } finally {
      for (const track of stream.getTracks()) track.stop();
    }
  });

  it('is accessible ready, asking and refused, narrow and wide', async () => {
    const states = [{}, { status: 'asking' }, { cameraProblem: 'camera-refused', hasVideo: false }] as const;
    for (const size of [[320, 568], [1100, 640]] as const) {
      for (const state of states) {
        const manager = ready();
        manager.stores.devices.applyLocal(state);
        const { element } = await inRoom('muf-setup', { manager, size, layout: size[0] > 760 ? 'wide' : 'compact' });
        await expect(element).to.be.accessible();
      }
    }
  });
});

describe('muf-countdown', () => {
  it('shows and announces each number', async () => {
    const { element, room, settle } = await inRoom('muf-countdown');
    expect(element.checkVisibility()).to.equal(false);
    for (const count of [3, 2, 1]) {
      room.view.$countdown.set(count);
      await settle();
      expect(textOf(element, '.number')).to.equal(String(count));
      expect(textOf(element, '[role=timer]')).to.equal(`Going live in ${count}`);
    }
    await expect(element).to.be.accessible();
    room.view.$countdown.set(null);
    await settle();
    expect(element.checkVisibility()).to.equal(false);
  });

  it('is cancelled by its button and by Escape', async () => {
    const { element, room, requests, settle } = await inRoom('muf-countdown');
    for (const cancel of [() => sendKeys({ press: 'Escape' }), async () => find(element, 'button').click()]) {
      room.view.$countdown.set(3);
      await settle();
      expect(element.shadowRoot?.activeElement?.textContent).to.equal('Cancel');
      await cancel();
      await settle();
      expect(requests.at(-1)).to.deep.equal({ type: 'COUNTDOWN_CANCEL' });
    }
    expect(requests.length).to.equal(2);
  });
});
