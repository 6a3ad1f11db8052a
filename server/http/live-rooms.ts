import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { addressKey } from '../auth/address-key.ts';
import { createKeyedBuckets } from '../auth/token-bucket.ts';
import { madeAtMostEvery } from '../made-at-most-every.ts';
import type { ListedRoom, RoomSummary } from '../rooms/room-summary.ts';
import { SignalError } from '../signal-error.ts';
import type { Authorizer } from './authorize.ts';
import type { HttpDeps } from './deps.ts';
import { shareLink } from './links.ts';
import { validate } from './validate.ts';

/** Per address, as for viewers' tokens: many people share one. */
const rate = { burst: 60, perSecond: 5 };

/** One list serves everyone who asks within this time. */
const freshMs = 2000;

const whole = (min: number, max: number, otherwise: number) =>
  v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'Send a whole number.'), v.transform(Number), v.minValue(min), v.maxValue(max)), String(otherwise));
const page = { limit: whole(1, 100, 24), offset: whole(0, 100_000, 0) };
export const exploreQuery = v.object({ ...page, category: v.optional(v.pipe(v.string(), v.maxLength(40))) });
export const adminQuery = v.object(page);

interface Range { readonly total: number; readonly next: number | null }

export interface ExploreAnswer extends Range { readonly rooms: readonly (Omit<ListedRoom, 'hostPeerId'> & { readonly shareLink: string })[] }

export interface AdminAnswer extends Range {
  readonly totals: Readonly<Record<'rooms' | 'live' | 'broadcasters' | 'viewers', number>>;
  readonly rooms: readonly RoomSummary[];
  /** The nodes whose rooms are missing from it. */
  readonly silentNodes?: readonly string[];
}

function paged<Item>(items: readonly Item[], { limit, offset }: { limit: number; offset: number }): Range & { items: readonly Item[] } {
  const next = offset + limit;
  return { items: items.slice(offset, next), total: items.length, next: next < items.length ? next : null };
}

/** `GET /api/live/explore`: live rooms that asked to be found, the most watched first. Public; links are made for whoever asks. */
function addExplore(app: FastifyInstance, { config, census, clock }: HttpDeps): void {
  const buckets = createKeyedBuckets(rate, clock);
  const listed = madeAtMostEvery(clock, freshMs, async (): Promise<readonly ListedRoom[]> =>
    (await census.listed()).toSorted((a, b) => b.viewerCount - a.viewerCount || b.startedAt - a.startedAt));

  app.get('/api/live/explore', async (request, reply) => {
    const retryAfterMs = buckets.take(addressKey(request.ip));
    if (retryAfterMs > 0) throw new SignalError('rate-limited', { retryAfterMs });
    const { category, ...range } = validate(exploreQuery, request.query);
    const { items, total, next } = paged((await listed()).filter((room) => category === undefined || room.category === category), range);
    return reply.header('cache-control', `public, max-age=${freshMs / 1000}`).send({
      rooms: items.map(({ hostPeerId, ...room }) => ({ ...room, shareLink: shareLink(request, config, room.roomId, hostPeerId) })), total, next,
    } satisfies ExploreAnswer);
  });
}

/** `GET /api/admin/live/rooms`: every room of all nodes, for holders of the key; an organisation's key shows its own. */
function addAdmin(app: FastifyInstance, { census }: HttpDeps, { requireKey }: Authorizer): void {
  app.get('/api/admin/live/rooms', async (request, reply) => {
    const orgId = await requireKey(request);
    const range = validate(adminQuery, request.query);
    const { rows, silent } = await census.rows(orgId);
    const { items, total, next } = paged(rows.toSorted((a, b) => a.createdAt - b.createdAt), range);
    const totals = {
      rooms: rows.length,
      live: rows.filter(({ live }) => live).length,
      broadcasters: rows.reduce((sum, { broadcasters }) => sum + broadcasters, 0),
      viewers: rows.reduce((sum, { viewers }) => sum + viewers, 0),
    };
    const rooms = await census.summaries(items.map(({ roomId }) => roomId));
    return reply.header('cache-control', 'no-store').send({ totals, rooms, total, next, ...(silent.length === 0 ? {} : { silentNodes: silent }) } satisfies AdminAnswer);
  });
}

export function addLiveRooms(app: FastifyInstance, deps: HttpDeps, authorizer: Authorizer): void {
  addExplore(app, deps);
  addAdmin(app, deps, authorizer);
}
