import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const layers = ['core/wire', 'core', 'slots', 'themes', 'ui-kit', 'stories', 'server'] as const;
type Layer = (typeof layers)[number];

interface Rule {
  /** Layers it may import, beside itself. */
  readonly layers: readonly Layer[];
  /** Layers of which it may import types only. */
  readonly types?: readonly Layer[];
  /** Packages it may import. */
  readonly packages: RegExp;
  /** Packages it may import on demand only. */
  readonly lazy?: RegExp;
}

/** Who may import whom. */
const rules: Readonly<Record<Layer, Rule>> = {
  'core/wire': { layers: [], packages: /^valibot$/ },
  'core': { layers: ['core/wire'], packages: /^nanostores$/, lazy: /^(mediasoup-client(\/|$)|@moq\/qmux$|hls\.js(\/|$))/ },
  'slots': { layers: [], types: ['core', 'core/wire'], packages: /^dompurify$/, lazy: /^dompurify$/ },
  'themes': { layers: [], packages: /^$/ },
  'ui-kit': { layers: ['core', 'core/wire', 'slots', 'themes'], packages: /^(lit(\/.*)?|@lit\/context|nanostores)$/, lazy: /^uqr$/ },
  'stories': { layers: ['ui-kit', 'core', 'core/wire', 'slots', 'themes'], packages: /^(lit(\/.*)?|@lit\/context|storybook\/test|@storybook\/.*)$/ },
  'server': { layers: ['core/wire'], lazy: /^@valibot\/to-json-schema$/, packages: /^(node:.*|@fastify\/static|@moq\/qmux|fastify|iovalkey|jose|mediasoup(\/.*)?|pino|prom-client|uqr|valibot|ws)$/ },
};

interface Import { readonly from: string; readonly to: string; readonly typeOnly: boolean; readonly lazy: boolean }

