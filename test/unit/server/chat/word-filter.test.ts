import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { createWordFilter } from '../../../../server/chat/word-filter.ts';

const filter = createWordFilter(['darn', 'heck', 'buy followers', 'naïve', '!vile', '!go away']);
const masked = (text: string): string => filter.check(text).text;

describe('the word filter', () => {
  it('masks whole words, whatever their case, accents, width or lookalike digits', () => {
    assert.equal(masked('Darn, what the HECK?'), '••••, what the ••••?');
    assert.equal(masked('d4rn h3ck ｄａｒｎ dárn'), '•••• •••• •••• ••••');
    assert.equal(masked('da\u200Brn it'), '•••• it');
    assert.equal(masked('Naive or naïve'), '••••• or •••••');
  });

  it('leaves words alone that only contain one', () => {
    for (const text of ['darning socks', 'check it out', 'https://heckler.example/', '1337', 'followers buy']) assert.equal(masked(text), text);
  });

  it('finds phrases over any space or punctuation', () => {
    assert.equal(masked('Buy   followers now'), '•••   ••••••••• now');
    assert.equal(masked('buy buy... followers'), 'buy •••... •••••••••');
  });

  it('refuses the whole line for a word marked so', () => {
    assert.deepEqual(filter.check('how VILE of you'), { text: 'how VILE of you', refused: true });
    assert.equal(filter.check('please go, away!').refused, true);
    assert.equal(filter.check('go far away').refused, false);
    assert.equal(createWordFilter(['both', '!both']).check('both').refused, true);
  });

  it('lets everything through without a list, or with one of no words', () => {
    for (const none of [[], ['', '!', '?!', '  ']]) assert.deepEqual(createWordFilter(none).check('darn — vile'), { text: 'darn — vile', refused: false });
  });

  it('takes its time from the line, not from what is hidden in it', () => {
    const long = createWordFilter([...Array.from({ length: 20_000 }, (_, index) => `word${index}`), Array.from({ length: 60 }, () => 'a').join(' '), 'aaaa']);
    const size = limits.chatText;
    const hard = ['a '.repeat(size / 2), 'a'.repeat(size), 'aaaa '.repeat(size / 5), '\u0301'.repeat(size), 'ﷺ'.repeat(size), '1'.repeat(size), '_'.repeat(size), '\u200D'.repeat(size), 'a\u0301'.repeat(size / 2)];
    for (const text of hard) {
      long.check(text);
      const best = Math.min(...Array.from({ length: 5 }, () => {
        const began = performance.now();
        long.check(text);
        return performance.now() - began;
      }));
      assert.ok(best < 5, `${best.toFixed(1)} ms for ${JSON.stringify(text.slice(0, 12))}…`);
    }
  });
});
