import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { runLogged } from './run-logged.ts';
import { sayToTerminal, SetupError, type Say } from './setup-error.ts';

/** All that the built pages depend on. */
const sources = ['core', 'ui-kit', 'slots', 'themes', 'vite.config.ts', 'package.json', 'package-lock.json'];

export interface PagesPlan {
  readonly root: string;
  readonly say: Say;
  /** Builds into `dist/`, where the stamp is kept too. */
  build(): Promise<void>;
}

export function systemPagesPlan(root: string = join(import.meta.dirname, '..', '..'), say: Say = sayToTerminal): PagesPlan {
  return { root, say, build: () => buildPages(root) };
}

/** Holds the hash of what the pages were last built from. */
export const stampFile = (root: string): string => join(root, 'dist', '.pages-sources');

/** Builds the pages and the script-tag bundle when their sources have changed since the last build; resolves to whether it did. */
export async function ensurePages({ root, say, build }: PagesPlan = systemPagesPlan()): Promise<boolean> {
  const stamp = stampFile(root);
  const current = await hashSources(root);
  if ((await stampOf(stamp)) === current) return false;
  return withLock(join(root, 'dist', '.pages.lock'), async () => {
    const before = await stampOf(stamp);
    if (before === current) return false;
    say(before === undefined ? 'Building the pages' : 'The pages have changed since they were built; building them again');
    await build();
    await writeFile(stamp, current);
    return true;
  });
}

/** A hash over the names and contents of everything the pages are built from. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of await filesUnder(root, source)) hash.update(`${path}\0`).update(await readFile(join(root, path))).update('\0');
  }
  return hash.digest('hex');
}

async function filesUnder(root: string, source: string): Promise<string[]> {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (source.includes('.')) return [source];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).toSorted();
}

const stampOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

async function buildPages(root: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const logPath = join(root, 'dist', 'pages.log');
  await mkdir(join(root, 'dist'), { recursive: true });
  const log = createWriteStream(logPath);
  const built = await Promise.all(['pages', 'cdn'].map((mode) => runLogged(process.execPath, [vite, 'build', '--mode', mode], { cwd: root, log })));
  log.end();
  if (built.includes(false)) throw new SetupError(`The pages could not be built. Why is in ${logPath}`);
}