const sources = layers
  .filter((layer) => layer !== 'core/wire')
  .flatMap((layer) => globSync(`${layer}/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', 'stories/examples/**'] }))
  .toSorted();
const textOf = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]));

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

function importsOf(from: string): Import[] {
  const code = withoutComments(textOf.get(from) ?? '');
  const fixed = [...code.matchAll(/(?:^|;)\s*(?:import|export)\s+(?<type>type\s)?(?:[\w$*{}\s,]+\sfrom\s*)?['"](?<to>[^'"]+)['"]/gm)];
  const inTypes = [...code.matchAll(/(?:typeof\s+import|[:<|&=]\s*import)\(\s*['"](?<to>[^'"]+)['"]\s*\)/g)];
  const typeOffsets = new Set(inTypes.map(({ index, 0: text }) => index + text.indexOf('import')));
  const called = [...code.matchAll(/import\(\s*['"](?<to>[^'"]+)['"]\s*\)/g)].filter(({ index }) => !typeOffsets.has(index));
  return [
    ...fixed.map(({ groups }) => ({ from, to: groups!['to']!, typeOnly: groups!['type'] !== undefined, lazy: false })),
    ...inTypes.map(({ groups }) => ({ from, to: groups!['to']!, typeOnly: true, lazy: false })),
    ...called.map(({ groups }) => ({ from, to: groups!['to']!, typeOnly: false, lazy: true })),
  ];
}

const resolved = ({ from, to }: Import): string => normalize(join(dirname(from), to.replace(/\?.*$/, '')));
const layerOf = (path: string): Layer | undefined => layers.find((layer) => path.startsWith(`${layer}/`));
const imports = sources.flatMap(importsOf);

function isAllowed(item: Import): boolean {
  const rule = rules[layerOf(item.from)!];
  if (!item.to.startsWith('.')) return rule.packages.test(item.to) || ((item.lazy || item.typeOnly) && (rule.lazy?.test(item.to) ?? false));
  const target = layerOf(resolved(item));
  if (target === undefined) return false;
  return target === layerOf(item.from) || rule.layers.includes(target) || (item.typeOnly && (rule.types?.includes(target) ?? false));
}

describe('architecture', () => {
  it('reads imports of every shape', () => {
    textOf.set('x.ts', `
      import a, { type B } from 'one';
      import 'two';
      export { c } from './three.ts';
      import type { D } from 'four';
      type E = typeof import('five');
      const f = await import('six');
      // import 'seven';
      import {
        g,
      } from 'eight';
    `);
    const found = importsOf('x.ts').map(({ to, typeOnly, lazy }) => `${to}${typeOnly ? ' type' : ''}${lazy ? ' lazy' : ''}`);
    textOf.delete('x.ts');
    assert.deepEqual(found, ['one', 'two', './three.ts', 'four type', 'eight', 'five type', 'six lazy']);
  });

  it('lets each layer import only what is below it', () => {
    assert.ok(imports.length > 100, `only ${imports.length} imports were read`);
    const wrong = imports.filter((item) => !isAllowed(item)).map(({ from, to }) => `${from} imports ${to}`);
    assert.deepEqual(wrong, []);
  });

  it('shows examples that use the package as others do, by its public doors', () => {
    const doors = /^(muf-live\/(core|react|ui-kit)|\.\/[\w.-]+|react|react-dom(\/client)?|svelte|vue|vite|@[\w/-]+)$/;
    const files = globSync('stories/examples/**/*.{ts,tsx,vue,svelte}', { cwd: root });
    const wrong = files.flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import)\s+['"]([^'"]+)['"]/g)].flatMap(([, to]) => (doors.test(to!) ? [] : [`${path} imports ${to}`])));
    assert.ok(files.length > 8);
    assert.deepEqual(wrong, []);
  });

  it('imports only files that exist', () => {
    const lost = imports.filter((item) => item.to.startsWith('.') && !existsSync(join(root, resolved(item)))).map(({ from, to }) => `${from} imports ${to}`);
    assert.deepEqual(lost, []);
  });

  it('has no import cycles', () => {
    const graph = Map.groupBy(imports.filter((item) => !item.typeOnly && !item.lazy && item.to.startsWith('.')), ({ from }) => from);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path)) return;
      for (const item of graph.get(path) ?? []) visit(resolved(item), [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    assert.deepEqual(cycles, []);
  });

  it('has no default exports, but where Storybook reads them', () => {
    const found = sources.filter((path) => !/\.(d|stories)\.ts$/.test(path) && /^export default\b|as default\b/m.test(withoutComments(textOf.get(path)!)));
    assert.deepEqual(found, []);
  });

  it('never renders unchecked HTML', () => {
    const found = sources.filter((path) => /unsafeHTML|unsafeSVG|unsafeStatic/.test(withoutComments(textOf.get(path)!)));
    assert.deepEqual(found, []);
  });

  it('keeps files small: none over 300 lines, half of them at most 80', () => {
    const lengths = sources.map((path) => ({ path, lines: textOf.get(path)!.split('\n').length - 1 }));
    assert.deepEqual(lengths.filter(({ lines }) => lines > 300), []);
    const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    assert.ok(median <= 80, `the median is ${median} lines`);
  });

  it('names every element file after its tag', () => {
    const wrong = sources.flatMap((path) => {
      const tag = /\bdefine\('([\w-]+)'/.exec(textOf.get(path)!)?.[1];
      return tag === undefined || path.endsWith(`/${tag}.ts`) ? [] : [`${path} defines <${tag}>`];
    });
    assert.deepEqual(wrong, []);
  });

  it('has nothing new at the top level', () => {
    const allowed = new Set([
      'core', 'slots', 'themes', 'ui-kit', 'stories', 'server', 'test', 'package.json', 'package-lock.json', 'vite.config.ts', 'README.md', 'CHANGELOG.md',
      'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'tsconfig.json', 'tsconfig.build.json', 'web-test-runner.config.js', 'custom-elements-manifest.config.js',
    ]);
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    const top = new Set(files.map((path) => path.split('/')[0]!));
    assert.deepEqual([...top].filter((name) => !allowed.has(name) && !name.startsWith('.')), []);
  });
});
