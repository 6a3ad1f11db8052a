import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../../../../core/testing/fake-clock.ts';
import { repeatMs, stillMs, TypingNotifier } from '../../../../ui-kit/chat/typing-notifier.ts';

function notifier() {
  const clock = createFakeClock();
  const told: boolean[] = [];
  return { clock, told, typing: new TypingNotifier(clock, (typing) => told.push(typing)) };
}

test('many strokes are one notice, repeated while they go on', async () => {
  const { clock, told, typing } = notifier();
  for (let at = 0; at <= repeatMs; at += 500) {
    typing.stroke();
    await clock.advance(500);
  }
  assert.deepEqual(told, [true, true]);
  typing.close();
});

test('stillness ends it, once', async () => {
  const { clock, told, typing } = notifier();
  typing.stroke();
  await clock.advance(stillMs);
  typing.stop();
  assert.deepEqual(told, [true, false]);
  assert.equal(clock.pending(), 0);
});

test('stopping what never began says nothing, and closing says nothing at all', async () => {
  const { clock, told, typing } = notifier();
  typing.stop();
  typing.stroke();
  typing.close();
  await clock.advance(stillMs * 2);
  assert.deepEqual(told, [true]);
  assert.equal(clock.pending(), 0);
});
