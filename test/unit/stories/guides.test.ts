import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { parseAst } from 'vite';
import { LiveEvent } from '../../../core/live-event.ts';
import { createTokens } from '../../../server/auth/tokens.ts';
import { slotNames } from '../../../slots/names.ts';
import { eventsOf } from '../../../stories/guides/events.ts';
import { withTables } from '../../../stories/guides/tables.ts';
import { tokensOf } from '../../../ui-kit/manifest/tokens.ts';
import { signalServer } from '../../support/signal-server.ts';
import { testSecret } from '../../support/test-config.ts';
import { codeBlocks, type CodeBlock } from './code-blocks.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const guides = globSync('stories/guides/*.mdx', { cwd: root });
const texts = new Map([...guides, 'README.md'].map((path) => [path, read(path)]));
const blocks = [...texts].flatMap(([path, text]) => codeBlocks(path, text));
const inLanguage = (...languages: readonly string[]): readonly CodeBlock[] => blocks.filter(({ language }) => languages.includes(language));
const placeOf = ({ file, line }: CodeBlock): string => `${file}:${line}`;

/** The package's doors, by the sources behind them. */
const doors = { 'muf-live': 'ui-kit/everything.ts', 'muf-live/core': 'core/index.ts', 'muf-live/core/testing': 'core/testing/index.ts', 'muf-live/streams': 'core/streams/index.ts', 'muf-live/ui-kit': 'ui-kit/index.ts', 'muf-live/slots': 'slots/index.ts' };

