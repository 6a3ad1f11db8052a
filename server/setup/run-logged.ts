import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { createInterface } from 'node:readline';

interface RunOptions {
  readonly log: Writable;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Each line the command prints. */
  readonly onLine?: (line: string) => void;
  /** Ends the command after this long, in ms. */
  readonly deadlineMs?: number;
}

/** Runs a command with its output in `log`; resolves to whether it succeeded. A command that does not exist did not. */
export function runLogged(command: string, args: readonly string[], { log, cwd, env, onLine, deadlineMs }: RunOptions): Promise<boolean> {
  log.write(`$ ${command} ${args.join(' ')}\n`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      ...(deadlineMs === undefined ? {} : { timeout: deadlineMs, killSignal: 'SIGKILL' as const }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`);
        onLine?.(line);
      });
    }
    child.once('error', (error) => {
      log.write(`${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
}
