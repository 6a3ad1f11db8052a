export type Engine = Pick<typeof import('mediasoup-client'), 'Device'>;

let engine: Promise<Engine> | undefined;

/** Fetches mediasoup-client once; a failed fetch is tried again by the next call. */
export function loadEngine(): Promise<Engine> {
  engine ??= import('mediasoup-client').catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  return engine;
}
