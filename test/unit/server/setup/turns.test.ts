import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Turns } from '../../../../server/setup/turns.ts';

describe('Turns', () => {
  it('go one after the other, the urgent before all that still wait', async () => {
    const turns = new Turns();
    const order: string[] = [];
    let busy = 0;
    const job = (name: string) => async () => {
      assert.equal(++busy, 1, 'nobody else has the turn');
      await Promise.resolve();
      busy--;
      order.push(name);
      return name;
    };
    const results = await Promise.all([turns.take(job('first')), turns.take(job('second')), turns.take(job('third')), turns.take(job('worker'), true)]);
    assert.deepEqual(order, ['first', 'worker', 'second', 'third']);
    assert.deepEqual(results, ['first', 'second', 'third', 'worker']);
  });

  it('go on after one that failed, also when nobody waited', async () => {
    const turns = new Turns();
    await assert.rejects(turns.take(() => Promise.reject(new Error('no network'))), /no network/);
    assert.equal(await turns.take(async () => 'next'), 'next');
  });
});
