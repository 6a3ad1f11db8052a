import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/keyboard/muf-keyboard-help.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import { deepFocus } from '../../../ui-kit/sheets/room-of.ts';
import { all, find, seek, textOf, until } from '../controls/in-room.ts';
import { ask, createRoom, settled } from '../muf-live-room/room.ts';

const hosting = () => {
  const manager = createScenario({ role: 'host' });
  const self = manager.stores.session.$self.get()!;
  manager.stores.session.$self.set({ ...self, caps: ['cohost:invite', 'chat:moderate'] });
  manager.stores.devices.applyLocal({ status: 'ready', hasAudio: true, hasVideo: true });
  return manager;
};

async function room(manager = hosting(), options: { html?: string; attributes?: Record<string, string>; size?: readonly [number, number] } = {}): Promise<MufLiveRoom> {
  const element = await createRoom({ manager, ...options, attributes: { 'room-id': 'r', 'join-as': 'host', ...options.attributes } });
  await settled(element);
  return element;
}

const press = (key: string): Promise<void> => sendKeys({ press: key });
const blur = (): void => deepFocus()?.blur();
const openSheet = (element: MufLiveRoom): string | undefined => all(element, 'muf-sheet, muf-keyboard-help, muf-end-confirm, muf-debug-sheet').find((sheet) => sheet.hasAttribute('open'))?.getAttribute('name') ?? all(element, 'dialog').filter((dialog) => (dialog as HTMLDialogElement).open).map((dialog) => (dialog.getRootNode() as ShadowRoot).host.localName)[0];

beforeEach(() => {
  localStorage.clear();
  blur();
});

describe('single keys', () => {
  it('switch microphone and camera, and say so', async () => {
    const manager = hosting();
    const element = await room(manager);
    await press('m');
    await press('v');
    expect(manager.commands.filter(({ type }) => type === 'AUDIO_MUTE' || type === 'VIDEO_OFF')).to.deep.equal([{ type: 'AUDIO_MUTE', muted: true }, { type: 'VIDEO_OFF', off: true }]);
    await press('m');
    manager.stores.devices.applyLocal({ audioMuted: true });
    await until(() => textOf(find(element, 'muf-shortcuts'), '[role=status]') === 'Microphone: off', 'it is said');
  });

  it('are left to the page where they have no meaning', async () => {
    const manager = createScenario();
    await room(manager, { attributes: { 'join-as': 'viewer' } });
    const left: boolean[] = [];
    const listen = (event: Event): void => void left.push(!event.defaultPrevented);
    addEventListener('keydown', listen);
    for (const key of ['m', 'g', 'c', 'z', '1']) await press(key);
    removeEventListener('keydown', listen);
    expect(left).to.deep.equal([true, true, true, true, true]);
    expect(manager.commands.filter(({ type }) => type !== 'TILE_SIZE')).to.deep.equal([]);
  });

  it('lead into the message box; Escape leads out, and letters mean themselves in between', async () => {
    const manager = hosting();
    const element = await room(manager);
    await press('t');
    await until(() => deepFocus()?.getAttribute('aria-label') === 'Message', 'the caret is in the box');
    for (const key of ['m', 'v', 'q', 'r']) await press(key);
    expect((deepFocus() as HTMLInputElement).value).to.equal('mvqr');
    expect(manager.commands.some(({ type }) => type === 'AUDIO_MUTE' || type === 'REACTION_SEND')).to.equal(false);
    await press('Escape');
    expect(deepFocus()?.getAttribute('role')).to.equal('log');
    await press('m');
    expect(manager.commands.some(({ type }) => type === 'AUDIO_MUTE')).to.equal(true);
    expect(element.contains(document.activeElement)).to.equal(true);
  });

  it('do nothing with a modifier, in a field of the page, or while a sheet asks', async () => {
    const manager = hosting();
    const element = await room(manager, { html: '<div slot="header.actionPill"><input id="own"><div id="rich" contenteditable="true"></div></div>' });
    const tries = async (): Promise<void> => {
      await press('m');
    };
    for (const id of ['own', 'rich']) {
      element.querySelector<HTMLElement>(`#${id}`)!.focus();
      await tries();
    }
    blur();
    await sendKeys({ down: 'Control' });
    await press('m');
    await sendKeys({ up: 'Control' });
    ask(element, { type: 'END_ASK' });
    await until(() => openSheet(element) !== undefined, 'it asks');
    await tries();
    expect(manager.commands.some(({ type }) => type === 'AUDIO_MUTE')).to.equal(false);
  });

  it('go to the room that has the focus, else to the one used last, else to none of two', async () => {
    const [one, two] = [hosting(), hosting()];
    const first = await room(one, { size: [390, 500] });
    const second = await room(two, { size: [390, 500] });
    const muted = (): number[] => [one, two].map(({ commands }) => commands.filter(({ type }) => type === 'AUDIO_MUTE').length);
    await press('m');
    expect(muted()).to.deep.equal([0, 0]);
    find(first, 'muf-mic-control').focus();
    await press('m');
    expect(muted()).to.deep.equal([1, 0]);
    blur();
    await press('m');
    expect(muted(), 'the one used last').to.deep.equal([2, 0]);
    find(second, 'muf-mic-control').focus();
    await press('m');
    expect(muted()).to.deep.equal([2, 1]);
    const outside = document.body.appendChild(document.createElement('button'));
    outside.focus();
    await press('m');
    outside.remove();
    expect(muted(), 'the focus is elsewhere on the page').to.deep.equal([2, 1]);
  });

  it('are off by the attribute, live, and the buttons say so', async () => {
    const manager = hosting();
    const element = await room(manager);
    const said = (): (string | null)[] => [find(element, 'muf-mic-control'), find(element, 'muf-camera-control'), find(element, 'muf-header')].map((one) => find(one, 'button').getAttribute('aria-keyshortcuts'));
    expect(said()).to.deep.equal(['M', 'V', 'Q']);
    element.setAttribute('no-shortcuts', '');
    await until(() => said().every((keys) => keys === null), 'no button names a key');
    await press('m');
    await press('?');
    expect(manager.commands.some(({ type }) => type === 'AUDIO_MUTE')).to.equal(false);
    expect(openSheet(element)).to.equal(undefined);
    element.removeAttribute('no-shortcuts');
    await until(() => said()[0] === 'M', 'they are back');
  });

  it('ask before leaving, in the words of who leaves', async () => {
    const viewer = createScenario();
    const watching = await room(viewer, { attributes: { 'join-as': 'viewer' } });
    await press('q');
    await until(() => seek(watching, 'muf-end-confirm [part=end], [part=end]') !== null, 'it asks');
    expect(textOf(find(watching, 'muf-end-confirm'), 'h2')).to.equal('Leave the stream?');
    find(watching, '[part=end]').click();
    expect(viewer.commands.at(-1)).to.deep.equal({ type: 'STREAM_LEAVE' });
  });

  it('go to the people, in their tab where there is one', async () => {
    await room(hosting(), { size: [1000, 700] });
    await press('p');
    await until(() => deepFocus()?.id === 'tab-people', 'the tab has the focus');
  });
});

