import type { Network } from '../connection/network.ts';

export interface FakeNetwork extends Network {
  set(online: boolean): void;
  /** How many listen; 0 after everything is closed. */
  listeners(): number;
}

export function createFakeNetwork(): FakeNetwork {
  const handlers = new Set<(online: boolean) => void>();
  return {
    listen(changed) {
      handlers.add(changed);
      return () => void handlers.delete(changed);
    },
    set: (online) => { for (const handler of [...handlers]) handler(online); },
    listeners: () => handlers.size,
  };
}
