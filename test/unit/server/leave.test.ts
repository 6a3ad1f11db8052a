import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { leaveInOrder, type Leave } from '../../../server/leave.ts';

interface Subject { readonly program: EventEmitter; readonly exits: number[]; readonly faults: string[]; readonly leave: Leave }

function subject(close: () => Promise<void> | undefined): Subject {
  const exits: number[] = [];
  const faults: string[] = [];
  const program = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
  const fatal = (_: object, message: string): void => void faults.push(message);
  return { program, exits, faults, leave: leaveInOrder({ signals: ['SIGTERM', 'SIGINT'], close, logger: { fatal }, program }) };
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal}: it ends with 0, once everything is closed, whatever is asked meanwhile`, async () => {
    const closing = Promise.withResolvers<void>();
    let closes = 0;
    const { program, exits, faults } = subject(() => {
      closes += 1;
      return closing.promise;
    });
    program.emit(signal);
    program.emit('SIGTERM');
    program.emit('SIGINT');
    await turn();
    assert.deepEqual([closes, exits], [1, []]);
    closing.resolve();
    await turn();
    assert.deepEqual([closes, exits, faults], [1, [0], []]);
  });
}

for (const fault of ['uncaughtException', 'unhandledRejection']) {
  test(`${fault}: it is logged, and the process ends with 1 in the same order`, async () => {
    let closed = false;
    const { program, exits, faults } = subject(async () => { closed = true; });
    program.emit(fault, new Error('nobody caught this'));
    await turn();
    assert.deepEqual([closed, exits, faults], [true, [1], [fault]]);
  });
}

test('before anything has started there is nothing to close', async () => {
  const { leave, exits } = subject(() => undefined);
  await leave(0);
  assert.deepEqual(exits, [0]);
});

test('what cannot be closed is logged and keeps nothing alive', async () => {
  for (const close of [() => Promise.reject(new Error('stuck')), () => { throw new Error('stuck'); }]) {
    const { program, exits, faults } = subject(close);
    program.emit('SIGTERM');
    await turn();
    assert.deepEqual([exits, faults], [[1], ['something could not be closed']]);
  }
});
