import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What mediasoup's worker answers when it is not started by mediasoup: proof that it loads and runs here. */
const startedAlone = 41;

/** Whether a file is a worker that runs on this machine. Takes some 10 ms. */
export function workerRuns(binary: string): boolean {
  if (!existsSync(binary)) return false;
  return spawnSync(binary, { env: {}, stdio: 'ignore', timeout: 5_000 }).status === startedAlone;
}
