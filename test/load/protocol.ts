/** One client socket of a crowd. */
export interface CrowdSocket {
  readonly url: string;
  readonly protocol?: string;
  /** Sent once the socket is open. */
  readonly hello: string;
  /** The socket counts as joined after a text frame that holds this. */
  readonly ready: string;
}

/** What the parent asks of a child of its crowd, and what that answers. */
export type CrowdRequest = { readonly ask: 'open'; readonly sockets: readonly CrowdSocket[] } | { readonly ask: 'collect' } | { readonly ask: 'close' };
export type CrowdReply = { readonly opened: number } | { readonly latenciesUs: Float64Array; readonly alive: number } | { readonly closed: true } | { readonly failed: string };

/** The same clock in every process of a machine (CLOCK_MONOTONIC), in microseconds. */
export const nowUs = (): number => Number(process.hrtime.bigint() / 1000n);

/** Put into a message when it is sent; whoever reads it there knows how long it took. */
export const stamp = (): string => `@${String(nowUs()).padStart(16, '0')}@`;

const at = '@'.charCodeAt(0);
const width = 16;

/** How long ago a message was stamped, in microseconds; `undefined` for one without a stamp. */
export function ageUs(payload: Buffer): number | undefined {
  const start = payload.indexOf(at);
  if (start < 0 || payload[start + width + 1] !== at) return undefined;
  return nowUs() - Number(payload.toString('latin1', start + 1, start + 1 + width));
}
