import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { dirname, join } from 'node:path';
import { debian, ensurePackages } from './debian.ts';
import { moveInto } from './move-into.ts';
import { ninjaProgress } from './progress.ts';
import { runLogged } from './run-logged.ts';
import { SetupError, type Say } from './setup-error.ts';
import { recipeDir } from './worker-paths.ts';

const task = 'Building the media worker';
const bytesPerJob = 1024 ** 3;

/** What `worker-build/CMakeLists.txt` needs, by Debian's names. */
const buildPackages = [
  'cmake', 'ninja-build', 'g++', 'pkg-config', 'flatbuffers-compiler',
  'libflatbuffers-dev', 'libssl-dev', 'libuv1-dev', 'libsrtp2-dev', 'libabsl-dev',
] as const;

/**
 * Builds the worker from the sources in mediasoup's package and puts it at `target` in one step.
 * @throws {SetupError} naming the missing packages, or the log of a build that failed.
 */
export async function compileWorker(packageDir: string, target: string, say: Say): Promise<void> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  await sweep(folder);
  await ensurePackages(buildPackages, task, say, debian, true);
  say(`${task} from source; this happens once and takes a minute or two`);
  const out = await mkdtemp(join(folder, 'build-'));
  const logPath = join(folder, 'build.log');
  const log = createWriteStream(logPath);
  const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / bytesPerJob)));
  try {
    const built =
      (await runLogged('cmake', ['-G', 'Ninja', '-S', recipeDir, '-B', out, '-D', 'CMAKE_BUILD_TYPE=Release', '-D', `WORKER_DIR=${join(packageDir, 'worker')}`], { log })) &&
      (await runLogged('ninja', ['-C', out, '-j', String(jobs)], { log, onLine: ninjaProgress({ task, say, guessSec: 120 / jobs }) }));
    if (!built) throw new SetupError(`${task} failed. What the compiler said is in ${logPath}`);
    await moveInto(join(out, 'mediasoup-worker'), target);
  } finally {
    log.end();
    await rm(out, { recursive: true, force: true });
  }
}

/** Removes what an interrupted build left behind. */
async function sweep(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith('build-'));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
