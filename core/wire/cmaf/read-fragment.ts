import { bodyAt, boxesIn, fullBox, type Box } from './boxes.ts';
import { MediaError } from '../bytes/media-error.ts';
import { unixTime } from './ntp.ts';
import type { SampleDefaults } from './read-init.ts';
import type { Sample } from './track.ts';

export interface Fragment {
  readonly sequence: number;
  readonly samples: readonly Sample[];
  /** When its first frame was captured, ms since the epoch, where the fragment says so. */
  readonly capturedAt?: number;
}

/** ISO/IEC 14496-12 §8.8.3.1: this frame is no place to start from. */
const isNonSync = 0x1_0000;

const noDefaults: SampleDefaults = { duration: 0, size: 0, flags: 0 };

/** No chunk of ours or of an encoder's comes near; what claims more is not believed. */
const maxSamples = 4096;

interface TrackHead { readonly defaults: SampleDefaults; readonly base: number | undefined }

function trackHead(tfhd: Uint8Array, given: SampleDefaults): TrackHead {
  const { flags, reader } = fullBox(tfhd);
  reader.skip(4);
  const base = flags & 0x1 ? reader.u64() : undefined;
  if (flags & 0x2) reader.skip(4);
  const duration = flags & 0x8 ? reader.u32() : given.duration;
  const size = flags & 0x10 ? reader.u32() : given.size;
  const sampleFlags = flags & 0x20 ? reader.u32() : given.flags;
  return { base, defaults: { duration, size, flags: sampleFlags } };
}

function decodeTimeOf(traf: Uint8Array): number {
  const { version, reader } = fullBox(bodyAt(traf, 'tfdt'));
  return version === 1 ? reader.u64() : reader.u32();
}

/** What one `trun` adds. `whole` is everything the offsets count in. */
interface Run { readonly body: Uint8Array; readonly whole: Uint8Array; readonly base: number; readonly dataAt: number; readonly time: number; readonly defaults: SampleDefaults }

interface RunRead { readonly samples: Sample[]; readonly end: number; readonly time: number }

/** ISO/IEC 14496-12 §8.8.8. */
function readRun({ body, whole, base, dataAt, time: start, defaults }: Run): RunRead {
  const { version, flags, reader } = fullBox(body);
  const count = reader.u32();
  if (count > maxSamples) throw new MediaError('malformed', `A fragment claims ${count} frames; ${maxSamples} are the most.`);
  let at = flags & 0x1 ? base + reader.i32() : dataAt;
  const firstFlags = flags & 0x4 ? reader.u32() : undefined;
  let time = start;
  const samples = Array.from({ length: count }, (_, index): Sample => {
    const duration = flags & 0x100 ? reader.u32() : defaults.duration;
    const size = flags & 0x200 ? reader.u32() : defaults.size;
    const own = flags & 0x400 ? reader.u32() : index === 0 ? firstFlags ?? defaults.flags : defaults.flags;
    const offset = flags & 0x800 ? (version === 0 ? reader.u32() : reader.i32()) : 0;
    if (at < 0 || at + size > whole.length) throw new MediaError('truncated', `A frame of ${size} bytes at ${at} lies outside of its fragment.`);
    const sample = { decodeTime: time, duration, offset, key: (own & isNonSync) === 0, data: whole.subarray(at, at + size) };
    at += size;
    time += duration;
    return sample;
  });
  return { samples, end: at, time };
}

function readMovie(moof: Box, whole: Uint8Array, given: SampleDefaults): Pick<Fragment, 'sequence' | 'samples'> {
  const { reader } = fullBox(bodyAt(moof.body, 'mfhd'));
  const sequence = reader.u32();
  const traf = bodyAt(moof.body, 'traf');
  const { base = moof.start, defaults } = trackHead(bodyAt(traf, 'tfhd'), given);
  let dataAt = moof.start + moof.size + 8;
  let time = decodeTimeOf(traf);
  const samples: Sample[] = [];
  for (const { type, body } of boxesIn(traf)) {
    if (type !== 'trun') continue;
    const run = readRun({ body, whole, base, dataAt, time, defaults });
    samples.push(...run.samples);
    ({ end: dataAt, time } = run);
  }
  if (samples.length === 0) throw new MediaError('missing', 'The fragment has no frame.');
  return { sequence, samples };
}

function captureTime(prft: Uint8Array): number {
  const { reader } = fullBox(prft);
  reader.skip(4);
  return unixTime(reader.u32(), reader.u32());
}

/**
 * Reads one fragment of one track, from whoever wrote it; its frames are views into `bytes`. `defaults` are what the
 * track's init segment says of frames that say nothing themselves. Throws a `MediaError`.
 */
export function readFragment(bytes: Uint8Array, defaults: SampleDefaults = noDefaults): Fragment {
  let captured: number | undefined;
  for (const box of boxesIn(bytes)) {
    if (box.type === 'prft') captured = captureTime(box.body);
    if (box.type === 'moof') return { ...readMovie(box, bytes, defaults), ...(captured !== undefined && { capturedAt: captured }) };
  }
  throw new MediaError('missing', 'There is no “moof” in the fragment.');
}
