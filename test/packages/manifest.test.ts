import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';

interface Declaration { readonly tagName?: string; readonly description?: string; readonly cssParts?: readonly { readonly name: string }[]; readonly slots?: readonly { readonly name: string }[] }

const root = join(import.meta.dirname, '../..');
const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as { modules: readonly { path: string; declarations?: readonly Declaration[] }[] };
const elements = new Map(modules.flatMap(({ path, declarations = [] }) => declarations.flatMap((item) => (item.tagName ? [[item.tagName, { ...item, path }] as const] : []))));

describe('custom-elements.json', () => {
  it('has every element but those of the room’s own, under its own file', () => {
    const isPublic = (path: string): boolean => !path.endsWith('.css.ts') && !readFileSync(join(root, path), 'utf8').includes('* @internal');
    const tags = globSync('ui-kit/**/muf-*.ts', { cwd: root }).filter(isPublic).map((path) => basename(path, '.ts'));
    assert.ok(tags.length > 10);
    assert.deepEqual(tags.filter((tag) => basename(elements.get(tag)?.path ?? '') !== `${tag}.ts`), []);
  });

  it('says of each what it is', () => {
    assert.deepEqual([...elements].filter(([, { description }]) => !description?.trim()).map(([tag]) => tag), []);
  });

  it('lists every part that is rendered', () => {
    const missing = [...elements].flatMap(([tag, { path, cssParts = [] }]) => {
      const rendered = [...readFileSync(join(root, path), 'utf8').matchAll(/\spart="([\w\s-]+)"/g)].flatMap(([, names]) => names!.trim().split(/\s+/));
      return [...new Set(rendered)].filter((name) => !cssParts.some((part) => part.name === name)).map((name) => `<${tag}> ::part(${name})`);
    });
    assert.deepEqual(missing, []);
  });
});
