import { loadOnce } from '../load-once.ts';

export type Engine = Pick<typeof import('mediasoup-client'), 'Device'>;

/** Fetches mediasoup-client. */
export const loadEngine = loadOnce<Engine>(() => import('mediasoup-client'));
