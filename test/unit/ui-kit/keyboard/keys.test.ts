import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ariaKeys, keys, struckChord, struckKey } from '../../../../ui-kit/keyboard/keys.ts';
import { shortcuts } from '../../../../ui-kit/keyboard/shortcuts.ts';

const stroke = (change: Partial<KeyboardEvent>) => ({ key: 'm', code: 'KeyM', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, repeat: false, ...change });

describe('single keys', () => {
  it('are told by the letter, also with caps lock and on keyboards of other scripts', () => {
    assert.equal(struckKey(stroke({})), 'm');
    assert.equal(struckKey(stroke({ key: 'M' })), 'm');
    for (const key of ['ь', 'ة', 'ㅡ', 'צ']) assert.equal(struckKey(stroke({ key })), 'm', key);
    // A French keyboard has its comma there.
    assert.equal(struckKey(stroke({ key: ',', code: 'KeyM' })), ',');
  });

  it('know the question mark wherever it is', () => {
    assert.equal(struckKey(stroke({ key: '?', code: 'Minus', shiftKey: true })), '?');
    assert.equal(struckKey(stroke({ key: '؟', code: 'Slash', shiftKey: true })), '?');
  });

  it('are none with a modifier, while held, while a word is composed, or when they are no letter', () => {
    for (const held of ['shiftKey', 'ctrlKey', 'altKey', 'metaKey', 'repeat', 'isComposing'] as const) assert.equal(struckKey(stroke({ [held]: true })), null, held);
    for (const key of ['Enter', 'Dead', 'Process', 'ArrowUp', 'Escape']) assert.equal(struckKey(stroke({ key })), null, key);
  });

  it('mean one thing each, and each has its line in the help', () => {
    assert.equal(new Set(Object.values(keys)).size, Object.keys(keys).length);
    assert.deepEqual(shortcuts.map(({ name }) => name).toSorted(), Object.keys(keys).toSorted());
  });

  it('are written as aria-keyshortcuts wants them', () => {
    assert.deepEqual([ariaKeys('mic'), ariaKeys('help')], ['M', 'Shift+?']);
  });
});

describe('chords', () => {
  it('go by the place of the key, for Alt writes something else there', () => {
    assert.equal(struckChord(stroke({ key: 'Í', code: 'KeyS', altKey: true, shiftKey: true })), 'inspector');
    assert.equal(struckChord(stroke({ key: 'Î', code: 'KeyD', altKey: true, shiftKey: true })), 'debug');
    for (const change of [{ ctrlKey: true }, { metaKey: true }, { repeat: true }, { shiftKey: false }, { altKey: false }, { code: 'KeyX' }]) {
      assert.equal(struckChord(stroke({ code: 'KeyS', altKey: true, shiftKey: true, ...change })), null, JSON.stringify(change));
    }
  });
});
