import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DrawnSpan, type Span } from '../../../../ui-kit/chat/drawn-span.ts';

interface One { readonly key: string }
const list = (count: number, from = 0): One[] => Array.from({ length: count }, (_, index) => ({ key: `k${from + index}` }));
const span = (): DrawnSpan => new DrawnSpan({ cap: 20, trim: 5, step: 4 });
const keys = ({ entries }: Span<One>): string[] => entries.map(({ key }) => key);

/** Draws until there is no more to draw; how many drawings that took. */
function settle(drawn: DrawnSpan, entries: readonly One[]): { last: Span<One>; drawings: number } {
  for (let drawings = 1; ; drawings += 1) {
    const last = drawn.of(entries);
    if (!last.more) return { last, drawings };
    assert.ok(drawings < 50, 'it never ends');
  }
}

describe('what is drawn of a long list', () => {
  it('is its end at first, then more and more above it, up to the cap', () => {
    const drawn = span();
    const first = drawn.of(list(50));
    assert.deepEqual([keys(first), first.more], [['k46', 'k47', 'k48', 'k49'], true]);
    assert.deepEqual(keys(drawn.of(list(50))).length, 8);
    const { last } = settle(drawn, list(50));
    assert.deepEqual([last.entries.length, last.entries[0]?.key, last.entries.at(-1)?.key], [20, 'k30', 'k49']);
  });

  it('is all of a short one, and nothing of an empty one', () => {
    assert.deepEqual(span().of(list(3)), { entries: list(3), more: false });
    assert.deepEqual(span().of([]), { entries: [], more: false });
    const drawn = span();
    drawn.of([]);
    assert.deepEqual(keys(drawn.of(list(2))), ['k0', 'k1']);
  });

  it('grows by so many of a burst at once, and by the newest before older ones', () => {
    const drawn = span();
    settle(drawn, list(10));
    const next = drawn.of(list(20));
    assert.deepEqual([next.entries.length, next.entries[0]?.key, next.entries.at(-1)?.key, next.more], [14, 'k0', 'k13', true]);
    assert.equal(settle(drawn, list(20)).last.entries.length, 20);
  });

  it('lets many of the oldest go at once when it is full, and does not bring them back', () => {
    const drawn = span();
    settle(drawn, list(20));
    const trimmed = drawn.of(list(21));
    assert.deepEqual([trimmed.entries.length, trimmed.entries[0]?.key, trimmed.more], [15, 'k6', false]);
    for (const count of [22, 23, 24, 25, 26]) assert.deepEqual([drawn.of(list(count)).entries[0]?.key, drawn.of(list(count)).more], ['k6', false]);
    assert.equal(drawn.of(list(27)).entries.length, 15);
  });

  it('never holds more than the cap, and always ends with the newest, however they come and go', () => {
    const drawn = span();
    let entries = list(7);
    for (let turn = 0; turn < 200; turn += 1) {
      entries = [...entries, ...list((turn * 7) % 13, 1000 + turn * 100)].slice(-60);
      if (turn % 9 === 0) entries = entries.filter((_, index) => index % 4 !== 1);
      const { last } = settle(drawn, entries);
      assert.ok(last.entries.length <= 20);
      assert.equal(last.entries.at(-1), entries.at(-1));
      assert.deepEqual(last.entries, entries.slice(entries.indexOf(last.entries[0]!)), 'without a gap');
    }
  });

  it('keeps what is drawn when its newest is taken back, or its oldest runs out', () => {
    const drawn = span();
    settle(drawn, list(12));
    assert.deepEqual(keys(drawn.of(list(11))), keys({ entries: list(11), more: false }));
    assert.equal(drawn.of(list(9, 2)).entries.length, 9);
  });

  it('begins anew when all of it is another list', () => {
    const drawn = span();
    settle(drawn, list(30));
    assert.deepEqual(keys(drawn.of(list(9, 500))), ['k505', 'k506', 'k507', 'k508']);
    settle(drawn, list(9, 500));
    assert.equal(settle(drawn, list(8, 500)).last.entries.length, 8);
  });
});
