import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../../core/wire/signal/limits.ts';
import { rates } from '../../core/wire/signal/messages.ts';
import { startCrowd, type Crowd } from '../load/crowd.ts';
import { stamp } from '../load/protocol.ts';
import { hostOf, joiner, startOurs } from '../load/servers.ts';
import type { TestServer } from '../support/server.ts';
import type { SignalClient } from '../support/signal-client.ts';
import { until } from '../support/until.ts';
import type { Row } from './row.ts';
import { quantile } from './statistics.ts';

const readers = 1000;
/** With the reader awake; asleep it goes on until the server lets go of it. */
const roundsBefore = 15;
const mostRounds = 40;
const names = ['host', 'bo', 'cy', 'dee'];
/** What a host may send in a second. */
const dataPerRound = 5;
/** No stamp in it: only lines are timed. */
const payload = { json: { text: 'x'.repeat(limits.data - 100) } };
const reachBytes = 1024 * 1024;
/** Two runs of the same are that far apart on a calm machine. */
const sameWithin = 1.3;

/** Bytes of heap and buffers that are in use, garbage apart. */
async function heldBy(server: TestServer): Promise<number> {
  const found = () => [...server.output().matchAll(/held are (\d+) bytes/g)].map(([, bytes]) => Number(bytes));
  for (let round = 0; round < 2; round += 1) {
    const { length } = found();
    process.kill(server.pid, 'SIGUSR2');
    await until(() => found().length, (count) => count > length, { what: 'the garbage is collected' });
  }
  return found().at(-1)!;
}

const socketsOf = async ({ url }: TestServer): Promise<number> => Number(/^muf_sockets (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

let said = 0;

/** A second of much traffic to everyone, and four lines that are timed. */
async function round(hosts: readonly SignalClient[], crowd: Crowd, dataEach: number = dataPerRound): Promise<readonly number[]> {
  const from = performance.now();
  for (const host of hosts) {
    for (let sent = 0; sent < dataEach; sent += 1) await host.must('SendData', { topic: 'load', payload });
    await pause(100);
    await host.must('ChatSend', { clientId: `line-${said += 1}`, text: `hello everyone ${stamp()}` });
    await pause(100);
  }
  await pause(Math.max(0, 1000 - (performance.now() - from)));
  return [...(await crowd.collect()).latenciesMs];
}

interface Figures { readonly before: readonly number[]; readonly during: readonly number[]; readonly heldBytes: number; readonly tookMs: number }

async function run(server: TestServer, hosts: readonly SignalClient[], crowd: Crowd, straggler: Crowd): Promise<Figures> {
  const before: number[] = [];
  // The first rounds also fill whatever is kept of events and lines, so that only the reader can add to it.
  for (let turn = 0; turn < roundsBefore; turn += 1) before.push(...(await round(hosts, crowd)));
  const all = await socketsOf(server);
  straggler.freeze();
  const [from, during] = [performance.now(), [] as number[]];
  const held: number[] = [];
  for (let turn = 0; (await socketsOf(server)) === all; turn += 1) {
    if (turn === mostRounds) throw new Error('the stopped reader is still there');
    // The kernel takes some 4 MB before anything waits in the server: the faster that is full, the fewer pings go by.
    during.push(...(await round(hosts, crowd, turn === 0 ? rates.SendData.burst - dataPerRound : dataPerRound)));
    held.push(await heldBy(server));
  }
  const tookMs = performance.now() - from;
  if (tookMs > 2 * limits.pingMs) throw new Error(`The reader may have been let go for the pings it missed, after ${Math.round(tookMs)} ms: try again on a machine that is calm.`);
  // Lines are kept and code is compiled meanwhile: what stays when the reader is gone was not for it.
  const heldBytes = Math.max(...held) - (await heldBy(server));
  return { before, during, heldBytes, tookMs };
}

/** One reader of a thousand is stopped (SIGSTOP) while everyone is sent some 300 kB a second, until the server lets go of it. */
export async function measure(): Promise<Row[]> {
  const server = await startOurs({ nodeOptions: ['--expose-gc', '--import', join(import.meta.dirname, '../support/server-gc.ts')] });
  const [crowd, straggler] = [startCrowd(2), startCrowd(1)];
  const hosts: SignalClient[] = [];
  try {
    for (const [index, name] of names.entries()) hosts.push(await hostOf(server.url, { host_peer_id: name, display_name: name, is_original_host: index === 0 }));
    // One audience for all four, so that each of their lines reaches everyone.
    for (const host of hosts.slice(1)) await host.must('MergeAudiences', { hostPeerId: names[0]! });
    await crowd.open(Array.from({ length: readers }, (_, index) => joiner(server.url, index)));
    await straggler.open([joiner(server.url, readers)]);
    return rowsOf(await run(server, hosts, crowd, straggler));
  } finally {
    straggler.thaw();
    for (const host of hosts) await host.close();
    await Promise.all([crowd.close(), straggler.close()]);
    await server.close();
  }
}

function rowsOf({ before, during, heldBytes, tookMs }: Figures): Row[] {
  const [awake, asleep] = [quantile(before, 0.99), quantile(during, 0.99)];
  const kib = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`;
  return [
    { what: `held for one stopped reader of ${readers}, at most (let go after ${(tookMs / 1000).toFixed(0)} s)`, figure: kib(heldBytes), reach: `≤ ${kib(reachBytes)}`, reached: heldBytes <= reachBytes },
    { what: '… a chat line to the others, p99: before, and while it is stopped', figure: `${awake.toFixed(1)} ms, ${asleep.toFixed(1)} ms`, reach: `≤ ${sameWithin} ×`, reached: asleep <= sameWithin * awake },
  ];
}
