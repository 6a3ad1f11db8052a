import type { VideoCodec } from './codecs.ts';
import { isLayered } from './codecs.ts';
import { simulcastEncodings, type PictureSize } from './encodings.ts';
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

/**
 * Pictures per second that SVC is given bits for at least: libwebrtc wants a bitrate of each VP9 layer by its pixels alone
 * (`svc_config.cc`), and would never start the largest of a slow camera.
 */
const leastRate = 20;

/**
 * One SVC stream in place of simulcast: the same layers for less than their sum, since each builds on the one below. AV1 has
 * layers in time only: mediasoup passes no dependency descriptors on to pages, without which Chromium decodes none of its others.
 */
export function svcEncodings(picture: PictureSize, codec: 'av1' | 'vp9'): SvcEncoding[] {
  const simulcast = simulcastEncodings({ ...picture, frameRate: Math.max(picture.frameRate, leastRate) });
  const largest = simulcast.at(-1)?.maxBitrate ?? 0;
  return [{ maxBitrate: Math.round(largest * 1.1), scalabilityMode: svcMode(codec === 'av1' ? 1 : simulcast.length) }];
}
