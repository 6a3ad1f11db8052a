import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/debug/muf-debug-recorder.ts';
import '../../../ui-kit/debug/muf-debug-sheet.ts';
import { all, find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

describe('muf-debug-panel', () => {
  it('shows what goes on, also what went on before it was opened', async () => {
    const manager = createScenario({ role: 'host' });
    await inRoom('muf-debug-recorder', { manager });
    manager.emit('CONNECTION_CHANGED', { status: 'reconnecting', path: 'sfu', attempt: 1 });
    const { element } = await inRoom('muf-debug-panel', { manager });
    expect(all(element, 'h3').map(({ textContent }) => textContent)).to.deep.equal(['Connection', 'Media', 'Tracks', 'Last events']);
    expect(textOf(element, 'dl.events dd')).to.equal('CONNECTION_CHANGED status=reconnecting path=sfu attempt=1');
  });

  it('copies its report, and shows it where copying is forbidden', async () => {
    const copied: string[] = [];
    const { clipboard } = navigator;
    const allow = (writeText: (text: string) => Promise<void>): void => void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const { element, settle } = await inRoom('muf-debug-panel', { manager: createScenario({ names: ['Zoë Secret'] }) });
    try {
      allow(async (text) => void copied.push(text));
      find(element, '[part=copy]').click();
      await until(() => textOf(element, '[role=status]') === 'Copied', 'it says so');
      expect(copied[0]).to.contain('[connection]');
      expect(copied[0]).not.to.contain('Zoë');
      allow(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
      find(element, '[part=copy]').click();
      await until(() => seek(element, '[part=report]') !== null, 'the report is shown');
      await settle();
      expect(textOf(element, '[role=status]')).to.contain('by hand');
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
    await expect(element).to.be.accessible();
  });

  it('stands in a sheet, only while that is open', async () => {
    const { element, room, settle } = await inRoom('muf-debug-sheet', { layout: 'wide', size: [1000, 700] });
    expect(seek(element, 'muf-debug-panel')).to.equal(null);
    room.view.$sheet.set('debug');
    await settle();
    expect(seek(element, 'muf-debug-panel')).not.to.equal(null);
    await expect(element).to.be.accessible();
    room.view.$sheet.set(null);
    await settle();
    expect(seek(element, 'muf-debug-panel')).to.equal(null);
  });
});
