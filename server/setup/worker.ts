import { accessSync, constants } from 'node:fs';
import { withLock } from './lock.ts';
import { moveInto } from './move-into.ts';
import { sayToTerminal, SetupError, type Say } from './setup-error.ts';
import { workerRuns } from './worker-check.ts';
import { compileWorker } from './worker-compile.ts';
import { downloadWorker } from './worker-download.ts';
import { cachedWorker, mediasoupDir, packagedWorker } from './worker-paths.ts';

/** Where a worker may be and how one is made; tests bring their own. */
export interface WorkerPlan {
  readonly env: NodeJS.ProcessEnv;
  /** Where mediasoup's own install script puts it. */
  readonly packaged: string;
  /** Where we keep it, outside `node_modules`. */
  readonly cached: string;
  /** Fills `packaged`; resolves to whether it did. */
  download(): Promise<boolean>;
  /** Fills `cached`. */
  compile(): Promise<void>;
  readonly say: Say;
}

export function systemPlan(env: NodeJS.ProcessEnv = process.env, say: Say = sayToTerminal): WorkerPlan {
  const packageDir = mediasoupDir();
  const cached = cachedWorker(env, packageDir);
  return {
    env,
    packaged: packagedWorker(packageDir),
    cached,
    download: () => downloadWorker(packageDir, env, say),
    compile: () => compileWorker(packageDir, cached, say),
    say,
  };
}

/**
 * The path of a mediasoup worker that runs here: the one `MEDIASOUP_WORKER_BIN` names, else the package's, else a
 * cached one, else mediasoup's download, else one built from source. Takes milliseconds once there is one.
 * @throws {SetupError} with a sentence that says what to do.
 */
export async function ensureWorker(plan: WorkerPlan = systemPlan()): Promise<string> {
  const chosen = plan.env['MEDIASOUP_WORKER_BIN'];
  if (chosen) return assertExecutable(chosen);
  return ready(plan) ?? withLock(`${plan.cached}.lock`, async () => ready(plan) ?? obtain(plan), {
    waiting: () => plan.say('Another start is getting the media worker; waiting for it'),
  });
}

/** As `ensureWorker`, but makes none: `undefined` where there is none yet. Throws a `SetupError` when `MEDIASOUP_WORKER_BIN` names no program. */
export function findWorker(env: NodeJS.ProcessEnv): string | undefined {
  const chosen = env['MEDIASOUP_WORKER_BIN'];
  return chosen ? assertExecutable(chosen) : ready(systemPlan(env));
}

const ready = ({ packaged, cached }: WorkerPlan): string | undefined => [packaged, cached].find(workerRuns);

async function obtain(plan: WorkerPlan): Promise<string> {
  const { packaged, cached } = plan;
  if ((await plan.download()) && workerRuns(packaged)) await moveInto(packaged, cached);
  else await plan.compile();
  if (!workerRuns(cached)) throw new SetupError(`The media worker at ${cached} does not run on this machine. Set MEDIASOUP_WORKER_BIN to one that does.`);
  return cached;
}

function assertExecutable(path: string): string {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch (error) {
    throw new SetupError(`MEDIASOUP_WORKER_BIN names ${path}, which is no program that can be run. Correct it, or unset it to have a worker made.`, { cause: error });
  }
}
