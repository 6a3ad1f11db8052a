import type { Records } from '../store/ports.ts';
import type { Sealer } from './sealer.ts';

/** The same records, encrypted: for answers that hold keys in the clear. What no longer opens is as if it were not there. */
export function sealedRecords(records: Pick<Records, 'get' | 'put'>, sealer: Sealer): Pick<Records, 'get' | 'put'> {
  const about = (collection: string, key: string): string => `record ${collection} ${key}`;
  return {
    async get(collection, key) {
      const sealed = await records.get(collection, key);
      const text = typeof sealed === 'string' ? sealer.open(sealed, about(collection, key)) : undefined;
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    put: (collection, key, value, options) => records.put(collection, key, sealer.seal(JSON.stringify(value), about(collection, key)), options),
  };
}
