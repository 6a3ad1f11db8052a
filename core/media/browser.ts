import type { Clock } from '../clock.ts';
import { loadOnce } from '../load-once.ts';
import { loadDevice } from './device.ts';
import { loadEngine } from './engine.ts';
import { lazyPort } from './lazy-port.ts';
import type { MediaKit } from './port.ts';

const loadSfu = loadOnce(() => import('./sfu.ts'));

/** Media as this browser has it. */
export function browserMedia(clock: Clock): MediaKit {
  return {
    get devices() { return globalThis.navigator?.mediaDevices; },
    createStream: () => new MediaStream(),
    async prefetch(capabilities) {
      const [engine, router] = await Promise.all([loadEngine(), capabilities?.(), loadSfu()]);
      if (router) await loadDevice(engine, router);
    },
    createPort: (handlers) => lazyPort(handlers, async () => {
      const [{ SfuPort }] = await Promise.all([loadSfu(), loadEngine().catch(() => {})]);
      return (given) => new SfuPort(given, clock);
    }),
  };
}
