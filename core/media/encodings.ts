/** The part of an `RTCRtpEncodingParameters` that simulcast needs. */
export interface Encoding {
  readonly scaleResolutionDownBy: number;
  /** Bits per second. */
  readonly maxBitrate: number;
  readonly scalabilityMode: 'L1T1';
}

export interface PictureSize { readonly width: number; readonly height: number; readonly frameRate: number }

/** Bits per pixel and frame for H.264 and VP8 that look good on faces; 720p30 comes to 2.0 Mb/s. */
const bitsPerPixel = 0.072;
const leastBitrate = 100_000;
const largestBitrate = 4_000_000;

/** Pixels from which libwebrtc really sends that many layers (`kSimulcastFormats`); asked for more, it would drop the largest. */
const layersFrom = [{ pixels: 960 * 540, layers: 3 }, { pixels: 480 * 270, layers: 2 }] as const;

const layersFor = (pixels: number): number => layersFrom.find((step) => pixels >= step.pixels)?.layers ?? 1;

function bitrateFor(pixels: number, frameRate: number): number {
  const rate = pixels * Math.min(frameRate, 30) * bitsPerPixel;
  return Math.round(Math.min(largestBitrate, Math.max(leastBitrate, rate)));
}

/** Simulcast layers for a picture, smallest first: three from 960×540, two from 480×270, else one. */
export function simulcastEncodings({ width, height, frameRate }: PictureSize): Encoding[] {
  const layers = layersFor(width * height);
  return Array.from({ length: layers }, (_, index) => {
    const scale = 2 ** (layers - 1 - index);
    return { scaleResolutionDownBy: scale, maxBitrate: bitrateFor((width * height) / scale ** 2, frameRate), scalabilityMode: 'L1T1' };
  });
}

/**
 * Where bandwidth estimation starts, in kb/s: high enough for all layers at once, so that nobody watches
 * the picture grow; never more than they can use.
 */
export function startBitrateKbps(encodings: readonly Pick<Encoding, 'maxBitrate'>[]): number {
  const total = encodings.reduce((sum, { maxBitrate }) => sum + maxBitrate, 0);
  return Math.min(2500, Math.ceil(total / 1000));
}
