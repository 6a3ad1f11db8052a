import { ensureChromium } from '../../server/setup/chromium.ts';
import { ensureWorker } from '../../server/setup/worker.ts';
import { printRow, type Row } from './row.ts';

/** `npm run bench`, or `npm run bench -- join memory`: prints rows for test/PERFORMANCE.md. Nothing else should be running. */
const benchmarks: Readonly<Record<string, () => Promise<{ measure(): Promise<Row[]> }>>> = {
  join: () => import('./join-first-frame.ts'),
  memory: () => import('./memory.ts'),
  bundle: () => import('./bundle.ts'),
  rendering: () => import('./rendering.ts'),
  sizes: () => import('./sizes.ts'),
  fanout: () => import('./fanout.ts'),
  reconnect: () => import('./reconnect.ts'),
  sockets: () => import('./sockets.ts'),
  'slow-reader': () => import('./slow-reader.ts'),
  cmaf: () => import('./cmaf.ts'),
  relay: () => import('./relay.ts'),
  'narrow-link': () => import('./narrow-link.ts'),
  glass: () => import('./glass-to-glass.ts'),
};

process.env['MEDIASOUP_WORKER_BIN'] = await ensureWorker();
process.env['CHROME_PATH'] = await ensureChromium();
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
console.log('| what | figure | reach | reached |\n|---|---|---|---|');
for (const name of names) {
  const benchmark = benchmarks[name];
  if (!benchmark) throw new Error(`No benchmark is named ${name}. There are ${Object.keys(benchmarks).join(', ')}.`);
  for (const row of await (await benchmark()).measure()) {
    console.log(printRow(row));
    if (!row.reached) process.exitCode = 1;
  }
}
