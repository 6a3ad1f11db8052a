import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { every } from '../../../server/clock.ts';
import { createLogger } from '../../../server/observe/logger.ts';
import { createTeardown } from '../../../server/teardown.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function subject() {
  const logs: string[] = [];
  const clock = createFakeClock();
  const logger = createLogger({ level: 'error', destination: { write: (line) => void logs.push(line) } });
  return { logs, clock, teardown: createTeardown({ clock, logger, deadlineMs: 1000 }) };
}

test('what was opened last is closed first, once', async () => {
  const { teardown, clock } = subject();
  const closed: string[] = [];
  for (const name of ['store', 'rooms', 'sockets']) teardown.add(name, () => void closed.push(name));
  await Promise.all([teardown.run(), teardown.run()]);
  assert.deepEqual(closed, ['sockets', 'rooms', 'store']);
  assert.equal(clock.pending(), 0);
});

test('a part that fails or hangs is named and holds up no other', async () => {
  const { teardown, clock, logs } = subject();
  const closed: string[] = [];
  teardown.add('store', () => void closed.push('store'));
  teardown.add('hung', () => new Promise(() => {}));
  teardown.add('broken', () => { throw new Error('no'); });
  const done = teardown.run();
  await turn();
  assert.deepEqual(closed, []);
  clock.advance(1000);
  await done;
  assert.deepEqual(closed, ['store']);
  assert.deepEqual(logs.map((line) => JSON.parse(line).name), ['broken', 'hung']);
});

test('a series goes on past a callback that throws, and ends when told to', () => {
  const clock = createFakeClock();
  let calls = 0;
  const stop = every(clock, 10, () => {
    calls += 1;
    if (calls === 1) throw new Error('once');
  });
  assert.throws(() => clock.advance(10));
  clock.advance(20);
  assert.equal(calls, 3);
  stop();
  assert.equal(clock.pending(), 0);
});
