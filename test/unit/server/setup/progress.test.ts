import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ninjaProgress } from '../../../../server/setup/progress.ts';

function hear(lines: readonly (readonly [sec: number, line: string])[]): string[] {
  const said: string[] = [];
  let sec = 0;
  const onLine = ninjaProgress({ task: 'Building', say: (sentence) => said.push(sentence), guessSec: 90, now: () => sec * 1000 });
  for (const [at, line] of lines) {
    sec = at;
    onLine(line);
  }
  return said;
}

describe('ninjaProgress', () => {
  it('guesses at first, then goes by the pace', () => {
    assert.deepEqual(hear([[0, '[0/40] flatc'], [30, '[10/40] a.cpp'], [200, '[38/40] b.cpp']]), [
      'Building, 0 of 40 … about 90 s',
      'Building, 10 of 40 … about 73 s',
      'Building, 38 of 40 … about 10 s',
    ]);
  });

  it('speaks no more than once in eight seconds', () => {
    assert.equal(hear([[0, '[1/9] a'], [1, '[2/9] b'], [7.9, '[3/9] c'], [8, '[4/9] d']]).length, 2);
  });

  it('passes over lines that are no progress', () => {
    assert.deepEqual(hear([[0, 'In file included from a.cpp:1'], [20, 'ninja: entering'], [40, '']]), []);
  });
});
