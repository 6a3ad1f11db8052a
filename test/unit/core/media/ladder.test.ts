import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as check, boolean, constantFrom, nat, property, record } from 'fast-check';
import { chooseRung, failed, restedAt, rungs, type Capabilities, type Failure } from '../../../../core/media/ladder.ts';

const all: Capabilities = { webTransport: true, webSocket: true, mse: true, nativeHls: false };
const room = (changes: Partial<Parameters<typeof chooseRung>[0]> = {}) => chooseRung({ audience: 'moqt', capabilities: all, failures: [], now: 0, ...changes });

describe('the way to watch a room', () => {
  it('is the SFU without an audience plane, and the relay with one', () => {
    assert.deepEqual(room({ audience: 'sfu' }), { rung: 'sfu' });
    assert.deepEqual(room(), { rung: 'moqt' });
    assert.deepEqual(room({ capabilities: { ...all, webTransport: false } }), { rung: 'moqt' }, 'a WebSocket will do');
  });

  it('goes by what the browser can, and says what is missing', () => {
    assert.deepEqual(room({ capabilities: { ...all, mse: false } }), { rung: 'sfu', reason: 'no-media-source' });
    assert.deepEqual(room({ capabilities: { ...all, mse: false, nativeHls: true } }), { rung: 'hls', reason: 'no-media-source' });
    assert.deepEqual(room({ capabilities: { ...all, webTransport: false, webSocket: false } }), { rung: 'hls', reason: 'no-transport' });
  });

  it('falls back step by step, and climbs back when what failed has rested', () => {
    const once = failed([], 'moqt', 'unreachable', 0);
    assert.deepEqual(room({ failures: once }), { rung: 'hls', reason: 'unreachable', againAt: 30_000 });
    const twice = failed(once, 'hls', 'media-failed', 1000);
    assert.deepEqual(room({ failures: twice, now: 1000 }), { rung: 'sfu', reason: 'unreachable', againAt: 30_000 });
    assert.deepEqual(room({ failures: twice, now: 30_000 }), { rung: 'moqt' });
    const again = failed(twice, 'moqt', 'unreachable', 30_000);
    assert.deepEqual(room({ failures: again, now: 31_000 }), { rung: 'hls', reason: 'unreachable', againAt: 90_000 }, 'it rests twice as long');
  });

  it('goes on trying when nothing has worked, with what has rested longest', () => {
    const failures = rungs.reduce<readonly Failure[]>((before, rung, index) => failed(before, rung, 'x', index), []);
    assert.equal(room({ failures, now: 10 }).rung, 'moqt');
  });

  it('forgets, and never rests longer than five minutes', () => {
    let failures: readonly Failure[] = [];
    for (let now = 0; now < 10 * 60_000; now += 60_000) failures = failed(failures, 'moqt', 'x', now);
    assert.equal(restedAt(failures[0]!) - failures[0]!.at, 5 * 60_000);
    assert.equal(failed(failures, 'moqt', 'x', 60 * 60_000)[0]!.count, 1);
  });

  it('whatever happens, chooses what is possible, gives a reason for less than the best, and looks again for it', () => {
    const capabilities = record({ webTransport: boolean(), webSocket: boolean(), mse: boolean(), nativeHls: boolean() });
    const events = array(record({ rung: constantFrom(...rungs), after: nat(120_000) }), { maxLength: 12 });
    check(property(capabilities, events, nat(600_000), (can, happened, later) => {
      let now = 0;
      let failures: readonly Failure[] = [];
      for (const { rung, after } of happened) failures = failed(failures, rung, 'broke', now += after);
      now += later;
      const choice = chooseRung({ audience: 'moqt', capabilities: can, failures, now });
      assert.ok(choice.rung === 'sfu' || can.mse || (choice.rung === 'hls' && can.nativeHls));
      assert.equal(choice.rung === 'moqt' ? undefined : typeof choice.reason, choice.rung === 'moqt' ? undefined : 'string');
      const resting = failures.filter((failure) => restedAt(failure) > now).map(({ rung }) => rung);
      if (resting.includes(choice.rung)) assert.ok(rungs.filter((rung) => !resting.includes(rung)).every((rung) => rung !== 'sfu'), 'only when nothing else is left');
      if (choice.againAt !== undefined) {
        assert.ok(rungs.indexOf(chooseRung({ audience: 'moqt', capabilities: can, failures, now: Math.max(now, choice.againAt) }).rung) <= rungs.indexOf(choice.rung));
      }
    }));
  });
});
