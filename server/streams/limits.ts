import { playbackTtl } from './playback-tokens.ts';

/** What one organisation may have, and how often one caller may ask. */
export const streamLimits = {
  liveInputs: 1000,
  apiKeys: 100,
  /** Calls of one organisation from one address. */
  calls: { burst: 120, perSecond: 20 },
  playbackTtlSec: playbackTtl,
  /** A broadcast is over when nothing was heard of it for so long: the relay tells its figures every ten seconds. */
  heardMs: 45_000,
  /** Days that one question about analytics may span. */
  analyticsDays: { max: 366, default: 30 },
  /** Streams named in one answer about analytics. */
  analyticsStreams: 100,
} as const;
