import type { VideoCodec } from './codecs.ts';
import { isLayered } from './codecs.ts';
import type { Encoding } from './encodings.ts';
import type { ReliefStep } from './port.ts';

/** While the processor is spared, pictures per second. */
const sparedRate = 15;

export interface SendBound {
  /** The largest layer to send, from 0. */
  readonly top: number;
  /** Pictures per second; as many as there are when absent. */
  readonly maxFramerate?: number;
}

/** What is left of `layers` when nobody watches those above `watched` and the processor is spared so far. */
export function boundOf(layers: number, watched: number | undefined, relief: ReliefStep): SendBound {
  const affordable = relief === 0 ? layers - 1 : relief === 1 ? layers - 2 : 0;
  const top = Math.max(0, Math.min(layers - 1, watched ?? layers - 1, affordable));
  // With a single layer, the first step can only go by pictures per second.
  const slower = relief >= 2 || (relief === 1 && layers === 1);
  return { top, ...(slower && { maxFramerate: sparedRate }) };
}

type SentEncoding = RTCRtpEncodingParameters & { scalabilityMode?: string };

/** An encoder's parameters within a bound. SVC has no layers to switch off: it is set to fewer of them, of a smaller picture. */
export function boundEncodings(encodings: readonly SentEncoding[], codec: VideoCodec | undefined, layers: number, { top, maxFramerate }: SendBound): SentEncoding[] {
  return encodings.map((encoding, index) => {
    const { maxFramerate: _, ...rest } = encoding;
    const paced = { ...rest, ...(maxFramerate !== undefined && { maxFramerate }) };
    if (!isLayered(codec)) return { ...paced, active: index <= top };
    return { ...paced, scalabilityMode: svcMode(top + 1), scaleResolutionDownBy: 2 ** (layers - 1 - top) };
  });
}

/** Layers depend on each other only in keyframes, so that the server may leave larger ones out at any time. */
export const svcMode = (layers: number): 'L1T3' | 'L2T3_KEY' | 'L3T3_KEY' => (layers >= 3 ? 'L3T3_KEY' : layers === 2 ? 'L2T3_KEY' : 'L1T3');

export interface SvcEncoding { readonly maxBitrate: number; readonly scalabilityMode: ReturnType<typeof svcMode> }

/** One SVC stream in place of simulcast: the same layers for less than their sum, since each builds on the one below. */
export function svcEncodings(simulcast: readonly Encoding[]): SvcEncoding[] {
  const largest = simulcast.at(-1)?.maxBitrate ?? 0;
  return [{ maxBitrate: Math.round(largest * 1.1), scalabilityMode: svcMode(simulcast.length) }];
}
