import { setTimeout as pause } from 'node:timers/promises';
import { startMediaServer, startWatchers, type MediaServer } from '../load/media-load.ts';
import { picture, relaySecret, small, type ServerPlan } from '../load/media-protocol.ts';
import type { Row } from './row.ts';
import { median, medianInterval, quantile } from './statistics.ts';

const [step, most] = [Number(process.env['RELAY_STEP'] ?? 10), Number(process.env['RELAY_MOST'] ?? 400)];
const crowd = Number(process.env['RELAY_CROWD'] ?? 1000);
const processes = 2;
const [settleMs, measureMs] = [1000, 4000];
const holdsMs = 50;
/** CPU is compared with so many viewers each, so often with new processes, after V8 has compiled what is hot, over so many stretches of time. */
const compared = { viewers: 30, rounds: 3, warmMs: 20_000, stretches: 12, stretchMs: 3000 };
/** Of the objects that were due; fewer have come late or not at all. */
const wholeEnough = 0.97;

interface Sustained { readonly viewers: number; readonly p99Ms: number; readonly cpuPerViewer: number }

/** As many viewers of the picture track as get it with p99 ≤ 50 ms. */
async function sustained(kind: ServerPlan['kind']): Promise<Sustained> {
  const server = await startMediaServer({ kind, track: picture });
  const watchers = startWatchers(processes);
  let best: Sustained = { viewers: 0, p99Ms: Infinity, cpuPerViewer: 0 };
  try {
    for (let viewers = step; viewers <= most; viewers += step) {
      await watchers.add(server, step);
      await pause(settleMs);
      await watchers.collect();
      const before = await server.figures();
      await pause(measureMs);
      const { latenciesMs } = await watchers.collect();
      const { cpuMs } = await server.figures();
      const p99Ms = latenciesMs.length === 0 ? Infinity : quantile([...latenciesMs], 0.99);
      if (p99Ms > holdsMs || latenciesMs.length < wholeEnough * viewers * picture.fps * (measureMs / 1000)) break;
      best = { viewers, p99Ms, cpuPerViewer: (cpuMs - before.cpuMs) / measureMs / viewers };
    }
    return best;
  } finally {
    await watchers.close();
    await server.close();
  }
}

async function subscribers(): Promise<Row[]> {
  const raw = await sustained('raw');
  const ours = await sustained('relay');
  const ratio = ours.viewers / raw.viewers;
  const cpu = ({ cpuPerViewer }: Sustained): string => `${(cpuPerViewer * 100).toFixed(2)} % of a core each`;
  return [{ what: `viewers of 2.5 Mb/s at p99 ≤ ${holdsMs} ms: our relay, and raw streams`, figure: `${ours.viewers} (${ours.p99Ms.toFixed(0)} ms, ${cpu(ours)}), ${raw.viewers} (${raw.p99Ms.toFixed(0)} ms, ${cpu(raw)})`, reach: '≥ 0.8 ×', reached: ratio >= 0.8 }];
}

/** What a viewer costs our relay and raw streams, share of a core: both at the same time, as machines are not equally fast in any two minutes. */
async function cpuBeside(): Promise<{ readonly ours: number; readonly raw: number }[]> {
  const { viewers, warmMs, stretches, stretchMs } = compared;
  const servers = await Promise.all((['relay', 'raw'] as const).map((kind) => startMediaServer({ kind, track: picture })));
  const watchers = servers.map(() => startWatchers(1));
  const used = async (): Promise<number[]> => (await Promise.all(servers.map((server) => server.figures()))).map(({ cpuMs }) => cpuMs / stretchMs / viewers);
  const costs: { ours: number; raw: number }[] = [];
  try {
    await Promise.all(servers.map((server, index) => watchers[index]!.add(server, viewers)));
    await pause(warmMs);
    for (let stretch = 0; stretch < stretches; stretch++) {
      const before = await used();
      await pause(stretchMs);
      const [ours = NaN, raw = NaN] = (await used()).map((cpu, index) => cpu - before[index]!);
      costs.push({ ours, raw });
      await Promise.all(watchers.map((each) => each.collect()));
    }
    return costs;
  } finally {
    await Promise.all(watchers.map((each) => each.close()));
    await Promise.all(servers.map((server) => server.close()));
  }
}

