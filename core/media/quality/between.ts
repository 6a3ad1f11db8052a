import type { Counters, DownCounters, Reading, UpCounters } from './counters.ts';
import type { DownFigures, NetworkStats, UpFigures } from './figures.ts';

/** Totals start again with a new connection: what was counted since then is all there is. */
const since = (before: number | undefined, after: number): number => (before === undefined || after < before ? after : after - before);
const share = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole)));

function common(before: Counters | null, { rttMs, jitterMs, broken, bytes }: Counters, seconds: number) {
  return { rttMs, jitterMs, broken, bitrate: Math.round((since(before?.bytes, bytes) * 8) / seconds) };
}

function upBetween(before: UpCounters | null, after: UpCounters, seconds: number): UpFigures {
  return {
    ...common(before, after, seconds),
    loss: Math.min(1, after.fractionLost),
    available: after.available,
    cpu: share(since(before?.cpuMs, after.cpuMs), seconds * 1000),
    bandwidth: share(since(before?.bandwidthMs, after.bandwidthMs), seconds * 1000),
  };
}

function downBetween(before: DownCounters | null, after: DownCounters, seconds: number): DownFigures {
  // A packet that comes late is taken off the lost ones again, so they may also become fewer.
  const lost = Math.max(0, after.lost - (before?.lost ?? 0));
  const frames = since(before?.framesReceived, after.framesReceived);
  return {
    ...common(before, after, seconds),
    loss: share(lost, lost + since(before?.packets, after.packets)),
    cpu: share(since(before?.framesDropped, after.framesDropped), frames),
    height: after.height,
    framesPerSecond: after.height === null ? null : Math.round(since(before?.framesDecoded, after.framesDecoded) / seconds),
  };
}

/** What happened from one reading to a later one. */
export function figuresBetween(before: Reading, after: Reading): NetworkStats {
  const seconds = Math.max(0.001, (after.at - before.at) / 1000);
  return {
    up: after.up && upBetween(before.up, after.up, seconds),
    down: after.down && downBetween(before.down, after.down, seconds),
  };
}
