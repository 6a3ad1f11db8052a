import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';

interface Named { readonly name: string; readonly description?: string }
interface Declaration { readonly tagName?: string; readonly description?: string; readonly cssParts?: readonly Named[]; readonly slots?: readonly Named[]; readonly attributes?: readonly Named[]; readonly events?: readonly Named[] }

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

  const sourceOf = (path: string): string => readFileSync(join(root, path), 'utf8');
  const describedIn = (named: readonly Named[] = []): string[] => named.filter(({ description }) => description?.trim()).map(({ name }) => name);
  const isInternal = ({ path }: { path: string }): boolean => sourceOf(path).includes('* @internal');

  it('describes every attribute', () => {
    const missing = [...elements].filter(([, element]) => !isInternal(element)).flatMap(([tag, { path, attributes }]) => {
      const options = [...(/static override properties[^=]*= \{(.*)\};?$/m.exec(sourceOf(path))?.[1] ?? '').matchAll(/(\w+): (\{[^{}]*\})/g)];
      const own = options.flatMap(([, field = '', option = '']) => (/state: true|attribute: false/.test(option) ? [] : [/attribute: '([\w-]+)'/.exec(option)?.[1] ?? field.toLowerCase()]));
      return own.filter((name) => !describedIn(attributes).includes(name)).map((name) => `<${tag} ${name}>`);
    });
    assert.deepEqual(missing, []);
  });

  it('describes every slot and every event', () => {
    const missing = [...elements].filter(([, element]) => !isInternal(element)).flatMap(([tag, { path, slots, events = [] }]) => {
      const source = sourceOf(path);
      const named = [...source.matchAll(/<slot(?: name="([\w.]+)")?(?=[ >])(?! name=)/g)].map(([, name = '']) => name);
      const lost = [...new Set(named)].filter((name) => !describedIn(slots).includes(name)).map((name) => `<${tag}> slot "${name}"`);
      return [...lost, ...(/this\.request\(/.test(source) && !events.some(({ name }) => name === 'muf-request') ? [`<${tag}> muf-request`] : [])];
    });
    assert.deepEqual(missing, []);
  });

  it('lists every part that is rendered, with what it is', () => {
    const missing = [...elements].flatMap(([tag, { path, cssParts = [] }]) => {
      const rendered = [...readFileSync(join(root, path), 'utf8').matchAll(/\spart="([\w\s-]+)"/g)].flatMap(([, names]) => names!.trim().split(/\s+/));
      return [...new Set(rendered)].filter((name) => !describedIn(cssParts).includes(name)).map((name) => `<${tag}> ::part(${name})`);
    });
    assert.deepEqual(missing, []);
  });
});
