import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The recipe for building the worker; it stands beside this file in the sources and in the package. */
export const recipeDir: string = join(import.meta.dirname, 'worker-build');

/** The folder of the installed `mediasoup` package. */
export function mediasoupDir(): string {
  return dirname(dirname(dirname(fileURLToPath(import.meta.resolve('mediasoup')))));
}

export const packagedWorker = (packageDir: string): string => join(packageDir, 'worker', 'out', 'Release', 'mediasoup-worker');

/** Caches live outside `node_modules`, so that a fresh install finds them. */
export function cacheDir(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'muf-live');
}

/** Where a built worker is kept: one place for each version, machine, set of libraries and recipe. */
export function cachedWorker(env: NodeJS.ProcessEnv, packageDir: string): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const key = ['mediasoup', version, process.platform, process.arch, libc(), `openssl${opensslMajor()}`, recipeHash()].join('-');
  return join(cacheDir(env), key, 'mediasoup-worker');
}

function libc(): string {
  // Without this the report looks up the names of all peers first.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined ? 'libc' : `glibc${header.glibcVersionRuntime}`;
}

/** The system's OpenSSL, which a worker built here links to; Node carries its own. */
function opensslMajor(): string {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? process.arch;
  for (const folder of [`/usr/lib/${triplet}`, '/usr/lib64', '/usr/lib']) {
    const name = list(folder).find((file) => file.startsWith('libssl.so.'));
    if (name) return name.slice('libssl.so.'.length);
  }
  return '';
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function recipeHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(recipeDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 8);
}
