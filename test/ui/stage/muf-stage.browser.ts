import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/stage/muf-stage.ts';
import { find, inRoom, textOf, until, type Inside } from '../controls/in-room.ts';

type Stage = HTMLElementTagNameMap['muf-stage'];

const show = async (broadcasters: number, size: readonly [number, number] = [390, 844], layout: 'compact' | 'wide' = 'compact'): Promise<Inside<Stage>> => {
  const inside = await inRoom('muf-stage', {
    manager: createScenario({ broadcasters }), size, layout,
    prepare: (element) => { Object.assign(element.style, { position: 'absolute', inset: '0' }); },
  });
  await until(() => tiles(inside.element).every((tile) => tile.offsetWidth > 0), 'the stage is measured');
  return inside;
};

const tiles = (stage: Stage): HTMLElement[] => [...stage.shadowRoot!.querySelectorAll<HTMLElement>('muf-tile:not(.leaving)')];
const names = (stage: Stage): (string | null | undefined)[] => tiles(stage).map((tile) => tile.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label'));

describe('muf-stage', () => {
  it('fills with one tile', async () => {
    const { element } = await show(1);
    const [tile] = tiles(element);
    expect([tile?.offsetWidth, tile?.offsetHeight]).to.deep.equal([390, 844]);
  });

  it('shows up to four, each named, in their order', async () => {
    const { element } = await show(4);
    expect(names(element)).to.deep.equal(['Ada', 'Bo', 'Cy', 'Dilnoza']);
  });

  it('keeps a tile’s element, and so its sound, while others come and go', async () => {
    const { element, manager, settle } = await show(3);
    const [, , third] = tiles(element);
    const all = manager.stores.stage.$tiles.get();
    manager.stores.stage.$tiles.set([all[0]!, all[2]!]);
    await settle();
    expect(tiles(element)[1]).to.equal(third);
    manager.stores.stage.$tiles.set(all);
    await settle();
    expect(tiles(element)[2]).to.equal(third);
  });

  it('lets a tile that left shrink away, silent and out of reach', async () => {
    const { element, manager, settle } = await show(2);
    const [first, second] = manager.stores.stage.$tiles.get();
    manager.stores.stage.$tiles.set([first!]);
    await settle();
    const leaving = element.shadowRoot!.querySelector<HTMLElementTagNameMap['muf-tile']>('muf-tile.leaving');
    if (leaving) {
      expect(leaving.inert).to.equal(true);
      expect(leaving.tile).to.deep.include({ key: second!.key, stream: null });
    }
    await until(() => !element.shadowRoot!.querySelector('muf-tile.leaving'), 'it is gone');
    expect(names(element)).to.deep.equal(['Ada']);
  });

  it('follows its own size', async () => {
    const { element, frame } = await show(2);
    frame.style.inlineSize = '800px';
    frame.style.blockSize = '400px';
    await until(() => tiles(element).every((tile) => tile.classList.contains('inset')), 'they stand side by side');
  });

  it('mirrors where text runs from right to left', async () => {
    const { element, frame } = await show(2);
    frame.dir = 'rtl';
    const small = tiles(element)[1]!;
    await until(() => small.getBoundingClientRect().left - element.getBoundingClientRect().left < 40, 'the small tile is at the left');
  });

  it('says that nobody is there, and comes back from it', async () => {
    const { element, manager, settle } = await show(1);
    const all = manager.stores.stage.$tiles.get();
    manager.stores.stage.$tiles.set([]);
    await settle();
    expect(textOf(element, '[part=empty]')).to.equal('Nobody is on stage yet');
    manager.stores.stage.$tiles.set(all);
    await settle();
    expect(names(element)).to.deep.equal(['Ada']);
  });

  it('is accessible with four', async () => {
    const { element } = await show(4, [1080, 900], 'wide');
    expect(find(element, 'section').getAttribute('aria-label')).to.equal('Stage');
    await expect(element).to.be.accessible();
  });
});
