import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shapeOf } from '../../../../ui-kit/room/size.ts';

it('is wide from 900 px of its own width on, unless its layout says otherwise', () => {
  for (const name of ['auto', 'grid', 'spotlight'] as const) {
    assert.equal(shapeOf(899, 900, name).layout, 'compact', name);
    assert.equal(shapeOf(900, 900, name).layout, 'wide', name);
  }
  assert.equal(shapeOf(1440, 900, 'immersive').layout, 'compact');
  assert.equal(shapeOf(390, 844, 'theatre').layout, 'wide');
});

it('puts the chat of a theatre below the stage where there is no room beside it', () => {
  const stacked = (width: number, height: number) => shapeOf(width, height, 'theatre').stacked;
  assert.deepEqual([stacked(390, 844), stacked(320, 640), stacked(639, 400), stacked(768, 1024)], [true, true, true, true]);
  assert.deepEqual([stacked(640, 400), stacked(844, 390), stacked(900, 1600), stacked(1440, 900)], [false, false, false, false]);
  for (const name of ['auto', 'immersive', 'grid', 'spotlight'] as const) assert.equal(shapeOf(390, 844, name).stacked, false, name);
});

it('knows a phone on its side', () => {
  assert.equal(shapeOf(844, 390, 'auto').short, true);
  assert.equal(shapeOf(390, 520, 'auto').short, false);
  assert.equal(shapeOf(0, 0, 'auto').short, false);
});
