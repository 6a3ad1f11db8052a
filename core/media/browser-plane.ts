import type { Clock } from '../clock.ts';
import { browserPlanes } from '../streams/planes.ts';
import { BroadcastViewer } from '../streams/viewer.ts';
import type { Capabilities } from './ladder.ts';
import { PlanePort } from './plane-port.ts';
import type { PlaneRoom } from './plane-room.ts';
import type { MediaPort, MediaPortHandlers, WelcomeMedia } from './port.ts';
import { RoomSessions } from './room-session.ts';

/** As this browser is. */
function capabilities(): Capabilities {
  const has = (name: string): boolean => name in globalThis;
  return {
    webTransport: has('WebTransport'),
    webSocket: has('WebSocket'),
    mse: has('MediaSource') || has('ManagedMediaSource'),
    nativeHls: document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '',
  };
}

/** How this browser talks to the SFU. */
export interface SfuParts { sfu(handlers: MediaPortHandlers): MediaPort; prepareSfu(media: WelcomeMedia): void }

/** The media of a room with an audience plane, as this browser has it. */
export function createPlanePort(handlers: MediaPortHandlers, room: PlaneRoom, clock: Clock, sfu: SfuParts): MediaPort {
  const sessions = new RoomSessions(browserPlanes(clock));
  return new PlanePort(handlers, room, clock, {
    ...sfu,
    capabilities,
    relayAnswers: () => sessions.answers,
    open: ({ via, ...options }) => new BroadcastViewer({ ...options, path: via }, { clock, planes: sessions.of(options.source) }),
  });
}
