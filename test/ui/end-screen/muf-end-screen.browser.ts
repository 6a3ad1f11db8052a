import { expect } from '@open-wc/testing';
import { createScenario, type ScenarioOptions } from '../../../core/testing/scenario.ts';
import type { StreamSummary } from '../../../core/wire/signal/shapes.ts';
import '../../../ui-kit/end-screen/muf-end-screen.ts';
import { find, inRoom, textOf } from '../controls/in-room.ts';

const endedAt = new Date(2026, 0, 1, 21, 5).getTime();
const show = async (options: ScenarioOptions = {}, summary: Partial<StreamSummary> = {}, theme: 'dark' | 'light' = 'dark') => {
  const manager = createScenario(options);
  manager.stores.session.$summary.set({ reason: 'ended', durationSec: 4324, peakViewers: 1284, endedAt, ...summary });
  return inRoom('muf-end-screen', { manager, theme, size: [390, 844], prepare: (element) => { element.style.position = 'static'; } });
};

describe('muf-end-screen', () => {
  it('says how long it was, how many watched and when it ended', async () => {
    const { element } = await show();
    const stats = [...element.shadowRoot!.querySelectorAll('[part=stat]')].map((stat) => [stat.querySelector('dt')?.textContent, stat.querySelector('dd')?.textContent]);
    expect(stats.slice(0, 2)).to.deep.equal([['Duration', '1:12:04'], ['Peak viewers', '1,284']]);
    expect(stats[2]?.[0]).to.equal('Ended at');
    expect(stats[2]?.[1]).to.match(/^9:05\sPM$/);
  });

  it('writes figures and times the room’s way', async () => {
    const { element, room, settle } = await show();
    room.locale.$locale.set({ ...room.locale.$locale.get(), lang: 'de' });
    await settle();
    const values = [...element.shadowRoot!.querySelectorAll('dd')].map((value) => value.textContent);
    expect(values.slice(1)).to.deep.equal(['1.284', '21:05']);
  });

  it('speaks to hosts and viewers in their own way, and takes both back', async () => {
    const viewer = await show();
    expect(textOf(viewer.element, 'h2')).to.equal('The stream has ended');
    expect(textOf(viewer.element, '[part=back]')).to.equal('Close');
    const host = await show({ role: 'host' });
    expect(textOf(host.element, 'h2')).to.equal('Your stream has ended');
    expect(textOf(host.element, '[part=back]')).to.equal('Go live again');
    find(host.element, '[part=back]').click();
    expect(host.requests).to.deep.equal([{ type: 'SETUP_RETURN' }]);
  });

  it('tells a viewer why, when it was not the host’s wish', async () => {
    const { element } = await show({}, { reason: 'host-left' });
    expect(textOf(element, '.words p')).to.equal('The host left and did not come back.');
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`is accessible in ${theme}`, async () => {
      const { element } = await show({}, {}, theme);
      await expect(element).to.be.accessible();
    });
  }
});
