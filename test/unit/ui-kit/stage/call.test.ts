import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScenario } from '../../../../core/testing/scenario.ts';
import { createRoomContext } from '../../../../ui-kit/context.ts';
import { inCallOrder, isCall, otherParty } from '../../../../ui-kit/stage/call.ts';

test('a call shows the other one first and large, and knows them', () => {
  const { stores } = createScenario({ role: 'host', broadcasters: 2 });
  const tiles = stores.stage.$tiles.get();
  assert.deepEqual(tiles.map(({ isSelf }) => isSelf), [true, false]);
  assert.deepEqual(inCallOrder(tiles).map(({ peerId }) => peerId), ['host-1', 'host-0']);
  assert.equal(otherParty(tiles)?.peerId, 'host-1');
  assert.equal(otherParty(tiles.slice(0, 1)), undefined);
});

test('only a room of that type is a call', () => {
  const manager = createScenario();
  const $call = isCall(createRoomContext(manager));
  assert.equal($call.get(), false);
  manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, roomType: '1v1' });
  assert.equal($call.get(), true);
});
