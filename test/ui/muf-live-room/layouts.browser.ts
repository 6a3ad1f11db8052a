import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import { until } from '../controls/in-room.ts';
import { ask, createRoom, settled } from './room.ts';

const inner = (room: MufLiveRoom): HTMLElement => room.shadowRoot!.querySelector<HTMLElement>('.room')!;
const part = (room: MufLiveRoom, selector: string): DOMRect => room.shadowRoot!.querySelector(selector)!.getBoundingClientRect();
const tiles = (room: MufLiveRoom): HTMLElement[] => [...room.shadowRoot!.querySelector('muf-stage')!.shadowRoot!.querySelectorAll<HTMLElement>('muf-tile')];

async function show(layout: string | null, size: readonly [number, number] = [390, 844], manager: Scenario = createScenario({ broadcasters: 3 })): Promise<MufLiveRoom> {
  sessionStorage.clear();
  const room = await createRoom({ manager, size, attributes: { 'room-id': 'room-1', ...(layout === null ? {} : { layout }) } });
  await settled(room);
  await until(() => tiles(room).length > 0 && tiles(room).every((tile) => tile.offsetWidth > 0), 'the stage is measured');
  return room;
}

function warnings(): { readonly said: string[]; stop(): void } {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (...args: unknown[]) => void said.push(args.join(' '));
  return { said, stop: () => { console.warn = warn; } };
}

