/** Video codecs, best picture for the bit first. */
export const videoCodecs = ['av1', 'vp9', 'h264', 'vp8'] as const;
export type VideoCodec = (typeof videoCodecs)[number];

/** What there is to encode with. */
export interface Machine {
  /** Logical processors. */
  readonly cores: number;
  /** Codecs that it encodes smoothly and by hardware. */
  readonly efficient: ReadonlySet<VideoCodec>;
}

export interface CodecChoice {
  readonly machine: Machine;
  /** The application's own choice; the best of the others where it cannot be had. */
  readonly pinned?: VideoCodec | undefined;
  /** The processor is overrun: only what is cheap without hardware. */
  readonly spare?: boolean;
  /** What someone who watches cannot show. */
  readonly refused?: ReadonlySet<VideoCodec>;
}

/** From how many processors on a codec in software leaves enough for the rest of the page, with layers and three other people on stage. */
const coresFor: Readonly<Record<VideoCodec, number>> = { av1: 16, vp9: 8, h264: 0, vp8: 0 };

/** Cheap to encode without hardware. */
export const isCheap = (codec: VideoCodec | undefined): boolean => codec === undefined || coresFor[codec] === 0;

/** Whether its layers are one stream (SVC) rather than one each (simulcast): mediasoup takes AV1 and VP9 no other way. */
export const isLayered = (codec: VideoCodec | undefined): codec is 'av1' | 'vp9' => codec === 'av1' || codec === 'vp9';

export function codecNamed(mimeType: string): VideoCodec | undefined {
  const name = mimeType.toLowerCase().replace(/^video\//, '');
  return videoCodecs.find((codec) => codec === name);
}

/**
 * The video codec to publish with: AV1 ▸ VP9 ▸ H.264 ▸ VP8 of those that this device sends and the server takes, where
 * the machine can afford it; else the device's own first.
 */
export function chooseVideoCodec<Codec extends { readonly mimeType: string }>(codecs: readonly Codec[], { machine, pinned, spare = false, refused }: CodecChoice): Codec | undefined {
  const affordable = (codec: VideoCodec): boolean => (!spare && machine.efficient.has(codec)) || machine.cores >= coresFor[codec];
  const order = [...(pinned && !spare ? [pinned] : []), ...videoCodecs.filter((codec) => (spare ? isCheap(codec) : affordable(codec)))];
  const first = order.find((name) => !refused?.has(name) && codecs.some(({ mimeType }) => codecNamed(mimeType) === name));
  return first ? codecs.find(({ mimeType }) => codecNamed(mimeType) === first) : codecs.find(({ mimeType }) => /^video\/(?!rtx|ulpfec|red|flexfec)/i.test(mimeType));
}
