import { computed, type ReadableAtom } from 'nanostores';
import { tileKey, type RemoteStream } from './media/remote-streams.ts';
import type { LocalMedia } from './stores/devices.ts';
import type { Tile } from './stores/stage.ts';
import type { Stores } from './stores.ts';
import type { Self } from './wire/signal/replies.ts';
import type { BroadcasterInfo, Source } from './wire/signal/shapes.ts';

export interface StageInput {
  readonly broadcasters: readonly BroadcasterInfo[];
  readonly self: Self | null;
  readonly local: LocalMedia;
  /** By tile key. */
  readonly streams: ReadonlyMap<string, RemoteStream>;
  /** Peer ids. */
  readonly speaking: ReadonlySet<string>;
}

const silent = (broadcaster: BroadcasterInfo, source: Source): boolean => broadcaster.producers.find((producer) => producer.source === source)?.paused ?? true;

function tileOf(broadcaster: BroadcasterInfo, source: 'camera' | 'screen', { streams, speaking }: StageInput): Tile {
  const { peerId, displayName, avatarUrl, isOriginalHost, paused, awayUntil } = broadcaster;
  const key = tileKey(peerId, source);
  const media = streams.get(key);
  return {
    key, peerId, source, displayName, avatarUrl, isSelf: false, isOriginalHost, paused, mirrored: false,
    audioMuted: silent(broadcaster, source === 'camera' ? 'mic' : 'screenAudio'),
    videoOff: silent(broadcaster, source),
    speaking: source === 'camera' && speaking.has(peerId),
    away: awayUntil !== undefined,
    awayUntil,
    stream: media?.stream ?? null,
    playback: media?.playback,
    hasVideo: media?.playback ? broadcaster.producers.some((producer) => producer.source === source) : (media?.hasVideo ?? false),
  };
}

/** My own picture comes from my own camera, and what is muted is what I muted. */
function ownTile(tile: Tile, { local }: StageInput): Tile {
  return {
    ...tile, isSelf: true, stream: local.stream, hasVideo: local.hasVideo, mirrored: local.mirrored, away: false,
    audioMuted: local.audioMuted || !local.hasAudio, videoOff: local.videoOff || !local.hasVideo, paused: tile.paused || local.paused,
  };
}

/** What I share, as I share it: there at once, before the server has it. */
function ownScreen(broadcaster: BroadcasterInfo, input: StageInput): Tile[] {
  const { screen } = input.local;
  if (!screen) return [];
  return [{ ...tileOf(broadcaster, 'screen', input), isSelf: true, stream: screen, hasVideo: true, videoOff: false, audioMuted: screen.getAudioTracks().length === 0, away: false }];
}

/** What is on stage: the original host first, then by time of joining; a shared screen right after its owner. */
export function deriveTiles(input: StageInput): readonly Tile[] {
  const order = input.broadcasters.toSorted((a, b) => Number(b.isOriginalHost) - Number(a.isOriginalHost) || a.joinedAt - b.joinedAt || (a.peerId < b.peerId ? -1 : 1));
  return order.flatMap((broadcaster) => {
    const camera = tileOf(broadcaster, 'camera', input);
    if (broadcaster.peerId === input.self?.peerId) return [ownTile(camera, input), ...ownScreen(broadcaster, input)];
    const sharing = broadcaster.producers.some(({ source }) => source === 'screen');
    return sharing ? [camera, tileOf(broadcaster, 'screen', input)] : [camera];
  });
}

/** Keeps `stage.$tiles` true while it runs; the returned function stops it. */
export function followStage({ peers, session, devices, stage }: Stores, $streams: ReadableAtom<ReadonlyMap<string, RemoteStream>>): () => void {
  const $derived = computed(
    [peers.$broadcasters, session.$self, devices.$local, $streams, stage.$speaking],
    (broadcasters, self, local, streams, speaking) => deriveTiles({ broadcasters, self, local, streams, speaking }),
  );
  return $derived.subscribe((tiles) => stage.applyTiles(tiles));
}
