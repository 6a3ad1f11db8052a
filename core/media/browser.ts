import type { Clock } from '../clock.ts';
import { loadEngine } from './engine.ts';
import type { MediaKit } from './port.ts';
import { SfuPort } from './sfu.ts';

/** Media as this browser has it. */
export function browserMedia(clock: Clock): MediaKit {
  return {
    get devices() { return globalThis.navigator?.mediaDevices; },
    createStream: () => new MediaStream(),
    prefetch: async () => void (await loadEngine()),
    createPort: (handlers) => new SfuPort(handlers, clock),
  };
}
