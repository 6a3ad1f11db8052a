import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from '../server/setup/chromium.ts';
import { ensureWorker } from '../server/setup/worker.ts';
import { runSuite, type Counts } from './run-suite.ts';
import { sideBySide } from './side-by-side.ts';
import { ensureFfmpeg } from './support/ffmpeg.ts';
import { ensureRedis } from './support/redis.ts';
import { ensureTurnServer } from './support/turn.ts';
import { suites, type Suite } from './suites.ts';

const root = join(import.meta.dirname, '..');
/** Suites at a time. */
const places = 2;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { long: { type: 'boolean', default: false } } });

/** The suites that were named, or all of them, with those they need. */
function chosen(): readonly Suite[] {
  const all = suites(values.long);
  const unknown = positionals.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) throw new Error(`No suite is named ${unknown.join(' or ')}. There are ${all.map(({ name }) => name).join(', ')}.`);
  const names = new Set(positionals.length === 0 ? all.map(({ name }) => name) : positionals);
  // A set goes on to what is added to it meanwhile.
  for (const name of names) all.find((suite) => suite.name === name)?.needs?.forEach((need) => names.add(need));
  return all.filter(({ name }) => names.has(name));
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  const [worker, chromium] = await Promise.all([ensureWorker(), ensureChromium(), ensureRedis(), ensureFfmpeg(), ensureTurnServer()]);
  return {
    ...process.env,
    PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    MEDIASOUP_WORKER_BIN: worker,
    CHROME_PATH: chromium,
    // Most test files are processes of their own: without it each would compile the same modules again.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
    ...(values.long ? { MUF_TEST_LONG: '1' } : {}),
  };
}

async function main(signal: AbortSignal): Promise<Counts> {
  const total = { passed: 0, failed: 0 };
  const jobs = chosen();
  const env = await environment();
  const width = Math.max(...jobs.map(({ name }) => name.length));
  const sayerOf = ({ name }: Suite) => (line: string): void => console.log(`${name.padEnd(width)} │ ${line}`);
  await sideBySide(jobs, {
    places,
    async run(suite) {
      if (signal.aborted) return false;
      const say = sayerOf(suite);
      const started = Date.now();
      const { passed, failed } = await runSuite(suite, { root, env, signal, ...(jobs.length > 1 ? { say } : {}) });
      total.passed += passed;
      total.failed += failed;
      say(`${passed} passed, ${failed} failed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      return failed === 0;
    },
    passOver(suite, need) {
      total.failed++;
      sayerOf(suite)(`Not run: ${need} has failed.`);
    },
  });
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
