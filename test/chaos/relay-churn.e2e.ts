import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startMediaServer } from '../load/media-load.ts';
import { seededRandom } from '../support/random.ts';
import { broadcastOnce, watchOnce, type Tally } from './relay-clients.ts';

const long = process.env['MUF_TEST_LONG'] === '1';
const minutes = Number(process.env['MUF_CHURN_MINUTES'] ?? (long ? 30 : 0.5));
const seed = Number(process.env['MUF_TEST_SEED'] ?? 1);
const viewersAtOnce = 16;
/** What the relay may hold more in the last third than in the second, MB: the noise of a heap, no client's worth each. */
const growthMb = 8;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** `work` again and again, `lanes` at a time, until the time is up. */
async function keepUp(lanes: number, until: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (Date.now() < until) await work();
  }));
}

it(`a relay whose viewers and publishers come and go for ${minutes} minutes keeps its memory flat (seed ${seed})`, async (t) => {
  const random = seededRandom(seed);
  const server = await startMediaServer({ kind: 'relay' });
  t.after(() => server.close());
  const tally: Tally = { joins: 0, refusals: 0, objects: 0, broadcasts: 0 };
  const end = Date.now() + minutes * 60_000;
  const resident: number[] = [];
  const lookEvery = (minutes * 60_000) / 60;
  const look = async (): Promise<void> => {
    await new Promise((resolve) => { setTimeout(resolve, lookEvery); });
    resident.push((await server.resident()) / 2 ** 20);
  };
  await Promise.all([
    keepUp(1, end, () => broadcastOnce(server, random, tally)),
    keepUp(viewersAtOnce, end, () => watchOnce(server, random, tally)),
    keepUp(1, end, look),
  ]);
  const third = Math.floor(resident.length / 3);
  const thirds = [0, 1, 2].map((index) => mean(resident.slice(index * third, (index + 1) * third)));
  t.diagnostic(`${tally.joins} joins, ${tally.refusals} refused, ${tally.broadcasts} broadcasts, ${tally.objects} objects; resident in each third: ${thirds.map((mb) => mb.toFixed(1)).join(', ')} MB; last ${resident.at(-1)?.toFixed(1)} MB`);
  assert.ok(tally.joins > minutes * 60 && tally.objects > tally.joins && tally.refusals > 0 && tally.broadcasts > minutes, JSON.stringify(tally));
  assert.ok(thirds[2]! - thirds[1]! <= growthMb, `grown from ${thirds[1]} to ${thirds[2]} MB`);
});
