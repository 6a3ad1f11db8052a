import { expect } from '@open-wc/testing';
import { attachInspector, slotNames } from '../../../slots/index.ts';
import { Room, settled } from './room.ts';

describe('the slot inspector', () => {
  let room: Room;

  beforeEach(() => (room = new Room({ html: '<b slot="viewport.bannerTop">own</b>' })));
  afterEach(() => room.close());

  const list = (): string[] => [...document.querySelectorAll('[data-muf-slot-list] dt')].map(({ textContent, nextElementSibling }) => `${textContent}: ${nextElementSibling?.textContent}`);

  it('names every slot with its filler and follows changes', async () => {
    room.registry.fill('endScreen.cta', 'later');
    room.show(['header.actionPill', 'viewport.bannerTop']);
    const close = attachInspector(room.registry, room.host);
    expect(list()).to.have.length(slotNames.length);
    expect(list()).to.include.members(['header.actionPill: empty', 'viewport.bannerTop: child', 'endScreen.cta: fill, waiting', 'sheet.setup: ']);
    room.registry.fill('header.actionPill', 'x');
    expect(room.mount('header.actionPill').getAttribute('data-muf-inspect')).to.equal('header.actionPill · fill');
    expect(room.host.querySelector('b')?.getAttribute('data-muf-inspect')).to.equal('viewport.bannerTop · child');
    room.host.querySelector('b')?.remove();
    await settled();
    expect(list()).to.include('viewport.bannerTop: empty');
    close();
  });

  it('leaves nothing behind', () => {
    const sheets = document.adoptedStyleSheets.length;
    room.show();
    const close = attachInspector(room.registry, room.host);
    expect(document.adoptedStyleSheets).to.have.length(sheets + 1);
    close();
    room.registry.fill('header.actionPill', 'x');
    expect(document.adoptedStyleSheets).to.have.length(sheets);
    expect(document.querySelector('[data-muf-inspect], [data-muf-slot-list]')).to.equal(null);
  });
});
