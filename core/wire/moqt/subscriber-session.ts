import type { Draft } from './codes.ts';
import { subscriber14 } from './draft14-subscriber.ts';
import type { DraftTable } from './draft-table.ts';
import { LiveSession } from './session/live-session.ts';
import { refusing } from './session/refusing.ts';
import { realTimer, settingUpClient, usualMaxRequests } from './session/set-up.ts';
import type { SubscriberSession } from './session-api.ts';
import type { Transport } from './transport.ts';

/**
 * Sessions of clients that only subscribe, a small part of what `session.ts` opens. A draft other than the usual one is
 * fetched meanwhile: call it before the transport is there. What it returns rejects as `openSession` does.
 */
export function subscriberOpener(draft: Draft): (transport: Transport) => Promise<SubscriberSession> {
  const loading = tableOf(draft);
  // Whoever opens a session hears of it.
  loading.catch(() => {});
  return async (transport) => settingUpClient(transport, { table: await loading, maxRequests: usualMaxRequests, setTimer: realTimer }, (options) => new LiveSession(options, refusing));
}

const tableOf = async (draft: Draft): Promise<DraftTable> => (draft === 14 ? subscriber14 : (await import('./draft16.ts')).subscriber16);
