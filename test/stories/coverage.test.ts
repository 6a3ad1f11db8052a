import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { states } from '../../stories/states.ts';
import { brand } from '../../stories/support/brand.ts';
import { readIndex } from './storybook.ts';

const root = join(import.meta.dirname, '../..');
const entries = readIndex();
const stories = entries.filter(({ type }) => type === 'story');

interface Manifest { readonly modules: readonly { readonly path: string; readonly declarations?: readonly { readonly tagName?: string }[] }[] }

/** Elements that anyone may use: all but the room's own. */
function publicTags(): string[] {
  const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as Manifest;
  return modules.flatMap(({ path, declarations = [] }) => {
    const file = join(root, path);
    const isPublic = existsSync(file) && !readFileSync(file, 'utf8').includes('* @internal');
    return isPublic ? declarations.flatMap(({ tagName }) => tagName ?? []) : [];
  });
}

describe('the stories', () => {
  it('show every public element', () => {
    const shown = new Set(stories.map(({ importPath }) => basename(importPath, '.stories.ts')));
    const tags = publicTags();
    assert.ok(tags.length > 60, `only ${tags.length} elements were found`);
    assert.deepEqual(tags.filter((tag) => !shown.has(tag)), []);
  });

  it('show every state that the code has a name for', () => {
    const known = new Set(stories.map(({ importPath, exportName }) => `${importPath.replace(/^\.\/stories\/|\.stories\.ts$/g, '')}#${exportName}`));
    const missing = Object.entries(states).flatMap(([table, shown]) => Object.entries(shown).flatMap(([state, story]) => (known.has(story) ? [] : [`${table}, ${state}: ${story}`])));
    assert.deepEqual(missing, []);
  });

  it('have names of their own', () => {
    const names = stories.map(({ title, name }) => `${title}: ${name}`);
    assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
  });

  it('stand beside a docs page of every element and the guides', () => {
    const documented = new Set(entries.filter(({ type }) => type === 'docs').map(({ importPath }) => importPath));
    const wanted = stories.map(({ importPath }) => importPath).filter((path) => basename(path).startsWith('muf-'));
    assert.deepEqual([...new Set(wanted)].filter((path) => !documented.has(path)), []);
    assert.ok([...documented].some((path) => path.endsWith('guides/quick-start.mdx')));
  });

  it('are framed in the colours of the dark theme', () => {
    const css = readFileSync(join(root, 'themes/dark.css'), 'utf8');
    for (const [role, colour] of Object.entries(brand)) {
      const name = role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      assert.match(css, new RegExp(`--muf-color-${name}: (var\\(--muf-accent, )?${colour}`), role);
    }
  });
});
