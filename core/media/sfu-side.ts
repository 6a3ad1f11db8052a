import type { types } from 'mediasoup-client';
import type { Clock } from '../clock.ts';
import type { VideoCodec } from './codecs.ts';
import type { MediaPortHandlers } from './port.ts';

/** What both halves of one SFU connection share. */
export interface SfuSide extends Pick<MediaPortHandlers, 'request' | 'added' | 'removed'> {
  readonly device: types.Device;
  readonly clock: Clock;
  readonly ice: Pick<RTCConfiguration, 'iceServers' | 'iceTransportPolicy'>;
  /** The application's own choice of codec. */
  readonly videoCodec: VideoCodec | undefined;
  /** A transport now exists and wants to be looked after. */
  opened(transport: types.Transport): void;
  /** It is let go on purpose: nobody is to mend it. */
  closing(transport: types.Transport): void;
}
