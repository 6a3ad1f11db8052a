import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../../core/wire/nearest.ts';
import { roles, rolesOf } from '../../../server/roles.ts';

test('every role runs by default, or by name', () => {
  assert.deepEqual(rolesOf([]), roles);
  assert.deepEqual(rolesOf(['--only', 'sfu, signal']), ['signal', 'sfu']);
  assert.deepEqual(rolesOf(['--only=signal,sfu']), ['signal', 'sfu']);
  assert.deepEqual(rolesOf(['--only', 'hls,relay']), ['relay', 'hls']);
  assert.deepEqual(rolesOf(['--only', 'relay']), ['relay']);
  assert.deepEqual(rolesOf(['--only', 'hls,relay,sfu,signal']), roles);
});

const refused: readonly [args: string[], sentence: RegExp][] = [
  [['--only', 'signl,sfu'], /^--only does not know the role "signl": did you mean signal\?$/],
  [['--only', 'signal'], /^--only needs signal and sfu together/],
  [['--only', 'sfu,relay'], /^--only needs signal and sfu together/],
  [['--only', 'rely'], /did you mean relay\?$/],
  [['--only'], /^--only needs/],
  [['--only', ''], /^--only needs/],
  [['--port', '80'], /is not an option/],
  [['--only', 'signal,sfu', 'extra'], /^extra is not an option/],
];

for (const [args, sentence] of refused) {
  test(`${JSON.stringify(args)} is refused in one sentence`, () => {
    assert.throws(() => rolesOf(args), (error: Error) => error.name === 'StartError' && sentence.test(error.message));
  });
}

test('the nearest name is the one with the fewest edits', () => {
  assert.equal(nearest('MUF_ORIGIN', ['MUF_API_KEY', 'MUF_ORIGINS', 'MUF_WORKERS']), 'MUF_ORIGINS');
  assert.equal(nearest('x', []), undefined);
});
