import { MediaError } from '../bytes/media-error.ts';

/** `vp09.<profile>.<level>.<depth>`, as RFC 6381 and WebCodecs name it. */
const named = /^vp09\.(\d\d)\.(\d\d)\.(\d\d)(?:\.(\d\d))?/;

/**
 * The payload of `vpcC` (VP Codec ISO Media File Format Binding) for a stream of this codec string; what it leaves open
 * is 4:2:0 beside the luma and colours that are not specified. Throws `unsupported` for another string.
 */
export function vp9Config(codec: string): Uint8Array {
  const match = named.exec(codec);
  if (!match) throw new MediaError('unsupported', `“${codec}” is no codec string of VP9.`);
  const [profile = 0, level = 0, depth = 0, sampling = 1] = match.slice(1).filter((part) => part !== undefined).map(Number);
  return Uint8Array.of(profile, level, (depth << 4) | (sampling << 1), 2, 2, 2, 0, 0);
}
