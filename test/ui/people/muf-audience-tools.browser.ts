import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/people/muf-audience-tools.ts';
import { find, inRoom, seek, textOf } from '../controls/in-room.ts';

const tools = (broadcasters: number, role: 'host' | 'viewer' = 'host') => inRoom('muf-audience-tools', { manager: createScenario({ role, broadcasters, viewers: 3 }), layout: 'wide' });

describe('muf-audience-tools', () => {
  it('is there for a broadcaster beside another one, and for nobody else', async () => {
    for (const inside of [await tools(1), await tools(3, 'viewer')]) expect(seek(inside.element, 'section')).to.equal(null);
    const inside = await tools(3);
    expect([...inside.element.shadowRoot!.querySelectorAll('.name')].map((name) => name.textContent)).to.deep.equal(['Bo', 'Cy']);
    await expect(inside.element).to.be.accessible();
  });

  it('merges at once, and asks before it hands viewers over', async () => {
    const inside = await tools(2);
    find(inside.element, '[aria-label="Merge audiences with Bo"]').click();
    expect(inside.requests).to.deep.equal([{ type: 'AUDIENCE_MERGE', hostPeerId: 'host-1' }]);
    find(inside.element, '[part=raid]').click();
    await inside.settle();
    expect(inside.requests.length).to.equal(1);
    expect(textOf(inside.element, '.ask p')).to.equal('Hand your 3 viewers over to Bo?');
    await expect(inside.element).to.be.accessible();
    find(inside.element, '.ask .button:not(.primary)').click();
    await inside.settle();
    expect(seek(inside.element, '.ask')).to.equal(null);
    find(inside.element, '[part=raid]').click();
    await inside.settle();
    find(inside.element, '.ask .primary').click();
    expect(inside.requests.at(-1)).to.deep.equal({ type: 'AUDIENCE_RAID', hostPeerId: 'host-1' });
  });

  it('parts what is shared, from either side', async () => {
    const inside = await tools(3);
    inside.manager.stores.audience.$sharedWith.set(['host-1', 'host-2']);
    await inside.settle();
    expect(textOf(inside.element, 'section p')).to.equal('You share your audience with Bo and Cy.');
    find(inside.element, '[part=split]').click();
    expect(inside.requests).to.deep.equal([{ type: 'AUDIENCE_SPLIT' }]);
    inside.manager.stores.audience.$hostPeerId.set('host-1');
    inside.manager.stores.audience.$sharedWith.set(['host-0']);
    await inside.settle();
    expect(textOf(inside.element, 'section p')).to.equal('You share your audience with Bo.');
    expect([...inside.element.shadowRoot!.querySelectorAll('.name')].map((name) => name.textContent)).to.deep.equal(['Cy']);
  });
});
