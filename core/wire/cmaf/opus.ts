import { ByteReader } from '../bytes/byte-reader.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { MediaError } from '../bytes/media-error.ts';

/** What a decoder starts with and leaves out, in samples at 48 kHz: what libopus, and so every browser, delays by. */
const usualPreSkip = 312;

export interface OpusParameters { readonly channels: number; readonly sampleRate?: number; readonly preSkip?: number }

/** `dOps` (Opus in ISOBMFF §4.3.2) for mono and stereo. */
export function opusConfig({ channels, sampleRate = 48_000, preSkip = usualPreSkip }: OpusParameters): Uint8Array {
  if (channels !== 1 && channels !== 2) throw new MediaError('unsupported', `Opus of ${channels} channels is not carried; send mono or stereo.`);
  return new ByteWriter(16).u8(0, channels).u16(preSkip).u32(sampleRate).u16(0).u8(0).done();
}

/** The parameters in an `OpusHead` (RFC 7845 §5.1), which is what WebCodecs describes an encoder's output with. */
export function readOpusHead(head: Uint8Array): Required<OpusParameters> {
  const reader = new ByteReader(head);
  if (reader.ascii(8) !== 'OpusHead') throw new MediaError('malformed', 'That is no OpusHead.');
  reader.skip(1);
  const channels = reader.u8();
  // This head alone is little-endian.
  const [low, high] = [reader.u8(), reader.u8()];
  const rate = [reader.u8(), reader.u8(), reader.u8(), reader.u8()].reduceRight((value, byte) => value * 256 + byte, 0);
  return { channels, preSkip: high * 256 + low, sampleRate: rate };
}

/** Frame lengths by configuration, in samples at 48 kHz: RFC 6716 §3.1, table 2. */
const silk = [480, 960, 1920, 2880];
const hybrid = [480, 960];
const celt = [120, 240, 480, 960];

const frameLength = (config: number): number => (config < 12 ? silk[config % 4] : config < 16 ? hybrid[config % 2] : celt[config % 4])!;

/** How long a packet plays, in samples at 48 kHz; RFC 6716 §3.1 and §3.2.5. Throws `malformed` where it says nothing or too much. */
export function opusDuration(packet: Uint8Array): number {
  const [toc, second] = packet;
  if (toc === undefined) throw new MediaError('malformed', 'An Opus packet is empty.');
  const counting = toc & 3;
  if (counting === 3 && second === undefined) throw new MediaError('malformed', 'An Opus packet does not say how many frames it has.');
  const frames = counting === 0 ? 1 : counting === 3 ? (second ?? 0) & 63 : 2;
  const duration = frames * frameLength(toc >> 3);
  if (duration === 0 || duration > 5760) throw new MediaError('malformed', 'An Opus packet plays for none, or for more than 120 ms.');
  return duration;
}
