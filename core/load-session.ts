import { loadOnce } from './load-once.ts';

/** Fetches what a live run needs and the screens before it do not: socket, schemas, media. */
export const loadSession = loadOnce(() => import('./live-session.ts'));