async function cpu(): Promise<Row[]> {
  const costs: Awaited<ReturnType<typeof cpuBeside>> = [];
  for (let round = 0; round < compared.rounds; round++) costs.push(...await cpuBeside());
  const ratios = costs.map(({ ours, raw }) => raw / ours);
  const [low, high] = medianInterval(ratios);
  const percent = (values: readonly number[]): string => `${(median(values) * 100).toFixed(2)} %`;
  const figure = `${median(ratios).toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)}): ${percent(costs.map(({ ours }) => ours))} and ${percent(costs.map(({ raw }) => raw))} of a core`;
  return [{ what: `CPU of a viewer of 2.5 Mb/s, raw streams to our relay, ${compared.viewers} viewers each side by side`, figure, reach: '≥ 0.8 ×', reached: median(ratios) >= 0.8 }];
}

async function smallTrack(): Promise<Row[]> {
  const server = await startMediaServer({ kind: 'relay', track: small });
  const watchers = startWatchers(processes);
  try {
    await watchers.add(server, crowd);
    await pause(settleMs);
    await watchers.collect();
    await pause(5000);
    const { latenciesMs, sessions } = await watchers.collect();
    const p99 = quantile([...latenciesMs], 0.99);
    return [{ what: `one small track to ${crowd} viewers, ${latenciesMs.length} objects in 5 s, p99`, figure: `${p99.toFixed(0)} ms`, reach: '≤ 500 ms, to all', reached: p99 <= 500 && sessions === crowd && latenciesMs.length >= 4 * crowd }];
  } finally {
    await watchers.close();
    await server.close();
  }
}

async function p99Over(watchers: ReturnType<typeof startWatchers>, ms: number): Promise<number> {
  await watchers.collect();
  await pause(ms);
  return quantile([...(await watchers.collect()).latenciesMs], 0.99);
}

/** The most that its resident memory was over `ms`, and what the others saw meanwhile. */
async function during(server: MediaServer, watchers: ReturnType<typeof startWatchers>, ms: number): Promise<{ readonly rss: number; readonly p99: number }> {
  const others = p99Over(watchers, ms);
  const until = performance.now() + ms - 500;
  let rss = 0;
  while (performance.now() < until) {
    rss = Math.max(rss, await server.resident());
    await pause(500);
  }
  return { rss, p99: await others };
}

async function stopped(): Promise<Row[]> {
  const server = await startMediaServer({ kind: 'relay', track: picture });
  const [watchers, sleeper] = [startWatchers(1), startWatchers(1)];
  try {
    await watchers.add(server, 10);
    await sleeper.add(server, 1);
    await pause(5000);
    const before = await during(server, watchers, 15_000);
    sleeper.freeze();
    const after = await during(server, watchers, 25_000);
    const held = after.rss - before.rss;
    return [
      { what: 'one viewer of 11 is stopped for 25 s: the relay’s resident memory grows by', figure: `${(held / 2 ** 20).toFixed(1)} MiB`, reach: '≤ 4 MiB', reached: held <= 4 * 2 ** 20 },
      { what: '… an object to the others, p99: before, and meanwhile', figure: `${before.p99.toFixed(1)} ms, ${after.p99.toFixed(1)} ms`, reach: '≤ 1.3 ×', reached: after.p99 <= 1.3 * before.p99 },
    ];
  } finally {
    await Promise.all([watchers.close(), sleeper.close()]);
    await server.close();
  }
}

async function chain(): Promise<Row[]> {
  const servers: MediaServer[] = [];
  const watchers = startWatchers(1);
  try {
    servers.push(await startMediaServer({ kind: 'relay', track: picture }));
    for (const _ of [1, 2]) servers.push(await startMediaServer({ kind: 'relay', upstream: `http://127.0.0.1:${servers.at(-1)!.port}/relay?sk=${relaySecret}` }));
    const edge = servers.at(-1)!;
    await watchers.add(edge, 20);
    await pause(2000);
    const copies = async (): Promise<number[]> => (await Promise.all(servers.map((server) => server.figures()))).map(({ bytesIn }) => bytesIn);
    const before = await copies();
    const p99 = await p99Over(watchers, 5000);
    const [origin = 1, ...others] = (await copies()).map((bytes, index) => bytes - before[index]!);
    const each = others.map((bytes) => bytes / origin);
    return [{ what: 'a chain of three relays, 20 viewers at its end: copies that each relay takes, and p99', figure: `${each.map((count) => count.toFixed(2)).join(', ')}; ${p99.toFixed(0)} ms`, reach: '1 copy each', reached: each.every((count) => count > 0.9 && count < 1.1) }];
  } finally {
    await watchers.close();
    for (const server of servers) await server.close();
  }
}

/** What our relay carries. `RELAY_STEP`, `RELAY_MOST` and `RELAY_CROWD` make it smaller or finer. */
export const measure = async (): Promise<Row[]> => [...(await subscribers()), ...(await cpu()), ...(await smallTrack()), ...(await stopped()), ...(await chain())];
