import { expect } from '@open-wc/testing';
import type { MediaWishes } from '../../../core/media/constraints.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import '../../../ui-kit/muf-room-provider.ts';
import type { PresetChoice } from '../../../ui-kit/preset/find-preset.ts';
import '../../../ui-kit/setup/muf-setup.ts';
import { find, seek, until } from '../controls/in-room.ts';
import { createRoom, settled } from './room.ts';

const says: string[] = [];
const { warn } = console;
beforeEach(() => {
  says.length = 0;
  console.warn = (...args: unknown[]) => void says.push(args.join(' '));
});
afterEach(() => {
  console.warn = warn;
});

const tokenNaming = (preset: string): string => `h.${btoa(JSON.stringify({ room_id: 'r', role: 'viewer', preset }))}.s`;
const look = (room: Element): (string | null)[] => ['theme', 'layout', 'density', 'lang'].map((name) => room.getAttribute(name));
const value = (room: Element, name: string): string => getComputedStyle(room).getPropertyValue(name).trim();

async function put(room: MufLiveRoom, preset: PresetChoice | null, shows: () => boolean): Promise<void> {
  room.preset = preset;
  await until(shows, 'the preset is worn');
  await room.updateComplete;
}

describe('the preset of a room', () => {
  it('is worn from the first picture on', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r', preset: 'webinar-participant' } });
    expect(look(room)).to.deep.equal(['light', 'theatre', null, null]);
    expect(room.shadowRoot?.querySelector('.room')?.getAttribute('data-layout')).to.equal('wide');
    expect(value(room, '--muf-color-accent')).to.equal('#1f5fd6');
    expect(room.getSlotMount('header.promoChips')).to.equal(null);
    expect(room.getSlotMount('header.actionPill')).not.to.equal(null);
    expect(says).to.deep.equal([]);
  });

  it('changes live, and what someone has typed, the stage and the scroll stay', async () => {
    const manager = createScenario({ broadcasters: 2, chatLines: 60 });
    const room = await createRoom({ manager, size: [1100, 700], attributes: { 'room-id': 'r', preset: 'live-viewer' } });
    await settled(room);
    const box = find<HTMLInputElement>(room, 'input[part=input]');
    box.value = 'not sent yet';
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    box.focus();
    const log = find(room, '[role="log"]');
    await until(() => log.scrollTop > 100, 'the newest line is shown');
    const noticed = new Promise((resolve) => log.addEventListener('scroll', resolve, { once: true }));
    log.scrollTop = 0;
    await noticed;
    const [tile, header] = [find(room, 'muf-tile'), find(room, 'muf-header')];
    for (const preset of ['webinar-participant', 'group-call-participant', 'audio-room', 'live-viewer']) {
      const before = room.getAttribute('layout') + room.getAttribute('theme')!;
      await put(room, preset, () => room.getAttribute('layout') + room.getAttribute('theme')! !== before);
      await settled(room);
      expect(find<HTMLInputElement>(room, 'input[part=input]')).to.equal(box);
      expect(box.value).to.equal('not sent yet');
      expect(box.matches(':focus')).to.equal(true);
      expect(find(room, '[role="log"]')).to.equal(log);
      expect(log.scrollHeight - log.clientHeight - log.scrollTop).to.be.greaterThan(100);
      expect([find(room, 'muf-tile'), find(room, 'muf-header')]).to.deep.equal([tile, header]);
    }
    expect(manager.commands.filter(({ type }) => /LEAVE|WATCH|START|OFF|MUTE/.test(type))).to.deep.equal([]);
  });

  it('hides slots: they have no mount, and what fills them waits', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r' } });
    room.fillSlot('viewport.bannerTop', '<b>Hello</b>');
    await put(room, { ui: { slots: { 'viewport.bannerTop': false, 'header.promoChips': false } } }, () => room.getSlotMount('viewport.bannerTop') === null);
    expect(room.querySelector('[slot="viewport.bannerTop"]')).to.equal(null);
    expect(room.fillSlot('header.promoChips', '<i>Later</i>')).to.equal(false);
    await put(room, null, () => room.getSlotMount('header.promoChips') !== null);
    expect(room.getSlotMount('viewport.bannerTop')?.textContent).to.equal('Hello');
    expect(room.getSlotMount('header.promoChips')?.textContent).to.equal('Later');
  });

  it('fills slots below what the page puts there, and never with script', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r' } });
    const html = '<b onclick="window.__hit = 1">Preset</b><script>window.__hit = 1</script><img src="x" onerror="window.__hit = 1">';
    await put(room, { ui: { slots: { 'header.actionPill': html } } }, () => room.getSlotMount('header.actionPill')?.textContent === 'Preset');
    const mount = room.getSlotMount('header.actionPill')!;
    expect(mount.querySelector('script, [onclick], [onerror], [src]')).to.equal(null);
    mount.querySelector('b')?.click();
    expect('__hit' in window).to.equal(false);
    expect(says.join()).to.contain('at ui › slots › header.actionPill, has a handler');
    room.fillSlot('header.actionPill', '<b>Page</b>');
    expect(room.getSlotMount('header.actionPill')?.textContent).to.equal('Page');
    const child = Object.assign(document.createElement('b'), { slot: 'header.actionPill', textContent: 'Child' });
    room.append(child);
    await until(() => room.getSlotMount('header.actionPill') === null && child.getBoundingClientRect().width > 0, 'the page’s own child is shown');
    child.remove();
    room.clearSlot('header.actionPill');
    await until(() => room.getSlotMount('header.actionPill')?.textContent === 'Preset', 'the preset is back');
  });

  it('says less than an attribute of the page’s own, before and after', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r', theme: 'arcade', preset: 'audio-room' } });
    expect(look(room)).to.deep.equal(['arcade', 'grid', 'roomy', null]);
    room.setAttribute('layout', 'spotlight');
    room.removeAttribute('theme');
    await until(() => room.getAttribute('theme') === 'salon', 'the preset’s theme takes its place');
    await put(room, 'webinar-host', () => room.getAttribute('theme') === 'light');
    expect(look(room)).to.deep.equal(['light', 'spotlight', 'compact', null]);
    await put(room, null, () => !room.hasAttribute('theme'));
    expect(look(room)).to.deep.equal([null, 'spotlight', null, null]);
    expect(value(room, '--muf-color-surface')).to.equal('#0b0c10');
  });

  it('leaves an attribute that the page sets to the same value to the page', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r', preset: 'audio-room' } });
    room.setAttribute('theme', 'salon');
    await put(room, 'webinar-host', () => room.getAttribute('layout') === 'theatre');
    expect(room.getAttribute('theme')).to.equal('salon');
  });

  it('sets accent, font and language, where the page’s own style says nothing', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r' } });
    await put(room, { ui: { accent: '#5bd1c5', font: 'Verdana, "Noto Sans", sans-serif', lang: 'de' } }, () => room.lang === 'de');
    expect(value(room, '--muf-color-accent')).to.equal('#5bd1c5');
    expect(value(room, '--muf-font')).to.equal('Verdana, "Noto Sans", sans-serif');
    room.style.setProperty('--muf-accent', '#ffffff');
    expect(value(room, '--muf-color-accent')).to.equal('#ffffff');
    room.style.removeProperty('--muf-accent');
    await put(room, {}, () => room.lang === '');
    expect(value(room, '--muf-color-accent')).to.equal('#ff3d71');
  });

  const wrong: readonly [what: string, preset: PresetChoice, sentence: string][] = [
    ['a misspelt key', { ui: { themes: 'light' } } as object, 'muf-live: the preset object, at ui › themes, "themes" is not a key here. Did you mean "theme"? What was worn before stays.'],
    ['a value that reaches out', { ui: { accent: 'url(//a.example)' } }, 'at ui › accent, "url(//a.example)" holds more than a value'],
    ['a name that nobody knows', 'webinar-hots', 'the preset "webinar-hots" is not known here, nor to the server. Did you mean "webinar-host"?'],
    ['an address of another scheme', 'data:application/json,{}', 'no address that a preset may come from'],
    ['an address with nothing there', '/nothing/here.json', '/nothing/here.json'],
  ];
  for (const [what, preset, sentence] of wrong) {
    it(`with ${what} is refused in a sentence, and the last good one stays`, async () => {
      const room = await createRoom({ attributes: { 'room-id': 'r', preset: 'audio-room' } });
      const before = look(room);
      room.preset = preset;
      await until(() => says.length > 0, 'it is said');
      await room.updateComplete;
      expect(says.join('\n')).to.contain(sentence);
      expect(look(room)).to.deep.equal(before);
      await put(room, 'webinar-host', () => room.getAttribute('theme') === 'light');
    });
  }

  it('comes from an address of the page’s own', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r', preset: '/themes/presets/group-call-host.json' } });
    await until(() => room.getAttribute('layout') === 'grid', 'it has come');
    expect(look(room)).to.deep.equal(['auto', 'grid', 'compact', null]);
    expect(says).to.deep.equal([]);
  });

  it('is the last one asked for, however they come', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r' } });
    room.preset = 'webinar-host';
    await room.updateComplete;
    room.preset = 'live-host';
    await room.updateComplete;
    room.preset = 'audio-room';
    await until(() => room.getAttribute('theme') === 'salon', 'the last is worn');
    expect(look(room)).to.deep.equal(['salon', 'grid', 'roomy', null]);
  });

  it('is the one that the token names, or the server says, unless the page names another', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r', token: tokenNaming('webinar-participant') } });
    expect(room.getAttribute('theme')).to.equal('light');
    await put(room, 'audio-room', () => room.getAttribute('theme') === 'salon');
    room.removeAttribute('preset');
    await until(() => room.getAttribute('theme') === 'light', 'the token’s is back');
    const manager = createScenario();
    const joined = await createRoom({ manager });
    expect(joined.hasAttribute('theme')).to.equal(false);
    manager.stores.session.$self.set({ ...manager.stores.session.$self.get()!, preset: 'audio-room' });
    await until(() => joined.getAttribute('theme') === 'salon', 'what the server said is worn');
  });

  it('reflects a name, not an object', async () => {
    const room = await createRoom({ attributes: { 'room-id': 'r', preset: 'audio-room' } });
    await put(room, 'live-host', () => room.getAttribute('theme') === 'dark');
    expect(room.getAttribute('preset')).to.equal('live-host');
    await put(room, { ui: { theme: 'light' } }, () => room.getAttribute('theme') === 'light');
    expect(room.hasAttribute('preset')).to.equal(false);
  });

  it('suggests how to capture, to every manager the room gets', async () => {
    const wishes: MediaWishes[] = [];
    const hearing = (): ReturnType<typeof createScenario> => Object.assign(createScenario(), { suggestMedia: (wish: MediaWishes) => void wishes.push(wish) });
    const room = await createRoom({ manager: hearing(), attributes: { 'room-id': 'r', preset: 'group-call-participant' } });
    const expected = { videoConstraints: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24 } }, videoOff: false, audioMuted: true };
    expect(wishes).to.deep.equal([expected]);
    room.manager = hearing() as unknown as MufLiveRoom['manager'];
    expect(wishes).to.deep.equal([expected, expected]);
    await put(room, null, () => wishes.length > 2);
    expect(wishes.at(-1)).to.deep.equal({ videoOff: false, audioMuted: false });
  });

  it('shows no camera button where there is to be no camera, unless one is on', async () => {
    const manager = createScenario({ role: 'host', state: 'IDLE' });
    const room = await createRoom({ manager, attributes: { 'room-id': 'r', 'join-as': 'host', preset: 'audio-room' } });
    await settled(room);
    const shown = (tag: string): boolean => seek(room, tag)?.checkVisibility() ?? false;
    expect(['muf-mic-control', 'muf-camera-control', 'muf-mirror-control'].map(shown)).to.deep.equal([true, false, false]);
    manager.stores.devices.applyLocal({ hasVideo: true });
    await until(() => shown('muf-camera-control'), 'one that is on can be turned off');
    manager.stores.devices.applyLocal({ hasVideo: false });
    await put(room, 'live-host', () => room.getAttribute('theme') === 'dark');
    await until(() => shown('muf-camera-control'), 'the camera is back');
  });

  it('says what to be, below attribute and token', async () => {
    const setUp = (room: MufLiveRoom): boolean => room.shadowRoot?.querySelector('muf-setup') !== null;
    const idle = (): ReturnType<typeof createScenario> => createScenario({ state: 'IDLE' });
    expect(setUp(await createRoom({ manager: idle(), attributes: { 'room-id': 'r', preset: 'live-host' } }))).to.equal(true);
    expect(setUp(await createRoom({ manager: idle(), attributes: { 'room-id': 'r', preset: 'live-host', 'join-as': 'viewer' } }))).to.equal(false);
    expect(setUp(await createRoom({ manager: idle(), attributes: { preset: 'live-host', token: tokenNaming('live-host') } }))).to.equal(false);
  });

  it('is worn by a provider too', async () => {
    const provider = document.createElement('muf-room-provider');
    provider.setAttribute('preset', 'webinar-host');
    provider.manager = createScenario() as unknown as typeof provider.manager;
    document.body.append(provider);
    await provider.updateComplete;
    expect([provider.getAttribute('theme'), provider.getAttribute('density')]).to.deep.equal(['light', 'compact']);
    provider.remove();
  });
});
