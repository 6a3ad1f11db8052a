import { expect } from '@open-wc/testing';
import type { SlotContent, SlotContext } from '../../../core/slot-port.ts';
import { platformSanitiser, type Sanitise } from '../../../slots/content.ts';
import { Room, settled } from './room.ts';

const pill = 'header.actionPill';

describe('fills', () => {
  let room: Room;

  beforeEach(() => (room = new Room()));
  afterEach(() => room.close());

  it('wait for their region and say so', () => {
    expect(room.registry.fill(pill, '<b>x</b>')).to.equal(false);
    room.show();
    expect(room.mount(pill).innerHTML).to.equal('<b>x</b>');
    expect(room.registry.fill(pill, '<b>y</b>')).to.equal(true);
    expect(room.mount(pill).innerHTML).to.equal('<b>y</b>');
  });

  it('are there when SLOT_RENDER is heard, and again in each new mount', () => {
    const node = document.createElement('i');
    const seen: (string | undefined)[] = [];
    room.emitter.on('SLOT_RENDER', ({ name, mount }) => void (name === pill && seen.push(mount.innerHTML)));
    room.registry.fill(pill, ['<b>x</b>', node]);
    room.show();
    room.show([]);
    room.show();
    expect(seen).to.deep.equal(['<b>x</b><i></i>', '<b>x</b><i></i>']);
  });

  it('hold strings, nodes, fragments, functions and lists of them', () => {
    room.show();
    const fragment = document.createRange().createContextualFragment('<i>2</i><i>3</i>');
    const node = Object.assign(document.createElement('button'), { textContent: '1' });
    expect(room.registry.fill(pill, ['<b>0</b>', node, fragment, (ctx) => [`<u>${ctx.viewerCount}</u>`, null as never]])).to.equal(true);
    expect(room.mount(pill).innerHTML).to.equal('<b>0</b><button>1</button><i>2</i><i>3</i><u>1</u>');
    expect(room.mount(pill).contains(node)).to.equal(true);
    room.show([]);
    room.show();
    expect(room.mount(pill).innerHTML).to.equal('<b>0</b><button>1</button><i>2</i><i>3</i><u>1</u>');
  });

  it('strings are sanitised, nodes are trusted', () => {
    room.show();
    room.registry.fill(pill, '<button data-muf-request="CHAT_OPEN" onclick="1" style="top:0">x</button>');
    expect(room.mount(pill).innerHTML).to.equal('<button data-muf-request="CHAT_OPEN">x</button>');
    const button = document.createElement('button');
    button.setAttribute('onclick', 'void 0');
    room.registry.fill(pill, button);
    expect(room.mount(pill).innerHTML).to.equal('<button onclick="void 0"></button>');
  });

  it('clear leaves the mount, and what others put there', () => {
    room.show();
    const mount = room.mount(pill);
    mount.append(document.createElement('i'));
    room.registry.fill(pill, '<b>x</b>');
    expect(mount.innerHTML).to.equal('<i></i><b>x</b>');
    room.registry.clear(pill);
    expect(mount.innerHTML).to.equal('<i></i>');
    expect(room.mount(pill)).to.equal(mount);
    room.registry.clear(pill);
  });

  it('what the page removed stays away until it fills again', () => {
    room.show();
    room.registry.fill(pill, '<b>x</b>');
    room.mount(pill).replaceChildren();
    room.tell({ durationSec: 1 });
    expect(room.mount(pill).innerHTML).to.equal('');
    room.registry.fill(pill, '<b>x</b>');
    expect(room.mount(pill).innerHTML).to.equal('<b>x</b>');
  });

  it('HTML waits for a sanitiser that loads; nodes do not', async () => {
    let ready: (sanitise: Sanitise) => void = () => {};
    const late = new Room({ sanitise: new Promise((resolve) => (ready = resolve)) });
    late.show();
    expect(late.registry.fill(pill, '<b onclick="1">x</b>')).to.equal(false);
    expect(late.registry.fill('header.promoChips', document.createElement('i'))).to.equal(true);
    expect(late.registry.fill('endScreen.cta', () => '<b>y</b>')).to.equal(false);
    expect(late.mount(pill).innerHTML).to.equal('');
    ready(platformSanitiser()!);
    await settled();
    expect(late.mount(pill).innerHTML).to.equal('<b>x</b>');
    expect(late.mount('endScreen.cta').innerHTML).to.equal('<b>y</b>');
    late.close();
  });

  it('a sanitiser that cannot be loaded fails the HTML, and nothing else', async () => {
    const late = new Room({ sanitise: Promise.reject(new Error('offline')) });
    late.show();
    late.registry.fill(pill, '<b>x</b>');
    await settled();
    expect(late.mount(pill).innerHTML).to.equal('');
    expect(late.errors().map(({ code, slot }) => [code, slot])).to.deep.equal([['slot-failed', pill]]);
    expect(late.registry.fill(pill, document.createElement('i'))).to.equal(true);
    late.close();
  });
});

