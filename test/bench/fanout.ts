import { setTimeout as pause } from 'node:timers/promises';
import { startCrowd, type Crowd } from '../load/crowd.ts';
import { cpuMs, loadBareWs, loadOurs, loadSocketIo, type LoadedServer } from '../load/servers.ts';
import type { Row } from './row.ts';
import { median, quantile } from './statistics.ts';

const sockets = 5000;
const rounds = 40;
/** How long until everyone is asked what they heard, again and again up to `deadlineMs`. */
const roundMs = 350;
const deadlineMs = 10_000;
const reachMs = 250;

interface Figures { readonly latenciesMs: number[]; readonly cpuMs: number[] }

/** One message to all sockets of one server; the others stay idle meanwhile. */
async function round(server: LoadedServer, collect: Crowd['collect']): Promise<{ latencies: readonly number[]; cpu: number }> {
  const before = await cpuMs(server.pid);
  const latencies: number[] = [];
  server.say();
  for (const start = performance.now(); latencies.length < sockets;) {
    if (performance.now() - start > deadlineMs) throw new Error(`${server.name}: ${latencies.length} of ${sockets} sockets heard within ${deadlineMs} ms`);
    await pause(roundMs);
    latencies.push(...(await collect()).latenciesMs);
  }
  return { latencies, cpu: (await cpuMs(server.pid)) - before };
}

/** One message to 5 000 sockets: our server, a bare `ws` loop and socket.io, in turns, with the same clients. */
export async function measure(): Promise<Row[]> {
  const crowd = startCrowd(2);
  const servers = [await loadOurs(), await loadBareWs(), await loadSocketIo()];
  try {
    for (const server of servers) {
      const from = performance.now();
      await crowd.open(Array.from({ length: sockets }, (_, index) => server.socket(index)));
      process.stderr.write(`${server.name}: ${sockets} sockets in ${Math.round(performance.now() - from)} ms\n`);
    }
    const figures = new Map<LoadedServer, Figures>(servers.map((server) => [server, { latenciesMs: [], cpuMs: [] }]));
    for (let turn = -2; turn < rounds; turn += 1) {
      for (const server of servers) {
        const { latencies, cpu } = await round(server, crowd.collect);
        // The first two warm everything up.
        if (turn < 0) continue;
        figures.get(server)!.cpuMs.push(cpu);
        for (const latency of latencies) figures.get(server)!.latenciesMs.push(latency);
      }
    }
    return rowsOf(servers.map((server) => figures.get(server)!));
  } finally {
    await crowd.close();
    for (const server of servers) await server.close();
  }
}

function rowsOf([ours, bare, io]: Figures[]): Row[] {
  const p99 = (figures: Figures | undefined): number => quantile(figures!.latenciesMs, 0.99);
  const cpu = (figures: Figures | undefined): number => figures!.cpuMs.reduce((sum, ms) => sum + ms, 0) / figures!.cpuMs.length;
  const told = (of: (figures: Figures | undefined) => number): string => `${of(ours).toFixed(1)} ms (bare ws ${of(bare).toFixed(1)}, socket.io ${of(io).toFixed(1)})`;
  const ratios = (of: (figures: Figures | undefined) => number): string => `${(of(bare) / of(ours)).toFixed(2)} × bare ws, ${(of(io) / of(ours)).toFixed(2)} × socket.io`;
  return [
    { what: `chat line to ${sockets} sockets, p99 over ${rounds} lines (median ${median(ours!.latenciesMs).toFixed(0)} ms)`, figure: told(p99), reach: `≤ ${reachMs} ms`, reached: p99(ours) <= reachMs },
    { what: `… CPU of the server per line`, figure: told(cpu), reach: '—', reached: true },
    { what: `… deliveries per CPU second against the others`, figure: ratios(cpu), reach: '≥ 0.8 × bare ws, ≥ 2 × socket.io', reached: cpu(bare) / cpu(ours) >= 0.8 && cpu(io) / cpu(ours) >= 2 },
  ];
}
