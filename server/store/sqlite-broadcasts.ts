import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { BroadcastRow } from '../streams/authority-port.ts';
import { createSqliteTable, reader } from './sqlite-table.ts';
import type { BroadcastFilter, Broadcasts, BroadcastTotals, Owned } from './stream-ports.ts';

type Kept = BroadcastRow & Owned;

const sums = ['views', 'viewerMinutes', 'bytesIn', 'bytesOut', 'objectsDropped'] as const;
const figures = [
  'count(*) AS broadcasts',
  "coalesce(max(json ->> 'viewersPeak'), 0) AS viewersPeak",
  ...sums.map((name) => `coalesce(sum(json ->> '${name}'), 0) AS ${name}`),
].join(', ');
const chosen = "org = :org AND created_at >= :from AND created_at < :to AND (:streamId IS NULL OR json ->> 'streamId' = :streamId)";

const totalsOf = (row: Record<string, unknown> | undefined): BroadcastTotals => {
  const [broadcasts, viewersPeak, ...rest] = (['broadcasts', 'viewersPeak', ...sums] as const).map((name) => Number(row?.[name] ?? 0));
  const [views, viewerMinutes, bytesIn, bytesOut, objectsDropped] = rest;
  return { broadcasts: broadcasts!, views: views!, viewersPeak: viewersPeak!, viewerMinutes: viewerMinutes!, bytesIn: bytesIn!, bytesOut: bytesOut!, objectsDropped: objectsDropped! };
};

const without = ({ createdAt: _createdAt, ...row }: Kept): BroadcastRow => row;

export function createSqliteBroadcasts(db: DatabaseSync, clock: Pick<Clock, 'now'>): Broadcasts {
  const table = createSqliteTable<Kept>(db, 'broadcasts', clock);
  const select = (what: string, rest = ''): ReturnType<DatabaseSync['prepare']> => db.prepare(`SELECT ${what} FROM broadcasts WHERE ${chosen} ${rest}`);
  const page = select('json', 'AND (created_at, id) < (:afterTime, :afterId) ORDER BY created_at DESC, id DESC LIMIT :limit');
  const totals = select(figures);
  const perDay = select(`date(created_at / 1000, 'unixepoch') AS day, ${figures}`, 'GROUP BY day ORDER BY day');
  const perStream = select(`json ->> 'streamId' AS streamId, ${figures}`, 'GROUP BY streamId ORDER BY viewerMinutes DESC, streamId LIMIT :limit');
  const read = reader<Kept>(db, 'broadcasts');
  const running = read("org = ? AND json ->> 'endedAt' IS NULL AND written_at >= ?");
  const left = read("json ->> 'endedAt' IS NULL AND written_at < ?");
  const end = db.prepare("UPDATE broadcasts SET json = json_set(json, '$.endedAt', written_at) WHERE id = ?");
  const named = (org: string, { streamId = null, from, to }: Omit<BroadcastFilter, 'streamId'> & { readonly streamId?: string | null | undefined }) => ({ org, streamId, from, to });

  return {
    put: (row) => table.put({ ...row, createdAt: row.startedAt }),
    page: async (org, filter, { limit, after }) =>
      page.all({ ...named(org, filter), limit, afterTime: after?.createdAt ?? Number.MAX_SAFE_INTEGER, afterId: after?.id ?? '' }).map((row) => without(JSON.parse(String(row.json)) as Kept)),
    totals: async (org, filter) => totalsOf(totals.get(named(org, filter))),
    perDay: async (org, filter) => perDay.all(named(org, filter)).map((row) => ({ day: String(row.day), ...totalsOf(row) })),
    perStream: async (org, filter, limit) => perStream.all({ ...named(org, filter), limit }).map((row) => ({ streamId: String(row.streamId), ...totalsOf(row) })),
    running: async (org, since) => new Set(running(org, since).map(({ streamId }) => streamId)),
    async endLeft(before) {
      const rows = left(before);
      for (const { id } of rows) end.run(id);
      return rows.length;
    },
  };
}
