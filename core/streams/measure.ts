import type { Lane } from './lane.ts';
import type { PlaybackStats } from './playback.ts';
import type { Playhead } from './playhead.ts';

/** The figures of a playback over MoQT, now. */
export function measure(video: HTMLVideoElement, playhead: Playhead, lanes: readonly Lane[], now: number): PlaybackStats {
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
