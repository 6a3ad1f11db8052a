import type { Ids } from '../../server/ids.ts';

/** Ids that count: the first of each kind ends in 1. */
export function createFakeIds(): Ids {
  const counts = { uuid: 0, viewer: 0, secret: 0 };
  return {
    uuid: () => `00000000-0000-4000-8000-${String(++counts.uuid).padStart(12, '0')}`,
    viewerId: () => `web-${String(++counts.viewer).padStart(8, '0')}`,
    secret: () => `secret-${String(++counts.secret).padStart(25, '0')}`,
  };
}
