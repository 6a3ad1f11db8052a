import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeClock } from '../../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../../core/testing/scenario.ts';
import { LiveError } from '../../../../core/errors.ts';
import { factsOf, reportOf } from '../../../../ui-kit/debug/facts.ts';
import { recordRoom } from '../../../../ui-kit/debug/recorder.ts';
import { redact } from '../../../../ui-kit/debug/redact.ts';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJyb29tX2lkIjoiciJ9.c2lnbmF0dXJl';
/** Whatever must never be in a report. */
const secrets = ['Ada', 'Zoë', 'web-0', 'host-0', 'room-1', 'Evening session', 'live.example', '192.0.2.7', token, 'AirPods', 'my secret line', 'producer-'];

function busyRoom() {
  const manager = createScenario({ role: 'host', broadcasters: 2, names: ['Ada', 'Zoë'] });
  const { stores } = manager;
  stores.session.$error.set(new LiveError('server-unreachable', { message: `wss://live.example failed for ${token}` }));
  stores.connection.$connection.set({ status: 'reconnecting', path: 'sfu', attempt: 3, reason: 'server-unreachable' });
  stores.quality.applyReceived({ type: 'ConsumerQualityChanged', producerId: 'producer-ada', score: 9, spatial: 2, temporal: 1 } as never);
  stores.quality.applySent({ type: 'ProducerQualityChanged', producerId: 'producer-zoe', score: 7 } as never);
  const track = { kind: 'audio', label: 'Ada’s AirPods', id: 'producer-track', readyState: 'live', enabled: true, muted: false, getSettings: () => ({ deviceId: 'producer-device', sampleRate: 48_000 }) };
  stores.devices.applyLocal({ stream: { getTracks: () => [track] } as unknown as MediaStream, status: 'ready', cameraProblem: 'camera-refused' });
  return manager;
}

describe('the debug report', () => {
  it('says how the room goes, and nobody’s name, address or token', async () => {
    const manager = busyRoom();
    const clock = createFakeClock();
    const { record, stop } = recordRoom(manager, clock);
    manager.emit('STATE_CHANGE', { state: 'INITIALIZING', previous: 'IDLE' });
    await clock.advance(250);
    manager.emit('STATE_CHANGE', { state: 'ACTIVE', previous: 'INITIALIZING' });
    await clock.advance(50);
    manager.emit('REMOTE_STREAM', { peerId: 'web-0', kind: 'video', track: {} as never, stream: {} as never });
    for (let line = 0; line < 3; line++) manager.emit('CHAT', { id: 'c', from: 'web-0', role: 'viewer', displayName: 'Ada', avatarUrl: 'https://live.example/a.png', text: 'my secret line', sentAt: 0 });
    manager.emit('DATA', { from: 'host-0', topic: '192.0.2.7', data: { token } });
    manager.emit('SHARE_LINK', { link: 'https://live.example/?room=room-1', roomId: 'room-1' });
    manager.emit('ERROR', { code: 'internal', message: `Ada at 192.0.2.7 ${token}`, retryable: true });
    const report = reportOf(factsOf(manager.stores, record), [['browser', 'Chromium']]);
    stop();

    for (const secret of secrets) assert.ok(!report.includes(secret), `${secret} in\n${report}`);
    assert.ok(!/eyJ|https?:|wss?:|\d+\.\d+\.\d+\.\d+/.test(report), report);
    for (const fact of ['status: reconnecting, try 3, server-unreachable', 'error: server-unreachable', 'mine 1: audio, live, 48000 Hz', 'devices: ready, camera-refused', 'receiving 1: layer 2.1, score 9', 'sending 1: score 7', 'joined: 250 ms', 'picture: 300 ms', 'CHAT role=viewer × 3', 'ERROR code=internal retryable=true', 'tile 1: me, camera, no picture']) {
      assert.ok(report.includes(fact), `${fact} not in\n${report}`);
    }
  });

  it('keeps the last happenings only, and none after it has stopped', () => {
    const manager = createScenario();
    const { record, stop } = recordRoom(manager, createFakeClock());
    for (let count = 0; count < 500; count++) manager.emit('VIEWER_COUNT', { count });
    assert.equal(record.$happenings.get().length, 60);
    assert.equal(record.$happenings.get().at(-1)?.facts, 'count=499');
    stop();
    manager.emit('VIEWER_COUNT', { count: 1 });
    assert.equal(record.$happenings.get().at(-1)?.facts, 'count=499');
  });

  it('is one for all who ask, until the last has gone', () => {
    const manager = createScenario();
    const [first, second] = [recordRoom(manager), recordRoom(manager)];
    assert.equal(first.record, second.record);
    first.stop();
    first.stop();
    manager.emit('VIEWER_COUNT', { count: 2 });
    assert.equal(second.record.$happenings.get().length, 1);
    second.stop();
    const next = recordRoom(manager);
    assert.notEqual(next.record, first.record);
    next.stop();
  });
});

describe('redact', () => {
  it('lets only words of the code through, whatever a payload holds', () => {
    assert.equal(redact({ state: 'ACTIVE', reason: 'kicked', displayName: 'Ada', peerId: 'x' }), 'state=ACTIVE reason=kicked');
    for (const value of [token, 'two words', 'https://a.example', '10.0.0.1', 'a@b.c', 'x'.repeat(40), { deep: 'Ada' }, ['Ada'], Number.NaN]) assert.equal(redact({ reason: value }), '', String(value));
    for (const payload of [null, undefined, 'Ada', 7]) assert.equal(redact(payload), '');
  });
});
