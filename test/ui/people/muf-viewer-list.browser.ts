import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import { initialOf, tintOf } from '../../../ui-kit/people/avatar.ts';
import '../../../ui-kit/people/muf-viewer-list.ts';
import { all, find, inRoom, seek, textOf } from '../controls/in-room.ts';

const rows = (element: HTMLElement) => all(element, 'muf-viewer-row').map((row) => [seek(row, '.name')?.textContent, ...all(row, '.badge').map((badge) => badge.textContent)]);

describe('muf-viewer-list', () => {
  it('lists the stage, then those watching, with what they are', async () => {
    const { element } = await inRoom('muf-viewer-list', { layout: 'wide' });
    expect(rows(element)).to.deep.equal([['Ada', 'Host'], ['Bo', 'You'], ['Cy'], ['Dilnoza']]);
    expect(element.shadowRoot!.textContent).to.contain('Watching · 3');
  });

  it('says how many more there are than it lists', async () => {
    const manager = createScenario({ viewers: 2 });
    manager.stores.audience.$viewerCount.set(1500);
    const { element } = await inRoom('muf-viewer-list', { manager });
    expect(textOf(element, '.more')).to.equal('and 1,498 more');
  });

  it('lists nobody twice who moves onto the stage', async () => {
    const manager = createScenario();
    const [viewer] = manager.stores.peers.$viewers.get();
    manager.stores.peers.$broadcasters.set([{ ...viewer!, isOriginalHost: false, paused: false, producers: [] }]);
    const { element } = await inRoom('muf-viewer-list', { manager });
    expect(rows(element).map(([name]) => name)).to.deep.equal(['Bo', 'Cy', 'Dilnoza']);
  });

  it('shows names as text and keeps long ones on their line', async () => {
    const { element } = await inRoom('muf-viewer-list', { manager: createScenario({ names: ['<b>Ada</b>', 'W'.repeat(60)], viewers: 1 }) });
    expect(rows(element)[0]).to.deep.equal(['<b>Ada</b>', 'Host']);
    expect(seek(element, '.name b')).to.equal(null);
    expect(element.scrollWidth).to.equal(element.clientWidth);
    expect(all(element, '.name')[1]?.getAttribute('title')).to.equal('W'.repeat(60));
  });

  it('falls back to the initial when a picture does not load, and takes http addresses only', async () => {
    const manager = createScenario({ viewers: 2 });
    const [first, second] = manager.stores.peers.$viewers.get();
    manager.stores.peers.$viewers.set([{ ...first!, avatarUrl: 'https://127.0.0.1:1/none.png' }, { ...second!, avatarUrl: 'javascript:alert(1)' }]);
    const { element } = await inRoom('muf-viewer-list', { manager });
    const pictures = all<HTMLImageElement>(element, 'img');
    expect(pictures.length).to.equal(1);
    pictures[0]!.dispatchEvent(new Event('error'));
    expect(pictures[0]!.hidden).to.equal(true);
    expect(find(element, '.avatar:has(img)').textContent.trim()).to.equal('B');
  });

  it('is accessible, full and empty, on both themes', async () => {
    for (const theme of ['dark', 'light'] as const) {
      for (const viewers of [0, 8]) {
        const { element } = await inRoom('muf-viewer-list', { manager: createScenario({ viewers }), layout: 'wide', theme });
        await expect(element).to.be.accessible();
      }
    }
  });
});

describe('avatars', () => {
  it('take one grapheme and always the same tint', () => {
    expect(initialOf('  ada')).to.equal('A');
    expect(initialOf('👩‍👩‍👧 family')).to.equal('👩‍👩‍👧');
    expect(initialOf('ليلى')).to.equal('ل');
    expect(initialOf(' ')).to.equal('·');
    expect(tintOf('Ada')).to.equal(tintOf('Ada'));
    for (const name of ['', 'x'.repeat(60), '😀']) expect(tintOf(name)).to.be.within(0, 7);
  });
});
