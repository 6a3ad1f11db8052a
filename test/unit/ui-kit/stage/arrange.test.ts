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
    for (const rect of arrange(4, phone)) assert.ok(rect.y + rect.height <= phone.height * 0.65);
  });

  it('lets the tiles of a phone end where its chat begins, with no empty band between', () => {
    for (const count of [3, 4]) assert.ok(Math.max(...arrange(count, phone).map(({ y, height }) => y + height)) > phone.height * 0.58, `${count}`);
  });

  it('sets the strip beside a spotlight in the middle of its side, and fills the side when there are many', () => {
    const television: Space = { width: 1560, height: 1080, layout: 'wide', top: 76, bottom: 80 };
    for (const [name, space] of Object.entries({ ...spaces, television })) {
      for (let count = 2; count <= 6; count++) {
        const [main, ...strip] = arrange(count, { ...space, spotlight: { index: 0, whole: true } }) as [Rect, ...Rect[]];
        const first = strip[0]!;
        const last = strip.at(-1)!;
        const beside = first.x > main.x + main.width;
        const around = beside ? [first.y - space.top, main.y + main.height - (last.y + last.height)] : [first.x - main.x, main.x + main.width - (last.x + last.width)];
        assert.ok(Math.abs(around[0]! - around[1]!) < 0.02, `${name} ${count}: ${around.join(' and ')}`);
        assert.ok(count < 6 || around[0]! < 0.3 * (beside ? main.height : main.width), `${name} ${count}: the strip is half empty`);
      }
    }
  });

  it('puts the only other one on a desktop\'s spotlight, in its lower corner', () => {
    const [big, small] = arrange(2, { ...desktop, spotlight: { index: 0, whole: false } }) as [Rect, Rect];
    assert.deepEqual(big, { x: 0, y: 0, width: desktop.width, height: desktop.height, inset: false });
    assert.ok(small.inset && small.x > desktop.width / 2 && small.x + small.width <= desktop.width - 8);
    assert.equal(small.y + small.height, desktop.height - desktop.bottom);
  });

  it('keeps the shape of a picture within what a camera fills', () => {
    for (const space of Object.values(spaces)) {
      for (let count = 3; count <= 6; count++) {
        for (const { width, height } of arrange(count, space)) assert.ok(width / height > 0.74 && width / height < 2.21, `${count}: ${width} × ${height}`);
      }
    }
  });

  it('gives a shared screen most of the room there is, whole, and the others a strip', () => {
    for (const [name, space] of Object.entries(spaces)) {
      for (let count = 2; count <= 6; count++) {
        const rects = arrange(count, { ...space, spotlight: { index: 1, whole: true } });
        const main = rects[1] as Rect;
        for (const [index, rect] of rects.entries()) {
          assert.ok(isWithin(rect, space) && rect.inset, `${name} ${count}: ${index}`);
          assert.ok(rect.y >= space.top - 0.01 && rect.y + rect.height <= space.height - space.bottom + 0.01, `${name} ${count}: ${index} is covered`);
          if (index !== 1) assert.ok(rect.width * rect.height < (main.width * main.height) / 2, `${name} ${count}: ${index} is large too`);
          assert.ok(rects.every((other, at) => at <= index || !overlap(rect, other)), `${name} ${count}: ${index} overlaps`);
        }
      }
    }
  });

  it('keeps a shared screen clear of the chat on a phone', () => {
    for (const space of [phone, sidebar]) {
      for (const rect of arrange(3, { ...space, spotlight: { index: 0, whole: true } })) assert.ok(rect.y + rect.height <= space.height * 0.65);
    }
  });

  it('lets someone in the spotlight fill a phone, the others small at the end under the header', () => {
    for (const [name, space] of Object.entries({ phone, sidebar, lying, large: { ...desktop, layout: 'compact' as const } })) {
      for (let count = 2; count <= 5; count++) {
        for (let index = 0; index < count; index++) {
          const rects = arrange(count, { ...space, spotlight: { index, whole: false } });
          const others = rects.filter((_, at) => at !== index);
          assert.deepEqual(rects[index], { x: 0, y: 0, width: space.width, height: space.height, inset: false });
          for (const [at, rect] of others.entries()) {
            assert.ok(rect.inset && isWithin(rect, space) && rect.y >= space.top, `${name} ${count}: ${at}`);
            assert.ok(others.every((other, than) => than <= at || !overlap(rect, other)), `${name} ${count}: ${at} overlaps`);
            assert.ok(rect.y + rect.height <= space.height * 0.75, `${name} ${count}: ${at} reaches the controls`);
            assert.ok(rect.width >= 44 && rect.height >= 44, `${name} ${count}: ${at} is too small to press`);
          }
          assert.ok(others.at(-1)!.x + others.at(-1)!.width > space.width - 24, `${name} ${count}: not at the end`);
        }
      }
    }
  });

  it('shows all alike in a grid, two on a phone as well', () => {
    for (const [name, space] of Object.entries(spaces)) {
      for (let count = 2; count <= 9; count++) {
        const rects = arrange(count, { ...space, grid: true });
        assert.ok(rects.every((rect) => rect.inset && isWithin(rect, space)), `${name} ${count}`);
        const heights = new Set(rects.map(({ height }) => Math.round(height)));
        assert.equal(heights.size, 1, `${name} ${count}: of different heights`);
        assert.ok(rects.every((rect, at) => rects.every((other, than) => than <= at || !overlap(rect, other))), `${name} ${count} overlaps`);
      }
    }
    const [one, two] = arrange(2, { ...phone, grid: true }) as [Rect, Rect];
    assert.equal(one.width * one.height, two.width * two.height);
  });

  it('moves nobody else for a spotlight that is not there', () => {
    assert.deepEqual(arrange(3, { ...desktop, spotlight: { index: 3, whole: false } }), arrange(3, desktop));
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
