/** Best first. */
const preferred = ['video/h264', 'video/vp8'] as const;

/** The video codec to publish with: the first of H.264 ▸ VP8 that this device sends and the server takes; else the device's own first. */
export function chooseVideoCodec<Codec extends { readonly mimeType: string; readonly kind?: string }>(codecs: readonly Codec[]): Codec | undefined {
  const real = codecs.filter(({ mimeType }) => /^video\/(?!rtx|ulpfec|red|flexfec)/i.test(mimeType));
  for (const mimeType of preferred) {
    const found = real.find((codec) => codec.mimeType.toLowerCase() === mimeType);
    if (found) return found;
  }
  return real[0];
}
