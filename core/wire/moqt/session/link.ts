import type { Draft } from '../codes.ts';
import type { DraftTable } from '../draft-table.ts';
import type { Message } from '../messages.ts';
import type { SetTimer } from '../session-api.ts';
import type { Transport } from '../transport.ts';
import type { IncomingRequests } from './incoming-requests.ts';
import type { OutgoingRequests } from './outgoing-requests.ts';

/** What the parts of one session share. */
export interface Link {
  readonly draft: Draft;
  readonly table: DraftTable;
  readonly transport: Transport;
  /** What we ask. */
  readonly asked: OutgoingRequests;
  /** What the other side asks. */
  readonly served: IncomingRequests;
  readonly setTimer: SetTimer;
  /** A message on the control stream. */
  send(message: Message): void;
  /** Ends the session: with its own code for a `MoqtError`, with `INTERNAL_ERROR` for anything else. */
  fail(error: unknown): void;
  /** Why the session is over; nothing while it is not. */
  over(): Error | undefined;
}

/** A promise that may be left alone: a rejection that nobody waits for is no accident here. */
export function quietly<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}
