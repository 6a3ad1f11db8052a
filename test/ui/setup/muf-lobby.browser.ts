import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/setup/muf-lobby.ts';
import { find, inRoom, seek, textOf } from '../controls/in-room.ts';

beforeEach(() => localStorage.clear());
after(() => localStorage.clear());

describe('muf-lobby', () => {
  it('watches without a name', async () => {
    const { element, requests } = await inRoom('muf-lobby', { manager: createScenario({ state: 'IDLE' }) });
    expect(textOf(element, '[part=title]')).to.equal('Live room');
    find(element, '.watch').click();
    expect(requests).to.deep.equal([{ type: 'WATCH' }]);
  });

  it('watches under a name, by Enter, and remembers it', async () => {
    const { element, requests } = await inRoom('muf-lobby');
    find(element, 'input').focus();
    await sendKeys({ type: ' Bo ' });
    await sendKeys({ press: 'Enter' });
    expect(requests).to.deep.equal([{ type: 'WATCH', displayName: 'Bo' }]);
    const again = await inRoom('muf-lobby');
    expect(find<HTMLInputElement>(again.element, 'input').value).to.equal('Bo');
  });

  it('says whose room it is, as text, and keeps long names inside', async () => {
    const { element } = await inRoom('muf-lobby', { manager: createScenario({ names: [`<b>${'W'.repeat(53)}</b>`] }), size: [320, 568] });
    expect(textOf(element, '[part=title]')).to.equal('Evening session');
    expect(textOf(element, '[part=host]')).to.contain('<b>WWW');
    expect(seek(element, '[part=host] b')).to.equal(null);
    expect(find(element, 'form').scrollWidth).to.equal(find(element, 'form').clientWidth);
  });

  it('names its box "Your name" and is accessible on both themes', async () => {
    for (const theme of ['dark', 'light'] as const) {
      const { element } = await inRoom('muf-lobby', { theme, layout: 'wide' });
      expect(find(element, 'input').getAttribute('aria-labelledby')).to.equal('name-label');
      expect(textOf(element, '#name-label')).to.equal('Your name');
      await expect(element).to.be.accessible();
    }
  });
});