describe('the keyboard help', () => {
  it('opens and closes by ?, lists every key, and gives the focus back', async () => {
    const element = await room();
    find(element, 'muf-mic-control').focus();
    const before = deepFocus();
    await press('?');
    const help = await shownHelp(element);
    expect(all(help, 'kbd').map(({ textContent }) => textContent)).to.deep.equal(['T', 'P', 'R', 'C', 'F', 'S', 'I', 'Q', '?', 'M', 'V', 'G', 'Tab', '←', '→', '↑', '↓', 'Enter', 'Esc']);
    expect(textOf(help, 'h2')).to.equal('Keyboard shortcuts');
    await expect(help).to.be.accessible();
    await press('?');
    await until(() => deepFocus() === before, 'the focus is back');
  });

  it('turns single keys off for good, and on again', async () => {
    const manager = hosting();
    const element = await room(manager);
    await press('?');
    const help = await shownHelp(element);
    find(help, 'input[role=switch]').click();
    await press('Escape');
    await until(() => openSheet(element) === undefined, 'it is closed');
    await press('m');
    expect(manager.commands.some(({ type }) => type === 'AUDIO_MUTE')).to.equal(false);
    const later = await room(manager);
    expect(find(find(later, 'muf-mic-control'), 'button').hasAttribute('aria-keyshortcuts'), 'remembered').to.equal(false);
    ask(later, { type: 'SHEET_OPEN', sheet: 'keyboard' });
    find(await shownHelp(later), 'input[role=switch]').click();
    await until(() => find(find(later, 'muf-mic-control'), 'button').getAttribute('aria-keyshortcuts') === 'M', 'on again');
  });

  it('is opened without script by data-muf-request', async () => {
    const element = await room(hosting(), { html: '<button slot="header.actionPill" data-muf-request="KEYBOARD_HELP_OPEN">Keys</button>' });
    element.querySelector('button')!.click();
    await shownHelp(element);
  });
});

async function shownHelp(element: MufLiveRoom): Promise<HTMLElement> {
  const help = find(element, 'muf-keyboard-help');
  await until(() => (seek(help, 'dialog') as HTMLDialogElement | null)?.open === true && seek(help, 'kbd') !== null, 'the help is open');
  return help;
}

describe('chords', () => {
  const chord = async (letter: string): Promise<void> => {
    await sendKeys({ down: 'Alt' });
    await sendKeys({ down: 'Shift' });
    await press(letter);
    await sendKeys({ up: 'Shift' });
    await sendKeys({ up: 'Alt' });
  };

  it('bring the slot inspector and take it away, on one’s own machine', async () => {
    const element = await room();
    await chord('KeyS');
    await until(() => document.querySelector('[data-muf-slot-list]') !== null, 'the inspector is there');
    await chord('KeyS');
    await until(() => document.querySelector('[data-muf-slot-list]') === null, 'it is gone');
    expect(element.hasAttribute('slot-inspector')).to.equal(false);
  });

  it('open the debug panel, also where single keys are off', async () => {
    const element = await room(hosting(), { attributes: { 'no-shortcuts': '' } });
    await chord('KeyD');
    await until(() => seek(element, 'muf-debug-panel') !== null, 'the panel is there');
    await chord('KeyD');
    await until(() => openSheet(element) === undefined, 'it is closed');
  });
});
