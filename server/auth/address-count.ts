import { addressKey } from './address-key.ts';
import { isLoopback } from './loopback.ts';

export interface AddressCount {
  add(address: string): void;
  delete(address: string): void;
  isFull(address: string): boolean;
}

/** Counts what each address has open. This machine's own is never full: a proxy may hide everyone behind it. */
export function createAddressCount(max: number): AddressCount {
  const counts = new Map<string, number>();
  const countOf = (address: string): number => counts.get(addressKey(address)) ?? 0;
  return {
    add: (address) => void counts.set(addressKey(address), countOf(address) + 1),
    delete(address) {
      const left = countOf(address) - 1;
      if (left > 0) counts.set(addressKey(address), left);
      else counts.delete(addressKey(address));
    },
    isFull: (address) => !isLoopback(address) && countOf(address) >= max,
  };
}
