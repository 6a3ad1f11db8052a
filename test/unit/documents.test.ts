import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { claimsSchema } from '../../core/wire/signal/claims.ts';
import { environmentSchema, knownNames } from '../../server/environment.ts';
import { httpApp } from '../support/http-app.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n').filter((path) => existsSync(join(root, path)));
const documents = tracked.filter((path) => /\.mdx?$/.test(path));

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '');
/** What stands in backticks outside of code blocks. */
const quotedIn = (text: string): readonly string[] => [...withoutCode(text).matchAll(/`([^`\n]+)`/g)].map(([, quoted]) => quoted!);
/** The rows of its tables, cell by cell, without the heads. */
const rowsOf = (text: string): readonly (readonly string[])[] => [...withoutCode(text).matchAll(/^\|(.+)\|$/gm)].map(([, row]) => row!.split('|').map((cell) => cell.trim())).filter((cells) => !cells.every((cell) => /^-*$/.test(cell)));
const sectionOf = (path: string, heading: string): string => read(path).split(/^(?=##+ )/m).find((section) => section.startsWith(`## ${heading}\n`) || section.startsWith(`### ${heading}\n`)) ?? '';

const anchorOf = (heading: string): string => heading.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s/g, '-');
const anchorsIn = (path: string): readonly string[] => [...withoutCode(read(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

function leadsSomewhere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  return existsSync(join(root, target)) && (anchor === undefined || anchorsIn(target).includes(anchor));
}

describe('the documents', () => {
  it('link to what is there', () => {
    const links = documents.flatMap((path) => [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => ({ path, link: link! })).filter(({ link }) => !/^(https?:|\/)/.test(link)));
    assert.ok(links.length > 20);
    assert.deepEqual(links.filter(({ path, link }) => !leadsSomewhere(path, link)), []);
    assert.equal(leadsSomewhere('README.md', '#languages'), true);
    assert.equal(leadsSomewhere('README.md', '#no-such-heading'), false);
  });

  it('name npm scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
    const asked = documents.flatMap((path) => [...read(path).matchAll(/npm run ([\w:-]+)|npm (start|test)\b/g)].map(([, named, usual]) => `${path}: ${named ?? usual}`));
    assert.ok(asked.length > 20);
    assert.deepEqual([...new Set(asked)].filter((ask) => !Object.hasOwn(scripts, ask.split(': ')[1]!)), []);
  });

  it('name endpoints that are served', async (t) => {
    const { app } = await httpApp(t);
    const asked = documents.flatMap((path) => quotedIn(read(path)).flatMap((quoted) => {
      const [, method, url] = /^(GET|POST|DELETE) (\/[\w/:.-]+)/.exec(quoted) ?? [];
      return method === undefined ? [] : [{ path, method: method as 'GET', url: url! }];
    }));
    assert.ok(asked.length > 12);
    /** Also where the document says a name of its own in place of the last parameter. */
    const isServed = (method: 'GET', url: string): boolean => app.hasRoute({ method, url }) || app.hasRoute({ method, url: url.replace(/[^/]+$/, ':name') });
    assert.deepEqual(asked.filter(({ method, url }) => !isServed(method, url)), []);
  });
});

/** The values that a table's cell gives for what is left unset: `8080`. */
const valuesIn = (cell: string): readonly string[] => quotedIn(cell).filter((value) => !knownNames.includes(value));

/** What the server takes for an unset variable; nothing for what is off, empty, or found out when it starts. */
function defaultOf(name: string): string | undefined {
  const { default: value } = environmentSchema.entries[name as keyof typeof environmentSchema.entries] as { default?: unknown };
  return typeof value === 'string' && !['', '[]'].includes(value) ? value : undefined;
}

/** Where nothing is said in figures: 0 takes any port, or sets no bound. */
const isSaid = (name: string, values: readonly string[]): boolean => (values.length > 0 ? values.includes(defaultOf(name) ?? '') : [undefined, '0'].includes(defaultOf(name)));

for (const [path, heading] of [['README.md', 'Running the server for others'], ['stories/guides/self-hosting.mdx', 'Settings']] as const) {
  describe(`the settings in ${path}`, () => {
    const rows = rowsOf(sectionOf(path, heading)).filter(([names]) => names!.startsWith('`'));

    it('are those that the server has', () => {
      assert.deepEqual(rows.flatMap(([names]) => quotedIn(names!)).toSorted(), knownNames.toSorted());
    });

    it('have the defaults that hold', () => {
      const wrong = rows.flatMap(([names, otherwise]) => {
        const [named, values] = [quotedIn(names!), valuesIn(otherwise!)];
        return named.filter((name, index) => !isSaid(name, values.length === named.length ? [values[index]!] : values)).map((name) => `${name} is not ${otherwise}, but ${defaultOf(name)}`);
      });
      assert.deepEqual(wrong, []);
    });
  });
}

describe('the README', () => {
  it('has attributes that the room has, with values that it knows', () => {
    const documented = new Map([...read('ui-kit/muf-live-room.ts').matchAll(/@attr \{([^}]+)\} ([\w-]+)/g)].map(([, type, name]) => [name!, type!]));
    const rows = rowsOf(sectionOf('README.md', 'One tag')).filter(([names]) => names!.startsWith('`'));
    assert.ok(rows.length > 6);
    assert.deepEqual(rows.flatMap(([names]) => quotedIn(names!)).filter((name) => !documented.has(name) && name !== 'dir'), []);
    const wrong = rows.flatMap(([names, words]) => {
      const [name = ''] = quotedIn(names!);
      const values = [...(documented.get(name) ?? '').matchAll(/'([\w-]+)'/g)].map(([, value]) => value!);
      return values.filter((value) => !quotedIn(words!).includes(value)).map((value) => `${name}="${value}" is not told of`);
    });
    assert.deepEqual(wrong, []);
  });
});

