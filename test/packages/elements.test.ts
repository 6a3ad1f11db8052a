import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';

const root = join(import.meta.dirname, '../..');
const kit = join(root, 'dist/ui-kit');

/** What the first element brings and every further one shares: lit, nanostores, the base class, the words, the icons, the reset. */
const shared = [...['base.js', 'locales/english.js', 'icons/icon.js', 'layout/shared.css.js'].map((name) => join(kit, name)), 'lit/directives/repeat.js']
  .map((path, index) => `export * as shared${index} from '${path}';`).join('\n');
/** They hold a whole room, with the SDK; `npm run size` bounds them. */
const rooms = ['muf-live-room', 'muf-room-provider'];
const limit = 12_000;
const sharedLimit = 24_000;

const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as { modules: readonly { declarations?: readonly { tagName?: string }[] }[] };
const tags = modules.flatMap(({ declarations = [] }) => declarations.flatMap(({ tagName }) => tagName ?? []));

/** A module of this text with all that it imports, but not what it fetches later: what must be there before it runs. */
const entry = (text: string): Plugin => ({
  name: 'entry',
  enforce: 'pre',
  resolveId: (id) => (id === 'virtual:entry' ? id : null),
  load: (id) => (id === 'virtual:entry' ? text : null),
  resolveDynamicImport: (id) => ({ id, external: true }),
});

/** Bundles it into one file as an application would; `size` is that of the file, minified, by gzip -9, in bytes. */
async function bundled(text: string): Promise<{ size: number; chunk: Rolldown.OutputChunk }> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins: [entry(text)],
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: 'virtual:entry', preserveEntrySignatures: 'strict', output: { minify: true } } },
  });
  const { output } = built as Rolldown.RolldownOutput;
  assert.equal(output.length, 1, 'one file');
  return { size: gzipSync(output[0].code, { level: 9 }).length, chunk: output[0] };
}

const doorOf = (tag: string): string => `import '${join(kit, `${tag}.js`)}';`;

describe('an element alone', () => {
  let base: number;
  before(async () => {
    base = (await bundled(shared)).size;
  });

  it('has a door of its own, whatever folder it is in', () => {
    const doors = new Set(globSync('muf-*.js', { cwd: kit }).map((name) => basename(name, '.js')));
    assert.ok(tags.length > 40);
    assert.deepEqual(tags.filter((tag) => !doors.has(tag)), []);
  });

  it('brings itself, and no room with it', async () => {
    for (const tag of ['muf-chat-log', 'muf-tile', 'muf-setup']) {
      const { chunk } = await bundled(doorOf(tag));
      assert.ok(chunk.code.includes(tag), tag);
      assert.deepEqual(chunk.moduleIds.filter((file) => /core\/(manager|live-session)\.js|mediasoup-client|dompurify|valibot/.test(file)), [], tag);
    }
  });

  it('costs at most 12 kB gzipped on top of what all elements share', async (test) => {
    const sizes = await Promise.all(tags.filter((tag) => !rooms.includes(tag)).map(async (tag) => ({ tag, own: (await bundled(`${shared}\n${doorOf(tag)}`)).size - base })));
    const largest = sizes.toSorted((a, b) => b.own - a.own).slice(0, 3).map(({ tag, own }) => `${tag} ${own}`);
    test.diagnostic(`shared: ${base} bytes; the largest: ${largest.join(', ')}`);
    assert.ok(base <= sharedLimit, `what all share has ${base} bytes`);
    assert.deepEqual(sizes.filter(({ own }) => own > limit), []);
    assert.deepEqual(sizes.filter(({ own }) => own <= 100), [], 'each brings something');
  });
});
