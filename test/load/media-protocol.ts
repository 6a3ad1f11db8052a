/** A picture track for load: groups of `perGroup` objects, each with the time it was written in its first bytes. */
export interface LoadTrack { readonly fps: number; readonly bytes: number; readonly perGroup: number }

/** 2.5 Mb/s at 30 frames a second, a keyframe each second. */
export const picture: LoadTrack = { fps: 30, bytes: Math.round(2_500_000 / 8 / 30), perGroup: 30 };
/** One object a second, each a group of its own. */
export const small: LoadTrack = { fps: 1, bytes: 1000, perGroup: 1 };

/** What a server under load is: our relay, before another one or not, or bare streams of `@moq/web-transport`. */
export interface ServerPlan { readonly kind: 'relay' | 'raw'; readonly track?: LoadTrack; readonly upstream?: string }
export interface ServerReady { readonly port: number; readonly hashes: readonly string[] }
/** Its figures; `resident`: with its garbage collected, which costs CPU time of its own. */
export type ServerRequest = 'figures' | 'resident';
export interface ServerFigures { readonly cpuMs: number; readonly rss: number; readonly bytesIn: number; readonly objectsDropped: number }

export interface WatchPlan { readonly kind: ServerPlan['kind']; readonly port: number; readonly hashes: readonly string[]; readonly frameBytes: number; readonly count: number }
/** How long each object took, in microseconds. */
export interface Watched { readonly latenciesUs: Float64Array; readonly sessions: number }

export const streamId = 'lv_load';
export const trackName = 'video';
export const relaySecret = 'a-secret-of-the-benchmark';
export const viewerToken = 'a-token-of-the-benchmark';

/** The same clock in every process of a machine (CLOCK_MONOTONIC). */
export function stampInto(payload: Uint8Array): void {
  new DataView(payload.buffer, payload.byteOffset).setBigUint64(0, process.hrtime.bigint());
}

export const ageUs = (payload: Uint8Array): number => Number((process.hrtime.bigint() - new DataView(payload.buffer, payload.byteOffset).getBigUint64(0)) / 1000n);
