import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideOpener, frameOf } from '../../../../ui-kit/sheets/place.ts';

const window = { width: 1000, height: 800 };
const frame = { left: 0, top: 0, right: 1000, bottom: 800 };
const panel = { width: 400, height: 300 };

test('the frame is what can be seen of the room', () => {
  assert.deepEqual(frameOf(null, window), frame);
  assert.deepEqual(frameOf({ left: 700, top: -100, right: 1020, bottom: 900 }, window), { left: 700, top: 0, right: 1000, bottom: 800 });
});

test('a room scrolled out of sight gets the whole window', () => {
  assert.deepEqual(frameOf({ left: 0, top: -900, right: 1000, bottom: -100 }, window), frame);
  assert.deepEqual(frameOf({ left: 0, top: 790, right: 1000, bottom: 1500 }, window), frame);
});

test('a panel stands above an opener at the bottom, and below one at the top', () => {
  assert.deepEqual(besideOpener(frame, panel, { left: 480, top: 740, right: 520, bottom: 780 }), { left: 300, top: 428 });
  assert.deepEqual(besideOpener(frame, panel, { left: 480, top: 20, right: 520, bottom: 60 }), { left: 300, top: 72 });
});

test('a panel never leaves the frame', () => {
  assert.deepEqual(besideOpener(frame, panel, { left: 960, top: 20, right: 1000, bottom: 60 }), { left: 588, top: 72 });
  assert.deepEqual(besideOpener(frame, { width: 400, height: 790 }, { left: 0, top: 380, right: 40, bottom: 420 }), { left: 12, top: 12 });
  assert.deepEqual(besideOpener({ left: 700, top: 0, right: 1000, bottom: 800 }, panel, null), { left: 712, top: 250 });
});

test('without an opener it is centred', () => {
  assert.deepEqual(besideOpener(frame, panel, null), { left: 300, top: 250 });
});
