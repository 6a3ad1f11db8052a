import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arrange, type Rect, type Space } from '../../../../ui-kit/stage/arrange.ts';

const phone: Space = { width: 390, height: 844, layout: 'compact', top: 104, bottom: 8 };
const lying: Space = { width: 844, height: 390, layout: 'compact', top: 64, bottom: 8 };
const desktop: Space = { width: 1080, height: 900, layout: 'wide', top: 76, bottom: 80 };
const sidebar: Space = { width: 320, height: 640, layout: 'compact', top: 104, bottom: 8 };
const spaces = { phone, lying, desktop, sidebar };

const overlap = (a: Rect, b: Rect): boolean => a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01;
const isWithin = (rect: Rect, { width, height }: Space): boolean => rect.x >= -0.01 && rect.y >= -0.01 && rect.x + rect.width <= width + 0.01 && rect.y + rect.height <= height + 0.01;

describe('arrange', () => {
  it('gives the one picture the whole stage, under header and chat', () => {
    for (const space of Object.values(spaces)) assert.deepEqual(arrange(1, space), [{ x: 0, y: 0, width: space.width, height: space.height, inset: false }]);
  });

  it('puts a second tile over the first on a phone: at the end, below the header, in portrait', () => {
    const [big, small] = arrange(2, phone) as [Rect, Rect];
    assert.equal(big.inset, false);
    assert.equal(big.width, 390);
    assert.ok(small.x + small.width <= 390 - 8 && small.x > 195);
    assert.equal(small.y, phone.top);
    assert.ok(small.height > small.width);
  });

  it('sets two side by side where there is width', () => {
    for (const space of [lying, desktop]) {
      const [one, two] = arrange(2, space) as [Rect, Rect];
      assert.equal(one.y, two.y);
      assert.equal(one.width, two.width);
      assert.ok(two.x > one.x + one.width);
    }
  });

  it('never overlaps tiles of a grid, never leaves the stage, never goes under header or bar', () => {
    for (const [name, space] of Object.entries(spaces)) {
      for (let count = name === 'phone' || name === 'sidebar' ? 3 : 2; count <= 6; count++) {
        const rects = arrange(count, space);
        assert.equal(rects.length, count);
        for (const [index, rect] of rects.entries()) {
          assert.ok(isWithin(rect, space), `${name} ${count}: tile ${index} is outside`);
          assert.ok(rect.y >= space.top - 0.01, `${name} ${count}: tile ${index} is under the header`);
          assert.ok(rect.y + rect.height <= space.height - space.bottom + 0.01, `${name} ${count}: tile ${index} is under the bar`);
          assert.ok(rects.every((other, at) => at <= index || !overlap(rect, other)), `${name} ${count}: tile ${index} overlaps`);
        }
      }
    }
  });

  it('leaves the lower part of a phone to the chat', () => {
    for (const rect of arrange(4, phone)) assert.ok(rect.y + rect.height <= phone.height * 0.6);
  });

  it('keeps the shape of a picture within what a camera fills', () => {
    for (const space of Object.values(spaces)) {
      for (let count = 3; count <= 6; count++) {
        for (const { width, height } of arrange(count, space)) assert.ok(width / height > 0.74 && width / height < 2.21, `${count}: ${width} × ${height}`);
      }
    }
  });

  it('gives a shared screen most of the stage and the others a strip', () => {
    for (const space of [phone, desktop]) {
      const rects = arrange(4, { ...space, spotlight: 2 });
      const main = rects[2] as Rect;
      for (const [index, rect] of rects.entries()) {
        assert.ok(isWithin(rect, space));
        if (index !== 2) assert.ok(rect.width * rect.height < (main.width * main.height) / 3);
        assert.ok(rects.every((other, at) => at <= index || !overlap(rect, other)));
      }
    }
  });

  it('shows nothing for nobody, or on a stage without a size', () => {
    assert.deepEqual(arrange(0, phone), []);
    assert.deepEqual(arrange(-1, phone), []);
    assert.deepEqual(arrange(3, { ...phone, width: 0 }), []);
    assert.deepEqual(arrange(3, { ...phone, height: 0 }), []);
  });

  it('stays finite when header and bar leave no room', () => {
    for (const rect of arrange(4, { ...lying, height: 60 })) assert.ok(Object.values(rect).every((value) => typeof value === 'boolean' || (Number.isFinite(value) && value >= -1000)));
  });
});
