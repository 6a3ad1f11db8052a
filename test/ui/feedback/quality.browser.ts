import { expect } from '@open-wc/testing';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { Band, QualityCause } from '../../../core/media/quality/figures.ts';
import { bands, qualityCauses, tierOf } from '../../../core/media/quality/figures.ts';
import type { Tile } from '../../../core/stores/stage.ts';
import '../../../ui-kit/feedback/muf-network-badge.ts';
import '../../../ui-kit/sheets/muf-network-sheet.ts';
import '../../../ui-kit/sheets/muf-settings-sheet.ts';
import '../../../ui-kit/stage/muf-tile.ts';
import { all, find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

const figures = { rttMs: 84, jitterMs: 12, loss: 0.12, bitrate: 1_420_000, cpu: 0, broken: false };
const down = { ...figures, height: 360, framesPerSecond: 30 };

function connect(manager: Scenario, band: Band, cause: QualityCause | null = null): void {
  manager.stores.quality.$network.set({ band, tier: tierOf[band], cause, up: null, down: band, stats: { up: null, down } });
}

describe('muf-network-badge', () => {
  it('says nothing while all is well, or not yet known', async () => {
    const { element, manager, settle } = await inRoom('muf-network-badge');
    expect(seek(element, '[part=badge]')).to.equal(null);
    for (const band of ['excellent', 'good'] as const) {
      connect(manager, band);
      await settle();
      expect(seek(element, '[part=badge]'), band).to.equal(null);
    }
  });

  it('says that the connection is weak, by shape and word, and opens what explains it', async () => {
    const { element, manager, requests, settle } = await inRoom('muf-network-badge');
    const seen = new Set<string | null>();
    for (const [band, name] of [['fair', 'Connection: Fair'], ['poor', 'Connection: Poor'], ['lost', 'Connection: Lost']] as const) {
      connect(manager, band, 'downlink-loss');
      await settle();
      expect(find(element, 'button').getAttribute('aria-label')).to.equal(name);
      seen.add(find(element, 'svg').getAttribute('data-icon'));
      // While it fades in, its contrast is that of the moment.
      await Promise.all(find(element, 'button').getAnimations().map(({ finished }) => finished));
      await expect(element).to.be.accessible();
    }
    expect(seen.size).to.equal(3);
    find(element, 'button').click();
    expect(requests).to.deep.equal([{ type: 'SHEET_OPEN', sheet: 'network' }]);
  });

  it('leaves it to the connection bar to say that the socket is cut', async () => {
    const { element, manager, settle } = await inRoom('muf-network-badge');
    connect(manager, 'lost', 'offline');
    manager.stores.connection.$connection.set({ status: 'reconnecting', path: 'sfu', attempt: 1 });
    await settle();
    expect(seek(element, '[part=badge]')).to.equal(null);
  });

  it('is as large as a finger', async () => {
    const { element, frame, manager, settle } = await inRoom('muf-network-badge');
    frame.style.paddingBlockStart = '40px';
    connect(manager, 'poor', 'latency');
    await settle();
    const { left, top, height } = find(element, 'button').getBoundingClientRect();
    expect(height).to.be.at.most(32);
    expect(element.shadowRoot!.elementFromPoint(left + 10, top - 5)?.localName, 'above its edge').to.equal('button');
  });
});

describe('muf-network-sheet', () => {
  const open = async (band: Band, cause: QualityCause | null, theme: 'dark' | 'light' = 'dark') => {
    const manager = createScenario();
    connect(manager, band, cause);
    const inside = await inRoom('muf-network-sheet', { manager, theme });
    inside.room.view.$sheet.set('network');
    await inside.settle();
    return inside;
  };

  for (const cause of [null, ...qualityCauses]) {
    it(`explains ${cause ?? 'a good connection'}`, async () => {
      const band = cause === null ? 'excellent' : cause === 'offline' ? 'lost' : 'poor';
      const { element } = await open(band, cause);
      expect(textOf(element, '[role=status] p')).to.match(/^[A-Z].{8,60}\.$/);
      if (cause === null) expect(seek(element, '.remedy')).to.equal(null);
      else expect(textOf(element, '.remedy')).to.match(/^[A-Z].{8,80}\.$/);
    });
  }

  it('shows the figures of the ways there are', async () => {
    const { element } = await open('poor', 'downlink-loss');
    expect([...element.shadowRoot!.querySelectorAll('thead th')].map((cell) => cell.textContent)).to.deep.equal(['Receiving']);
    expect([...element.shadowRoot!.querySelectorAll('tbody td')].map((cell) => cell.textContent)).to.deep.equal(['1.4 Mbit/s', '84 ms', '12 %']);
  });

  it('offers a smaller picture where that helps, once', async () => {
    const { element, manager, requests, settle } = await open('fair', 'downlink-bandwidth');
    find(element, '[part=save]').click();
    expect(requests).to.deep.equal([{ type: 'QUALITY_SET', quality: 'low' }]);
    manager.stores.quality.$preferred.set('low');
    await settle();
    expect(seek(element, '[part=save]')).to.equal(null);
    connect(manager, 'poor', 'latency');
    manager.stores.quality.$preferred.set('auto');
    await settle();
    expect(seek(element, '[part=save]')).to.equal(null);
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`is accessible: ${theme}`, async () => {
      const inside = await open('poor', 'downlink-bandwidth', theme);
      for (const band of bands) {
        connect(inside.manager, band, band === 'excellent' || band === 'good' ? null : 'downlink-bandwidth');
        await inside.settle();
        await expect(inside.element).to.be.accessible();
      }
    });
  }
});

describe('the choice of quality', () => {
  it('shows what is chosen, and what it comes to', async () => {
    const manager = createScenario();
    manager.stores.quality.$preferred.set('medium');
    connect(manager, 'good');
    const { element, room, settle } = await inRoom('muf-settings-sheet', { manager });
    room.view.$sheet.set('settings');
    await settle();
    const checked = seek<HTMLInputElement>(find(element, 'muf-quality-menu'), 'input:checked');
    expect(checked?.value).to.equal('medium');
    expect(checked?.closest('label')?.textContent).to.contain('Now 360p');
    expect(all(find(element, 'muf-quality-menu'), 'small').length).to.equal(1);
    await expect(element).to.be.accessible();
  });

  it('is there for a host too, where others are on stage', async () => {
    const alone = await inRoom('muf-settings-sheet', { manager: createScenario({ role: 'host' }) });
    expect(seek(alone.element, '[part=quality]')).to.equal(null);
    const together = await inRoom('muf-settings-sheet', { manager: createScenario({ role: 'host', broadcasters: 2 }) });
    expect(seek(together.element, '[part=quality]')).not.to.equal(null);
    expect(seek(together.element, 'muf-device-select')).not.to.equal(null);
  });
});

describe('the tile of someone with a weak connection', () => {
  const base: Tile = {
    key: 'a:camera', peerId: 'a', source: 'camera', displayName: 'Ada', avatarUrl: undefined, isSelf: false, isOriginalHost: true,
    audioMuted: false, videoOff: false, paused: false, mirrored: false, speaking: false, away: false, stream: null, hasVideo: false,
  };

  it('says so, beside the badge of the microphone', async () => {
    const { element, manager, settle } = await inRoom('muf-tile', { prepare: (tile) => {
      tile.tile = { ...base, audioMuted: true };
      Object.assign(tile.style, { display: 'block', inlineSize: '200px', blockSize: '150px' });
    } });
    expect(seek(element, '[part=signal]')).to.equal(null);
    manager.stores.quality.$peers.set(new Map([['a', 'poor'], ['b', 'poor']]));
    await settle();
    const [mic, signal] = [find(element, '[part=mic]').getBoundingClientRect(), find(element, '[part=signal]').getBoundingClientRect()];
    expect(find(element, '[part=signal]').getAttribute('aria-label')).to.equal('Ada has a weak connection');
    expect(signal.right).to.be.at.most(mic.left);
    expect(signal.top).to.equal(mic.top);
    await expect(element).to.be.accessible();
    manager.stores.quality.$peers.set(new Map([['a', 'good']]));
    await settle();
    expect(seek(element, '[part=signal]')).to.equal(null);
  });

  it('tells how large it is shown, and when it is out of sight; one’s own does not', async () => {
    const { element, requests, frame } = await inRoom('muf-tile', { prepare: (tile) => {
      tile.tile = base;
      Object.assign(tile.style, { display: 'block', inlineSize: '200px', blockSize: '150px' });
    } });
    const sizes = () => requests.filter((request) => request.type === 'TILE_SIZE').map(({ width, height }) => [width / devicePixelRatio, height / devicePixelRatio]);
    await until(() => sizes().length === 1, 'it tells its size');
    element.style.inlineSize = '320px';
    await until(() => sizes().length === 2, 'it tells of another size');
    frame.style.display = 'none';
    await until(() => sizes().length >= 3, 'it tells that it cannot be seen');
    expect(sizes().slice(0, 2)).to.deep.equal([[200, 150], [320, 150]]);
    expect(sizes().at(-1)).to.deep.equal([0, 0]);
    const own = await inRoom('muf-tile', { prepare: (tile) => {
      tile.tile = { ...base, isSelf: true };
      Object.assign(tile.style, { display: 'block', inlineSize: '200px', blockSize: '150px' });
    } });
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
    expect(own.requests).to.deep.equal([]);
  });
});
