import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import { choose } from '../../../ui-kit/layout/layouts.ts';
import '../../../ui-kit/stage/muf-stage.ts';
import { inRoom, until, type Inside } from '../controls/in-room.ts';

type Stage = HTMLElementTagNameMap['muf-stage'];
type TileElement = HTMLElementTagNameMap['muf-tile'];

const tilesOf = ({ element }: Inside<Stage>): TileElement[] => [...element.shadowRoot!.querySelectorAll<TileElement>('muf-tile:not(.leaving)')];
const buttonOf = (tile: TileElement): HTMLButtonElement | null => tile.shadowRoot!.querySelector('button.spotlight');
const areaOf = (tile: TileElement): number => tile.offsetWidth * tile.offsetHeight;

async function stage(broadcasters: number, { size = [1080, 800], layout = 'wide', manager = createScenario({ broadcasters }) }: { size?: readonly [number, number]; layout?: 'compact' | 'wide'; manager?: Scenario } = {}): Promise<Inside<Stage>> {
  sessionStorage.clear();
  const inside = await inRoom('muf-stage', { manager, size, layout, prepare: (element) => { Object.assign(element.style, { position: 'absolute', inset: '0' }); } });
  inside.frame.addEventListener('muf-request', ({ detail }) => {
    if (detail.type === 'TILE_SPOTLIGHT') choose(inside.room, { tile: detail.tile });
  });
  await until(() => tilesOf(inside).every((tile) => tile.offsetWidth > 0), 'the stage is measured');
  return inside;
}

function direct({ manager }: Inside<Stage>, direction: { layout: 'auto' | 'grid' | 'spotlight'; peerId?: string; directedAt: number }): void {
  manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, direction });
}

const large = (inside: Inside<Stage>): string | undefined => {
  const [first, second] = tilesOf(inside).toSorted((a, b) => areaOf(b) - areaOf(a));
  return first && second && areaOf(first) > areaOf(second) * 2 ? first.tile?.peerId : undefined;
};

describe('muf-stage layouts', () => {
  it('makes a tile large that is pressed, by hand or key, and lets it go again', async () => {
    const inside = await stage(3);
    const bo = tilesOf(inside)[1]!;
    expect(buttonOf(bo)!.getAttribute('aria-label')).to.equal('Spotlight Bo');
    expect(buttonOf(bo)!.getAttribute('aria-pressed')).to.equal('false');
    buttonOf(bo)!.click();
    await until(() => large(inside) === 'host-1', 'Bo is large');
    expect(buttonOf(bo)!.getAttribute('aria-pressed')).to.equal('true');
    buttonOf(bo)!.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => large(inside) === undefined, 'all are alike');
    expect(bo.shadowRoot!.activeElement, 'the focus stays').to.equal(buttonOf(bo));
    await sendKeys({ press: 'Space' });
    await until(() => large(inside) === 'host-1', 'Bo is large again');
  });

  it('is pressed on the picture and its name, not on its options', async () => {
    const inside = await stage(2, { manager: createScenario({ role: 'host', broadcasters: 2 }) });
    const [, bo] = tilesOf(inside);
    const self = inside.manager.stores.session.$self.get()!;
    inside.manager.stores.session.$self.set({ ...self, caps: ['cohost:invite', 'chat:moderate'] });
    await inside.settle();
    bo!.shadowRoot!.querySelector<HTMLElement>('button.options')?.click();
    expect(inside.requests.filter(({ type }) => type === 'TILE_SPOTLIGHT')).to.deep.equal([]);
    bo!.shadowRoot!.querySelector<HTMLElement>('.tag')!.click();
    expect(inside.requests.filter(({ type }) => type === 'TILE_SPOTLIGHT')).to.deep.equal([{ type: 'TILE_SPOTLIGHT', tile: 'host-1:camera' }]);
  });

  it('offers nothing to press while there is one tile, or on the one that is large by itself', async () => {
    const alone = await stage(1);
    expect(buttonOf(tilesOf(alone)[0]!)).to.equal(null);
    const phone = await stage(2, { size: [390, 844], layout: 'compact' });
    expect(tilesOf(phone).map((tile) => buttonOf(tile) !== null)).to.deep.equal([false, true]);
    buttonOf(tilesOf(phone)[1]!)!.click();
    await until(() => tilesOf(phone)[1]!.offsetWidth === 390, 'they have changed places');
    expect(buttonOf(tilesOf(phone)[1]!)!.getAttribute('aria-pressed'), 'and can change back').to.equal('true');
  });

  it('follows the host for everyone, and oneself until the host chooses anew', async () => {
    const inside = await stage(3);
    direct(inside, { layout: 'spotlight', peerId: 'host-2', directedAt: 1 });
    await until(() => large(inside) === 'host-2', 'the host’s choice is large');
    buttonOf(tilesOf(inside)[0]!)!.click();
    await until(() => large(inside) === 'host-0', 'my own choice is large');
    direct(inside, { layout: 'spotlight', peerId: 'host-2', directedAt: 1 });
    await inside.settle();
    expect(large(inside), 'the same word again is no new one').to.equal('host-0');
    direct(inside, { layout: 'grid', directedAt: 2 });
    await until(() => large(inside) === undefined, 'the new choice holds');
  });

  it('turns a spotlight to who speaks, away from oneself', async () => {
    const inside = await stage(3, { manager: createScenario({ role: 'host', broadcasters: 3 }) });
    inside.room.view.$asked.set('spotlight');
    await until(() => large(inside) === 'host-1', 'someone else is large');
    inside.manager.stores.stage.$activeSpeaker.set('host-2');
    await until(() => large(inside) === 'host-2', 'the speaker is large');
    inside.manager.stores.stage.$activeSpeaker.set('host-0');
    await inside.settle();
    expect(large(inside), 'I am not shown to myself').to.equal('host-2');
  });

  it('keeps my layout for the visit, and forgets it with the host’s next', async () => {
    const inside = await stage(2);
    choose(inside.room, { layout: 'grid', tile: null });
    const again = async (directedAt: number): Promise<unknown> => {
      const manager = createScenario({ broadcasters: 2 });
      manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, direction: { layout: 'theatre', directedAt } });
      return (await inRoom('muf-stage', { manager })).room.view.$choice.get();
    };
    expect(await again(0)).to.deep.equal({ layout: 'grid', tile: null, directedAt: 0 });
    sessionStorage.setItem('muf:layout:room-1', '{"layout":"sideways"}');
    expect(await again(0), 'nonsense is nothing').to.equal(null);
    sessionStorage.clear();
  });

  for (const [layout, size] of [['compact', [390, 844]], ['wide', [1080, 800]]] as const) {
    it(`shifts nothing while tiles come and go, ${layout}`, async () => {
      const inside = await stage(4, { size, layout });
      const all = inside.manager.stores.stage.$tiles.get();
      let shift = 0;
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
      });
      observer.observe({ type: 'layout-shift' });
      for (const count of [2, 3, 4, 1, 4]) {
        inside.manager.stores.stage.$tiles.set(all.slice(0, count));
        await until(() => tilesOf(inside).length === count, `${count} are shown`);
        await until(() => document.getAnimations().length === 0, 'all have arrived');
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }
      for (const entry of observer.takeRecords()) shift += (entry as PerformanceEntry & { value: number }).value;
      observer.disconnect();
      expect(shift).to.equal(0);
    });
  }

  it('is accessible in a spotlight', async () => {
    const inside = await stage(4);
    inside.room.view.$asked.set('spotlight');
    await until(() => large(inside) !== undefined, 'someone is large');
    await expect(inside.element).to.be.accessible();
  });
});
