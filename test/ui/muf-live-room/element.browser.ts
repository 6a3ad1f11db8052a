import { expect } from '@open-wc/testing';
import { MufLiveManager } from '../../../core/manager.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import { mount } from '../../../ui-kit/mount.ts';
import { find, seek, textOf, until } from '../controls/in-room.ts';
import { createRoom, phaseOf, settled } from './room.ts';

describe('muf-live-room as an element', () => {
  it('has a manager as soon as it is there, its own unless one is given', async () => {
    const room = await createRoom({ manager: null });
    expect(room.manager).to.be.instanceOf(MufLiveManager);
    const scenario = createScenario();
    room.manager = scenario;
    expect(room.manager).to.equal(scenario);
  });

  it('tells its own manager which server', async () => {
    const room = await createRoom({ manager: null, attributes: { server: 'https://one.example' } });
    expect(room.manager.server).to.equal('https://one.example');
    room.setAttribute('server', 'https://two.example');
    await room.updateComplete;
    expect(room.manager.server).to.equal('https://two.example');
  });

  it('reflects its attributes, but never the token', async () => {
    const room = await createRoom();
    Object.assign(room, { roomId: 'r', host: 'h', joinAs: 'guest', theme: 'light', layout: 'wide', server: 'https://a.example' });
    room.token = 'secret';
    await room.updateComplete;
    expect(room.outerHTML).not.to.contain('secret');
    const names = ['room-id', 'host', 'join-as', 'theme', 'layout', 'server'];
    expect(names.map((name) => room.getAttribute(name))).to.deep.equal(['r', 'h', 'guest', 'light', 'wide', 'https://a.example']);
  });

  it('survives being moved, and leaves when taken away', async () => {
    const room = await createRoom({ manager: null });
    const before = room.manager;
    let closed = false;
    const close = before.close.bind(before);
    before.close = () => {
      closed = true;
      return close();
    };
    const elsewhere = document.body.appendChild(document.createElement('section'));
    elsewhere.append(room);
    await Promise.resolve();
    expect([room.manager === before, closed]).to.deep.equal([true, false]);
    elsewhere.remove();
    await Promise.resolve();
    expect(closed).to.equal(true);
    document.body.append(room);
    await room.updateComplete;
    expect(room.manager).not.to.equal(before);
    expect(room.manager.state).to.equal('IDLE');
    room.remove();
  });

  it('never closes a manager that the page gave', async () => {
    const manager = createScenario();
    let closed = false;
    manager.close = () => {
      closed = true;
      return Promise.resolve();
    };
    const room = await createRoom({ manager });
    room.remove();
    await Promise.resolve();
    expect(closed).to.equal(false);
    document.body.append(room);
    await room.updateComplete;
    expect(room.manager).to.equal(manager);
    expect(phaseOf(room)).to.equal('live');
  });

  it('dispatches every event of the manager, once, also after it was moved', async () => {
    const manager = createScenario();
    const room = await createRoom({ manager });
    const heard: unknown[] = [];
    document.body.addEventListener('muf:viewer_count', (event) => void heard.push((event as CustomEvent).detail), { once: false });
    document.body.append(room);
    await room.updateComplete;
    manager.emit('VIEWER_COUNT', { count: 7 });
    expect(heard).to.deep.equal([{ count: 7 }]);
    room.remove();
    await Promise.resolve();
    manager.emit('VIEWER_COUNT', { count: 8 });
    expect(heard.length).to.equal(1);
  });

  it('keeps two rooms on a page apart', async () => {
    const one = await createRoom({ manager: createScenario({ viewers: 1 }) });
    const two = await createRoom({ manager: createScenario({ viewers: 2, names: ['Zoe'] }) });
    await Promise.all([settled(one), settled(two)]);
    expect([one, two].map((room) => textOf(room, '[role=status]'))).to.deep.equal(['1 watching', '2 watching']);
    one.setAttribute('theme', 'light');
    await one.updateComplete;
    expect(getComputedStyle(one).colorScheme).to.equal('light');
    expect(getComputedStyle(two).colorScheme).to.equal('dark');
  });

  it('chooses its layout by its own width, and obeys the attribute', async () => {
    const room = await createRoom({ size: [390, 800] });
    await settled(room);
    const layout = () => room.shadowRoot?.querySelector('.room')?.getAttribute('data-layout');
    expect(layout()).to.equal('compact');
    room.style.inlineSize = '1000px';
    await until(() => layout() === 'wide', 'it is wide');
    expect(find(room, 'muf-side').offsetWidth).to.equal(360);
    room.setAttribute('layout', 'compact');
    await until(() => layout() === 'compact', 'it obeys');
  });

  it('keeps what was typed when the layout changes', async () => {
    const room = await createRoom({ size: [390, 800] });
    await settled(room);
    const input = find<HTMLInputElement>(room, 'muf-chat-input').shadowRoot!.querySelector('input')!;
    input.value = 'half a sentence';
    input.dispatchEvent(new Event('input'));
    room.style.inlineSize = '1000px';
    await until(() => room.shadowRoot?.querySelector('.room')?.getAttribute('data-layout') === 'wide', 'it is wide');
    expect(find(room, 'muf-chat-input').shadowRoot!.querySelector('input')).to.equal(input);
    expect(input.value).to.equal('half a sentence');
  });

  it('has a size where the page gave it none', async () => {
    const room = await createRoom();
    room.removeAttribute('style');
    expect(room.offsetHeight).to.be.greaterThan(300);
  });

  it('falls back from values that are none', async () => {
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (...args: unknown[]) => void warned.push(args[0]);
    try {
      const room = await createRoom({ manager: createScenario({ state: 'IDLE' }), attributes: { 'room-id': 'r', 'join-as': 'admin', lang: 'not a language', theme: 'no-such-theme', layout: 'round' } });
      await settled(room);
      expect(phaseOf(room)).to.equal('lobby');
      await until(() => warned.some((text) => String(text).includes('lang="not a language"')), 'the language is told of');
    } finally {
      console.warn = warn;
    }
    expect(warned.some((text) => String(text).includes('join-as="admin"'))).to.equal(true);
  });

  it('shows people in the side column when wide', async () => {
    const room = await createRoom({ size: [1000, 700] });
    await settled(room);
    find(room, '#tab-people').click();
    await until(() => find(room, 'muf-viewer-list').checkVisibility(), 'the list shows');
  });

  it('tells the page’s script which tag was mounted where, and refuses a place that is not there', async () => {
    const place = document.body.appendChild(document.createElement('div'));
    const room = mount(place, { roomId: 'r', joinAs: 'viewer', server: 'https://a.example', theme: 'light', slots: { 'header.actionPill': '<b>Hi</b>' }, endScreen: { cta: 'Bye' } });
    await room.updateComplete;
    expect(place.firstElementChild).to.equal(room);
    expect([room.roomId, room.joinAs, room.manager.server]).to.deep.equal(['r', 'viewer', 'https://a.example']);
    expect(() => mount('#nowhere')).to.throw(TypeError, '#nowhere');
    place.remove();
  });

  it('outlines its slots for the developer', async () => {
    const room = await createRoom();
    room.slotInspector = true;
    await room.updateComplete;
    await until(() => document.querySelector('[data-muf-slot-list]') !== null, 'it is there');
    room.slotInspector = false;
    await room.updateComplete;
    expect(document.querySelector('[data-muf-slot-list]')).to.equal(null);
    expect(seek(room, '[data-muf-inspect]')).to.equal(null);
  });
});
