import { generateRouterRtpCapabilities } from 'mediasoup/ortc';
import type { RouterRtpCodecCapability } from 'mediasoup/types';
import type { JsonObject } from '../../core/wire/signal/fields.ts';

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

/** What a room's router carries, and what its pages are told of it. */
export interface RoomCodecs { readonly media: readonly RouterRtpCodecCapability[]; readonly rtpCapabilities: JsonObject }

/** Codecs that go into CMAF as they are: what an audience plane and a recorder need. */
const plainCodecs = mediaCodecs.filter(({ mimeType }) => mimeType === 'audio/opus' || mimeType === 'video/H264');

/** A picture is turned by who sends it where its frames go on without RTP: nothing else would say which way is up. */
const rotation = 'urn:3gpp:video-orientation';

function plainCapabilities(): JsonObject {
  const { headerExtensions = [], ...capabilities } = generateRouterRtpCapabilities([...plainCodecs]);
  return { ...capabilities, headerExtensions: headerExtensions.filter(({ uri }) => uri !== rotation) } as unknown as JsonObject;
}

/** The same for every room of its kind. */
export const roomCodecs: Readonly<Record<'all' | 'plain', RoomCodecs>> = {
  all: { media: mediaCodecs, rtpCapabilities: generateRouterRtpCapabilities([...mediaCodecs]) as unknown as JsonObject },
  plain: { media: plainCodecs, rtpCapabilities: plainCapabilities() },
};
