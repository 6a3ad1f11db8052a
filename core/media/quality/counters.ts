/** Running totals of one direction, as a browser counts them (W3C webrtc-stats). */
export interface Counters {
  readonly packets: number;
  readonly lost: number;
  readonly bytes: number;
  readonly rttMs: number | null;
  readonly jitterMs: number;
  readonly broken: boolean;
}

export interface UpCounters extends Counters {
  /** What receivers last reported lost, 0 to 1; mediasoup tells it each second for pictures, each five for sound. */
  readonly fractionLost: number;
  readonly available: number | null;
  /** Time so far that pictures were held back, ms. */
  readonly cpuMs: number;
  readonly bandwidthMs: number;
}

export interface DownCounters extends Counters {
  readonly framesReceived: number;
  readonly framesDropped: number;
  readonly framesDecoded: number;
  readonly height: number | null;
}

export interface Reading { readonly at: number; readonly up: UpCounters | null; readonly down: DownCounters | null }

/** What browsers have of an `RTCStats`: any of it may be missing. */
export type Stat = Readonly<Record<string, unknown>> & { readonly type: string };

const number = (stat: Stat, key: string): number | undefined => {
  const value = stat[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};
const sum = (stats: readonly Stat[], key: string): number => stats.reduce((total, stat) => total + (number(stat, key) ?? 0), 0);
const most = (stats: readonly Stat[], key: string): number | undefined => {
  const values = stats.map((stat) => number(stat, key)).filter((value) => value !== undefined);
  return values.length ? Math.max(...values) : undefined;
};
const ms = (seconds: number | undefined): number => (seconds ?? 0) * 1000;

/** Sound is reported more rarely, so it only counts where there are no pictures. */
function picturesOrAll(stats: readonly Stat[]): readonly Stat[] {
  const pictures = stats.filter(({ kind }) => kind === 'video');
  return pictures.length ? pictures : stats;
}

function path(report: readonly Stat[]): { rttMs: number | null; available: number | null; broken: boolean } {
  const transports = report.filter(({ type }) => type === 'transport');
  const selected = new Set(transports.map(({ selectedCandidatePairId }) => selectedCandidatePairId));
  const pairs = report.filter(({ type, id, nominated, state }) => type === 'candidate-pair' && (selected.has(id) || (nominated === true && state === 'succeeded')));
  const rtt = most(pairs, 'currentRoundTripTime');
  return {
    rttMs: rtt === undefined ? null : ms(rtt),
    available: most(pairs, 'availableOutgoingBitrate') ?? null,
    broken: transports.some(({ iceState }) => iceState === 'disconnected' || iceState === 'failed'),
  };
}

function heldBack(outbound: readonly Stat[], reason: string): number {
  const times = outbound.map(({ qualityLimitationDurations }) => ms((qualityLimitationDurations as Readonly<Record<string, number>> | undefined)?.[reason]));
  return Math.max(0, ...times);
}

/**
 * Jitter of the network is in everything that comes over it. In pictures alone it is their sender's, who has to wait
 * until a large one has gone; in sound alone it is an old one, of a pause when next to no packets come to correct it.
 */
function networkJitter(inbound: readonly Stat[]): number {
  const jitters = inbound.map((stat) => number(stat, 'jitter')).filter((jitter) => jitter !== undefined);
  return ms(jitters.length ? Math.min(...jitters) : undefined);
}

function upOf(report: readonly Stat[]): UpCounters | null {
  const outbound = report.filter(({ type }) => type === 'outbound-rtp');
  if (!outbound.length) return null;
  const reported = picturesOrAll(report.filter(({ type }) => type === 'remote-inbound-rtp'));
  const { rttMs, available, broken } = path(report);
  return {
    packets: sum(outbound, 'packetsSent'), bytes: sum(outbound, 'bytesSent'), lost: sum(reported, 'packetsLost'),
    fractionLost: Math.max(0, most(reported, 'fractionLost') ?? 0), jitterMs: ms(most(reported, 'jitter')),
    rttMs, available, broken, cpuMs: heldBack(outbound, 'cpu'), bandwidthMs: heldBack(outbound, 'bandwidth'),
  };
}

/**
 * mediasoup sends what is only there to measure a path as a stream of its own, always under this number. It is no media,
 * and starts anew with each measurement: Firefox takes what lies between for lost.
 */
const probationSsrc = 1234;

function downOf(report: readonly Stat[]): DownCounters | null {
  const inbound = report.filter(({ type, ssrc }) => type === 'inbound-rtp' && ssrc !== probationSsrc);
  if (!inbound.length) return null;
  const pictures = inbound.filter(({ kind }) => kind === 'video');
  const { rttMs, broken } = path(report);
  return {
    packets: sum(inbound, 'packetsReceived'), bytes: sum(inbound, 'bytesReceived'), lost: sum(inbound, 'packetsLost'),
    jitterMs: networkJitter(inbound), rttMs, broken,
    framesReceived: sum(pictures, 'framesReceived'), framesDropped: sum(pictures, 'framesDropped'), framesDecoded: sum(pictures, 'framesDecoded'),
    height: most(pictures, 'frameHeight') ?? null,
  };
}

type Joint = Counters & Readonly<Record<string, number | null | boolean>>;

/** Several connections that go the same way (a mesh has one to each peer) as one: totals add up, the worst path counts. */
function join<Kind extends Counters>(parts: readonly (Kind | null)[]): Kind | null {
  const all = parts.filter((part) => part !== null) as unknown as Joint[];
  if (!all.length) return null;
  const worst = new Set(['rttMs', 'jitterMs', 'fractionLost', 'cpuMs', 'bandwidthMs', 'height']);
  return all.reduce((a, b) => Object.fromEntries(Object.entries(a).map(([key, value]) => {
    const other = b[key];
    if (typeof value === 'boolean') return [key, value || other === true];
    if (value === null || other === null) return [key, value ?? other];
    return [key, worst.has(key) ? Math.max(value, Number(other)) : value + Number(other)];
  })) as Joint) as unknown as Kind;
}

/** Reads what counts from the reports of all connections. `at` is when they were taken, ms. */
export function readingOf(reports: readonly Iterable<readonly [string, unknown]>[], at: number): Reading {
  const stats = reports.map((report) => [...report].map(([, stat]) => stat as Stat));
  return { at, up: join(stats.map(upOf)), down: join(stats.map(downOf)) };
}
