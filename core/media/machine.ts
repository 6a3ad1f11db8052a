import { videoCodecs, type Machine, type VideoCodec } from './codecs.ts';
import type { PictureSize } from './encodings.ts';

/** Who does not answer by then is taken for not knowing: going live must not wait for it. */
const patienceMs = 300;

const contentTypes: Readonly<Record<VideoCodec, string>> = {
  av1: 'video/AV1',
  vp9: 'video/VP9',
  h264: 'video/H264;level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  vp8: 'video/VP8',
};

async function isEfficient(capabilities: MediaCapabilities, codec: VideoCodec, { width, height, frameRate }: PictureSize): Promise<boolean> {
  const video = { contentType: contentTypes[codec], width, height, framerate: frameRate, bitrate: width * height * 2 };
  const { supported, smooth, powerEfficient } = await capabilities.encodingInfo({ type: 'webrtc', video });
  return supported && smooth && powerEfficient;
}

/**
 * Asks the browser what it encodes smoothly and by hardware (W3C Media Capabilities). One that cannot say counts as
 * having none; one that hides the number of its processors counts as having two.
 */
export async function probeMachine(picture: PictureSize, given: Pick<Navigator, 'hardwareConcurrency' | 'mediaCapabilities'> | undefined = globalThis.navigator): Promise<Machine> {
  const cores = given?.hardwareConcurrency ?? 2;
  const capabilities = given?.mediaCapabilities;
  if (typeof capabilities?.encodingInfo !== 'function') return { cores, efficient: new Set() };
  const efficient = new Set<VideoCodec>();
  const asking = videoCodecs.map(async (codec) => {
    if (await isEfficient(capabilities, codec, picture).catch(() => false)) efficient.add(codec);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([Promise.all(asking), new Promise((resolve) => { timer = setTimeout(resolve, patienceMs); })]);
  clearTimeout(timer);
  return { cores, efficient: new Set(efficient) };
}