describe('functions', () => {
  let room: Room;

  beforeEach(() => {
    room = new Room();
    room.show();
  });
  afterEach(() => room.close());

  it('run again when their context changes, and only then', () => {
    const seen: number[] = [];
    room.registry.fill(pill, (ctx) => {
      seen.push(ctx.viewerCount);
      return `<b>${ctx.viewerCount}</b>`;
    });
    room.tell({ viewerCount: 1 });
    room.tell({ viewerCount: 2, broadcasters: [] });
    room.tell({ viewerCount: 2, broadcasters: [] });
    expect(seen).to.deep.equal([1, 2]);
    expect(room.mount(pill).innerHTML).to.equal('<b>2</b>');
    expect(room.count('SLOT_CONTEXT', pill)).to.equal(1);
  });

  it('that say the same again leave the page alone', () => {
    room.registry.fill(pill, () => '<b>x</b>');
    const node = room.mount(pill).firstChild;
    room.tell({ viewerCount: 2 });
    expect(room.mount(pill).firstChild).to.equal(node);
  });

  it('are given a context they cannot change', () => {
    let given: SlotContext | undefined;
    room.registry.fill(pill, (ctx) => void (given = ctx) as undefined);
    room.tell({ broadcasters: [{ peerId: 'p', isOriginalHost: true }] });
    expect(Object.isFrozen(given)).to.equal(true);
    expect(Object.isFrozen(given?.broadcasters[0])).to.equal(true);
  });
});

describe('fillers that fail', () => {
  let room: Room;

  beforeEach(() => {
    room = new Room();
    room.show();
  });
  afterEach(() => room.close());

  it('leave their slot empty, say which, and stop nobody', () => {
    const cause = new Error('broken');
    room.registry.fill(pill, '<b>before</b>');
    expect(room.registry.fill(pill, () => {
      throw cause;
    })).to.equal(true);
    expect(room.mount(pill).innerHTML).to.equal('');
    expect(room.registry.fill('header.promoChips', '<b>fine</b>')).to.equal(true);
    const [error, ...rest] = room.errors();
    expect(error).to.include({ code: 'slot-failed', slot: pill, cause, retryable: false });
    expect(rest).to.have.length(0);
  });

  it('are told of once for each content, and may recover', () => {
    room.registry.fill(pill, (ctx) => {
      if (ctx.viewerCount < 4) throw new Error('too few');
      return '<b>many</b>';
    });
    for (const viewerCount of [2, 3, 4]) room.tell({ viewerCount });
    expect(room.errors()).to.have.length(1);
    expect(room.mount(pill).innerHTML).to.equal('<b>many</b>');
  });

  it('also while their region appears', () => {
    room.show([]);
    room.registry.fill(pill, () => {
      throw new Error('broken');
    });
    room.registry.fill('viewport.bannerTop', '<b>fine</b>');
    room.show();
    expect(room.errors()).to.have.length(1);
    expect(room.mount('viewport.bannerTop').innerHTML).to.equal('<b>fine</b>');
  });

  it('so does content that is no content', () => {
    const endless = (): SlotContent => endless;
    const promise = Promise.resolve('<b>x</b>');
    for (const content of [42, {}, promise, [Symbol('x')], endless, document.documentElement]) {
      room.registry.fill(pill, content as SlotContent);
      expect(room.mount(pill).innerHTML).to.equal('');
    }
    expect(room.errors()).to.have.length(6);
    expect(room.registry.fill(pill, '<b>x</b>')).to.equal(true);
    expect(room.mount(pill).innerHTML).to.equal('<b>x</b>');
  });
});

describe('precedence', () => {
  it('own child, then fillSlot, then preset, then default', async () => {
    const room = new Room({ html: `<b slot="${pill}">child</b>`, defaults: { [pill]: '<b>default</b>' } });
    const preset = { [pill]: '<b>preset</b>' };
    room.show(undefined, { preset });
    const shown = (): string | null | undefined => room.host.shadowRoot?.querySelector<HTMLSlotElement>(`slot[name="${pill}"]`)?.assignedElements().map(({ textContent }) => textContent).join();
    expect(room.registry.fill(pill, '<b>fill</b>')).to.equal(false);
    expect(shown()).to.equal('child');
    room.host.querySelector('b')?.remove();
    await settled();
    expect(shown()).to.equal('fill');
    room.registry.clear(pill);
    expect(shown()).to.equal('preset');
    room.show();
    expect(shown()).to.equal('default');
    room.close();
  });
});
