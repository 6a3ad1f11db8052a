import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../../core/testing/fake-clock.ts';
import { createBench, media, remote, sources } from './sfu-bench.ts';

test('ICE is restarted after a resume, on a lasting loss, and on failure', async () => {
  const { port, handlers, clock, asked, typesAsked } = createBench();
  port.setRemote(remote);
  await port.open(media());
  await settle(200);
  const restarts = (): number => typesAsked().filter((type) => type === 'RestartIce').length;
  handlers[0]!.setConnectionState('connected');
  await port.open(media({ kept: true }));
  assert.equal(restarts(), 1);
  handlers[0]!.setConnectionState('disconnected');
  await clock.advance(500);
  handlers[0]!.setConnectionState('connected');
  await clock.advance(5000);
  assert.equal(restarts(), 1, 'a short loss heals by itself');
  handlers[0]!.setConnectionState('disconnected');
  await clock.advance(1000);
  assert.equal(restarts(), 2);
  handlers[0]!.setConnectionState('failed');
  await clock.advance(1000);
  assert.equal(restarts(), 3);
  assert.equal(asked.filter(({ type }) => type === 'OpenTransport').length, 1);
  port.close();
  assert.equal(clock.pending(), 0);
});

test('media that finds no way for 8 s is told of once, and again when it has one', async () => {
  const { port, handlers, clock, failures } = createBench();
  port.setRemote(remote);
  await port.open(media());
  await settle(200);
  handlers[0]!.setConnectionState('connecting');
  await clock.advance(7000);
  assert.deepEqual(failures, []);
  await clock.advance(1000);
  assert.deepEqual(failures, ['media-failed']);
  handlers[0]!.setConnectionState('failed');
  await clock.advance(500);
  handlers[0]!.setConnectionState('connecting');
  await clock.advance(20_000);
  assert.deepEqual(failures, ['media-failed']);
  handlers[0]!.setConnectionState('connected');
  assert.deepEqual(failures, ['media-failed', 'mended']);
  handlers[0]!.setConnectionState('disconnected');
  await clock.advance(900);
  handlers[0]!.setConnectionState('connected');
  await clock.advance(20_000);
  assert.deepEqual(failures, ['media-failed', 'mended'], 'a blink is nothing to tell');
  handlers[0]!.setConnectionState('disconnected');
  await clock.advance(8000);
  port.close();
  assert.deepEqual(failures.slice(2), ['media-failed', 'mended'], 'what is closed needs no way');
  assert.equal(clock.pending(), 0);
});

test('who leaves the stage without ever having found a way out is bothered no more, and still hears of the way in', async () => {
  const { port, handlers, clock, failures } = createBench();
  port.setRemote(remote);
  await port.open(media());
  await settle(200);
  handlers[0]!.setConnectionState('connected');
  await port.setLocal(sources());
  handlers[1]!.setConnectionState('connecting');
  await clock.advance(8000);
  assert.deepEqual(failures, ['media-failed']);
  await port.setLocal({});
  assert.deepEqual(failures, ['media-failed', 'mended']);
  handlers[0]!.setConnectionState('disconnected');
  await clock.advance(8000);
  assert.deepEqual(failures.slice(2), ['media-failed']);
  port.close();
});

test('a path that cannot be found again is replaced by a new transport', async () => {
  const bench = createBench();
  bench.port.setRemote(remote);
  await bench.port.open(media());
  await settle(200);
  for (let turn = 0; turn < 4; turn += 1) {
    bench.handlers[0]!.setConnectionState('failed');
    await bench.clock.advance(1900);
    bench.handlers[0]!.setConnectionState('connecting');
  }
  await settle(300);
  assert.deepEqual(bench.failures, [], 'mended at once, so nobody is told');
  assert.equal(bench.typesAsked().filter((type) => type === 'OpenTransport').length, 2);
  bench.port.close();
});
