import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { mentionsIn } from '../../../../server/chat/mentions.ts';

const people = [
  { peerId: 'ada', displayName: 'Ada' },
  { peerId: 'ada-l', displayName: 'Ada Lovelace' },
  { peerId: 'bo', displayName: 'Bo' },
  { peerId: 'bo-2', displayName: 'BO' },
  { peerId: 'chen', displayName: '陈' },
  { peerId: 'nobody', displayName: '' },
];

describe('mentions', () => {
  for (const [text, expected] of [
    ['hello @Ada', ['ada']],
    ['@ada: look', ['ada']],
    ['@Ada Lovelace, hi', ['ada-l']],
    ['@Ada Love', ['ada']],
    ['@Adam is someone else', []],
    ['@BO!', ['bo', 'bo-2']],
    ['@bo and @ada', ['bo', 'bo-2', 'ada']],
    ['@Bo @Bo @Bo', ['bo', 'bo-2']],
    ['(@陈)', ['chen']],
    ['mail me at x@bo', []],
    ['Ada without the sign', []],
    ['@ @@', []],
    ['', []],
  ] as const) {
    it(`${JSON.stringify(text)} mentions ${expected.join(', ') || 'nobody'}`, () => assert.deepEqual(mentionsIn(text, people), expected));
  }

  it('are bounded', () => {
    const crowd = Array.from({ length: 50 }, (_, index) => ({ peerId: `p${index}`, displayName: `n${index}` }));
    assert.equal(mentionsIn(crowd.map(({ displayName }) => `@${displayName}`).join(' '), crowd).length, limits.mentions);
    assert.equal(mentionsIn('@same', Array.from({ length: 50 }, (_, index) => ({ peerId: `p${index}`, displayName: 'same' }))).length, limits.mentions);
  });

  it('are not looked for among people where no @ stands', () => {
    assert.deepEqual(mentionsIn('no sign', { [Symbol.iterator]: () => { throw new Error('asked'); } }), []);
  });

  it('take little time in the hardest line before a crowd', () => {
    const crowd = Array.from({ length: 5000 }, (_, index) => ({ peerId: `p${index}`, displayName: `a a a a ${'a'.repeat(40)}${index}` }));
    for (const text of ['@'.repeat(limits.chatText), '@a a a a a '.repeat(45), `@${'a'.repeat(499)}`]) {
      const best = Math.min(...Array.from({ length: 5 }, () => {
        const began = performance.now();
        mentionsIn(text, crowd);
        return performance.now() - began;
      }));
      assert.ok(best < 40, `${best.toFixed(1)} ms for ${JSON.stringify(text.slice(0, 12))}…`);
    }
  });
});
