import { expect } from '@open-wc/testing';
import { slotNames } from '../../../slots/index.ts';
import { Room } from './room.ts';

describe('slot mounts', () => {
  let room: Room;

  beforeEach(() => (room = new Room()));
  afterEach(() => room.close());

  it('there are none before a region is displayed', () => {
    expect(room.host.children).to.have.length(0);
    for (const name of slotNames) expect(room.registry.mountOf(name)).to.equal(null);
  });

  it('all 17 are light-DOM children, seen through the room', () => {
    room.show();
    for (const name of slotNames) {
      const mount = room.mount(name);
      expect(mount.parentElement).to.equal(room.host);
      expect(mount.slot).to.equal(name);
      expect(mount.assignedSlot?.name).to.equal(name);
      expect(document.querySelector(`[data-muf-slot="${name}"]`)).to.equal(mount);
      expect(room.count('SLOT_RENDER', name)).to.equal(1);
    }
  });

  it('go when their region goes, and come anew with it', () => {
    room.show(['endScreen.cta']);
    const first = room.mount('endScreen.cta');
    room.show([]);
    expect(room.registry.mountOf('endScreen.cta')).to.equal(null);
    expect(first.isConnected).to.equal(false);
    expect(room.count('SLOT_UNMOUNT', 'endScreen.cta')).to.equal(1);
    room.show(['endScreen.cta']);
    expect(room.mount('endScreen.cta')).to.not.equal(first);
    expect(room.count('SLOT_RENDER', 'endScreen.cta')).to.equal(2);
  });

  it('stay the same elements while nothing changes', () => {
    room.show();
    const mounts = slotNames.map((name) => room.mount(name));
    room.show();
    room.tell({ viewerCount: 9 });
    expect(slotNames.map((name) => room.mount(name))).to.deep.equal(mounts);
    expect(room.count('SLOT_RENDER', 'header.actionPill')).to.equal(1);
  });

  it('are listed for those who come late', () => {
    room.show(['header.actionPill', 'endScreen.cta']);
    const [first, second, ...rest] = [...room.registry.mounts()];
    expect(first?.slice(0, 2)).to.deep.equal(['header.actionPill', room.mount('header.actionPill')]);
    expect(first?.[2].roomId).to.equal('r');
    expect(second?.[0]).to.equal('endScreen.cta');
    expect(rest).to.have.length(0);
  });

  it('hidden ones are null and queue', () => {
    room.show();
    room.show(slotNames, { hidden: new Set(['header.actionPill']) });
    expect(room.registry.mountOf('header.actionPill')).to.equal(null);
    expect(room.registry.fill('header.actionPill', '<b>x</b>')).to.equal(false);
    room.show();
    expect(room.mount('header.actionPill').innerHTML).to.equal('<b>x</b>');
  });

  it('end with the registry', () => {
    room.show();
    room.registry.fill('header.actionPill', 'x');
    room.registry.close();
    expect(room.host.children).to.have.length(0);
    expect(room.registry.fill('header.actionPill', 'x')).to.equal(false);
    expect(room.registry.mountOf('header.actionPill')).to.equal(null);
    room.show();
    expect(room.host.children).to.have.length(0);
    for (const name of slotNames) expect(room.count('SLOT_UNMOUNT', name)).to.equal(1);
  });

  it('two rooms on a page do not meet', () => {
    const other = new Room();
    room.show();
    other.show();
    room.registry.fill('header.actionPill', 'one');
    other.registry.fill('header.actionPill', 'two');
    expect([room, other].map((each) => each.mount('header.actionPill').textContent)).to.deep.equal(['one', 'two']);
    other.close();
  });
});

describe('unknown and deprecated names', () => {
  let room: Room;

  beforeEach(() => (room = new Room()));
  afterEach(() => room.close());

  it('an unknown name is refused with the nearest one', () => {
    room.show();
    expect(room.registry.fill('header.actionPil', 'x')).to.equal(false);
    expect(room.warnings).to.have.length(1);
    expect(room.warnings[0]).to.contain('"header.actionPill"');
    expect(room.registry.mountOf('constructor')).to.equal(null);
  });

  it('aliases stand before and after the set-up slot, and warn once', () => {
    room.show(['sheet.setup']);
    expect(room.registry.fill('setup.topChips', '<b>chips</b>')).to.equal(true);
    room.registry.fill('setup.topChips', '<b>chip</b>');
    room.registry.fill('setup.iconRow', '<b>icons</b>');
    room.registry.fill('sheet.setup', '<b>panel</b>');
    const shown = room.host.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="sheet.setup"]')?.assignedElements() ?? [];
    expect(shown.map(({ textContent }) => textContent)).to.deep.equal(['chip', 'panel', 'icons']);
    expect(room.warnings).to.have.length(2);
  });

  it('both names fire', () => {
    room.show(['sheet.setup']);
    for (const name of ['sheet.setup', 'setup.topChips', 'setup.iconRow']) expect(room.count('SLOT_RENDER', name), name).to.equal(1);
    expect(room.warnings).to.deep.equal([]);
  });

  it('a child of a deprecated name is shown in the set-up slot', () => {
    room.host.innerHTML = '<b slot="setup.topChips">own</b>';
    room.show(['sheet.setup']);
    expect(room.host.querySelector('b')?.assignedSlot?.name).to.equal('sheet.setup');
    expect(room.registry.mountOf('setup.topChips')).to.equal(null);
    expect(room.registry.mountOf('sheet.setup')).to.not.equal(null);
    expect(room.warnings).to.have.length(1);
  });
});

describe('registered elements', () => {
  let room: Room;
  let page: HTMLElement;

  beforeEach(() => {
    page = document.createElement('div');
    document.body.append(page);
  });
  afterEach(() => {
    room.close();
    page.remove();
  });

  it('are mounts without any room', () => {
    page.innerHTML = '<div data-slot="header.actionPill"></div><div data-slot="button"></div><div data-slot="header.nothing"></div>';
    room = new Room();
    expect(room.registry.fill('header.actionPill', 'queued')).to.equal(false);
    room.registry.autoRegister(page);
    expect(room.mount('header.actionPill')).to.equal(page.firstElementChild);
    expect(page.firstElementChild?.textContent).to.equal('queued');
    expect(room.count('SLOT_RENDER', 'header.actionPill')).to.equal(1);
    expect(room.warnings).to.have.length(1);
  });

  it('take over from the mount of the room, with its content', () => {
    room = new Room();
    room.show();
    const button = document.createElement('button');
    room.registry.fill('header.actionPill', button);
    room.registry.register('header.actionPill', page);
    expect(button.parentElement).to.equal(page);
    expect(room.host.querySelector('[data-muf-slot="header.actionPill"]')).to.equal(null);
    room.show([]);
    expect(room.mount('header.actionPill')).to.equal(page);
  });

  it('stay in the page when the registry closes, without its content', () => {
    room = new Room();
    page.innerHTML = '<i>page</i>';
    room.registry.register('header.actionPill', page);
    room.registry.fill('header.actionPill', '<b>x</b>');
    expect(page.innerHTML).to.equal('<i>page</i><b>x</b>');
    room.registry.close();
    expect(page.isConnected).to.equal(true);
    expect(page.innerHTML).to.equal('<i>page</i>');
  });
});
