import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../observe/logger.ts';
import { createEmbeddedStore } from './embedded.ts';
import type { Store } from './ports.ts';

interface StoreServices { readonly clock: Clock; readonly logger: Logger }

/** The store that the configuration asks for. Throws a `StartError`. */
export async function openStore({ dataDir: dir, valkeyUrl: url, node }: Pick<Config, 'dataDir' | 'valkeyUrl' | 'node'>, { clock, logger }: StoreServices): Promise<Store> {
  if (url === undefined) return createEmbeddedStore({ dir, node, clock, onError: (err) => logger.error({ err }, 'the store failed in the background') });
  // Loaded only where it is used.
  const { createValkeyStore } = await import('./valkey.ts');
  return createValkeyStore({ url, node, clock, logger });
}
