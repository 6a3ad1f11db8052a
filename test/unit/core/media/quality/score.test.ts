import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import type { DownFigures, UpFigures } from '../../../../../core/media/quality/figures.ts';
import { QueueWatch } from '../../../../../core/media/quality/queue-watch.ts';
import { bandOfScore, judge, type Circumstances } from '../../../../../core/media/quality/score.ts';

const now: Circumstances = { connected: true, queued: false, limited: false, starved: false };
const upFigures: UpFigures = { rttMs: 20, jitterMs: 5, loss: 0, bitrate: 2e6, cpu: 0, broken: false, available: 4e6, bandwidth: 0 };
const downFigures: DownFigures = { rttMs: 20, jitterMs: 5, loss: 0, bitrate: 2e6, cpu: 0, broken: false, height: 720, framesPerSecond: 30 };

const up = (change: Partial<UpFigures>, given: Partial<Circumstances> = {}) => judge({ up: { ...upFigures, ...change }, down: null }, { ...now, ...given })?.both;
const down = (change: Partial<DownFigures>, given: Partial<Circumstances> = {}) => judge({ up: null, down: { ...downFigures, ...change } }, { ...now, ...given })?.both;

describe('what is sent', () => {
  const table: readonly [what: string, figures: Partial<UpFigures>, band: string, cause: string | null, given?: Partial<Circumstances>][] = [
    ['a clean line', {}, 'excellent', null],
    ['one packet in a hundred lost', { loss: 0.01 }, 'excellent', null],
    ['two in a hundred', { loss: 0.02 }, 'good', null],
    ['four in a hundred', { loss: 0.04 }, 'fair', 'uplink-loss'],
    ['one in ten', { loss: 0.1 }, 'poor', 'uplink-loss'],
    ['all of them', { loss: 1 }, 'poor', 'uplink-loss'],
    ['loss that the encoder took for want of bandwidth', { loss: 0.1, bandwidth: 1 }, 'poor', 'uplink-loss'],
    ['loss behind a queue', { loss: 0.1 }, 'poor', 'uplink-bandwidth', { queued: true }],
    ['less bandwidth than there is to send', { bandwidth: 1 }, 'fair', 'uplink-bandwidth'],
    ['a moment of that', { bandwidth: 0.2 }, 'excellent', null],
    ['a far-away server', { rttMs: 250 }, 'excellent', null],
    ['the other side of the world, by satellite', { rttMs: 700 }, 'fair', 'latency'],
    ['a line that stutters', { jitterMs: 200 }, 'fair', 'latency'],
    ['a processor that is overrun', { cpu: 1 }, 'poor', 'cpu'],
    ['a processor that is now and then', { cpu: 0.15 }, 'excellent', null],
    ['a path that broke', { broken: true }, 'lost', 'offline'],
  ];
  for (const [what, figures, band, cause, given] of table) it(`${what}: ${band}`, () => assert.deepEqual([up(figures, given)?.band, up(figures, given)?.cause], [band, cause]));
});

describe('what is received', () => {
  const table: readonly [what: string, figures: Partial<DownFigures>, given: Partial<Circumstances>, band: string, cause: string | null][] = [
    ['a clean line', {}, {}, 'excellent', null],
    ['one packet in ten lost', { loss: 0.1 }, {}, 'poor', 'downlink-loss'],
    ['loss behind a queue', { loss: 0.1 }, { queued: true }, 'poor', 'downlink-bandwidth'],
    ['a queue that loses nothing', {}, { queued: true }, 'excellent', null],
    ['smaller pictures than asked for', {}, { limited: true }, 'fair', 'downlink-bandwidth'],
    ['a long way', { rttMs: 1200 }, {}, 'poor', 'latency'],
    ['pictures that are dropped unseen', { cpu: 0.6 }, {}, 'fair', 'cpu'],
    ['pictures dropped because they came in pieces', { cpu: 0.6, loss: 0.02 }, {}, 'good', null],
    ['nothing comes though there is something', { bitrate: 0 }, { starved: true }, 'poor', 'server'],
    ['nothing at all', { bitrate: 0 }, { connected: false }, 'lost', 'offline'],
    ['pictures, though the socket was cut', {}, { connected: false }, 'excellent', null],
  ];
  for (const [what, figures, given, band, cause] of table) it(`${what}: ${band}`, () => assert.deepEqual([down(figures, given)?.band, down(figures, given)?.cause], [band, cause]));
});

test('every point of loss, delay or jitter more makes it no better', () => {
  for (const key of ['loss', 'rttMs', 'jitterMs', 'cpu'] as const) {
    const most = key === 'loss' || key === 'cpu' ? 1 : 2000;
    const scores = Array.from({ length: 101 }, (_, index) => down({ [key]: (most * index) / 100 })!.score);
    assert.ok(scores.every((score, index) => index === 0 || score <= scores[index - 1]!), `${key}: ${scores.join(' ')}`);
    assert.ok(scores.at(-1)! < 88 && scores[0] === 100, key);
  }
});

test('the worse direction counts, and where there is none there is no verdict', () => {
  const both = judge({ up: { ...upFigures, loss: 0.1 }, down: downFigures }, now);
  assert.deepEqual([both?.up?.band, both?.down?.band, both?.both.cause], ['poor', 'excellent', 'uplink-loss']);
  assert.equal(judge({ up: null, down: null }, now), null);
  assert.equal(judge({ up: null, down: null }, { ...now, connected: false })?.both.band, 'lost');
});

test('mediasoup’s scores as bands', () => assert.deepEqual([10, 8, 5, 1, 0].map(bandOfScore), ['excellent', 'good', 'fair', 'poor', 'lost']));

test('a queue is a way that has become longer, seen twice', () => {
  const seen = (...rtts: (number | null)[]) => {
    const watch = new QueueWatch();
    return rtts.map((rtt) => watch.look(rtt));
  };
  assert.deepEqual(seen(20, 300, 20, 310), [false, false, false, false], 'by chance');
  assert.deepEqual(seen(20, 300, 300, 310, 22), [false, false, false, true, false], 'the same number again is no new measurement');
  assert.deepEqual(seen(300, 310, 320), [false, false, false], 'a way that was always long');
  assert.deepEqual(seen(null, 20, null, 21), [false, false, false, false]);
});
