import type { SetTimer } from '../session-api.ts';
import type { Transport, TransportEnd } from '../transport.ts';

const graceMs = 1000;

/**
 * What the transport ended with, where it does within a second. One that ends tells its streams first, and they fail
 * without a word of why: whoever blames them at once closes it with its own words, and the other side's are lost.
 */
export function endOf(transport: Transport, setTimer: SetTimer): Promise<TransportEnd | undefined> {
  return new Promise((resolve) => {
    const cancel = setTimer(() => resolve(undefined), graceMs);
    void transport.closed.then((end) => {
      cancel();
      resolve(end);
    });
  });
}
