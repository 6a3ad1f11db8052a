/** The ways a viewer may watch a room, best for a crowd first. */
export const rungs = ['moqt', 'hls', 'sfu'] as const;
export type Rung = (typeof rungs)[number];

/** What this browser can. */
export interface Capabilities {
  readonly webTransport: boolean;
  readonly webSocket: boolean;
  /** Media Source Extensions, of either kind. */
  readonly mse: boolean;
  /** HLS without our help. */
  readonly nativeHls: boolean;
}

/** That a way did not work, the last time and how often by then. */
export interface Failure { readonly rung: Rung; readonly reason: string; readonly at: number; readonly count: number }

export interface LadderInput {
  /** What the room was made with. */
  readonly audience: 'sfu' | 'moqt';
  readonly capabilities: Capabilities;
  readonly failures: readonly Failure[];
  readonly now: number;
}

export interface Choice {
  readonly rung: Rung;
  /** Why it is not the best one; absent when it is. */
  readonly reason?: string;
  /** When to choose again, for a better one may work by then. */
  readonly againAt?: number;
}

/** A way that failed is left alone for this long, ms, and twice as long each time. */
const restMs = 30_000;
const longestRestMs = 5 * 60_000;
/** What failed this long ago, ms, counts no more. */
const forgottenMs = 20 * 60_000;

/** Why this browser cannot go a way at all. */
function obstacle(rung: Rung, { webTransport, webSocket, mse, nativeHls }: Capabilities): string | undefined {
  if (rung === 'moqt' && !mse) return 'no-media-source';
  if (rung === 'moqt' && !webTransport && !webSocket) return 'no-transport';
  return rung === 'hls' && !mse && !nativeHls ? 'no-media-source' : undefined;
}

/** When a way that failed may be tried again. */
export const restedAt = ({ at, count }: Failure): number => at + Math.min(longestRestMs, restMs * 2 ** (count - 1));

/** Adds a failure to those before. */
export function failed(before: readonly Failure[], rung: Rung, reason: string, now: number): readonly Failure[] {
  const known = before.find((failure) => failure.rung === rung && now - failure.at < forgottenMs);
  return [...before.filter((failure) => failure.rung !== rung), { rung, reason, at: now, count: (known?.count ?? 0) + 1 }];
}

/**
 * Which way to watch: the best that the room offers, this browser can and that has not just failed. When all have, the
 * one that has rested longest. A room without an audience plane has one way, and so has whoever is on stage.
 */
export function chooseRung({ audience, capabilities, failures, now }: LadderInput): Choice {
  if (audience === 'sfu') return { rung: 'sfu' };
  const ways = rungs.map((rung) => {
    const failure = failures.find((known) => known.rung === rung);
    const impossible = obstacle(rung, capabilities);
    const freeAt = failure ? restedAt(failure) : now;
    return { rung, impossible, freeAt, reason: impossible ?? (freeAt > now ? failure?.reason : undefined) };
  });
  const possible = ways.filter(({ impossible }) => impossible === undefined);
  // The SFU needs none of it: there is always one.
  const chosen = possible.find(({ freeAt }) => freeAt <= now) ?? possible.reduce((soonest, way) => (way.freeAt < soonest.freeAt ? way : soonest));
  const better = ways.slice(0, ways.indexOf(chosen));
  const [first] = better;
  const waits = better.filter(({ impossible }) => impossible === undefined).map(({ freeAt }) => freeAt);
  return { rung: chosen.rung, ...(first?.reason !== undefined && { reason: first.reason }), ...(waits.length > 0 && { againAt: Math.min(...waits) }) };
}
