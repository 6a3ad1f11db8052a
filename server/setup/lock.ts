import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './setup-error.ts';

const pollMs = 200;

interface LockOptions {
  /** Called once when someone else holds the lock. */
  readonly waiting?: () => void;
  /** Give up after this long, in ms. */
  readonly deadlineMs?: number;
}

/**
 * Runs `work` while this process alone holds the lock file. A holder that no longer runs is overruled; two
 * processes that overrule it in the same instant may both work, so `work` must end in one atomic step.
 */
export async function withLock<Result>(path: string, work: () => Promise<Result>, options: LockOptions = {}): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  await acquire(path, options);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, { waiting, deadlineMs = 15 * 60_000 }: LockOptions): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  let told = false;
  while (!(await take(path))) {
    const holder = await holderOf(path);
    if (holder === undefined || !isRunning(holder)) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() > deadline) throw new SetupError(`Process ${holder} still holds ${path}. End it, or remove that file, and start again.`);
    if (!told) waiting?.();
    told = true;
    await delay(pollMs);
  }
}

async function take(path: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    // Linked into place, so that nobody reads a lock without its holder.
    await writeFile(draft, String(process.pid));
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new SetupError(`${dirname(path)} cannot be written to. Make it writable, and try again.`, { cause: error });
  } finally {
    await rm(draft, { force: true });
  }
}

/** `undefined` when the file is gone or was cut short. */
async function holderOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number(text);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
