import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCrowd } from '../load/crowd.ts';
import { hostOf, joiner, startOurs } from '../load/servers.ts';
import { until } from '../support/until.ts';
import type { TestServer } from '../support/server.ts';
import type { Row } from './row.ts';

const sockets = 10_000;
const reachKb = 40;

async function residentKb(server: TestServer): Promise<number> {
  const collections = (): number => server.output().split('collected').length;
  for (let round = 0; round < 3; round += 1) {
    const before = collections();
    process.kill(server.pid, 'SIGUSR2');
    await until(collections, (count) => count > before, { what: 'the garbage is collected' });
  }
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
}

/** What each of 10 000 viewers who have joined costs the server. Needs 10 000 file descriptors and some: `ulimit -n`. */
export async function measure(): Promise<Row[]> {
  const server = await startOurs({ nodeOptions: ['--expose-gc', '--import', join(import.meta.dirname, '../support/server-gc.ts')] });
  const crowd = startCrowd(2);
  try {
    await hostOf(server.url);
    const before = await residentKb(server);
    await crowd.open(Array.from({ length: sockets }, (_, index) => joiner(server.url, index)));
    const after = await residentKb(server);
    const { alive } = await crowd.collect();
    if (alive !== sockets) throw new Error(`${alive} of ${sockets} sockets are left`);
    const each = (after - before) / sockets;
    return [{ what: `${sockets} joined sockets, resident memory of the server for each`, figure: `${each.toFixed(1)} kB (${Math.round(after / 1024)} MB in all)`, reach: `≤ ${reachKb} kB`, reached: each <= reachKb }];
  } finally {
    await crowd.close();
    await server.close();
  }
}
