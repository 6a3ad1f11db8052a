import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/sheets/muf-end-confirm.ts';
import '../../../ui-kit/sheets/muf-people-sheet.ts';
import '../../../ui-kit/sheets/muf-settings-sheet.ts';
import '../../../ui-kit/sheets/muf-share-sheet.ts';
import type { SheetName } from '../../../ui-kit/view-store.ts';
import { all, find, inRoom, seek, textOf, until, type Inside, type InsideOptions } from '../controls/in-room.ts';

interface Opened<Element extends HTMLElement> extends Inside<Element> { readonly opener: HTMLButtonElement; readonly dialog: HTMLDialogElement }

async function open<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, sheet: SheetName, options: InsideOptions<HTMLElementTagNameMap[Tag]> = {}): Promise<Opened<HTMLElementTagNameMap[Tag]>> {
  const inside = await inRoom(tag, options);
  const opener = document.createElement('button');
  opener.textContent = 'Open';
  inside.frame.append(opener);
  opener.focus();
  inside.room.view.$sheet.set(sheet);
  await inside.settle();
  const dialog = find<HTMLDialogElement>(inside.element, 'dialog');
  await Promise.allSettled(dialog.getAnimations({ subtree: true }).map(({ finished }) => finished));
  return { ...inside, opener, dialog };
}

const share = (options: InsideOptions<HTMLElementTagNameMap['muf-share-sheet']> = {}) => open('muf-share-sheet', 'share', options);

async function drag(from: readonly [number, number], to: readonly [number, number], steps = 4): Promise<void> {
  await sendMouse({ type: 'move', position: [...from] });
  await sendMouse({ type: 'down' });
  for (let step = 1; step <= steps; step++) await sendMouse({ type: 'move', position: [from[0], Math.round(from[1] + ((to[1] - from[1]) * step) / steps)] });
  await sendMouse({ type: 'up' });
}

