import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GroupOrder } from '../../../../server/hls/group-order.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function ordered(options: { mostBytes?: number } = {}) {
  const clock = createFakeClock();
  const heard: string[] = [];
  const name = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const order = new GroupOrder({ clock, ...options, to: { init: (bytes) => void heard.push(name(bytes)), fragment: (bytes, { startsGroup }) => void heard.push(`${startsGroup ? '|' : ''}${name(bytes)}`) } });
  const object = (group: number, object: number, subgroup = object === 0 ? 0 : 1): void =>
    order.object({ group, subgroup, object, payload: new TextEncoder().encode(`${group}.${object}`), status: 'normal', priority: 128 });
  const end = (group: number, subgroup = 1): void => order.subgroupEnd({ group, subgroup, endOfGroup: false });
  return { clock, heard, order, object, end };
}

describe('the order of groups', () => {
  it('hands on at once what comes in order', () => {
    const { heard, object, end, clock } = ordered();
    object(7, 0);
    object(7, 1);
    object(7, 2);
    assert.deepEqual(heard, ['7.0', '|7.1', '7.2']);
    end(7, 0);
    end(7);
    object(8, 0);
    object(8, 1);
    assert.deepEqual(heard.slice(3), ['8.0', '|8.1']);
    assert.equal(clock.pending(), 0);
  });

  it('holds fragments back until their init segment is there', () => {
    const { heard, object } = ordered();
    object(1, 1);
    object(1, 2);
    assert.deepEqual(heard, []);
    object(1, 0);
    assert.deepEqual(heard, ['1.0', '|1.1', '1.2']);
  });

  it('waits for the rest of a group when the next comes early, but not for ever', () => {
    const { heard, object, end, clock } = ordered();
    object(1, 0);
    object(1, 1);
    object(2, 0);
    object(2, 1);
    object(1, 2);
    assert.deepEqual(heard, ['1.0', '|1.1', '1.2']);
    end(1);
    assert.deepEqual(heard.slice(3), ['2.0', '|2.1']);
    object(3, 0);
    object(3, 1);
    clock.advance(299);
    assert.equal(heard.length, 5);
    clock.advance(1);
    assert.deepEqual(heard.slice(5), ['3.0', '|3.1']);
    object(2, 2);
    assert.equal(heard.length, 7, 'too late');
    assert.equal(clock.pending(), 0);
  });

  it('takes all objects in one subgroup, and several subgroups with fragments', () => {
    const { heard, object, end } = ordered();
    object(1, 0, 0);
    object(1, 1, 0);
    object(1, 2, 3);
    end(1, 0);
    object(2, 0, 0);
    assert.deepEqual(heard, ['1.0', '|1.1', '1.2']);
    end(1, 3);
    assert.deepEqual(heard.slice(3), ['2.0']);
  });

  it('plays a group that lost its init segment by the one before', () => {
    const { heard, object, end } = ordered();
    object(1, 1);
    end(1);
    assert.deepEqual(heard, ['|1.1']);
  });

  it('holds back no more than it may, in groups and in bytes', () => {
    const many = ordered();
    for (let group = 1; group <= 100; group++) many.object(group, 0);
    assert.ok(many.heard.length >= 96, 'a publisher that only begins groups piles up nothing');
    const large = ordered({ mostBytes: 8 });
    large.object(1, 1);
    large.object(2, 1);
    assert.deepEqual(large.heard, []);
    large.object(2, 2);
    assert.deepEqual(large.heard, ['|1.1']);
  });

  it('leaves no timer behind', () => {
    const { object, order, clock } = ordered();
    object(1, 1);
    object(2, 1);
    assert.equal(clock.pending(), 1);
    order.close();
    assert.equal(clock.pending(), 0);
  });
});
