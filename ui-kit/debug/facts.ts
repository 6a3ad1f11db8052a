import type { Figures } from '../../core/media/quality/figures.ts';
import type { ReadonlyStores } from '../../core/stores.ts';
import type { Happening, RoomRecord } from './recorder.ts';

export const sectionNames = ['connection', 'media', 'tracks', 'layers', 'timings', 'events'] as const;
export type SectionName = (typeof sectionNames)[number];

/** Names as in the code, and values: the same in every language, for whoever mends it. */
export type Fact = readonly [name: string, value: string];
export type Facts = Readonly<Record<SectionName, readonly Fact[]>>;

const kbps = (bitrate: number): string => `${Math.round(bitrate / 1000)} kbit/s`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const size = (height: number | null, rate: number | null): string => (height === null ? '' : `, ${height}p${rate === null ? '' : ` at ${Math.round(rate)} fps`}`);

/** Everything about how a room goes, and nothing about who is in it: people and streams are counted, not named. */
export function factsOf(stores: ReadonlyStores, record: RoomRecord): Facts {
  return {
    connection: connection(stores),
    media: media(stores),
    tracks: tracks(stores),
    layers: layers(stores),
    timings: Object.entries(record.timings()).map(([name, ms]) => [name, `${Math.round(Number(ms))} ms`]),
    events: record.$happenings.get().toReversed().map(happening),
  };
}

function connection({ session, connection: { $connection }, peers, audience }: ReadonlyStores): readonly Fact[] {
  const { status, path, attempt, reason } = $connection.get();
  const [self, room, error] = [session.$self.get(), session.$room.get(), session.$error.get()];
  return [
    ['state', session.$state.get()],
    ['status', [status, ...(attempt === undefined ? [] : [`try ${attempt}`]), ...(reason === undefined ? [] : [reason])].join(', ')],
    ['path', path],
    ['role', self ? `${self.role}${self.isOriginalHost ? ', original host' : ''}` : 'none'],
    ['room', room ? `${room.roomType}, ${room.status}` : 'none'],
    ['on stage', String(peers.$broadcasters.get().length)],
    ['watching', String(audience.$viewerCount.get())],
    ['clock offset', `${Math.round(session.$clockOffset.get())} ms`],
    ...(error ? [['error', error.code] as const] : []),
  ];
}

function media({ quality }: ReadonlyStores): readonly Fact[] {
  const network = quality.$network.get();
  if (!network) return [['network', 'not measured']];
  const { band, cause, stats: { up, down } } = network;
  return [
    ['network', cause === null ? band : `${band}, ${cause}`],
    ['wanted quality', quality.$preferred.get()],
    ...(up ? [['sending', `${way(up)}${up.available === null ? '' : `, room for ${kbps(up.available)}`}`] as const] : []),
    ...(down ? [['receiving', `${way(down)}${size(down.height, down.framesPerSecond)}`] as const] : []),
  ];
}

const way = ({ bitrate, rttMs, jitterMs, loss, cpu, broken }: Figures): string =>
  [kbps(bitrate), rttMs === null ? 'delay unknown' : `delay ${Math.round(rttMs)} ms`, `jitter ${Math.round(jitterMs)} ms`, `loss ${(loss * 100).toFixed(1)} %`, ...(cpu > 0 ? [`short of processor ${Math.round(cpu * 100)} %`] : []), ...(broken ? ['no path'] : [])].join(', ');

function tracks({ devices, stage }: ReadonlyStores): readonly Fact[] {
  const { stream, screen, cameraProblem, micProblem, status } = devices.$local.get();
  const mine = [...(stream?.getTracks() ?? []), ...(screen?.getTracks() ?? [])].map((track, index): Fact => [`mine ${index + 1}`, trackOf(track)]);
  const shown = stage.$tiles.get().map((tile, index): Fact => {
    const signs = [tile.isSelf && 'me', tile.source, tile.hasVideo ? 'picture' : 'no picture', tile.videoOff && 'camera off', tile.audioMuted && 'muted', tile.paused && 'paused', tile.away && 'away'];
    return [`tile ${index + 1}`, signs.filter((sign) => sign !== false).join(', ')];
  });
  return [['devices', [status, cameraProblem, micProblem].filter((word) => word !== null).join(', ')], ...mine, ...shown];
}

function trackOf(track: MediaStreamTrack): string {
  const { width, height, frameRate, sampleRate } = track.getSettings();
  return [track.kind, track.readyState, ...(track.enabled ? [] : ['off']), ...(track.muted ? ['silent'] : []), ...(width && height ? [`${width} × ${height}`] : []), ...(frameRate ? [`${Math.round(frameRate)} fps`] : []), ...(sampleRate ? [`${sampleRate} Hz`] : [])].join(', ');
}

function layers({ quality }: ReadonlyStores): readonly Fact[] {
  const layer = (value: number | null): string => (value === null ? '–' : String(value));
  const received = [...quality.$received.get().values()].map(({ score, spatial, temporal }, index): Fact => [`receiving ${index + 1}`, `layer ${layer(spatial)}.${layer(temporal)}, score ${score}`]);
  const wanted = quality.$wantedLayers.get();
  const sent = [...quality.$sent.get()].map(([producer, score], index): Fact => [`sending ${index + 1}`, `score ${score}${wanted.has(producer) ? `, wanted up to layer ${wanted.get(producer)}` : ''}`]);
  return [...received, ...sent];
}

const happening = ({ name, at, facts, times }: Happening): Fact => [seconds(at), [name, ...(facts ? [facts] : []), ...(times > 1 ? [`× ${times}`] : [])].join(' ')];

/** As text, to be sent to whoever helps. `surroundings` come first. */
export function reportOf(facts: Facts, surroundings: readonly Fact[]): string {
  const block = (name: string, rows: readonly Fact[]): string => [`[${name}]`, ...rows.map(([key, value]) => `${key}: ${value}`)].join('\n');
  return [block('muf-live', surroundings), ...sectionNames.filter((name) => facts[name].length > 0).map((name) => block(name, facts[name]))].join('\n\n');
}
