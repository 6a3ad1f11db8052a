import type { FastifyReply } from 'fastify';
import { HttpProblem } from '../http/problem.ts';
import type { Idempotent } from '../http/idempotency.ts';
import type { Trust } from '../auth/trust.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { SignalError } from '../signal-error.ts';
import type { After, Owned, Table } from '../store/stream-ports.ts';
import type { Callers } from './callers.ts';
import type { Streams } from './streams.ts';

/** What the routes of streams work with. */
export interface StreamRoutes {
  readonly streams: Streams;
  readonly callers: Callers;
  /** Remembers answers encrypted: some hold keys in the clear. */
  readonly idempotent: Idempotent;
  readonly quotas: Pick<Trust['quotas'], 'mint'>;
  readonly config: Pick<Config, 'publicUrl' | 'tenancy'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** For what an organisation does not have, whether another has it or none. */
export function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new SignalError('not-found');
  return thing;
}

/** For what there is no more room for. */
export function within<Thing>(thing: Thing | undefined, remedy: string): Thing {
  if (thing === undefined) throw new HttpProblem('quota-reached', remedy);
  return thing;
}

/** Answers of the control plane are for whoever asked, and hold keys. */
export const send = (reply: FastifyReply, body: object): FastifyReply => reply.header('cache-control', 'no-store').send(body);

/** Where a page of rows begins. Throws `bad-input` for a cursor that is none of ours. */
export function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  const [, createdAt, id] = /^(\d{1,15}) ([\w-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id === undefined) throw new HttpProblem('bad-input', 'Check the field cursor: send the next of the page before.');
  return { createdAt: Number(createdAt), id };
}

const cursorOf = ({ createdAt, id }: After): string => Buffer.from(`${createdAt} ${id}`).toString('base64url');

/** At most `limit` of the rows, which were asked for with one more, and where the next page begins. */
export function pageOf<Row>(rows: readonly Row[], limit: number, at: (row: Row) => After): { items: readonly Row[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? cursorOf(at(items.at(-1)!)) : null };
}

/** One page of an organisation's rows as its callers see them. */
export async function listed<Row extends Owned, Item>(table: Pick<Table<Row>, 'page'>, org: string, { limit, cursor }: { limit: number; cursor?: string | undefined }, view: (row: Row) => Item): Promise<{ items: readonly Item[]; next: string | null }> {
  const { items, next } = pageOf(await table.page(org, { limit: limit + 1, after: afterOf(cursor) }), limit, (row) => row);
  return { items: items.map(view), next };
}
