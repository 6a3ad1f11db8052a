import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** What the examples are made with. */
const tools = ['@sveltejs/vite-plugin-svelte', '@types/react', '@types/react-dom', '@vitejs/plugin-vue', 'react', 'react-dom', 'svelte', 'typescript', 'vite', 'vue'];

export interface LinkedPlace {
  /** A folder; applications in folders of their own inside it find `muf-live` as published, and what it depends on. */
  readonly path: string;
  readonly mufLive: string;
  close(): void;
}

/**
 * Packs `muf-live` and unpacks the tarball into a new `node_modules`, where everything else is a link to this repository's own
 * copy: nothing is fetched. It takes `npm run build`.
 */
export async function linkedPlace(): Promise<LinkedPlace> {
  const path = mkdtempSync(join(tmpdir(), 'muf-live-linked-'));
  const modules = join(path, 'node_modules');
  const mufLive = join(modules, 'muf-live');
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', path], { cwd: root, maxBuffer: 1 << 26 });
  const packed: unknown = JSON.parse(stdout);
  const [{ filename }] = (Array.isArray(packed) ? packed : Object.values(packed as object)) as [{ filename: string }];
  mkdirSync(mufLive, { recursive: true });
  await run('tar', ['-xzf', join(path, filename), '-C', mufLive, '--strip-components', '1']);
  const { dependencies } = JSON.parse(readFileSync(join(mufLive, 'package.json'), 'utf8')) as { dependencies: Readonly<Record<string, string>> };
  for (const name of [...Object.keys(dependencies), ...tools]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  return { path, mufLive, close: () => rmSync(path, { recursive: true, force: true }) };
}
