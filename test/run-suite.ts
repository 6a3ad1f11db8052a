import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Suite } from './suites.ts';

export interface Counts { readonly passed: number; readonly failed: number }

interface RunOptions {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the suite early, and everything it started. */
  readonly signal: AbortSignal;
  /** Told each line it prints; without it, the terminal is the suite's own. */
  readonly say?: (line: string) => void;
}

/** What a suite left behind may still hold on to its output for; in ms. */
const lastWordsMs = 1000;

/** Runs one suite in a process group of its own and counts what its report says. */
export async function runSuite(suite: Suite, { root, env, signal, say }: RunOptions): Promise<Counts> {
  const report = join(tmpdir(), `muf-live-${process.pid}-${suite.name}.json`);
  const [command = '', ...args] = suite.command.map((word) => word.replace('$REPORT', report));
  const child = spawn(command, args, { cwd: root, env: { ...env, MUF_TEST_REPORT: report }, stdio: say ? ['ignore', 'pipe', 'pipe'] : 'inherit', detached: true });
  const output = say ? heard(child, say) : Promise.resolve();
  const abort = (): void => endGroup(child);
  const deadline = setTimeout(() => {
    console.error(`${suite.name} did not end within ${suite.deadlineMs / 1000} s.`);
    abort();
  }, suite.deadlineMs);
  signal.addEventListener('abort', abort);
  const succeeded = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
  clearTimeout(deadline);
  signal.removeEventListener('abort', abort);
  // Also whatever outlived its tests.
  endGroup(child);
  await Promise.race([output, once(AbortSignal.timeout(lastWordsMs), 'abort')]);
  const counts = readCounts(report);
  rmSync(report, { force: true });
  const hasFiles = suite.files?.some((pattern) => globSync(pattern, { cwd: root }).length > 0) ?? false;
  return judge({ succeeded, hasFiles, isCheck: !suite.files, counts });
}

/** Passes each line on; resolves when there will be none. */
async function heard({ stdout, stderr }: ChildProcess, say: (line: string) => void): Promise<void> {
  await Promise.all([stdout, stderr].map(async (stream) => {
    if (stream) await once(createInterface({ input: stream }).on('line', say), 'close');
  }));
}

/** What a suite counts for: a crash is a failure even where every test that ran has passed, and so is running nothing. */
export function judge(run: { succeeded: boolean; hasFiles: boolean; isCheck: boolean; counts: Counts | undefined }): Counts {
  if (run.isCheck) return run.succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { passed, failed } = run.counts ?? { passed: 0, failed: 0 };
  const ranNothing = run.hasFiles && passed + failed === 0;
  const crashed = run.hasFiles && !run.succeeded && failed === 0;
  return { passed, failed: ranNothing || crashed ? 1 : failed };
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended by itself.
  }
}

function readCounts(report: string): Counts | undefined {
  try {
    const { passed, failed } = JSON.parse(readFileSync(report, 'utf8')) as Counts;
    return Number.isInteger(passed) && Number.isInteger(failed) ? { passed, failed } : undefined;
  } catch {
    return undefined;
  }
}
