import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresBetween } from '../../../../../core/media/quality/between.ts';
import { readingOf } from '../../../../../core/media/quality/counters.ts';

type Stats = Record<string, unknown>;
const report = (...stats: Stats[]): Map<string, unknown> => new Map(stats.map((stat, index) => [String(stat['id'] ?? index), stat]));
const path = (change: Stats = {}): Stats[] => [
  { type: 'transport', id: 'T', selectedCandidatePairId: 'P', iceState: 'connected' },
  { type: 'candidate-pair', id: 'P', nominated: true, state: 'succeeded', currentRoundTripTime: 0.04, availableOutgoingBitrate: 3e6, ...change },
  { type: 'candidate-pair', id: 'old', nominated: true, state: 'failed', currentRoundTripTime: 9 },
];
const sent = (packets: number, change: Stats = {}): Stats => ({ type: 'outbound-rtp', kind: 'video', packetsSent: packets, bytesSent: packets * 1000, qualityLimitationDurations: { none: 1, cpu: 0, bandwidth: 0 }, ...change });
const reported = (kind: string, fractionLost: number): Stats => ({ type: 'remote-inbound-rtp', kind, fractionLost, packetsLost: 3, jitter: 0.012, roundTripTime: 0.05 });
const received = (packets: number, lost: number, change: Stats = {}): Stats => ({ type: 'inbound-rtp', kind: 'video', packetsReceived: packets, packetsLost: lost, bytesReceived: packets * 500, jitter: 0.02, framesReceived: packets / 10, framesDecoded: packets / 10, framesDropped: 0, frameHeight: 360, ...change });

test('what was sent in between', () => {
  const before = readingOf([report(...path(), sent(100), reported('video', 0))], 1000);
  const after = readingOf([report(...path(), sent(300, { qualityLimitationDurations: { cpu: 0.5, bandwidth: 1 } }), reported('video', 0.25), reported('audio', 0.9))], 3000);
  assert.deepEqual(figuresBetween(before, after).up, { rttMs: 40, jitterMs: 12, loss: 0.25, bitrate: 800_000, cpu: 0.25, bandwidth: 0.5, available: 3e6, broken: false });
  assert.equal(figuresBetween(before, after).down, null);
});

test('what was received in between', () => {
  const before = readingOf([report(...path(), received(100, 10))], 0);
  const after = readingOf([report(...path(), received(180, 30, { framesDropped: 2 }))], 2000);
  assert.deepEqual(figuresBetween(before, after).down, { rttMs: 40, jitterMs: 20, loss: 0.2, bitrate: 160_000, cpu: 0.25, broken: false, height: 360, framesPerSecond: 4 });
});

test('packets that only measure a path are no media, and what lies between them was not lost', () => {
  const probation = (packets: number, lost: number): Stats => received(packets, lost, { id: 'probation', ssrc: 1234, jitter: 0.3 });
  const before = readingOf([report(...path(), received(100, 10, { ssrc: 321_983_818 }), probation(8, 0))], 0);
  const after = readingOf([report(...path(), received(200, 10, { ssrc: 321_983_818 }), probation(16, 16))], 1000);
  const { loss, bitrate, jitterMs, framesPerSecond } = figuresBetween(before, after).down!;
  assert.deepEqual({ loss, bitrate, jitterMs, framesPerSecond }, { loss: 0, bitrate: 400_000, jitterMs: 20, framesPerSecond: 10 });
});

test('sound speaks for the loss of what is sent where there are no pictures', () => {
  const reading = readingOf([report(...path(), sent(1, { kind: 'audio' }), reported('audio', 0.5))], 0);
  assert.equal(reading.up?.fractionLost, 0.5);
});

test('a packet that came late after all is no negative loss, and a new connection starts again', () => {
  const before = readingOf([report(...path(), received(1000, 50))], 0);
  assert.equal(figuresBetween(before, readingOf([report(...path(), received(1010, 45))], 1000)).down?.loss, 0);
  const anew = figuresBetween(before, readingOf([report(...path(), received(20, 0))], 1000)).down!;
  assert.deepEqual([anew.loss, anew.bitrate], [0, 80_000]);
});

test('a path that broke, and a browser that tells next to nothing', () => {
  const broken = readingOf([report({ type: 'transport', iceState: 'disconnected' }, received(1, 0))], 0);
  assert.equal(broken.down?.broken, true);
  const bare = readingOf([report({ type: 'inbound-rtp' }, { type: 'outbound-rtp', packetsSent: 'many' })], 0);
  assert.deepEqual([bare.down?.rttMs, bare.down?.packets, bare.up?.packets, bare.up?.available], [null, 0, 0, null]);
  assert.deepEqual(readingOf([], 5), { at: 5, up: null, down: null });
});

test('several connections count as one: totals add up, and the worst path speaks', () => {
  const near = report(...path(), sent(10), received(10, 1));
  const far = report(...path({ currentRoundTripTime: 0.3 }), sent(20), received(20, 2));
  const { up, down } = readingOf([near, far], 0);
  assert.deepEqual([up?.packets, up?.rttMs, up?.available, down?.lost, down?.height], [30, 300, 6e6, 3, 360]);
});

test('jitter is the network’s where all that comes over it has it', () => {
  const jitter = (video: number, audio: number) => readingOf([report(...path(), received(1, 0, { id: 'v', jitter: video }), { type: 'inbound-rtp', id: 'a', kind: 'audio', jitter: audio })], 0).down?.jitterMs;
  assert.deepEqual([jitter(0.3, 0.01), jitter(0.01, 0.3), jitter(0.3, 0.25)], [10, 10, 250]);
});
