import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { sideBySide, type Job } from '../../side-by-side.ts';

/** Runs jobs that end when they are told to; `events` tells what happened. */
function start(jobs: readonly Job[], places = 2) {
  const events: string[] = [];
  const ends = new Map<string, (success: boolean) => void>();
  const whole = sideBySide(jobs, {
    places,
    run: ({ name }) => {
      events.push(`+${name}`);
      return new Promise((resolve) => { ends.set(name, resolve); });
    },
    passOver: ({ name }, need) => void events.push(`${name} without ${need}`),
  });
  async function end(name: string, success = true): Promise<string[]> {
    ends.get(name)!(success);
    await settled();
    return events.splice(0);
  }
  return { whole, events, end, begun: () => events.splice(0) };
}

describe('jobs side by side', () => {
  it('begin in their order, as many as there are places', async () => {
    const { begun, end, whole } = start([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]);
    assert.deepEqual(begun(), ['+a', '+b']);
    assert.deepEqual(await end('b'), ['+c']);
    assert.deepEqual(await end('a'), ['+d']);
    await end('c');
    await end('d');
    await whole;
  });

  it('let others pass while they wait for what they need', async () => {
    const { begun, end, whole } = start([{ name: 'a' }, { name: 'after-a', needs: ['a'] }, { name: 'b' }, { name: 'c' }]);
    assert.deepEqual(begun(), ['+a', '+b']);
    assert.deepEqual(await end('b'), ['+c']);
    assert.deepEqual(await end('a'), ['+after-a']);
    await end('c');
    await end('after-a');
    await whole;
  });

  it('wait for others to have ended, whatever became of them, and only for those that run', async () => {
    const { begun, end, whole } = start([{ name: 'a' }, { name: 'b', after: ['a', 'not run'] }, { name: 'c' }]);
    assert.deepEqual(begun(), ['+a', '+c']);
    assert.deepEqual(await end('c'), []);
    assert.deepEqual(await end('a', false), ['+b']);
    await end('b');
    await whole;
  });

  it('are passed over, one after another, when what they need has failed', async () => {
    const { begun, end, whole } = start([{ name: 'a' }, { name: 'b', needs: ['a'] }, { name: 'c', needs: ['b'] }, { name: 'd' }], 1);
    assert.deepEqual(begun(), ['+a']);
    assert.deepEqual(await end('a', false), ['b without a', 'c without b', '+d']);
    await end('d');
    await whole;
  });

  it('have the machine for themselves where they ask for it', async () => {
    const { begun, end, whole } = start([{ name: 'a' }, { name: 'calm', alone: true }, { name: 'b' }, { name: 'calm too', alone: true }]);
    assert.deepEqual(begun(), ['+a', '+b']);
    assert.deepEqual(await end('a'), []);
    assert.deepEqual(await end('b'), ['+calm']);
    assert.deepEqual(await end('calm'), ['+calm too']);
    await end('calm too');
    await whole;
  });

  it('say so when none can ever begin', async () => {
    const { whole } = start([{ name: 'a', needs: ['b'] }, { name: 'b', needs: ['a'] }]);
    await assert.rejects(whole, /Nothing can begin: a needs b, b needs a\./);
  });

  it('end with the error of a run that broke', async () => {
    await assert.rejects(sideBySide([{ name: 'a' }], { places: 1, run: () => Promise.reject(new Error('no disk')), passOver: () => {} }), /no disk/);
  });
});
