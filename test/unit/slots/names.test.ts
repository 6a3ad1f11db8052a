import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SlotName as CoreSlotName } from '../../../core/slot-port.ts';
import { isSlotAlias, isSlotName, placeNames, regionOf, slotAliases, slotNames, slotOf, slots, type PlaceName, type SlotName } from '../../../slots/names.ts';
import { nearestName } from '../../../slots/nearest-name.ts';

const frozen = [
  'header.actionPill', 'header.promoChips', 'header.topRightActions',
  'viewport.sideCards', 'viewport.floatingFx', 'viewport.bannerTop', 'viewport.bannerBottom',
  'actionBar.bottomLeft', 'actionBar.bottomRight',
  'sheet.interact', 'sheet.effects', 'sheet.moreSettings', 'sheet.guests', 'sheet.setup',
  'endScreen.statsCards', 'endScreen.recommendations', 'endScreen.cta',
] as const;

// The union is exactly the list, and the headless core accepts every name.
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
true satisfies Same<SlotName, (typeof frozen)[number]>;
const forCore = (name: PlaceName): CoreSlotName => name;

test('the 17 names are frozen, in their order', () => {
  assert.deepEqual(slotNames, frozen);
  assert.deepEqual(slotNames.map(forCore), frozen);
});

test('every slot says where it is and what it holds', () => {
  for (const name of slotNames) {
    assert.ok(slots[name].where.length > 0, name);
    assert.ok(slots[name].holds.length > 0, name);
  }
});

test('the region is the prefix', () => {
  assert.deepEqual([...new Set(slotNames.map(regionOf))], ['header', 'viewport', 'actionBar', 'sheet', 'endScreen']);
});

test('two deprecated names stand before and after the set-up slot', () => {
  assert.deepEqual(slotAliases, { 'setup.topChips': { slot: 'sheet.setup', position: 'start' }, 'setup.iconRow': { slot: 'sheet.setup', position: 'end' } });
  const at = placeNames.indexOf('sheet.setup');
  assert.deepEqual(placeNames.slice(at - 1, at + 2), ['setup.topChips', 'sheet.setup', 'setup.iconRow']);
  assert.equal(placeNames.length, 19);
  assert.equal(slotOf('setup.iconRow'), 'sheet.setup');
  assert.equal(slotOf('endScreen.cta'), 'endScreen.cta');
});

test('names inherited by every object are no slots', () => {
  for (const name of ['__proto__', 'constructor', 'toString', '']) {
    assert.equal(isSlotName(name), false, name);
    assert.equal(isSlotAlias(name), false, name);
  }
});

test('a mistyped name finds the one that was meant', () => {
  assert.equal(nearestName('header.actionPil'), 'header.actionPill');
  assert.equal(nearestName('Header.ActionPill'), 'header.actionPill');
  assert.equal(nearestName('sheet.interactions'), 'sheet.interact');
  assert.equal(nearestName('endscreen.CTA'), 'endScreen.cta');
  assert.equal(nearestName('actionbar.left'), 'actionBar.bottomLeft');
});

test('any name at all gets an answer, a huge one at once', () => {
  assert.ok(isSlotName(nearestName('')));
  const from = process.hrtime.bigint();
  assert.ok(isSlotName(nearestName('x'.repeat(1_000_000))));
  assert.ok(process.hrtime.bigint() - from < 500_000_000n);
});