/** Finds nothing where all is well; where not, each error with the place in its guide. */
async function typecheck(code: readonly CodeBlock[]): Promise<readonly string[]> {
  const home = mkdtempSync(join(tmpdir(), 'muf-live-guides-'));
  try {
    code.forEach((block, index) => writeFileSync(join(home, `block-${index}.ts`), `${block.code}\nexport {};\n`));
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { types: [], typeRoots: [], paths: Object.fromEntries(Object.entries(doors).map(([name, path]) => [name, [join(root, path)]])) },
      include: ['block-*.ts'],
      exclude: [],
    }));
    const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', home], { cwd: home, maxBuffer: 1 << 24 }).catch((error: { stdout: string }) => error);
    return [...stdout.matchAll(/^block-(\d+)\.ts\((\d+),\d+\): (.*)$/gm)].map(([, index, line, message]) => {
      const block = code[Number(index)]!;
      return `${block.file}:${block.line + Number(line) - 1} ${message}`;
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const attributesOf = (tag: string): ReadonlySet<string> => {
  const [path] = globSync(`ui-kit/**/${tag}.ts`, { cwd: root });
  const documented = path ? [...read(path).matchAll(/@attr \{[^}]+\} ([\w-]+)/g)].map(([, name]) => name!) : [];
  return new Set([...documented, 'style', 'class', 'id', 'lang', 'dir']);
};

describe('the guides', () => {
  it('are those a page author looks for', () => {
    assert.deepEqual(guides.map((path) => basename(path, '.mdx')).toSorted(), ['core-sdk', 'events', 'migration', 'presets', 'quick-start', 'self-hosting', 'slots', 'streams', 'theming', 'tokens-and-backends']);
    assert.ok(blocks.length > 25);
  });

  it('have TypeScript that compiles against the package, and a mistake in it would be noticed', async () => {
    const wrong: CodeBlock = { file: 'x.mdx', line: 7, language: 'ts', runnable: undefined, code: "import { MufLiveManager } from 'muf-live/core';\nnew MufLiveManager().joinAsSpectator();\n" };
    const [first, ...others] = await typecheck([wrong, ...inLanguage('ts').filter(({ file }) => file !== 'README.md')]);
    assert.match(first ?? '', /^x\.mdx:8 .*joinAsSpectator/);
    assert.deepEqual(others, []);
  });

  it('have JavaScript that parses', () => {
    const scripts = inLanguage('html').flatMap((block) => [...block.code.matchAll(/<script[^>]*>([\s\S]+?)<\/script>/g)].map(([, code]) => ({ ...block, code: code! })));
    for (const block of [...inLanguage('js'), ...scripts]) assert.doesNotThrow(() => parseAst(block.code), placeOf(block));
  });

  it('have HTML with elements, attributes and slots that exist', () => {
    const wrong = inLanguage('html').flatMap((block) => {
      const slots = [...block.code.matchAll(/slot="([^"]+)"/g)].map(([, name]) => name!).filter((name) => !(slotNames as readonly string[]).includes(name));
      const attributes = [...block.code.matchAll(/<(muf-[\w-]+)((?:\s+[\w-]+(?:="[^"]*")?)*)/g)].flatMap(([, tag, given]) => {
        const known = attributesOf(tag!);
        return [...given!.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, name]) => name!).filter((name) => !known.has(name)).map((name) => `${tag} ${name}`);
      });
      return [...slots, ...attributes].map((name) => `${placeOf(block)} ${name}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('mint tokens that open a room, in every language', async (test) => {
    const env = { ...process.env, JWT_SECRET: testSecret, ROOM_ID: '8f14e45f-ceea-467f-a0e6-52c2d1a5d0b1' };
    const server = await signalServer(test);
    await server.join({ role: 'host', room_id: env.ROOM_ID });
    const tokens = createTokens({ secrets: [{ key: new TextEncoder().encode(testSecret) }], clock: { now: () => Date.now() } as never });
    const place = mkdtempSync(join(tmpdir(), 'muf-live-go-'));
    const commands: Readonly<Record<string, (code: string) => readonly [string, ...string[]]>> = {
      node: (code) => [process.execPath, '--input-type=module', '-e', code],
      python: (code) => ['python3', '-c', code],
      go: (code) => {
        writeFileSync(join(place, 'main.go'), code);
        return ['go', 'run', join(place, 'main.go')];
      },
    };
    try {
      for (const { runnable, code } of blocks.filter((block) => block.runnable)) {
        const [command, ...args] = commands[runnable!]!(code);
        const ran = await run(command, args, { cwd: root, env }).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT' && runnable !== 'node') return null;
          throw error;
        });
        if (!ran) {
          test.diagnostic(`${runnable} is not on this machine`);
          continue;
        }
        const token = ran.stdout.trim();
        const claims = await tokens.verify(token);
        assert.deepEqual([claims.role, claims.display_name, claims.room_id, claims.room_type], ['viewer', 'Bo', env.ROOM_ID, 'live'], runnable);
        const { self, snapshot } = await (await server.connect()).must('Join', { token });
        assert.deepEqual([self.role, self.displayName, snapshot?.room.roomId], ['viewer', 'Bo', env.ROOM_ID], runnable);
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});

describe('the tables of the guides', () => {
  it('have every event', () => {
    const rows = eventsOf(read('core/live-event.ts'));
    assert.deepEqual(rows.map(({ name }) => name), Object.keys(LiveEvent).filter((name) => rows.some((row) => row.name === name)).toSorted((a, b) => rows.findIndex((row) => row.name === a) - rows.findIndex((row) => row.name === b)));
    assert.deepEqual(Object.keys(LiveEvent).filter((name) => !rows.some((row) => row.name === name)), []);
    assert.match(rows.find(({ name }) => name === 'MEDIA_DEGRADED')!.note, /less than was asked for/);
  });

  it('have every token, once, by its first value', () => {
    const tokens = tokensOf(read('themes/tokens.css'));
    assert.equal(new Set(tokens.map(({ name }) => name)).size, tokens.length);
    assert.equal(tokens.find(({ name }) => name === '--muf-space-2')?.value, '8px');
    assert.deepEqual(tokensOf('/* --muf-not: 1; */ a { --muf-x : calc( 1px\n + 2px ) }'), [{ name: '--muf-x', value: 'calc( 1px + 2px )' }]);
  });

  it('are written as elements, outside of code', () => {
    const mdx = 'a\n\n| x | `y` |\n|---|---|\n| 1 | **2** |\n\n```sh\n| not | a |\n|---|---|\n| table | . |\n```\n';
    assert.equal(withTables(mdx), 'a\n\n<table>\n<thead><tr><th>x</th><th>`y`</th></tr></thead>\n<tbody>\n<tr><td>1</td><td>**2**</td></tr>\n</tbody>\n</table>\n\n```sh\n| not | a |\n|---|---|\n| table | . |\n```\n');
    for (const [path, text] of texts) if (path.endsWith('.mdx')) assert.doesNotMatch(withTables(text), /^\|/m, path);
  });
});
