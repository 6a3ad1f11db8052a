import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createScenario } from '../../../../core/testing/scenario.ts';
import { createLastHost } from '../../../../ui-kit/room/last-host.ts';

it('is the host of my audience, else the original one, and stays when all have gone', () => {
  const { stores } = createScenario({ broadcasters: 3 });
  const $host = createLastHost(stores);
  const stop = $host.listen(() => {});
  const [original, , third] = stores.peers.$broadcasters.get();
  assert.equal($host.get()?.displayName, 'Ada');
  stores.audience.$hostPeerId.set('host-2');
  assert.equal($host.get(), third);
  stores.audience.$hostPeerId.set('gone');
  assert.equal($host.get(), original);
  stores.peers.$broadcasters.set([third!]);
  assert.equal($host.get(), third);
  stores.peers.$broadcasters.set([]);
  assert.equal($host.get(), third);
  stop();
});

it('is nobody before anybody came', () => {
  assert.equal(createLastHost(createScenario({ state: 'IDLE' }).stores).get(), null);
});
