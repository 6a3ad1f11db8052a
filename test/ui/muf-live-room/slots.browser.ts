import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import { slotNames, type SlotName } from '../../../slots/names.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import type { SheetName } from '../../../ui-kit/view-store.ts';
import { until } from '../controls/in-room.ts';
import { ask, createRoom, phaseOf, settled } from './room.ts';

const sheets: Readonly<Partial<Record<SlotName, SheetName>>> = { 'sheet.interact': 'interact', 'sheet.effects': 'effects', 'sheet.moreSettings': 'settings', 'sheet.guests': 'guests' };

/** Brings a room to where a slot is displayed. */
async function reach(name: SlotName): Promise<MufLiveRoom> {
  const region = name === 'sheet.setup' ? 'setup' : name.startsWith('endScreen.') ? 'ended' : 'live';
  const manager = createScenario({ role: region === 'setup' ? 'host' : 'viewer', state: region === 'live' ? 'ACTIVE' : 'IDLE' });
  if (region === 'ended') manager.stores.session.$summary.set({ reason: 'ended', durationSec: 1, peakViewers: 1, endedAt: 1 });
  const room = await createRoom({ manager, attributes: { 'room-id': 'r', 'join-as': region === 'setup' ? 'host' : 'viewer' } });
  const sheet = sheets[name];
  if (sheet) ask(room, { type: 'SHEET_OPEN', sheet });
  await settled(room);
  return room;
}

describe('the slots of muf-live-room', () => {
  for (const name of slotNames) {
    it(`shows what fills ${name}, in the page’s own light DOM`, async () => {
      const room = await reach(name);
      await until(() => room.getSlotMount(name) !== null, 'it is mounted');
      expect(room.fillSlot(name, '<button>Filled</button>')).to.equal(true);
      const button = room.querySelector<HTMLElement>(`[data-muf-slot="${name}"] button`);
      await until(() => button?.checkVisibility({ visibilityProperty: true }) === true && button.getBoundingClientRect().width > 0, 'it can be seen');
      room.clearSlot(name);
      expect(room.getSlotMount(name)?.childElementCount).to.equal(0);
    });

    it(`shows a child of the page’s own in ${name}`, async () => {
      const room = await reach(name);
      const child = document.createElement('button');
      child.slot = name;
      child.textContent = 'Mine';
      room.append(child);
      await until(() => child.getBoundingClientRect().width > 0, 'it can be seen');
      expect(room.getSlotMount(name)).to.equal(null);
    });
  }

  it('keeps a fill until its region shows', async () => {
    const manager = createScenario();
    const room = await createRoom({ manager });
    expect(room.fillSlot('endScreen.cta', '<b>Again</b>')).to.equal(false);
    manager.stores.session.$summary.set({ reason: 'ended', durationSec: 1, peakViewers: 1, endedAt: 1 });
    manager.stores.session.$state.set('IDLE');
    await until(() => phaseOf(room) === 'ended', 'it has ended');
    await until(() => room.getSlotMount('endScreen.cta')?.textContent === 'Again', 'it is filled');
  });

  it('takes fills as a property', async () => {
    const room = await createRoom();
    room.slots = { 'header.actionPill': '<b>Follow</b>', 'viewport.bannerTop': (ctx) => document.createTextNode(`for ${ctx.viewerCount}`) };
    await room.updateComplete;
    expect(room.getSlotMount('header.actionPill')?.textContent).to.equal('Follow');
    expect(room.getSlotMount('viewport.bannerTop')?.textContent).to.equal('for 3');
  });

  it('runs a filler again when the room changes, not with every second', async () => {
    const manager = createScenario({ now: Date.now() - 5000 });
    const room = await createRoom({ manager });
    const counts: number[] = [];
    room.fillSlot('header.promoChips', (ctx) => {
      counts.push(ctx.viewerCount);
      return `${ctx.viewerCount}`;
    });
    manager.stores.audience.$viewerCount.set(4);
    room.requestUpdate();
    await room.updateComplete;
    expect(counts).to.deep.equal([3, 4]);
  });

  it('keeps fills and mounts them anew after it was taken away and put back', async () => {
    const room = await createRoom();
    room.fillSlot('header.actionPill', '<b>Follow</b>');
    room.remove();
    await Promise.resolve();
    expect(room.getSlotMount('header.actionPill')).to.equal(null);
    document.body.append(room);
    await until(() => room.getSlotMount('header.actionPill')?.textContent === 'Follow', 'it is back');
  });

  it('acts on marked buttons without script, and on nothing unknown', async () => {
    const manager = createScenario();
    const room = await createRoom({ manager });
    await settled(room);
    room.fillSlot('actionBar.bottomRight', '<button data-muf-request="REACTION_SEND" data-muf-emoji="👏"><b>Clap</b></button><button data-muf-request="BROADCAST_END">Never</button><button data-muf-request="constructor">Never</button>');
    const { warn } = console;
    console.warn = () => {};
    for (const element of room.querySelectorAll<HTMLElement>('[data-muf-request], [data-muf-request] b')) element.click();
    console.warn = warn;
    expect(manager.commands).to.deep.equal([{ type: 'REACTION_SEND', emoji: '👏' }, { type: 'REACTION_SEND', emoji: '👏' }]);
  });

  it('lets the pointer through what floats over the picture', async () => {
    const room = await reach('viewport.floatingFx');
    room.fillSlot('viewport.floatingFx', '<div id="hearts">hearts</div>');
    expect(getComputedStyle(room.getSlotMount('viewport.floatingFx')!).pointerEvents).to.equal('none');
  });

  for (const size of [[390, 844], [1200, 800]] as const) {
    it(`stands the left cluster before the message box and the right one after it, ${size.join(' × ')}`, async () => {
      const room = await createRoom({ size });
      await settled(room);
      room.fillSlot('actionBar.bottomLeft', '<button>Wave</button>');
      room.fillSlot('actionBar.bottomRight', '<button>Gift</button>');
      await until(() => room.querySelectorAll('[data-muf-slot^="actionBar."] button').length === 2, 'both are filled');
      const bar = room.shadowRoot!.querySelector('muf-chat')!.shadowRoot!.querySelector('muf-action-bar')!.shadowRoot!;
      const places = [room.getSlotMount('actionBar.bottomLeft')!, bar.querySelector('muf-chat-input')!, bar.querySelector('muf-react-button')!, room.getSlotMount('actionBar.bottomRight')!].map((element) => element.getBoundingClientRect());
      for (const [index, { left }] of places.entries()) if (index > 0) expect(left, 'side by side, with air between them').to.be.at.least(places[index - 1]!.right + 4);
    });
  }

  it('leaves a phone’s controls free of what stands above the message box', async () => {
    const room = await createRoom({ manager: createScenario({ role: 'host' }) });
    await settled(room);
    room.fillSlot('viewport.bannerBottom', '<span style="display: block">Welcome to the studio. Be kind to each other.</span>');
    const banner = room.getSlotMount('viewport.bannerBottom')!;
    await until(() => banner.getBoundingClientRect().height > 0, 'it is shown');
    const controls = room.shadowRoot!.querySelector('muf-controls')!.shadowRoot!.querySelector('[role=toolbar]')!;
    expect(banner.getBoundingClientRect().right).to.be.at.most(controls.getBoundingClientRect().left);
  });
});
