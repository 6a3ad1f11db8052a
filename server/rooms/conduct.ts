import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { Records } from '../store/ports.ts';
import { Audit } from './audit.ts';
import { Moderation } from './moderation.ts';

/** How people behaved in one room: what was decided about them, and the log of who ruled over whom. */
export interface Conduct { readonly moderation: Moderation; readonly audit: Audit }

export interface ConductOptions { readonly records: Pick<Records, 'get' | 'put'>; readonly clock: Clock; readonly logger: Logger }

/** Reads what earlier runs of the room have left; nobody may be let in before. */
export async function loadConduct(roomId: string, options: ConductOptions): Promise<Conduct> {
  const conduct = { moderation: new Moderation({ roomId, ...options }), audit: new Audit({ roomId, ...options }) };
  await Promise.all([conduct.moderation.load(), conduct.audit.load()]);
  return conduct;
}