describe('the layout of muf-live-room', () => {
  before(() => setViewport({ width: 1400, height: 900 }));

  it('is by its own size, unless the page, the host or I say otherwise, in that order', async () => {
    const manager = createScenario({ broadcasters: 3 });
    const room = await show('theatre', [1200, 800], manager);
    expect(inner(room).dataset['layout']).to.equal('wide');
    room.layout = 'immersive';
    await until(() => inner(room).dataset['layout'] === 'compact', 'the page has changed its mind');
    manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, direction: { layout: 'theatre', directedAt: 1 } });
    await until(() => inner(room).dataset['layout'] === 'wide', 'the host is followed');
    ask(room, { type: 'LAYOUT_CHOOSE', layout: 'immersive' });
    await until(() => inner(room).dataset['layout'] === 'compact', 'I have chosen');
    ask(room, { type: 'LAYOUT_CHOOSE', layout: null });
    await until(() => inner(room).dataset['layout'] === 'wide', 'the host is followed again');
    manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, direction: { layout: 'auto', directedAt: 2 } });
    await until(() => inner(room).dataset['layout'] === 'compact', 'the page is asked again');
  });

  it('takes the older names, and warns of others with the nearest', async () => {
    expect(inner(await show('compact', [1200, 800])).dataset['layout']).to.equal('compact');
    expect(inner(await show('wide')).dataset['layout']).to.equal('wide');
    const console = warnings();
    const room = await show('theater', [1200, 800]);
    await until(() => console.said.length > 0, 'it warns');
    console.stop();
    expect(console.said.join()).to.contain('layout="theater"').and.to.contain('did you mean "theatre"');
    expect(inner(room).dataset['layout']).to.equal('wide');
    expect(room.getAttribute('layout'), 'what the page wrote stays').to.equal('theater');
  });

  it('puts a theatre’s chat beside the stage, and below it where it is narrow', async () => {
    const beside = await show('theatre', [1200, 800]);
    expect(part(beside, 'muf-side').left).to.be.at.least(part(beside, '.viewport').right - 0.5);
    for (const size of [[390, 844], [320, 640]] as const) {
      const below = await show('theatre', size);
      expect(part(below, 'muf-side').top).to.be.at.least(part(below, '.viewport').bottom - 0.5);
      expect(part(below, '.viewport').height, 'a stage to look at').to.be.greaterThan(195);
      expect(part(below, 'muf-side').height, 'and a chat to read').to.be.greaterThan(240);
    }
  });

  it('lets an immersive picture reach every edge, the chat over it', async () => {
    const room = await show('immersive', [1200, 800]);
    const [large] = tiles(room).toSorted((a, b) => b.offsetWidth - a.offsetWidth);
    expect([large!.offsetWidth, large!.offsetHeight]).to.deep.equal([1200, 800]);
    expect(part(room, 'muf-side').left).to.be.lessThan(600);
  });

  for (const broadcasters of [2, 3, 4]) {
    it(`keeps notices off the faces of a phone’s tiles, ${broadcasters} on stage`, async () => {
      const manager = createScenario({ broadcasters });
      const room = await show(null, [390, 844], manager);
      const toasts = room.shadowRoot!.querySelector('muf-toasts')!;
      manager.emit('ROLE_UPGRADED', { peerId: 'web-0', newRole: 'host', isSelf: true });
      await until(() => toasts.shadowRoot?.querySelector('.toast') != null, 'the notice is there');
      const notice = toasts.shadowRoot!.querySelector('.toast')!.getBoundingClientRect();
      for (const tile of tiles(room).filter((one) => one.classList.contains('inset'))) {
        const { top, bottom } = tile.getBoundingClientRect();
        expect(notice.top >= bottom || notice.bottom <= top, `${tile.ariaLabel ?? tile.localName} is covered`).to.equal(true);
      }
      expect(notice.top, 'nor the stage').to.be.above(tiles(room).length > 2 ? 540 : 600);
    });
  }

  for (const size of [[390, 844], [320, 568]] as const) {
    it(`ends what people say where a full phone’s tiles end, ${size.join(' × ')}`, async () => {
      const room = await show(null, size, createScenario({ broadcasters: 4, chatLines: 30 }));
      const log = room.shadowRoot!.querySelector('muf-chat')!.shadowRoot!.querySelector('muf-chat-log')!;
      const lowest = Math.max(...tiles(room).map((tile) => tile.getBoundingClientRect().bottom));
      await until(() => log.getBoundingClientRect().height > 60, 'people have spoken');
      expect(log.getBoundingClientRect().top).to.be.at.least(lowest);
    });
  }

  it('runs neither chat nor message box across a wide picture', async () => {
    const room = await show('immersive', [1200, 800]);
    expect(part(room, 'muf-side').width).to.be.at.most(560);
    const controls = room.shadowRoot!.querySelector('muf-controls')!.shadowRoot!.querySelector('[role=toolbar]')!.getBoundingClientRect();
    expect(800 - (controls.bottom - room.getBoundingClientRect().top), 'the controls are at the edge').to.be.below(24);
  });

  it('is a matter of the room’s size, not of the window’s', async () => {
    const room = await show(null, [390, 844]);
    expect(inner(room).dataset['layout']).to.equal('compact');
    room.style.inlineSize = '1200px';
    await until(() => inner(room).dataset['layout'] === 'wide', 'it has grown');
  });

  for (const size of [[390, 844], [1200, 800]] as const) {
    it(`keeps everything in its place while tiles come and go, ${size.join(' × ')}`, async () => {
      const manager = createScenario({ broadcasters: 4 });
      const room = await show(null, size, manager);
      const all = manager.stores.stage.$tiles.get();
      const chat = (): DOMRect => part(room, 'muf-chat');
      const before = chat();
      let shift = 0;
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
      });
      observer.observe({ type: 'layout-shift' });
      for (const count of [2, 1, 2, 4]) {
        manager.stores.stage.$tiles.set(all.slice(0, count));
        await until(() => tiles(room).length === count, `${count} are shown`);
        await until(() => document.getAnimations().every((animation) => animation.effect?.getTiming().iterations === Infinity), 'all have arrived');
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        expect(chat().bottom, 'the message box stays').to.equal(before.bottom);
      }
      for (const entry of observer.takeRecords()) shift += (entry as PerformanceEntry & { value: number }).value;
      observer.disconnect();
      expect(shift).to.equal(0);
    });
  }

  it('holds the main controls of a phone in its lower half', async () => {
    for (const role of ['host', 'viewer'] as const) {
      const manager = createScenario({ role, broadcasters: 1 });
      manager.stores.devices.applyLocal({ hasAudio: true, hasVideo: true, status: 'ready' });
      const room = await show(null, [390, 844], manager);
      const controls = room.shadowRoot!.querySelector('muf-controls')!;
      expect(controls.getBoundingClientRect().top - room.getBoundingClientRect().top, role).to.be.greaterThan(844 / 2);
    }
  });

  it('writes larger on a television', async () => {
    await setViewport({ width: 1920, height: 1080 });
    const textOf = (room: MufLiveRoom): number => parseFloat(getComputedStyle(room.shadowRoot!.querySelector('muf-side')!).getPropertyValue('font-size'));
    const near = textOf(await show(null, [1200, 800]));
    expect(textOf(await show(null, [1920, 1080]))).to.be.greaterThan(near * 1.1);
    await setViewport({ width: 1400, height: 900 });
  });
});
