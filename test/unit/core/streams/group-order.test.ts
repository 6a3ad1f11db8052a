import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GroupOrder } from '../../../../core/streams/group-order.ts';
import type { LiveObject } from '../../../../core/wire/moqt/session-api.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const initBytes = Uint8Array.of(0, 0, 0, 8, 0x66, 0x74, 0x79, 0x70);
const at = (group: number, object: number, payload = Uint8Array.of(group, object), subgroup = 1): LiveObject => ({ group, subgroup, object, payload, priority: 128, status: 'normal' });
const init = (group: number): LiveObject => at(group, 0, initBytes, 0);
const end = (group: number, subgroup = 1) => ({ group, subgroup, whole: true, endOfGroup: true });

function world() {
  const clock = createFakeClock();
  const seen: string[] = [];
  const order = new GroupOrder({
    init: (_, group) => seen.push(`init ${group}`),
    fragment: ([, object], group) => seen.push(`${group}/${object}`),
    skipped: (group) => seen.push(`skipped ${group}`),
  }, clock);
  return { clock, seen, order };
}

describe('the order of groups', () => {
  it('gives the init segment before the fragments, whichever stream is first', () => {
    const { order, seen } = world();
    order.object(at(5, 1));
    order.object(init(5));
    order.object(at(5, 2));
    assert.deepEqual(seen, ['init 5', '5/1', '5/2']);
  });

  it('waits for the end of a group before the next one', () => {
    const { order, seen, clock } = world();
    for (const object of [init(1), at(1, 1), init(2), at(2, 1), at(1, 2)]) order.object(object);
    assert.deepEqual(seen, ['init 1', '1/1', '1/2']);
    order.subgroupEnd(end(1));
    assert.deepEqual(seen.slice(3), ['init 2', '2/1']);
    assert.equal(clock.pending(), 0);
  });

  it('does not wait long, and throws late objects away', () => {
    const { order, seen, clock } = world();
    for (const object of [init(1), at(1, 1), init(2), at(2, 1)]) order.object(object);
    clock.advance(250);
    order.object(at(1, 2));
    assert.deepEqual(seen, ['init 1', '1/1', 'skipped 1', 'init 2', '2/1']);
  });

  it('is not kept by one group after the other, or by too many', () => {
    const { order, seen } = world();
    order.object(init(1));
    for (let group = 2; group < 9; group++) order.object(at(group, 1));
    assert.ok(seen.filter((line) => line.startsWith('skipped')).length >= 3, seen.join());
  });

  it('ignores the end of what carried no media, and begins where it joins', () => {
    const { order, seen } = world();
    order.object(init(7));
    order.subgroupEnd(end(7, 0));
    order.object(at(7, 1));
    order.object(at(6, 1));
    assert.deepEqual(seen, ['init 7', '7/1']);
  });

  it('leaves nothing behind', () => {
    const { order, clock } = world();
    for (const object of [init(1), init(2)]) order.object(object);
    order.close();
    assert.equal(clock.pending(), 0);
  });
});
