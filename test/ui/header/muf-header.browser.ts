import { expect } from '@open-wc/testing';
import { createScenario, type ScenarioOptions } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/header/muf-header.ts';
import { find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

const show = (options: ScenarioOptions = {}, size: readonly [number, number] = [390, 200]) => inRoom('muf-header', { manager: createScenario({ now: Date.now() - 724_500, ...options }), size });

describe('muf-header', () => {
  it('says whose room it is, that it is live, for how long, and how many watch', async () => {
    const { element } = await show({ viewers: 128 });
    expect(textOf(element, '[part=name]')).to.equal('Ada');
    expect(textOf(element, '[part=live]')).to.equal('LIVE');
    expect(textOf(element, '[part=duration]')).to.match(/^12:0\d$/);
    expect(textOf(element, '[role=status]')).to.equal('128 watching');
  });

  it('ends a long name by its own direction, wherever the room runs', async () => {
    const { element, frame, settle } = await show();
    frame.dir = 'rtl';
    await settle();
    const name = find(element, '[part=name]');
    expect(getComputedStyle(name).direction).to.equal('ltr');
    expect(name.getBoundingClientRect().right, 'at the face').to.be.closeTo(name.parentElement!.getBoundingClientRect().right, 1);
  });

  it('counts on by the server’s clock', async () => {
    const { element, manager, settle } = await show();
    manager.stores.session.$clockOffset.set(60_000);
    await settle();
    const before = textOf(element, '[part=duration]');
    expect(before).to.match(/^13:0\d$/);
    await until(() => textOf(element, '[part=duration]') !== before, 'a second has gone by');
  });

  it('shows the host of my audience, else the original one', async () => {
    const { element, manager, settle } = await show({ broadcasters: 2 });
    manager.stores.audience.$hostPeerId.set('host-1');
    await settle();
    expect(textOf(element, '[part=name]')).to.equal('Bo');
    manager.stores.audience.$hostPeerId.set('gone');
    await settle();
    expect(textOf(element, '[part=name]')).to.equal('Ada');
  });

  it('lets a viewer leave at once', async () => {
    const { element, requests } = await show();
    const leave = find(element, '[part=close]');
    expect(leave.getAttribute('aria-label')).to.equal('Leave');
    leave.click();
    expect(requests).to.deep.equal([{ type: 'STREAM_LEAVE' }]);
  });

  it('asks a host first, and hides its End while the question stands', async () => {
    const { element, requests, room, settle } = await show({ role: 'host' });
    const end = find(element, '[part=close]');
    expect(end.textContent.trim()).to.equal('End');
    end.click();
    expect(requests).to.deep.equal([{ type: 'END_ASK' }]);
    room.view.$sheet.set('end-confirm');
    await settle();
    expect(getComputedStyle(end).visibility).to.equal('hidden');
    room.view.$sheet.set(null);
    await settle();
    expect(getComputedStyle(end).visibility).to.equal('visible');
  });

  it('shows neither badge nor time before it is live', async () => {
    const { element } = await show({ broadcasters: 0 });
    expect(seek(element, '[part=live]')).to.equal(null);
  });

  it('keeps everything inside at 320 px, with long names and full slots', async () => {
    const { element, frame, settle } = await show({ names: ['W'.repeat(60)], viewers: 9 }, [320, 200]);
    for (const [slot, text] of [['header.actionPill', 'Follow'], ['header.promoChips', 'Weekly ranking, Goal 420 of 500, Spring campaign'], ['header.topRightActions', 'Gift']] as const) {
      const mount = document.createElement('div');
      mount.slot = slot;
      mount.dataset['mufSlot'] = slot;
      mount.innerHTML = text.split(', ').map((word) => `<button style="white-space:nowrap">${word}</button>`).join('');
      element.append(mount);
    }
    await settle();
    const edge = frame.getBoundingClientRect();
    for (const part of ['pill', 'count', 'close']) {
      const box = find(element, `[part=${part}]`).getBoundingClientRect();
      expect(box.left, part).to.be.at.least(edge.left);
      expect(box.right, part).to.be.at.most(edge.right);
    }
    const name = find(element, '[part=name]');
    expect(name.scrollWidth).to.be.greaterThan(name.clientWidth);
    expect(name.title).to.contain('W'.repeat(60));
    const action = element.querySelector('[slot="header.actionPill"]')!.getBoundingClientRect();
    expect(find(element, '[part=pill]').getBoundingClientRect().right).to.be.at.most(action.left);
  });

  it('has a target of 44 px for the way out', async () => {
    for (const role of ['host', 'viewer'] as const) {
      const { element } = await show({ role });
      const box = find(element, '[part=close]').getBoundingClientRect();
      expect(Math.min(box.width, box.height)).to.be.at.least(44);
    }
  });

  for (const role of ['host', 'viewer'] as const) {
    it(`is accessible to a ${role}`, async () => {
      const { element } = await show({ role });
      await expect(element).to.be.accessible();
    });
  }
});
