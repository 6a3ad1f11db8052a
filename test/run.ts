import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from '../server/setup/chromium.ts';
import { ensureWorker } from '../server/setup/worker.ts';
import { runSuite } from './run-suite.ts';
import { ensureFfmpeg } from './support/ffmpeg.ts';
import { ensureRedis } from './support/redis.ts';
import { suites, type Suite } from './suites.ts';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { long: { type: 'boolean', default: false } } });

/** The suites that were named, or all of them, with those they need. */
function chosen(): readonly Suite[] {
  const all = suites(values.long);
  const unknown = positionals.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) throw new Error(`No suite is named ${unknown.join(' or ')}. There are ${all.map(({ name }) => name).join(', ')}.`);
  const named = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return all.filter((suite) => named.includes(suite) || named.some(({ needs }) => needs === suite.name));
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  await ensureRedis();
  await ensureFfmpeg();
  return {
    ...process.env,
    PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    MEDIASOUP_WORKER_BIN: await ensureWorker(),
    CHROME_PATH: await ensureChromium(),
    // Every test file is a process of its own: without it each would compile the same modules again.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
    ...(values.long ? { MUF_TEST_LONG: '1' } : {}),
  };
}

async function main(signal: AbortSignal): Promise<{ passed: number; failed: number }> {
  const total = { passed: 0, failed: 0 };
  const broken = new Set<string>();
  const env = await environment();
  for (const suite of chosen()) {
    if (signal.aborted) break;
    console.log(`\n── ${suite.name} ──`);
    const started = Date.now();
    const blocked = suite.needs !== undefined && broken.has(suite.needs);
    if (blocked) console.log(`Not run: ${suite.needs} has failed.`);
    const { passed, failed } = blocked ? { passed: 0, failed: 1 } : await runSuite(suite, { root, env, signal });
    if (failed > 0) broken.add(suite.name);
    total.passed += passed;
    total.failed += failed;
    console.log(`${suite.name}: ${passed} passed, ${failed} failed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  return total;
}

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

const { passed, failed } = await main(interrupted.signal).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1 };
});
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 || interrupted.signal.aborted ? 1 : 0;
