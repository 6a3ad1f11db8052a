import { expect } from '@open-wc/testing';
import { Room, settled } from './room.ts';

const pill = 'header.actionPill';

describe('a page that has its own children in the room', () => {
  let room: Room;

  afterEach(() => room.close());

  it('keeps them, and there is no mount beside them', () => {
    room = new Room({ html: `<button slot="${pill}">own</button>` });
    room.show();
    expect(room.registry.mountOf(pill)).to.equal(null);
    expect(room.host.querySelectorAll(`[slot="${pill}"]`)).to.have.length(1);
    expect(room.registry.fill(pill, '<b>x</b>')).to.equal(false);
    expect(room.count('SLOT_RENDER', pill)).to.equal(0);
  });

  it('may add them later and take them back', async () => {
    room = new Room();
    room.show();
    room.registry.fill(pill, '<b>x</b>');
    const own = document.createElement('button');
    own.slot = pill;
    room.host.append(own);
    await settled();
    expect(room.registry.mountOf(pill)).to.equal(null);
    expect(room.count('SLOT_UNMOUNT', pill)).to.equal(1);
    own.remove();
    await settled();
    expect(room.mount(pill).innerHTML).to.equal('<b>x</b>');
  });

  it('may move them from slot to slot', async () => {
    room = new Room({ html: `<button slot="${pill}">own</button>` });
    room.show();
    room.host.querySelector('button')!.slot = 'endScreen.cta';
    await settled();
    expect(room.registry.mountOf(pill)).to.not.equal(null);
    expect(room.registry.mountOf('endScreen.cta')).to.equal(null);
  });

  it('is answered at once, not in a moment', () => {
    room = new Room();
    room.show();
    const first = room.mount(pill);
    room.host.innerHTML = '';
    expect(room.mount(pill)).to.not.equal(first);
    expect(room.mount(pill).isConnected).to.equal(true);
  });

  it('other children of it are no concern', async () => {
    room = new Room({ html: '<p>fallback</p>text<i slot="unknown.slot"></i>' });
    room.show();
    await settled();
    expect(room.host.querySelector('p')).to.not.equal(null);
    expect(room.host.querySelector('i')?.slot).to.equal('unknown.slot');
  });
});

describe('a page that replaces the children of the room', () => {
  let room: Room;

  beforeEach(() => {
    room = new Room();
    room.show();
  });
  afterEach(() => room.close());

  it('has its mounts and fills again', async () => {
    const node = document.createElement('i');
    room.registry.fill(pill, node);
    room.registry.fill('sheet.setup', '<b>x</b>');
    const count = room.host.children.length;
    for (let times = 1; times <= 3; times++) {
      room.host.innerHTML = '<p>new</p>';
      await settled();
      expect(room.host.children).to.have.length(count + 1);
      expect(room.mount(pill).firstChild).to.equal(node);
      expect(room.mount('sheet.setup').innerHTML).to.equal('<b>x</b>');
      expect(room.count('SLOT_RENDER', pill)).to.equal(1 + times);
      expect(room.count('SLOT_UNMOUNT', pill)).to.equal(times);
    }
  });

  it('keeps the order of the set-up slot and its aliases', async () => {
    room.mount('sheet.setup').remove();
    await settled();
    const names = [...room.host.querySelectorAll('[slot="sheet.setup"]')].map((mount) => mount.getAttribute('data-muf-slot'));
    expect(names).to.deep.equal(['setup.topChips', 'sheet.setup', 'setup.iconRow']);
  });

  it('gets no copies of mounts with the copy of its markup', async () => {
    room.registry.fill(pill, '<b>x</b>');
    const { innerHTML } = room.host;
    room.host.innerHTML = innerHTML;
    await settled();
    expect(room.host.querySelectorAll(`[data-muf-slot="${pill}"]`)).to.have.length(1);
    expect(room.mount(pill).innerHTML).to.equal('<b>x</b>');
  });

  it('one that never stops is not followed for ever', async () => {
    room.emitter.on('SLOT_RENDER', () => room.host.replaceChildren());
    room.host.replaceChildren();
    for (let turns = 0; turns < 5; turns++) await settled();
    expect(room.count('SLOT_RENDER', pill)).to.be.below(12);
  });
});

describe('a filler that removes its mount', () => {
  let room: Room;

  beforeEach(() => {
    room = new Room();
    room.emitter.on('SLOT_RENDER', ({ name, mount }) => {
      if (name === pill) mount.remove();
    });
    room.show();
  });
  afterEach(() => room.close());

  it('gets it back once', async () => {
    for (let turns = 0; turns < 5; turns++) await settled();
    expect(room.count('SLOT_RENDER', pill)).to.equal(2);
    room.now += 10_000;
    room.tell({ durationSec: 10 });
    expect(room.count('SLOT_RENDER', pill)).to.equal(2);
    expect(room.registry.mountOf(pill)).to.equal(null);
    expect(room.registry.mountOf('header.promoChips')).to.not.equal(null);
  });

  it('may ask for it anew', async () => {
    await settled();
    room.registry.fill(pill, '<b>x</b>');
    expect(room.count('SLOT_RENDER', pill)).to.equal(3);
  });
});
