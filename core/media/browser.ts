import type { Clock } from '../clock.ts';
import { loadEngine } from './engine.ts';
import { lazyPort } from './lazy-port.ts';
import type { MediaKit } from './port.ts';

const loadSfu = () => import('./sfu.ts');

/** Media as this browser has it. */
export function browserMedia(clock: Clock): MediaKit {
  return {
    get devices() { return globalThis.navigator?.mediaDevices; },
    createStream: () => new MediaStream(),
    prefetch: async () => void (await Promise.all([loadSfu(), loadEngine()])),
    createPort: (handlers) => lazyPort(handlers, async () => {
      const [{ SfuPort }] = await Promise.all([loadSfu(), loadEngine().catch(() => {})]);
      return (given) => new SfuPort(given, clock);
    }),
  };
}
