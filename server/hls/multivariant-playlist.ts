import type { CatalogTrack } from '../../core/wire/moqt/catalog.ts';
import type { Timeline } from './timeline.ts';

/** A track with its address and with what is packaged of it so far. */
export interface Variant { readonly track: CatalogTrack; readonly uri: string; readonly timeline: Timeline }

/** Where the catalog does not say, in bits per second. */
const usualBitrate: Readonly<Record<CatalogTrack['kind'], number>> = { video: 2_500_000, audio: 128_000 };

/** Quoted strings have no escapes: RFC 8216 §4.2. */
const quoted = (text: string): string => `"${text.replaceAll(/["\p{Cc}]/gu, ' ')}"`;

/** The highest of a whole segment so far, in bits per second. */
const peak = ({ listed }: Timeline): number => Math.max(0, ...listed.filter(({ whole, duration }) => whole && duration > 0).map(({ size, duration }) => Math.ceil((8 * size) / duration)));

const bandwidth = ({ track, timeline }: Variant): number => Math.max(track.bitrate ?? usualBitrate[track.kind], peak(timeline));

function stream({ track, uri }: Variant, bits: number, codecs: readonly string[], audio: string | undefined): string[] {
  const { width, height, framerate } = track;
  const attributes = [
    `BANDWIDTH=${bits}`, `CODECS=${quoted(codecs.join(','))}`,
    ...(width && height ? [`RESOLUTION=${width}x${height}`] : []),
    ...(framerate ? [`FRAME-RATE=${framerate.toFixed(3)}`] : []),
    ...(audio === undefined ? [] : [`AUDIO=${quoted(audio)}`]),
  ];
  return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, uri];
}

/** Names within a group have to differ. */
function media(group: string, sounds: readonly Variant[]): string[] {
  return sounds.map(({ track, uri }, index) => {
    const name = `${track.label ?? 'Audio'}${index === 0 ? '' : ` ${index + 1}`}`;
    const channels = track.channels === undefined ? '' : `,CHANNELS="${track.channels}"`;
    return `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=${quoted(group)},NAME=${quoted(name)},DEFAULT=${index === 0 ? 'YES' : 'NO'},AUTOSELECT=YES${channels},URI=${quoted(uri)}`;
  });
}

/** What plays together, for the player to choose from: RFC 8216bis §4.4.6. Without pictures each sound is a variant. */
export function multivariantPlaylist(variants: readonly Variant[]): string {
  const pictures = variants.filter(({ track }) => track.kind === 'video');
  const sounds = variants.filter(({ track }) => track.kind === 'audio');
  const lines = ['#EXTM3U', '#EXT-X-VERSION:9'];
  if (pictures.length === 0) lines.push(...sounds.flatMap((sound) => stream(sound, bandwidth(sound), [sound.track.codec], undefined)));
  else if (sounds.length === 0) lines.push(...pictures.flatMap((picture) => stream(picture, bandwidth(picture), [picture.track.codec], undefined)));
  else {
    // Players choose among variants by what they can decode, so each codec is a group of its own.
    for (const [codec, group] of Map.groupBy(sounds, ({ track }) => track.codec)) {
      const loudest = Math.max(...group.map(bandwidth));
      lines.push(...media(codec, group), ...pictures.flatMap((picture) => stream(picture, bandwidth(picture) + loudest, [picture.track.codec, codec], codec)));
    }
  }
  return `${lines.join('\n')}\n`;
}
