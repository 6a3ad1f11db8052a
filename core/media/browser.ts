import type { Clock } from '../clock.ts';
import { loadOnce } from '../load-once.ts';
import type { JsonObject } from '../wire/signal/fields.ts';
import type { VideoCodec } from './codecs.ts';
import { loadDevice } from './device.ts';
import { loadEngine } from './engine.ts';
import { lazyPort } from './lazy-port.ts';
import type { MeshRoom } from './mesh-room.ts';
import type { PlaneRoom } from './plane-room.ts';
import type { MediaKit, MediaPort, MediaPortHandlers } from './port.ts';

const loadProbe = loadOnce(() => import('./probe.ts'));
const loadSfu = loadOnce(() => import('./sfu.ts'));
const loadMesh = loadOnce(() => import('./mesh.ts'));
const loadPlane = loadOnce(() => import('./browser-plane.ts'));
const loadSwitching = loadOnce(() => import('./switching-port.ts'));

export interface BrowserMediaOptions {
  readonly videoCodec?: VideoCodec | undefined;
  /** `relay`: through TURN servers only, so that no page learns another's address. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy | undefined;
}

/** Media as this browser has it. */
export function browserMedia(clock: Clock, { videoCodec, iceTransportPolicy }: BrowserMediaOptions = {}): MediaKit {
  async function sfu(): Promise<(handlers: MediaPortHandlers) => MediaPort> {
    const [{ SfuPort }] = await Promise.all([loadSfu(), loadEngine().catch(() => {})]);
    return (given) => new SfuPort(given, clock, { videoCodec, iceTransportPolicy });
  }

  /** Only a room in mesh mode fetches what it takes. */
  async function switching(room: MeshRoom): Promise<(handlers: MediaPortHandlers) => MediaPort> {
    const [{ SwitchingPort }, { MeshPort }] = await Promise.all([loadSwitching(), loadMesh()]);
    return (given) => new SwitchingPort(given, room, clock, {
      sfu: (inner) => lazyPort(inner, sfu),
      mesh: (inner) => new MeshPort(inner, room, clock, { iceTransportPolicy }),
    });
  }

  /** Fetches the SFU's engine, and asks the browser what it can do once the router's capabilities are known. */
  async function prefetch(capabilities?: () => Promise<JsonObject>): Promise<void> {
    const [engine, router] = await Promise.all([loadEngine(), capabilities?.(), loadSfu()]);
    if (router) await loadDevice(engine, router);
  }

  /** Only a room with an audience plane fetches what it takes; its viewers have nothing to do with the SFU until they are asked on stage. */
  async function plane(room: PlaneRoom): Promise<(handlers: MediaPortHandlers) => MediaPort> {
    const { createPlanePort } = await loadPlane();
    return (given) => createPlanePort(given, room, clock, {
      sfu: (inner) => lazyPort(inner, sfu),
      // What fails now fails again, and is told, when it is needed.
      prepareSfu: ({ rtpCapabilities }) => void prefetch(async () => rtpCapabilities).catch(() => {}),
    });
  }

  function load({ mesh, plane: room }: MediaPortHandlers): Promise<(handlers: MediaPortHandlers) => MediaPort> {
    if (room?.isPlane()) return plane(room);
    return mesh?.isMesh() ? switching(mesh) : sfu();
  }

  return {
    get devices() { return globalThis.navigator?.mediaDevices; },
    createStream: () => new MediaStream(),
    openProbe: async () => (await loadProbe()).browserProbe,
    prefetch,
    createPort: (handlers) => lazyPort(handlers, () => load(handlers)),
  };
}
