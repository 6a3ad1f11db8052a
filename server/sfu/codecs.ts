import type { RouterRtpCodecCapability } from 'mediasoup/types';

const h264 = (profileLevelId: string): RouterRtpCodecCapability => ({
  kind: 'video',
  mimeType: 'video/H264',
  clockRate: 90_000,
  parameters: { 'packetization-mode': 1, 'profile-level-id': profileLevelId, 'level-asymmetry-allowed': 1 },
});

/**
 * What every room can carry. A browser offers the router's codecs in this order, and a producer that names
 * none takes the first: H.264, which the audience plane and recordings need, then VP8, which everyone has.
 */
export const mediaCodecs: readonly RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 } },
  // Constrained Baseline first: every browser and phone decodes it. 42001f is what FFmpeg's WHIP muxer sends.
  h264('42e01f'),
  h264('42001f'),
  h264('4d001f'),
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 },
];
