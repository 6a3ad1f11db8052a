import { cpSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const root = import.meta.dirname;
const layers = ['core', 'slots', 'themes', 'ui-kit'];

const tsFilesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));

/** Every element's own module: `ui-kit/chat/muf-chat-input.ts`. */
const elements = tsFilesIn('ui-kit').filter((path) => /^muf-[\w-]+\.ts$/.test(basename(path)));

/**
 * What a module build leaves to be done: the last build's files go, each element gets the short door
 * `muf-live/ui-kit/<tag>` whatever folder it is in, and stylesheets come along.
 */
const packageFiles: Plugin = {
  name: 'package-files',
  buildStart() {
    for (const layer of layers) rmSync(join(root, 'dist', layer), { recursive: true, force: true });
  },
  generateBundle() {
    for (const path of elements) {
      const target = `./${path.slice('ui-kit/'.length, -'.ts'.length)}.js`;
      if (target === `./${basename(target)}`) continue;
      const source = `export * from '${target}';\n`;
      this.emitFile({ type: 'asset', fileName: `ui-kit/${basename(path, '.ts')}.js`, source });
      this.emitFile({ type: 'asset', fileName: `ui-kit/${basename(path, '.ts')}.d.ts`, source });
    }
  },
  closeBundle() {
    cpSync(join(root, 'themes'), join(root, 'dist', 'themes'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  },
};

/** Modules for bundlers: one file per source file, dependencies left out. `tsc` puts the types beside them. */
const lib: UserConfig = {
  plugins: [packageFiles],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    lib: {
      formats: ['es'],
      entry: ['core/index.ts', 'core/testing/index.ts', 'core/streams/index.ts', 'slots/index.ts', 'ui-kit/index.ts', 'ui-kit/everything.ts', ...elements],
    },
    rolldownOptions: {
      external: [/^[^./\0]/],
      output: { preserveModules: true, preserveModulesRoot: root, entryFileNames: '[name].js' },
    },
  },
};

/** Takes comments and spare white space out of the elements' stylesheets, which minifiers leave alone inside templates. */
const tightStyles: Plugin = {
  name: 'tight-styles',
  transform(code, id) {
    if (!id.includes('/ui-kit/') || !id.endsWith('.ts')) return null;
    const tight = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replace(/;\}/g, '}');
    return { code: code.replace(/(?<=\bcss)`(?:[^`\\]|\\.)*`/g, tight), map: null };
  },
};

interface ModuleGraph { getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null }

/** Whether a page needs a module before it can begin: these go into one file, which packs better than two dozen. */
function isInitial(id: string, graph: ModuleGraph, seen = new Set<string>()): boolean {
  const info = seen.has(id) ? null : graph.getModuleInfo(id);
  seen.add(id);
  return info !== null && (info.isEntry || info.importers.some((importer) => isInitial(importer, graph, seen)));
}

/** For `<script type="module">`: one small file, with what is not needed at once beside it. */
const cdn: UserConfig = {
  plugins: [tightStyles],
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: false,
    rolldownOptions: {
      input: { 'muf-live': 'ui-kit/cdn.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        format: 'es', entryFileNames: '[name].js', chunkFileNames: ({ moduleIds }) => `${moduleIds.some((id) => id.includes('/mediasoup-client/')) ? 'mediasoup-client' : '[name]'}-[hash].js`, minify: true,
        codeSplitting: { groups: [{ debugName: 'first', name: (id, graph) => (isInitial(id, graph) ? 'first' : null) }] },
      },
    },
  },
};

/** The pages the server serves. Relative addresses, so that they also work below a path of a proxy. */
const pages: UserConfig = {
  root: 'ui-kit/pages',
  base: './',
  plugins: [tightStyles],
  build: {
    outDir: join(root, 'dist/pages'),
    emptyOutDir: true,
    sourcemap: true,
    // The pages' content security policy allows no style from a `data:` address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: readdirSync(join(root, 'ui-kit/pages')).filter((name) => name.endsWith('.html')).map((name) => join(root, 'ui-kit/pages', name)),
    },
  },
};

/** Beside the bundled server stand the pages it serves, the shipped presets and the recipe of its media worker. */
const serverFiles: Plugin = {
  name: 'server-files',
  closeBundle() {
    const dist = join(root, 'server/dist');
    cpSync(join(root, 'server/setup/worker-build'), join(dist, 'worker-build'), { recursive: true });
    cpSync(join(root, 'themes/presets'), join(dist, 'presets'), { recursive: true });
    for (const [from, to] of [['dist/pages', 'public'], ['dist/cdn', 'public/cdn']] as const) cpSync(join(root, from), join(dist, to), { recursive: true });
  },
};

/** The `muf-live-server` package: plain JavaScript, for Node strips no types under `node_modules`. */
const server: UserConfig = {
  plugins: [serverFiles],
  build: {
    outDir: 'server/dist',
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    ssr: 'server/setup/serve.ts',
    rolldownOptions: { output: { entryFileNames: 'muf-live-server.js', chunkFileNames: '[name].js' } },
  },
};

const builds: Readonly<Record<string, UserConfig>> = { lib, cdn, pages, server };

/** `vite build --mode lib|cdn|pages|server`. */
export default defineConfig(({ mode }) => ({
  ...builds[mode],
  logLevel: 'warn',
  build: { target: 'es2022', ...builds[mode]?.build },
}));
