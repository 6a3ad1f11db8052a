import type { types } from 'mediasoup-client';
import type { Clock } from '../clock.ts';
import type { MediaPortHandlers, WelcomeMedia } from './port.ts';

/** What both halves of one SFU connection share. */
export interface SfuSide extends Pick<MediaPortHandlers, 'request' | 'added' | 'removed'> {
  readonly device: types.Device;
  readonly clock: Clock;
  readonly iceServers: WelcomeMedia['iceServers'];
  /** A transport now exists and wants to be looked after. */
  opened(transport: types.Transport): void;
}
