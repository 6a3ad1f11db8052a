/** How good a connection is, best first. */
export const bands = ['excellent', 'good', 'fair', 'poor', 'lost'] as const;
export type Band = (typeof bands)[number];
export type Tier = 'EXCELLENT' | 'GOOD' | 'POOR';

export const tierOf: Readonly<Record<Band, Tier>> = { excellent: 'EXCELLENT', good: 'GOOD', fair: 'GOOD', poor: 'POOR', lost: 'POOR' };

/** What keeps a connection from being good. */
export const qualityCauses = ['offline', 'uplink-loss', 'uplink-bandwidth', 'downlink-loss', 'downlink-bandwidth', 'latency', 'cpu', 'server'] as const;
export type QualityCause = (typeof qualityCauses)[number];

/** One direction over the last second or two. */
export interface Figures {
  /** There and back, ms; `null` before the first answer. */
  readonly rttMs: number | null;
  readonly jitterMs: number;
  /** Share of packets that never came, 0 to 1; repaired ones count as lost. */
  readonly loss: number;
  /** Bits per second of media. */
  readonly bitrate: number;
  /** Share of the time, 0 to 1, that the processor was too slow: it sent less, or dropped pictures that had come. */
  readonly cpu: number;
  /** The transport has no path to the server. */
  readonly broken: boolean;
}

export interface UpFigures extends Figures {
  /** What the path carries by the browser's estimate, bits per second. */
  readonly available: number | null;
  /** Share of the time that the path carried less than there was to send. */
  readonly bandwidth: number;
}

export interface DownFigures extends Figures {
  /** Of the largest picture; `null` without one. */
  readonly height: number | null;
  readonly framesPerSecond: number | null;
}

/** Both directions; `null` where nothing is sent, or received. */
export interface NetworkStats { readonly up: UpFigures | null; readonly down: DownFigures | null }