describe('muf-sheet', () => {
  it('opens with the view, keeps the focus inside, and gives it back', async () => {
    const { element, opener, dialog, room, settle } = await share();
    expect(dialog.open).to.equal(true);
    expect(dialog.matches(':modal'), 'what is behind is out of reach').to.equal(true);
    expect(document.activeElement).to.equal(element);
    room.view.$sheet.set(null);
    await settle();
    await until(() => document.activeElement === opener, 'the opener has the focus');
    expect(dialog.open).to.equal(false);
  });

  it('can be read by keyboard where it is long and has nothing to go to, and only there', async () => {
    const { element, settle } = await inRoom('muf-sheet', { prepare: (sheet) => { sheet.heading = 'Rules'; } });
    const text = document.createElement('p');
    text.textContent = 'Be kind to each other. '.repeat(400);
    element.append(text);
    element.open = true;
    await settle();
    const body = find(element, '.body');
    await until(() => body.tabIndex === 0, 'it takes the focus');
    expect(body.getAttribute('role')).to.equal('region');
    expect(body.getAttribute('aria-labelledby')).to.equal('heading');
    text.textContent = 'Be kind.';
    await until(() => !body.hasAttribute('tabindex'), 'a short one does not');
    text.innerHTML = `${'Be kind to each other. '.repeat(400)}<button>More</button>`;
    await until(() => body.scrollHeight > body.clientHeight, 'it is long again');
    await new Promise(requestAnimationFrame);
    expect(body.hasAttribute('tabindex'), 'the button is the way in').to.equal(false);
  });

  it('gives the focus back to an opener that was hidden meanwhile', async () => {
    const { opener, room } = await share();
    opener.style.visibility = 'hidden';
    room.view.$sheet.set(null);
    opener.style.visibility = '';
    await until(() => document.activeElement === opener, 'the opener has the focus');
  });

  it('stays open when it is asked for again before the browser has told of its closing', async () => {
    const { element, room, dialog, requests } = await share();
    const told = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    for (const sheet of [null, 'share'] as const) {
      room.view.$sheet.set(sheet);
      await element.updateComplete;
    }
    await told;
    expect(dialog.open).to.equal(true);
    expect(requests).to.deep.equal([]);
  });

  it('closes when the browser closed it without asking, also where it was drawn again before it heard of that', async () => {
    const { element, dialog, requests } = await share();
    dialog.close();
    element.requestUpdate();
    await element.updateComplete;
    await until(() => requests.length > 0 && !dialog.open, 'it is closed');
    expect(requests).to.deep.equal([{ type: 'SHEET_CLOSE' }]);
  });

  it('asks to be closed by Escape, by its button, and by a tap beside it', async () => {
    const { element, room, dialog, requests, settle } = await share();
    const outside = (): Promise<void> => sendMouse({ type: 'click', position: [100, 40] });
    for (const close of [() => sendKeys({ press: 'Escape' }), async () => find(element, '.close').click(), outside]) {
      room.view.$sheet.set('share');
      await settle();
      await close();
      await until(() => !dialog.open, 'it is closed');
      expect(requests.at(-1)).to.deep.equal({ type: 'SHEET_CLOSE' });
    }
    expect(requests.length).to.equal(3);
  });

  it('is closed by a swipe down, and springs back from half of one', async () => {
    const { dialog, requests } = await share();
    const { left, top } = dialog.getBoundingClientRect();
    const grip: readonly [number, number] = [Math.round(left + 40), Math.round(top + 20)];
    await drag(grip, [grip[0], grip[1] - 80]);
    expect(requests).to.deep.equal([]);
    expect(dialog.style.translate).to.equal('');
    await drag(grip, [grip[0], grip[1] + dialog.offsetHeight]);
    await until(() => !dialog.open, 'it is closed');
    expect(requests).to.deep.equal([{ type: 'SHEET_CLOSE' }]);
  });

  it('stays within its room: at most 85 % of the height, at its bottom', async () => {
    const { dialog, frame } = await open('muf-people-sheet', 'people', { manager: createScenario({ viewers: 60 }) });
    const seen = Math.min(frame.getBoundingClientRect().bottom, innerHeight);
    expect(dialog.offsetHeight).to.be.at.most(Math.ceil(seen * 0.85));
    expect(Math.round(dialog.getBoundingClientRect().bottom)).to.be.at.most(innerHeight);
  });

  it('stands beside its opener on a wide layout', async () => {
    const { dialog, opener } = await share({ layout: 'wide', size: [800, 560] });
    const panel = dialog.getBoundingClientRect();
    const button = opener.getBoundingClientRect();
    expect(panel.width).to.be.at.most(400);
    expect(panel.bottom <= button.top || panel.top >= button.bottom, 'it does not cover its opener').to.equal(true);
  });

  it('works without a room by its own attribute', async () => {
    const sheet = document.createElement('muf-sheet');
    Object.assign(sheet, { heading: '<b>Polls</b>', open: true });
    document.body.append(sheet);
    await sheet.updateComplete;
    expect(textOf(sheet, 'h2')).to.equal('<b>Polls</b>');
    find(sheet, '.close').click();
    await sheet.updateComplete;
    expect(sheet.open).to.equal(false);
    expect(find<HTMLDialogElement>(sheet, 'dialog').open).to.equal(false);
    sheet.remove();
  });
});

describe('muf-end-confirm', () => {
  it('asks, with the harmless answer in focus', async () => {
    const { dialog, element } = await open('muf-end-confirm', 'end-confirm', { manager: createScenario({ role: 'host' }) });
    expect(dialog.getAttribute('role')).to.equal('alertdialog');
    expect(textOf(element, 'h2')).to.equal('End the stream for everyone?');
    expect(element.shadowRoot?.activeElement?.textContent).to.equal('Keep going');
    await expect(element).to.be.accessible();
  });

  it('keeps going, or ends', async () => {
    const keep = await open('muf-end-confirm', 'end-confirm');
    find(keep.element, '[part=keep]').click();
    expect(keep.requests).to.deep.equal([{ type: 'SHEET_CLOSE' }]);
    const end = await open('muf-end-confirm', 'end-confirm', { manager: createScenario({ role: 'host' }) });
    find(end.element, '[part=end]').click();
    expect(end.requests).to.deep.equal([{ type: 'SHEET_CLOSE' }, { type: 'BROADCAST_END' }]);
  });

  it('leaves, for those who cannot end it', async () => {
    const { element, requests } = await open('muf-end-confirm', 'end-confirm');
    expect(textOf(element, 'h2')).to.equal('Leave the stream?');
    expect(element.shadowRoot?.activeElement?.textContent).to.equal('Stay');
    find(element, '[part=end]').click();
    expect(requests).to.deep.equal([{ type: 'SHEET_CLOSE' }, { type: 'STREAM_LEAVE' }]);
  });
});

