import { expect } from '@open-wc/testing';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { Direction } from '../../../core/wire/signal/shapes.ts';
import { choose } from '../../../ui-kit/layout/layouts.ts';
import '../../../ui-kit/layout/muf-layout-choice.ts';
import { find, inRoom, seek, type Inside } from '../controls/in-room.ts';

type Choice = HTMLElementTagNameMap['muf-layout-choice'];

const show = async (manager: Scenario = createScenario({ broadcasters: 3 })): Promise<Inside<Choice>> => {
  sessionStorage.clear();
  return inRoom('muf-layout-choice', { manager, size: [360, 600] });
};
const radio = ({ element }: Inside<Choice>, label: string): HTMLInputElement => {
  const found = [...element.shadowRoot!.querySelectorAll('label')].find((each) => each.textContent.trim() === label)?.querySelector('input');
  if (!found) throw new Error(`There is no ${label}`);
  return found;
};
const checked = ({ element }: Inside<Choice>): string[] => [...element.shadowRoot!.querySelectorAll('label:has(:checked)')].map((label) => label.textContent.trim());
async function directed(inside: Inside<Choice>, direction: Direction): Promise<void> {
  inside.manager.stores.session.$room.set({ ...inside.manager.stores.session.$room.get()!, direction });
  await inside.settle();
}

describe('muf-layout-choice', () => {
  it('lets a viewer choose, and shows what the room has', async () => {
    const inside = await show();
    expect(checked(inside)).to.deep.equal(['Automatic']);
    radio(inside, 'Grid').click();
    expect(inside.requests).to.deep.equal([{ type: 'LAYOUT_CHOOSE', layout: 'grid' }]);
    choose(inside.room, { layout: 'grid', tile: null });
    await inside.settle();
    expect(checked(inside)).to.deep.equal(['Grid']);
    expect(seek(inside.element, '[part=everyone]'), 'nobody but the host says it for everyone').to.equal(null);
  });

  it('lets a viewer choose who is in the spotlight', async () => {
    const inside = await show();
    choose(inside.room, { layout: 'spotlight', tile: null });
    await inside.settle();
    expect(checked(inside)).to.deep.equal(['Spotlight', 'Whoever speaks']);
    radio(inside, 'Cy').click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'TILE_SPOTLIGHT', tile: 'host-2:camera' });
    choose(inside.room, { tile: 'host-2:camera' });
    await inside.settle();
    expect(checked(inside)).to.deep.equal(['Spotlight', 'Cy']);
    radio(inside, 'Whoever speaks').click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'LAYOUT_CHOOSE', layout: 'spotlight' });
  });

  it('says that the host has chosen, and leads back to that', async () => {
    const inside = await show();
    await directed(inside, { layout: 'theatre', directedAt: 5 });
    expect(checked(inside)).to.deep.equal(['Theatre']);
    expect(inside.element.shadowRoot!.textContent).to.contain('The host has chosen this layout for everyone.');
    choose(inside.room, { layout: 'grid', tile: null });
    await inside.settle();
    expect(checked(inside)).to.deep.equal(['Grid']);
    find(inside.element, '[part=follow]').click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'LAYOUT_CHOOSE', layout: null });
    await directed(inside, { layout: 'auto', directedAt: 6 });
    expect(inside.element.shadowRoot!.textContent, 'left to each again').not.to.contain('The host has');
  });

  it('lets the original host choose for everyone, with whom in the spotlight, and leave it to each again', async () => {
    const inside = await show(createScenario({ role: 'host', broadcasters: 3 }));
    const everyone = (): HTMLInputElement => find(inside.element, '[role=switch]');
    expect(everyone().ariaDisabled, 'there is nothing to show everyone yet').to.equal('true');
    everyone().click();
    expect([everyone().checked, inside.requests]).to.deep.equal([false, []]);
    choose(inside.room, { layout: 'spotlight', tile: null });
    await inside.settle();
    everyone().click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'LAYOUT_DIRECT', layout: 'spotlight' });
    await directed(inside, { layout: 'spotlight', directedAt: 7 });
    expect(everyone().checked).to.equal(true);
    radio(inside, 'Bo').click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'LAYOUT_DIRECT', layout: 'spotlight', peerId: 'host-1' });
    radio(inside, 'Theatre').click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'LAYOUT_DIRECT', layout: 'theatre' });
    everyone().click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'LAYOUT_DIRECT', layout: 'auto' });
  });

  it('gives a cohost a choice of their own and no more', async () => {
    const manager = createScenario({ role: 'host', broadcasters: 2 });
    manager.stores.session.$self.set({ ...manager.stores.session.$self.get()!, isOriginalHost: false });
    const inside = await show(manager);
    expect(seek(inside.element, '[part=everyone]')).to.equal(null);
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`is accessible, ${theme}`, async () => {
      const inside = await inRoom('muf-layout-choice', { manager: createScenario({ role: 'host', broadcasters: 3 }), layout: 'wide', theme, size: [360, 700] });
      await directed(inside, { layout: 'spotlight', directedAt: 1 });
      await expect(inside.element).to.be.accessible();
    });
  }
});
