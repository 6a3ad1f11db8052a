import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amount, count, flag, list, matching, nullish, oneOf, optional, record, ShapeError, text, type Read } from '../../../../core/wire/shape.ts';

const person = record({ name: text(5, 1), age: optional(count(130)), tags: optional(list(matching(/^[a-z]+$/), 2)), height: optional(amount(3)), kind: oneOf('host', 'guest', 7), live: flag, home: nullish(record({ city: text(9) })) });
const ada: Read<typeof person> = { name: 'Ada', kind: 'host', live: true };
const wrongAt = (value: unknown): string => {
  try {
    person(value, '');
    return 'nowhere';
  } catch (error) {
    assert.ok(error instanceof ShapeError && error.message.includes(error.at));
    return error.at;
  }
};

describe('shapes', () => {
  it('read what is as it must be, and leave out the rest', () => {
    assert.deepEqual(person({ ...ada, more: 1 }, ''), ada);
    const whole = { ...ada, kind: 7 as const, age: 36, tags: ['x', 'y'], height: 1.7, home: { city: 'London' } };
    assert.deepEqual(person(whole, ''), whole);
    assert.deepEqual(person({ ...ada, home: null }, ''), { ...ada, home: null });
    assert.deepEqual(Object.keys(person({ ...ada, age: undefined }, '')), ['name', 'kind', 'live']);
  });

  it('name the place of what is wrong', () => {
    for (const name of ['', 'Countess', 5, null, undefined]) assert.equal(wrongAt({ ...ada, name }), 'name');
    for (const age of [0, 131, 1.5, '36', null, NaN, Infinity]) assert.equal(wrongAt({ ...ada, age }), 'age');
    for (const height of [0, -1, 3.1, NaN, '1', null]) assert.equal(wrongAt({ ...ada, height }), 'height');
    for (const kind of ['Host', 8, null, ['host']]) assert.equal(wrongAt({ ...ada, kind }), 'kind');
    for (const live of [0, 'true', null, undefined]) assert.equal(wrongAt({ ...ada, live }), 'live');
    assert.equal(wrongAt({ ...ada, tags: ['x', 'Y'] }), 'tags.1');
    for (const tags of [['x', 'y', 'z'], 'x', { 0: 'x', length: 1 }, null]) assert.equal(wrongAt({ ...ada, tags }), 'tags');
    assert.equal(wrongAt({ ...ada, home: { city: 1 } }), 'home.city');
    for (const value of [null, undefined, 'Ada', 5, true]) assert.equal(wrongAt(value), '');
    assert.equal(wrongAt([]), 'name');
  });

  it('take no prototype along', () => {
    const read = person(JSON.parse('{"name":"Ada","kind":"host","live":true,"__proto__":{"age":5}}'), '');
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.equal(read.age, undefined);
  });
});
