import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScenario } from '../../../../core/testing/scenario.ts';
import { slotNames } from '../../../../slots/names.ts';
import { contextOf, shownSlots } from '../../../../ui-kit/room/slots.ts';

describe('shownSlots', () => {
  it('shows every slot somewhere, and none before there is a region', () => {
    const all = new Set([...shownSlots('live', null), ...shownSlots('setup', null), ...shownSlots('ended', null), ...(['interact', 'effects', 'settings', 'guests'] as const).flatMap((sheet) => [...shownSlots('live', sheet)])]);
    assert.deepEqual([...all].toSorted(), [...slotNames].toSorted());
    for (const phase of ['unconfigured', 'lobby', 'joining', 'fatal'] as const) assert.equal(shownSlots(phase, null).size, 0);
  });

  it('adds a sheet’s slot only while it is open', () => {
    assert.ok(!shownSlots('live', null).has('sheet.interact'));
    assert.ok(shownSlots('live', 'interact').has('sheet.interact'));
    assert.ok(!shownSlots('live', 'share').has('sheet.interact'));
  });
});

describe('contextOf', () => {
  it('tells what fillers are promised', () => {
    const now = Date.UTC(2026, 0, 1, 12);
    const ctx = contextOf(createScenario({ role: 'host', broadcasters: 2, viewers: 3, now }), now + 90_500);
    assert.deepEqual({ ...ctx, broadcasters: ctx.broadcasters.length }, {
      roomId: 'room-1', role: 'host', myPeerId: 'host-0', myIdentity: { displayName: 'Ada' }, isLive: true, durationSec: 90, viewerCount: 3, broadcasters: 2,
    });
    assert.deepEqual(ctx.broadcasters[1], { peerId: 'host-1', displayName: 'Bo', isOriginalHost: false });
  });

  it('is empty before a room, and never counts backwards', () => {
    assert.deepEqual(contextOf(createScenario({ state: 'IDLE' }), 0), { roomId: null, role: null, myPeerId: null, myIdentity: {}, isLive: false, durationSec: 0, viewerCount: 0, broadcasters: [] });
    assert.equal(contextOf(createScenario({ now: 10_000 }), 0).durationSec, 0);
  });
});
