import type { Band, DownFigures, Figures, NetworkStats, QualityCause, UpFigures } from './figures.ts';

/** Points lost along a line of `[value, points]` steps; beyond the last one, as many as there. */
type Slope = readonly (readonly [value: number, points: number])[];

/**
 * How much of 100 points each thing costs. Loss hurts most: pictures freeze and words go missing from some 5 % on.
 * Delay is felt in talk from 300 ms (ITU-T G.114 names 400 ms as the bound), jitter only where the buffer cannot hide it.
 */
const slopes = {
  loss: [[0, 0], [0.01, 8], [0.03, 30], [0.08, 60], [0.2, 90]],
  rtt: [[150, 0], [300, 15], [500, 35], [1000, 65]],
  jitter: [[40, 0], [80, 10], [200, 40], [500, 60]],
  /** Shares of the time. */
  bandwidth: [[0.2, 0], [0.6, 20], [1, 35]],
  cpu: [[0.15, 0], [0.5, 30], [1, 60]],
} as const satisfies Record<string, Slope>;

function pointsOn(slope: Slope, value: number): number {
  let [from] = slope;
  for (const to of slope) {
    if (value <= to[0]) return from === to || !from ? to[1] : from[1] + ((to[1] - from[1]) * (value - from[0])) / (to[0] - from[0]);
    from = to;
  }
  return from?.[1] ?? 0;
}

/** What is known beside the figures. */
export interface Circumstances {
  /** The socket to the server is open, and media is not known to have no way. */
  readonly connected: boolean;
  /** Packets wait in a queue: a link is full. */
  readonly queued: boolean;
  /** The server sends me smaller pictures than I asked for, because my way carries no more. */
  readonly limited: boolean;
  /** There are pictures or sound to be had, and the server sends none of them. */
  readonly starved: boolean;
}

/** From this much loss on there is something to explain. */
const noticedLoss = 0.02;

const bandOf = (score: number): Band => (score >= 88 ? 'excellent' : score >= 72 ? 'good' : score >= 45 ? 'fair' : 'poor');

export interface Verdict { readonly score: number; readonly band: Band; readonly cause: QualityCause | null }
const lost: Verdict = { score: 0, band: 'lost', cause: 'offline' };

interface Costs { readonly loss: number; readonly latency: number; readonly bandwidth: number; readonly cpu: number; readonly server: number }

function verdictOf(costs: Costs, lossIs: QualityCause, bandwidthIs: QualityCause): Verdict {
  const score = Math.max(0, 100 - Object.values(costs).reduce((sum, cost) => sum + cost, 0));
  const band = bandOf(score);
  const named: readonly (readonly [number, QualityCause])[] = [[costs.loss, lossIs], [costs.bandwidth, bandwidthIs], [costs.latency, 'latency'], [costs.cpu, 'cpu'], [costs.server, 'server']];
  const [, cause] = named.reduce((worst, other) => (other[0] > worst[0] ? other : worst));
  return { score: Math.round(score), band, cause: band === 'excellent' || band === 'good' ? null : cause };
}

const delayCost = ({ rttMs, jitterMs }: Figures): number => Math.max(pointsOn(slopes.rtt, rttMs ?? 0), pointsOn(slopes.jitter, jitterMs));

function judgeUp(up: UpFigures, now: Circumstances): Verdict {
  // A full link makes packets wait before it drops them: loss with a queue is a lack of bandwidth.
  const full = now.queued && (up.loss >= noticedLoss || up.bandwidth > 0.2);
  const costs = { loss: pointsOn(slopes.loss, up.loss), latency: delayCost(up), bandwidth: pointsOn(slopes.bandwidth, up.bandwidth), cpu: pointsOn(slopes.cpu, up.cpu), server: 0 };
  // An encoder that sends less because packets get lost says "bandwidth" too.
  const lossy = !full && up.loss >= noticedLoss;
  return verdictOf(lossy ? { ...costs, bandwidth: costs.bandwidth / 2 } : costs, full ? 'uplink-bandwidth' : 'uplink-loss', lossy ? 'uplink-loss' : 'uplink-bandwidth');
}

function judgeDown(down: DownFigures, now: Circumstances): Verdict {
  const full = now.limited || (now.queued && down.loss >= noticedLoss);
  // Pictures that come in pieces are dropped for that, not for want of time.
  const cpu = down.loss >= noticedLoss ? 0 : pointsOn(slopes.cpu, down.cpu);
  const costs = { loss: pointsOn(slopes.loss, down.loss), latency: delayCost(down), bandwidth: now.limited ? 30 : 0, cpu, server: now.starved ? 60 : 0 };
  return verdictOf(costs, full ? 'downlink-bandwidth' : 'downlink-loss', 'downlink-bandwidth');
}

/** Media may outlive a cut of the socket. */
const isLost = ({ broken, bitrate }: Figures, { connected }: Circumstances): boolean => broken || (!connected && bitrate === 0);

export interface Judgement {
  readonly up: Verdict | null;
  readonly down: Verdict | null;
  /** The worse of both. */
  readonly both: Verdict;
}

/** Scores each direction, 0 to 100, and says what is wrong with the worse one. `null` while there is nothing to judge by. */
export function judge({ up, down }: NetworkStats, now: Circumstances): Judgement | null {
  const verdicts = {
    up: up && (isLost(up, now) ? lost : judgeUp(up, now)),
    down: down && (isLost(down, now) ? lost : judgeDown(down, now)),
  };
  const both = verdicts.up && verdicts.down ? (verdicts.up.score <= verdicts.down.score ? verdicts.up : verdicts.down) : verdicts.up ?? verdicts.down ?? (now.connected ? null : lost);
  return both && { ...verdicts, both };
}

/** mediasoup's own score of a stream, 0 to 10, as a band. */
export const bandOfScore = (score: number): Band => (score >= 9 ? 'excellent' : score >= 7 ? 'good' : score >= 5 ? 'fair' : score >= 1 ? 'poor' : 'lost');
