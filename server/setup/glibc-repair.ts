import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repairedImports } from './elf-imports.ts';
import { cacheDir } from './worker-paths.ts';

/** Where the repaired copy of a library is kept: one place for each content. */
export function repairedPath(env: NodeJS.ProcessEnv, source: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return join(cacheDir(env), `glibc-${hash}`, basename(source));
}

/**
 * A copy of a library that was built against glibc 2.38, for systems with 2.34 and later. It is made once, outside
 * `node_modules`, and nobody ever sees half of it. Returns its path. Throws for a library that needs more than this mends.
 */
export function repairForOlderGlibc(source: string, env: NodeJS.ProcessEnv): string {
  const content = readFileSync(source);
  const target = repairedPath(env, source, content);
  const repaired = repairedImports(content);
  if (isThere(target, repaired)) return target;
  const draft = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(draft, repaired, { mode: 0o644 });
  renameSync(draft, target);
  return target;
}

function isThere(target: string, content: Buffer): boolean {
  try {
    return readFileSync(target).equals(content);
  } catch {
    return false;
  }
}
