import { aliveTrack } from '../wire/moqt/alive-track.ts';
import { sessionErrors } from '../wire/moqt/moqt-error.ts';
import type { Lane } from './lane.ts';
import type { PlaybackStats, RelaySession } from './playback.ts';
import type { Playhead } from './playhead.ts';

/** Nothing has come for so long, ms, that the relay is asked whether it is there; twice as long each time that it is. It may take so long to answer. */
const [quietMs, longestQuietMs, answerMs] = [2000, 60_000, 1500];

export type Meter = typeof measure;

/**
 * Reads the figures of a playback over MoQT, now and then, and ends a session whose relay says nothing any more: of one that was killed, or
 * a way that is gone, QUIC tells after half a minute. A host who pauses is quiet too, so it is asked first. `relay`: whose session it is.
 */
export function newMeter(relay: () => RelaySession | undefined): Meter {
  let [bytes, heardAt, patienceMs] = [0, 0, quietMs];
  let asked: { readonly session: RelaySession['session']; readonly at: number } | undefined;
  const ask = async ({ session, namespace }: RelaySession, at: number): Promise<void> => {
    const mine = asked = { session, at };
    try {
      const subscription = session.subscribe({ namespace, name: aliveTrack }, { forward: false, on: { object() {} } });
      await subscription.accepted;
      subscription.unsubscribe();
    } catch {
      // It said no, so it is there; or the session is over, which is told elsewhere.
    }
    if (asked === mine) asked = undefined;
  };
  return (video, playhead, lanes, now) => {
    const stats = measure(video, playhead, lanes, now);
    // A new session counts from zero.
    if (stats.bytes > bytes) [heardAt, patienceMs, asked] = [now, quietMs, undefined];
    bytes = stats.bytes;
    const { session, at } = asked ?? {};
    if (session && now - at! >= answerMs) {
      asked = undefined;
      session.close(sessionErrors.CONTROL_MESSAGE_TIMEOUT, 'The relay does not answer.');
    }
    const current = relay();
    if (!session && current && heardAt > 0 && now - heardAt >= patienceMs) {
      [heardAt, patienceMs] = [now, Math.min(longestQuietMs, 2 * patienceMs)];
      void ask(current, now);
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
