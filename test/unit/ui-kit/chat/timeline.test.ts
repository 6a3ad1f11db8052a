import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatLine } from '../../../../core/stores/chat.ts';
import { timeline } from '../../../../ui-kit/chat/timeline.ts';

const line = (sentAt: number): ChatLine => ({ id: `l${sentAt}`, from: 'p', role: 'viewer', displayName: 'P', text: 't', sentAt, status: 'sent', isSelf: false });
const arrival = (at: number, name = `n${at}`) => ({ id: `a${at}`, name, at });
const keys = (...args: Parameters<typeof timeline>) => timeline(...args).map(({ key }) => key);

test('arrivals stand between the lines by time', () => {
  assert.deepEqual(keys([line(10), line(30)], [arrival(5), arrival(20), arrival(40)], 10), ['in:a5', 'l10', 'in:a20', 'l30', 'in:a40']);
});

test('several arrivals in a row are one entry, named after the newest, with a key that stays', () => {
  const lines = [line(10)];
  const [, one] = timeline(lines, [arrival(20)], 10);
  const [, three] = timeline(lines, [arrival(20), arrival(21), arrival(22)], 10);
  assert.deepEqual(three, { kind: 'arrivals', key: 'in:a20', name: 'n22', others: 2 });
  assert.equal(one?.key, three?.key);
});

test('lines keep their order even when their clocks disagree', () => {
  assert.deepEqual(keys([line(30), line(10)], [arrival(20)], 10), ['in:a20', 'l30', 'l10']);
});

test('the last ones are kept', () => {
  assert.deepEqual(keys([line(1), line(2), line(3)], [arrival(4)], 2), ['l3', 'in:a4']);
  assert.deepEqual(timeline([], [], 5), []);
});

test('a line keeps its key from pending to sent', () => {
  assert.deepEqual(keys([{ ...line(1), id: 'c1', clientId: 'c1', status: 'pending' }], [], 5), keys([{ ...line(1), id: 's1', clientId: 'c1' }], [], 5));
});

test('someone who went stands on their own, and parts the arrivals around them', () => {
  const went = { ...arrival(22), went: 'timeout' as const };
  assert.deepEqual(keys([line(10), line(30)], [arrival(20), arrival(21), went, arrival(23)], 10), ['l10', 'in:a20', 'out:a22:22', 'in:a23', 'l30']);
  assert.deepEqual(timeline([], [went], 5), [{ kind: 'went', key: 'out:a22:22', name: 'n22', went: 'timeout' }]);
});
