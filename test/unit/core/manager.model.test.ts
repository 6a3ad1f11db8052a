import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, asyncProperty, constantFrom } from 'fast-check';
import { IllegalTransition, LiveError } from '../../../core/errors.ts';
import { mayCall, mayGo, type Call } from '../../../core/machine.ts';
import { settle } from '../../../core/testing/fake-clock.ts';
import { createHarness, type Harness } from './harness.ts';

type Step = 'host' | 'watch' | 'end' | 'leave' | 'chat' | 'mute' | 'cut' | 'gone' | 'back' | 'wait' | 'roomEnds' | 'kicked' | 'refuse';
const steps: readonly Step[] = ['host', 'watch', 'end', 'leave', 'chat', 'mute', 'cut', 'gone', 'back', 'wait', 'roomEnds', 'kicked', 'refuse'];

const callOf: Partial<Record<Step, readonly [Call, (harness: Harness) => Promise<unknown>]>> = {
  host: ['startBroadcast', ({ manager }) => manager.startBroadcast({ token: 't' })],
  watch: ['joinAsViewer', ({ manager }) => manager.joinAsViewer('room-1', { token: 't' })],
  end: ['endBroadcast', ({ manager }) => manager.endBroadcast()],
  leave: ['leaveStream', ({ manager }) => manager.leaveStream()],
  chat: ['sendChat', ({ manager }) => manager.sendChat('hi')],
  mute: ['setLocalAudioMute', ({ manager }) => manager.setLocalAudioMute(true)],
};

const worldOf: Partial<Record<Step, (harness: Harness) => void | Promise<void>>> = {
  cut: ({ server }) => server.connections.at(-1)?.cut(),
  gone: ({ server }) => { server.reachable = false; server.connections.at(-1)?.cut(); },
  back: ({ server }) => { server.reachable = true; server.answer('Join', undefined); },
  wait: ({ clock }) => clock.advance(3000),
  roomEnds: ({ server, clock }) => { if (server.connections.length) server.publish('room', { type: 'RoomEnded', summary: { reason: 'ended', durationSec: 1, peakViewers: 1, endedAt: clock.now() } }); },
  kicked: ({ server }) => server.connections.at(-1)?.send({ type: 'Error', code: 'replaced', message: '' }),
  refuse: ({ server }) => server.refuse('Join', 'room-full'),
};

/** Runs steps without waiting for one to finish before the next; checks the rules after each. */
async function run(sequence: readonly Step[]): Promise<void> {
  const harness = createHarness();
  harness.server.room.asHost();
  const open: Promise<void>[] = [];
  for (const step of sequence) {
    const call = callOf[step];
    if (call) {
      const legal = mayCall(harness.manager.state, call[0]);
      open.push(call[1](harness).then(() => assert.ok(legal, `${step} was taken while it may not be`), (error: unknown) => {
        assert.ok(error instanceof LiveError, String(error));
        assert.equal(error instanceof IllegalTransition, !legal, `${step}: ${error.message}`);
      }));
    }
    await worldOf[step]?.(harness);
    await settle(7);
  }
  // Closing settles every promise that is still open.
  await Promise.all([harness.manager.close(), harness.clock.advance(60_000)]);
  await Promise.all(open);
  for (const { state, previous } of harness.payloads('STATE_CHANGE')) assert.ok(mayGo(previous, state));
  harness.payloads('STATE_CHANGE').reduce((before, { state, previous }) => (assert.equal(previous, before), state), 'IDLE' as string);
  assert.equal(harness.manager.state, 'IDLE');
  assert.equal(harness.clock.pending(), 0, 'a timer was left');
  assert.equal(harness.network.listeners(), 0, 'a listener was left');
  assert.ok(harness.media.fakeDevices.tracks.every(({ readyState }) => readyState === 'ended'), 'a camera was left on');
  assert.ok(harness.media.ports.every(({ closed }) => closed), 'a port was left open');
}

test('whatever happens in whatever order, the rules of the machine hold', async () => {
  await check(asyncProperty(array(constantFrom(...steps), { maxLength: 14 }), run), { seed: 20260101, numRuns: Number(process.env['MODEL_RUNS'] ?? 300) });
});
