import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import { until } from '../controls/in-room.ts';
import { ask } from '../muf-live-room/room.ts';
import { isReachable, nameOf, targetsIn } from './reach.ts';
import { scene, shown } from './scene.ts';

const tilesOf = (room: MufLiveRoom): HTMLElement[] => [...(room.shadowRoot!.querySelector('muf-stage')?.shadowRoot?.querySelectorAll<HTMLElement>('muf-tile') ?? [])];
const controlsOf = (room: MufLiveRoom): HTMLElement[] => targetsIn(room.shadowRoot!.querySelector('muf-controls')!.shadowRoot!);
const unlockOf = (room: MufLiveRoom): HTMLElement | null | undefined => room.shadowRoot!.querySelector('muf-sound-unlock')?.shadowRoot?.querySelector('button');

const meets = (a: DOMRect, b: DOMRect): boolean => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
/** Those that lie on one of the tiles beside which there is room. */
const onFaces = (room: MufLiveRoom, elements: readonly HTMLElement[]): string[] => {
  const tiles = tilesOf(room).filter((tile) => tile.classList.contains('inset')).map((tile) => tile.getBoundingClientRect());
  return elements.filter((element) => tiles.some((tile) => meets(tile, element.getBoundingClientRect()))).map(nameOf);
};

async function room(role: 'host' | 'viewer', broadcasters: number, size: readonly [number, number], attributes: Record<string, string> = {}): Promise<MufLiveRoom> {
  const element = await shown(scene(role, broadcasters), size, { 'room-id': 'room-1', ...attributes });
  ask(element, { type: 'CAPTIONS_SHOW', shown: true });
  await until(() => tilesOf(element).length === broadcasters && tilesOf(element).every((tile) => tile.offsetWidth > 0), 'the stage is measured');
  await until(() => controlsOf(element).some(({ ariaLabel }) => ariaLabel === (role === 'host' ? 'More controls' : 'Captions')), 'the controls are there');
  return element;
}

describe('what lies on the picture', () => {
  before(() => setViewport({ width: 1500, height: 1000 }));

  for (const size of [[320, 568], [360, 640], [390, 664], [390, 844], [320, 400]] as const) {
    for (const role of ['host', 'viewer'] as const) {
      it(`keeps the controls off the faces of a phone, ${size.join(' × ')}, ${role}`, async () => {
        for (const broadcasters of [2, 3, 4]) {
          const element = await room(role, broadcasters, size);
          expect(onFaces(element, controlsOf(element)), `${broadcasters} on stage`).to.deep.equal([]);
          expect(controlsOf(element).filter((control) => !isReachable(control)).map(nameOf)).to.deep.equal([]);
        }
      });
    }
  }

  for (const size of [[390, 844], [768, 1024], [1440, 900]] as const) {
    it(`begins a grid below the page’s banner, however high, ${size.join(' × ')}`, async () => {
      const element = await room('viewer', 4, size, { layout: 'grid' });
      const banner = document.createElement('p');
      banner.slot = 'viewport.bannerTop';
      element.append(banner);
      const clear = (): boolean => tilesOf(element).every((tile) => tile.getBoundingClientRect().top >= banner.getBoundingClientRect().bottom - 0.5);
      for (const height of [40, 90]) {
        banner.style.cssText = `margin: 0; block-size: ${height}px`;
        await until(clear, `a banner of ${height} px covers nobody`);
      }
      const below = tilesOf(element)[0]!.getBoundingClientRect().top;
      banner.remove();
      await until(() => tilesOf(element)[0]!.getBoundingClientRect().top === below - 90, 'the room is given back');
    });
  }

  it('lets the controls stand in a column where there is height for them', async () => {
    const element = await room('host', 4, [390, 844]);
    const [first, second] = controlsOf(element).map((control) => control.getBoundingClientRect());
    expect(first!.left).to.equal(second!.left);
  });

  for (const size of [[320, 568], [390, 844], [844, 390], [768, 1024], [900, 700], [1440, 900]] as const) {
    for (const dir of ['ltr', 'rtl']) {
      it(`offers the sound at its foot, on no face and no control, ${size.join(' × ')}, ${dir}`, async () => {
        for (const [broadcasters, layout] of [[1, 'auto'], [2, 'auto'], [4, 'auto'], [4, 'theatre'], [3, 'spotlight'], [2, 'immersive']] as const) {
          const element = await room('viewer', broadcasters, size, { dir, layout });
          const where = `${broadcasters} on stage, ${layout}`;
          const stage = element.shadowRoot!.querySelector('.viewport')!.getBoundingClientRect();
          ask(element, { type: 'SOUND_BLOCKED' });
          await until(() => !!unlockOf(element), 'the sound is kept back');
          const unlock = unlockOf(element)!;
          const box = unlock.getBoundingClientRect();
          expect(box.height, where).to.be.at.least(44);
          expect(box.top - stage.top, where).to.be.above(stage.height * 0.6);
          expect(isReachable(unlock), where).to.equal(true);
          expect(onFaces(element, [unlock]), where).to.deep.equal([]);
          const covered = targetsIn(element.shadowRoot!).filter((target) => target !== unlock && !target.matches('.spotlight, .line *') && meets(box, target.getBoundingClientRect()));
          expect(covered.map(nameOf), where).to.deep.equal([]);
          expect(element.shadowRoot!.querySelector('.viewport')!.getBoundingClientRect(), 'the picture stays').to.deep.equal(stage);
          element.remove();
        }
      });
    }
  }
});
