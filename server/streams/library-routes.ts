import type { FastifyInstance } from 'fastify';
import type { Asset as ShownAsset, Broadcast } from '../../core/wire/streams/answers.ts';
import { analyticsQuery, ofId, pageQuery } from '../../core/wire/streams/requests.ts';
import { HttpProblem } from '../http/problem.ts';
import { validate } from '../http/validate.ts';
import type { Asset, BroadcastFilter } from '../store/stream-ports.ts';
import { afterOf, listed, pageOf, present, send, type StreamRoutes } from './answering.ts';
import type { BroadcastRow } from './authority-port.ts';
import { streamLimits } from './limits.ts';

const dayMs = 24 * 60 * 60 * 1000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const shownAsset = ({ id, playbackId, name, durationMs, bytes, createdAt }: Asset): ShownAsset => ({ id, playbackId, name, durationMs, bytes, createdAt });
const shownBroadcast = ({ org: _org, ...row }: BroadcastRow): Broadcast => row;

/** `/v1/assets`: what is stored and can be watched. */
function addAssets(app: FastifyInstance, { streams, callers }: StreamRoutes): void {
  const { assets } = streams.store;

  app.get('/v1/assets', async (request, reply) => {
    const { org } = await callers.require(request, 'assets:read');
    return send(reply, await listed(assets, org, validate(pageQuery, request.query), shownAsset));
  });

  app.get('/v1/assets/:id', async (request, reply) => {
    const { org } = await callers.require(request, 'assets:read');
    return send(reply, shownAsset(present(await assets.get(validate(ofId, request.params).id, org))));
  });

  app.delete('/v1/assets/:id', async (request, reply) => {
    const { org } = await callers.require(request, 'assets:write');
    present(await streams.deleteAsset(org, validate(ofId, request.params).id) || undefined);
    return reply.code(204).send();
  });
}

/** Whole days in UTC: the first, and the one after the last. Throws `bad-input`. */
function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number): Pick<BroadcastFilter, 'from' | 'to'> {
  const end = Date.parse(to ?? dayOf(now)) + dayMs;
  const begin = from === undefined ? end - streamLimits.analyticsDays.default * dayMs : Date.parse(from);
  // A day that no calendar has, such as February 30.
  if (Number.isNaN(begin) || Number.isNaN(end)) throw new HttpProblem('bad-input', 'Check the fields from and to: send days like 2026-11-21.');
  if (begin >= end || end - begin > streamLimits.analyticsDays.max * dayMs) throw new HttpProblem('bad-input', `Check the fields from and to: ask for 1 to ${streamLimits.analyticsDays.max} days, the first first.`);
  return { from: begin, to: end };
}

/** `GET /v1/analytics`: what the broadcasts begun on these days were, in all, by day, by stream and each. */
function addAnalytics(app: FastifyInstance, { streams, callers, clock }: StreamRoutes): void {
  const { broadcasts } = streams.store;

  app.get('/v1/analytics', async (request, reply) => {
    const { org } = await callers.require(request, 'analytics:read');
    const { limit, cursor, streamId, ...days } = validate(analyticsQuery, request.query);
    const span = spanOf(days, clock.now());
    const filter = { ...span, streamId };
    const [totals, perDay, perStream, rows] = await Promise.all([
      broadcasts.totals(org, filter),
      broadcasts.perDay(org, filter),
      broadcasts.perStream(org, filter, streamLimits.analyticsStreams),
      broadcasts.page(org, filter, { limit: limit + 1, after: afterOf(cursor) }),
    ]);
    const { items, next } = pageOf(rows, limit, ({ id, startedAt }) => ({ id, createdAt: startedAt }));
    return send(reply, { from: dayOf(span.from), to: dayOf(span.to - dayMs), totals, days: perDay, streams: perStream, broadcasts: items.map(shownBroadcast), next });
  });
}

export function addLibraryRoutes(app: FastifyInstance, routes: StreamRoutes): void {
  addAssets(app, routes);
  addAnalytics(app, routes);
}
