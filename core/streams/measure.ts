import type { Lane } from './lane.ts';
import { sessionErrors } from '../wire/moqt/moqt-error.ts';
import type { PlaybackStats, RelaySession } from './playback.ts';
import type { Playhead } from './playhead.ts';

/** Nothing has come for so long, ms, that a new session may help; twice as long each time that it did not. */
const [quietMs, longestQuietMs] = [3000, 60_000];

export type Meter = typeof measure;

/**
 * Reads the figures of a playback over MoQT, now and then, and ends a session by which nothing comes any more: of a relay that was killed,
 * or a way that is gone, QUIC says nothing for half a minute. `relay`: whose session it is.
 */
export function newMeter(relay: () => RelaySession | undefined): Meter {
  let [bytes, heardAt, patienceMs] = [0, 0, quietMs];
  return (video, playhead, lanes, now) => {
    const stats = measure(video, playhead, lanes, now);
    // A new session counts from zero.
    if (stats.bytes > bytes) [heardAt, patienceMs] = [now, quietMs];
    bytes = stats.bytes;
    if (heardAt > 0 && now - heardAt >= patienceMs) {
      [heardAt, patienceMs] = [now, Math.min(longestQuietMs, 2 * patienceMs)];
      relay()?.session.close(sessionErrors.CONTROL_MESSAGE_TIMEOUT, 'Nothing comes any more.');
    }
    return stats;
  };
}

/** The figures of a playback, now. */
function measure(video: HTMLVideoElement, playhead: Playhead, lanes: readonly Lane[], now: number): PlaybackStats {
  const feeds = lanes.flatMap(({ current, next }) => [current, next].filter((feed) => feed !== undefined));
  const sum = (pick: (feed: (typeof feeds)[number]) => number): number => feeds.reduce((total, feed) => total + pick(feed), 0);
  return {
    latencyMs: playhead.latencyMs === undefined ? null : Math.round(playhead.latencyMs),
    bufferMs: Math.round(playhead.aheadMs),
    throughput: Math.round(sum(({ arrivals }) => arrivals.bitsPerSecond(now))),
    bytes: sum(({ bytes }) => bytes),
    droppedFrames: video.getVideoPlaybackQuality?.().droppedVideoFrames ?? 0,
    skippedGroups: sum(({ skipped }) => skipped),
    stalls: playhead.stalls,
    stalledMs: Math.round(playhead.stalledMs),
    playbackRate: video.playbackRate,
    width: video.videoWidth,
    height: video.videoHeight,
  };
}
