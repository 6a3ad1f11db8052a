import type { ByteWriter } from '../bytes/byte-writer.ts';
import type { AudioTrack, Track, VideoTrack } from './track.ts';

/** The box that holds a codec's configuration inside its sample entry. */
export const configBox = { avc1: 'avcC', av01: 'av1C', vp09: 'vpcC', opus: 'dOps', mp4a: 'esds' } as const;

/** 72 dpi as 16.16, which everyone writes and nobody reads. */
const resolution = 0x48_0000;

/** ISO/IEC 14496-12 §12.1.3. */
function videoEntry(writer: ByteWriter, { coding, width, height, config }: VideoTrack): void {
  writer.box(coding, () => {
    writer.zeros(6).u16(1).zeros(16).u16(width).u16(height).u32(resolution).u32(resolution).u32(0).u16(1).zeros(32).u16(24).u16(0xffff);
    // `vpcC` is a full box of version 1: VP Codec ISO Media File Format Binding §“VP Codec Configuration Box”.
    if (coding === 'vp09') writer.fullBox('vpcC', 1, 0, () => void writer.bytes(config));
    else writer.box(configBox[coding], () => void writer.bytes(config));
  });
}

/** A descriptor of ISO/IEC 14496-1 §8.3.3; four bytes of length, as encoders write them. */
const descriptor = (writer: ByteWriter, tag: number, length: number): ByteWriter => writer.u8(tag, 0x80, 0x80, 0x80, length);

/** ISO/IEC 14496-14 §5.6: an elementary stream of AAC. */
function esds(writer: ByteWriter, config: Uint8Array): void {
  const [decoderConfig, specific] = [13 + 5 + config.length, config.length];
  writer.fullBox('esds', 0, 0, () => {
    descriptor(writer, 3, 3 + 5 + decoderConfig + 5 + 1).u16(1).u8(0);
    // MPEG-4 audio, an audio stream; its buffer and bit rates are left open.
    descriptor(writer, 4, decoderConfig).u8(0x40, 0x15).u24(0).u32(0).u32(0);
    descriptor(writer, 5, specific).bytes(config);
    descriptor(writer, 6, 1).u8(2);
  });
}

/** ISO/IEC 14496-12 §12.2.3; Opus in ISOBMFF §4.3.1 wants 48 000 there, whatever was captured. */
function audioEntry(writer: ByteWriter, { coding, channels, sampleRate, config }: AudioTrack): void {
  writer.box(coding === 'opus' ? 'Opus' : 'mp4a', () => {
    const rate = coding === 'opus' ? 48_000 : sampleRate;
    // 16.16: rates over 65 535 do not fit, and the configuration has the true one.
    writer.zeros(6).u16(1).zeros(8).u16(channels).u16(16).u32(0).u16(rate > 0xffff ? 0 : rate).u16(0);
    if (coding === 'opus') writer.box('dOps', () => void writer.bytes(config));
    else esds(writer, config);
  });
}

export function sampleEntry(writer: ByteWriter, track: Track): void {
  if (track.kind === 'video') videoEntry(writer, track);
  else audioEntry(writer, track);
}
