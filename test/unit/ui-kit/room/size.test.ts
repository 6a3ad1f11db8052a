import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shapeOf } from '../../../../ui-kit/room/size.ts';

it('is wide from 900 px of its own width on, unless told otherwise', () => {
  assert.equal(shapeOf(899, 900, null).layout, 'compact');
  assert.equal(shapeOf(900, 900, null).layout, 'wide');
  assert.equal(shapeOf(1440, 900, 'compact').layout, 'compact');
  assert.equal(shapeOf(390, 844, 'wide').layout, 'wide');
  assert.equal(shapeOf(390, 844, 'sideways').layout, 'compact');
});

it('knows a phone on its side', () => {
  assert.equal(shapeOf(844, 390, null).short, true);
  assert.equal(shapeOf(390, 520, null).short, false);
  assert.equal(shapeOf(0, 0, null).short, false);
});
