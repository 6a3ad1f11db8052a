import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mainThreadBetween } from '../../bench/trace.ts';

interface Event { name: string; ph?: string; pid?: number; tid?: number; ts: number; dur?: number; tdur?: number }
const trace = (...events: readonly Event[]): string => JSON.stringify({ traceEvents: events.map((event) => ({ ph: 'X', pid: 1, tid: 1, ...event })) });
const begin: Event = { name: 'begin', ph: 'I', ts: 1000 };
const end: Event = { name: 'end', ph: 'I', ts: 100_000 };

describe('a trace between two marks', () => {
  it('counts each task once, and its script once', () => {
    const found = mainThreadBetween(trace(
      begin, end,
      { name: 'RunTask', ts: 2000, dur: 9000, tdur: 6000 },
      { name: 'ThreadControllerImpl::RunTask', ts: 2001, dur: 8990, tdur: 5990 },
      { name: 'FunctionCall', ts: 2100, dur: 3000, tdur: 2000 },
      { name: 'RunMicrotasks', ts: 2200, dur: 1000, tdur: 1000 },
      { name: 'RunTask', ts: 20_000, dur: 50_000, tdur: 40_000 },
    ), 'begin', 'end');
    assert.deepEqual(found, { longestScriptTask: 6, tasks: 46, script: 2 });
  });

  it('looks at nothing outside of them, nor at other threads', () => {
    const found = mainThreadBetween(trace(
      begin, end,
      { name: 'RunTask', ts: 10, dur: 500, tdur: 500 },
      { name: 'RunTask', ts: 3000, dur: 100, tdur: 100 },
      { name: 'FunctionCall', ts: 3000, dur: 100, tdur: 100 },
      { name: 'RunTask', tid: 2, ts: 4000, dur: 70_000, tdur: 70_000 },
      { name: 'FunctionCall', ts: 200_000, dur: 100, tdur: 100 },
    ), 'begin', 'end');
    assert.deepEqual(found, { longestScriptTask: 0.1, tasks: 0.1, script: 0.1 });
  });

  it('says which mark is missing, and when nothing ran', () => {
    assert.throws(() => mainThreadBetween(trace(begin), 'begin', 'end'), /no mark end/);
    assert.throws(() => mainThreadBetween(trace(begin, end), 'begin', 'end'), /no tasks/);
  });
});
