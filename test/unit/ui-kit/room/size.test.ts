import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shapeOf } from '../../../../ui-kit/room/size.ts';

it('is wide from 900 px of its own width on, unless its layout says otherwise', () => {
  for (const name of ['auto', 'grid', 'spotlight'] as const) {
    assert.equal(shapeOf(899, 900, name, 5).layout, 'compact', name);
    assert.equal(shapeOf(900, 900, name, 5).layout, 'wide', name);
  }
  assert.equal(shapeOf(1440, 900, 'immersive', 5).layout, 'compact');
  assert.equal(shapeOf(390, 844, 'theatre', 5).layout, 'wide');
});

it('puts the chat of a theatre below the stage where there is no room beside it', () => {
  const stacked = (width: number, height: number) => shapeOf(width, height, 'theatre', 5).stacked;
  assert.deepEqual([stacked(390, 844), stacked(320, 640), stacked(639, 400), stacked(768, 1024)], [true, true, true, true]);
  assert.deepEqual([stacked(640, 400), stacked(844, 390), stacked(900, 1600), stacked(1440, 900)], [false, false, false, false]);
  for (const name of ['auto', 'immersive', 'grid', 'spotlight'] as const) assert.equal(shapeOf(390, 844, name, 5).stacked, false, name);
});

it('lays the controls in a row where a column of them would reach the faces of a phone', () => {
  const row = (width: number, height: number, controls: number, name: 'auto' | 'theatre' = 'auto') => shapeOf(width, height, name, controls).row;
  assert.deepEqual([row(390, 844, 5), row(390, 838, 5), row(390, 844, 6)], [false, true, true]);
  assert.deepEqual([row(320, 568, 3), row(320, 568, 4), row(320, 568, 0)], [false, true, false]);
  assert.deepEqual([row(320, 568, 5, 'theatre'), row(844, 390, 5), row(700, 760, 5), row(0, 0, 5)], [false, false, false, false], 'elsewhere they are in a bar, or beside');
});

it('knows a phone on its side', () => {
  assert.equal(shapeOf(844, 390, 'auto', 5).short, true);
  assert.equal(shapeOf(390, 520, 'auto', 5).short, false);
  assert.equal(shapeOf(0, 0, 'auto', 5).short, false);
});
