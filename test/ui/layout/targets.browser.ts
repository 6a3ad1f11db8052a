import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { createScenario } from '../../../core/testing/scenario.ts';
import type { MufLiveRoom } from '../../../ui-kit/muf-live-room.ts';
import { until } from '../controls/in-room.ts';
import { isReachable, isSmall, nameOf, say, targetsIn } from './reach.ts';
import { scene, shown, sizes } from './scene.ts';

const tooSmall = (room: MufLiveRoom): string[] => targetsIn(room.shadowRoot!).filter(isSmall).map(say);
const outOfReach = (room: MufLiveRoom): string[] => targetsIn(room.shadowRoot!).filter((element) => !isReachable(element)).map(nameOf);

describe('everything that can be pressed', () => {
  before(() => setViewport({ width: 1300, height: 900 }));

  for (const [name, size] of Object.entries(sizes)) {
    for (const [role, layout] of [['host', 'auto'], ['viewer', 'theatre'], ['host', 'spotlight']] as const) {
      it(`is large enough and in reach: ${name}, ${role}, ${layout}`, async () => {
        const room = await shown(scene(role), size, { 'room-id': 'room-1', layout });
        const tiles = (): HTMLElement[] => [...(room.shadowRoot!.querySelector('muf-stage')?.shadowRoot?.querySelectorAll<HTMLElement>('muf-tile') ?? [])];
        await until(() => tiles().length === 3 && tiles().every((tile) => tile.offsetWidth > 0), 'the stage is measured');
        expect(tooSmall(room)).to.deep.equal([]);
        expect(outOfReach(room)).to.deep.equal([]);
      });
    }
  }

  for (const size of [sizes.phone, sizes.sidebar, sizes['page at 200 %'], sizes.desktop]) {
    it(`is large enough and in reach before going live, ${size.join(' × ')}`, async () => {
      const manager = createScenario({ role: 'host', state: 'IDLE' });
      const room = await shown(manager, size, { 'join-as': 'host' });
      await until(() => targetsIn(room.shadowRoot!).length > 2, 'the set-up is there');
      expect(tooSmall(room)).to.deep.equal([]);
      expect(outOfReach(room)).to.deep.equal([]);
    });
  }
});
