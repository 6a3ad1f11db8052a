import { ByteWriter, joined } from '../bytes/byte-writer.ts';
import { trackId } from './init-segment.ts';
import { MediaError } from '../bytes/media-error.ts';
import { ntpTime } from './ntp.ts';
import type { Sample } from './track.ts';

/** ISO/IEC 14496-12 §8.8.3.1: depends on no other frame, or depends on others and is no place to start. */
const keyFlags = 0x0200_0000;
const otherFlags = 0x0101_0000;

/** `trun`: the data's place, then duration, size, flags and composition offset of each frame. */
const runFlags = 0x0000_0f01;
const defaultBaseIsMoof = 0x02_0000;

/** ISO/IEC 14496-12 §8.16.5: the time a frame was captured at, real time to real time. */
const capturedAt = 24;

export interface FragmentOptions {
  /** Counts up from 1 within a track; gaps are allowed. */
  readonly sequence: number;
  /** When the first frame was captured, ms since the epoch: written as `prft`, so that a player knows how far behind it is. */
  readonly capturedAt?: number;
}

/**
 * A CMAF chunk (ISO/IEC 23000-19 §7.3.2.3): one frame, or some, ready to play. Returns its pieces; the frames are the
 * ones that were given, not copies. Throws `missing` when there is no frame.
 */
export function fragmentPieces(samples: readonly Sample[], { sequence, capturedAt: captured }: FragmentOptions): readonly Uint8Array[] {
  const [first] = samples;
  if (!first) throw new MediaError('missing', 'A fragment needs a frame.');
  const writer = new ByteWriter(160 + 16 * samples.length);
  if (captured !== undefined) producerReference(writer, first.decodeTime, captured);
  const start = writer.length;
  let dataOffset = 0;
  writer.box('moof', () => {
    writer.fullBox('mfhd', 0, 0, () => void writer.u32(sequence));
    writer.box('traf', () => {
      writer.fullBox('tfhd', 0, defaultBaseIsMoof, () => void writer.u32(trackId));
      writer.fullBox('tfdt', 1, 0, () => void writer.u64(first.decodeTime));
      // Version 1: offsets have a sign.
      writer.fullBox('trun', 1, runFlags, () => {
        dataOffset = writer.u32(samples.length).length;
        writer.u32(0);
        for (const { duration, data, key, offset } of samples) writer.u32(duration).u32(data.length).u32(key ? keyFlags : otherFlags).i32(offset);
      });
    });
  });
  const size = samples.reduce((total, { data }) => total + data.length, 0);
  writer.patchU32(dataOffset, writer.length - start + 8);
  writer.u32(8 + size).ascii('mdat');
  return [writer.done(), ...samples.map(({ data }) => data)];
}

/** A fragment in one piece, as a `SourceBuffer` or a MoQT object takes it. */
export const fragment = (samples: readonly Sample[], options: FragmentOptions): Uint8Array<ArrayBuffer> => joined(fragmentPieces(samples, options));

function producerReference(writer: ByteWriter, mediaTime: number, captured: number): void {
  writer.fullBox('prft', 1, capturedAt, () => void writer.u32(trackId).u64(ntpTime(captured)).u64(mediaTime));
}
