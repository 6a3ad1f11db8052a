import type { Clock } from '../clock.ts';
import { loadOnce } from '../load-once.ts';
import type { VideoCodec } from './codecs.ts';
import { loadDevice } from './device.ts';
import { loadEngine } from './engine.ts';
import { lazyPort } from './lazy-port.ts';
import type { MeshRoom } from './mesh-room.ts';
import type { MediaKit, MediaPort, MediaPortHandlers } from './port.ts';

const loadProbe = loadOnce(() => import('./probe.ts'));
const loadSfu = loadOnce(() => import('./sfu.ts'));
const loadMesh = loadOnce(() => import('./mesh.ts'));
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

  return {
    get devices() { return globalThis.navigator?.mediaDevices; },
    createStream: () => new MediaStream(),
    openProbe: async () => (await loadProbe()).browserProbe,
    async prefetch(capabilities) {
      const [engine, router] = await Promise.all([loadEngine(), capabilities?.(), loadSfu()]);
      if (router) await loadDevice(engine, router);
    },
    createPort: (handlers) => lazyPort(handlers, async () => (handlers.mesh?.isMesh() ? switching(handlers.mesh) : sfu())),
  };
}
