import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bridged } from '../../../../core/streams/bridge.ts';
import { TrackBuffer } from '../../../../core/streams/track-buffer.ts';
import { fragment } from '../../../../core/wire/cmaf/fragment.ts';
import { readFragment } from '../../../../core/wire/cmaf/read-fragment.ts';
import { FakeSourceBuffer } from '../../../support/fake-source-buffer.ts';

const piece = (at: number): Uint8Array<ArrayBuffer> => fragment([{ decodeTime: at, duration: 1, offset: 0, key: true, data: new Uint8Array(100) }], { sequence: 1, capturedAt: 1_700_000_000_000 });

function world(playhead = 0) {
  const source = new FakeSourceBuffer();
  const failures: unknown[] = [];
  const buffer = new TrackBuffer(source, 'video/mp4; codecs="avc1.42E01F"', { playhead: () => playhead, failed: (cause) => failures.push(cause) });
  return { source, buffer, failures };
}

describe('a track’s buffer', () => {
  it('takes one step at a time, and small pieces together', () => {
    const { source, buffer } = world();
    source.slow = true;
    for (let at = 0; at < 5; at++) buffer.append(piece(at));
    assert.deepEqual(source.calls, ['append']);
    source.finish();
    assert.deepEqual(source.calls, ['append', 'append']);
    assert.deepEqual(source.ranges.map(({ start, end }) => [start, end]), [[0, 5]]);
  });

  it('changes the codec before what is of it, and only when it is another', () => {
    const { source, buffer } = world();
    buffer.begin(piece(0), 'video/mp4; codecs="avc1.42E01F"', 2);
    buffer.begin(piece(1), 'video/mp4; codecs="avc1.640028"', 2);
    assert.deepEqual(source.calls, ['append', 'changeType video/mp4; codecs="avc1.640028"', 'append']);
    assert.equal(source.timestampOffset, 2);
  });

  it('makes room when it is full, once, and says so when that does not help', () => {
    const { source, buffer, failures } = world(50);
    for (let at = 0; at < 60; at++) buffer.append(piece(at));
    source.quota = source.bytes + 10;
    buffer.append(piece(60));
    assert.ok(source.calls.includes('remove 0 49'));
    assert.deepEqual(failures, []);
    source.quota = 0;
    buffer.append(piece(61));
    source.ranges.length = 0;
    buffer.append(piece(62));
    assert.equal(failures.length, 1);
    buffer.append(piece(63));
    assert.equal(failures.length, 1, 'told once');
  });

  it('lets go of what was played, not each time for a little', () => {
    const { source, buffer } = world(40);
    for (let at = 0; at < 45; at++) buffer.append(piece(at));
    buffer.trim(38);
    assert.ok(!source.calls.some((call) => call.startsWith('remove')));
    buffer.trim(30);
    assert.ok(source.calls.includes('remove 0 10'));
  });

  it('fails when the browser cannot read it, and stays silent once closed', () => {
    const { source, buffer, failures } = world();
    source.fail();
    assert.equal(failures.length, 1);
    const other = world();
    other.buffer.close();
    other.buffer.append(piece(0));
    assert.deepEqual(other.source.calls, []);
    assert.deepEqual(buffer.buffered, undefined);
  });
});

describe('a bridge over missing frames', () => {
  const given = (time: number) => {
    const bytes = fragment([{ decodeTime: time * 1000, duration: 33, offset: 0, key: true, data: Uint8Array.of(1, 2, 3) }], { sequence: 9, capturedAt: 1_700_000_000_000 });
    return { bytes, group: 1, time, duration: 0.033, samples: readFragment(bytes).samples, timescale: 1000, sequence: 9, capturedAt: 1_700_000_000_000, init: undefined };
  };

  it('shows the next frame from where the last one ended', () => {
    const { samples, capturedAt } = readFragment(bridged(given(5), 4.5));
    assert.deepEqual(samples.map(({ decodeTime, duration, data }) => ({ decodeTime, duration, data: [...data] })), [{ decodeTime: 4500, duration: 533, data: [1, 2, 3] }]);
    assert.ok(Math.abs(capturedAt! - 1_700_000_000_000) < 1);
  });

  it('leaves alone what follows, what overlaps and what is another time altogether', () => {
    for (const end of [4.99, 5, 6, 1, undefined]) assert.deepEqual(bridged(given(5), end), given(5).bytes);
  });
});