describe('muf-share-sheet', () => {
  const link = 'https://live.example/viewer.html?room=room-1&host=host-0';
  const clipboard = (writeText: (text: string) => Promise<void>): (() => void) => {
    const { clipboard: original } = navigator;
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    return () => Object.defineProperty(navigator, 'clipboard', { configurable: true, value: original });
  };

  it('copies the link and says so for a while', async () => {
    const copied: string[] = [];
    const restore = clipboard(async (text) => void copied.push(text));
    const clock = createFakeClock();
    const { element, settle } = await share({ prepare: (sheet) => { sheet.clock = clock; } });
    expect(find<HTMLInputElement>(element, 'input').value).to.equal(link);
    find(element, '.copy').click();
    await until(() => textOf(element, '[role=status]') === 'Copied', 'it says so');
    expect(copied).to.deep.equal([link]);
    await clock.advance(2500);
    await settle();
    expect(textOf(element, '[role=status]')).to.equal('');
    restore();
  });

  it('selects the link where copying is forbidden', async () => {
    const restore = clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const { element } = await share();
    find(element, '.copy').click();
    await until(() => textOf(element, '[role=status]').includes('copy it by hand'), 'it says so');
    const box = find<HTMLInputElement>(element, 'input');
    expect([box.selectionStart, box.selectionEnd]).to.deep.equal([0, link.length]);
    restore();
  });

  it('waits for the link before there is one', async () => {
    const manager = createScenario();
    manager.stores.session.$shareLink.set(null);
    const { element } = await share({ manager });
    expect(element.shadowRoot!.textContent).to.contain('once you are live');
    expect(seek(element, '.copy')).to.equal(null);
  });

  it('is accessible on both layouts and themes', async () => {
    for (const layout of ['compact', 'wide'] as const) {
      for (const theme of ['dark', 'light'] as const) {
        const { element, room, settle } = await share({ layout, theme });
        await expect(element).to.be.accessible();
        room.view.$sheet.set(null);
        await settle();
      }
    }
  });
});

describe('muf-settings-sheet', () => {
  it('lets a viewer choose the quality', async () => {
    const { element, requests } = await open('muf-settings-sheet', 'settings');
    const [auto, high] = all<HTMLInputElement>(find(element, 'muf-quality-menu'), 'input');
    expect(auto?.checked).to.equal(true);
    high!.click();
    expect(requests).to.deep.equal([{ type: 'QUALITY_SET', quality: 'high' }]);
    expect(seek(element, 'muf-device-select')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('lets a host choose devices and mirroring, and carries the page\'s own settings', async () => {
    const manager = createScenario({ role: 'host' });
    manager.stores.devices.$devices.set({ camera: [{ id: 'a', label: 'Built-in' }], microphone: [{ id: 'm', label: 'Desk' }], speaker: [] });
    const own = document.createElement('p');
    own.slot = 'sheet.moreSettings';
    own.textContent = 'Fan club';
    const { element, requests } = await open('muf-settings-sheet', 'settings', { manager, prepare: (sheet) => sheet.append(own) });
    find(element, '[role=switch]').click();
    expect(requests).to.deep.equal([{ type: 'MIRROR_SET', mirrored: false }]);
    expect(own.getBoundingClientRect().height).to.be.greaterThan(0);
    expect(element.shadowRoot!.querySelectorAll('muf-device-select').length).to.equal(3);
    await expect(element).to.be.accessible();
  });
});

describe('muf-people-sheet', () => {
  it('is accessible', async () => {
    const { element } = await open('muf-people-sheet', 'people');
    await expect(element).to.be.accessible();
  });
});