describe('the guide to tokens', () => {
  it('has every claim that the server reads, and says which are needed', () => {
    const rows = rowsOf(sectionOf('stories/guides/tokens-and-backends.mdx', 'Claims')).filter(([names]) => names!.startsWith('`'));
    assert.deepEqual(rows.flatMap(([names]) => quotedIn(names!)).toSorted(), Object.keys(claimsSchema.entries).toSorted());
    const needed = Object.entries(claimsSchema.entries).filter(([, { type }]) => type !== 'optional').filter(([, entry]) => !('fallback' in entry)).map(([name]) => name);
    assert.deepEqual(rows.filter(([, need]) => need === 'needed').flatMap(([names]) => quotedIn(names!)).toSorted(), needed.toSorted());
  });
});

describe('CONTRIBUTING', () => {
  const text = read('CONTRIBUTING.md');

  it('has a reason for every dependency, and for nothing else', () => {
    const manifests = ['package.json', 'server/package.json'].map((path) => JSON.parse(read(path)) as { dependencies?: object; devDependencies?: object });
    const present = manifests.flatMap(({ dependencies, devDependencies }) => Object.keys({ ...dependencies, ...devDependencies }));
    const told = rowsOf(sectionOf('CONTRIBUTING.md', 'Dependencies and why')).slice(1).flatMap(([names]) => names!.replace(/\(.*?\)/g, '').split(/,\s*/)).map((name) => name.trim());
    const isTold = (name: string): boolean => told.some((other) => name === other || other.split(/\s/).includes(name));
    // What belongs to one that is told of: its types, plugins and halves.
    const isPart = (name: string): boolean => /^@types\/|^react-dom$|^@size-limit\/|^@storybook\/|^@web\/test-runner-|-plugin-|\/plugin-|^oxlint-/.test(name);
    assert.deepEqual(present.filter((name) => !isTold(name) && !isPart(name)), []);
    assert.deepEqual(told.filter((name) => /^[@a-z][\w@./-]*$/.test(name) && !present.includes(name)), []);
  });

  it('has every folder of the server and of the tests on its map', () => {
    const foldersOf = (top: string): readonly string[] => [...new Set(tracked.filter((path) => path.startsWith(`${top}/`) && path.split('/').length > 2).map((path) => path.split('/')[1]!))].toSorted();
    const onMap = (top: string): readonly string[] => rowsOf(text).filter(([name]) => name === `\`${top}/\``).flatMap(([, holds]) => quotedIn(holds!).flatMap((quoted) => quoted.replaceAll('/', '').split(' '))).toSorted();
    assert.deepEqual(onMap('server'), foldersOf('server'));
    assert.deepEqual(onMap('test'), foldersOf('test'));
  });

  it('names files and folders that are there', () => {
    const paths = documents.flatMap((path) => quotedIn(read(path)).filter((quoted) => /^(core|server|slots|themes|ui-kit|stories|test)\/[\w./-]*$/.test(quoted)).map((quoted) => `${path}: ${quoted}`));
    assert.ok(paths.length > 15);
    const isThere = (path: string): boolean => existsSync(join(root, path)) && (!path.endsWith('/') || statSync(join(root, path)).isDirectory());
    assert.deepEqual(paths.filter((entry) => !isThere(entry.split(': ')[1]!)), []);
  });
});
