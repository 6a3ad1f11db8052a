import { LiveError } from '../errors.ts';
import { loadOnce } from '../load-once.ts';

export type Engine = Pick<typeof import('mediasoup-client'), 'Device'>;

/**
 * Fetches mediasoup-client. Rejects with `browser-unsupported` where WebRTC is missing or was switched off, of which the
 * browser’s name, that it goes by, tells nothing.
 */
export const loadEngine = loadOnce<Engine>(async () => {
  if (typeof RTCPeerConnection === 'undefined') throw new LiveError('browser-unsupported');
  return import('mediasoup-client');
});
