import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveStates, mayCall, mayGo, transitions, type LiveState } from '../../../core/machine.ts';

test('exactly these moves exist', () => {
  const moves = liveStates.flatMap((from) => liveStates.filter((to) => mayGo(from, to)).map((to) => `${from}→${to}`));
  assert.deepEqual(moves, ['IDLE→INITIALIZING', 'INITIALIZING→IDLE', 'INITIALIZING→ACTIVE', 'INITIALIZING→ENDING', 'ACTIVE→ENDING', 'ENDING→IDLE']);
});

test('IDLE can be reached from every state', () => {
  const reaches = (from: LiveState, seen = new Set<LiveState>()): boolean => {
    if (from === 'IDLE') return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return transitions[from].some((to) => reaches(to, seen));
  };
  for (const state of liveStates) assert.ok(reaches(state));
});

test('nothing can be started twice, and a start can always be left', () => {
  for (const call of ['startBroadcast', 'joinAsViewer', 'joinAsCoBroadcaster'] as const) assert.deepEqual(liveStates.filter((state) => mayCall(state, call)), ['IDLE']);
  for (const call of ['leaveStream', 'endBroadcast'] as const) assert.deepEqual(liveStates.filter((state) => mayCall(state, call)), ['INITIALIZING', 'ACTIVE']);
});
