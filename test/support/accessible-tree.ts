import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from './until.ts';

interface AxValue { readonly value?: unknown }
interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly description?: AxValue;
  readonly value?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
  readonly childIds?: readonly string[];
}

const folder = join(import.meta.dirname, '../fixtures/accessible-tree');
/** `MUF_UPDATE_TREES=1` writes the fixtures anew; read the difference before keeping it. */
const updating = process.env['MUF_UPDATE_TREES'] === '1';

/** Boxes without a meaning of their own. */
const transparent: ReadonlySet<string> = new Set(['generic', 'none', 'RootWebArea', 'LabelText', 'MenuListPopup', 'LayoutTable']);
const unspoken: ReadonlySet<string> = new Set(['InlineTextBox', 'LineBreak', 'ListMarker']);
const states: ReadonlySet<string> = new Set(['pressed', 'checked', 'selected', 'expanded', 'disabled', 'level', 'modal', 'invalid', 'required', 'live', 'keyshortcuts', 'hasPopup']);

/** What differs from run to run, and from machine to machine. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/https?:\/\/[^\s"]+/g, '<link>'],
  [/\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?/g, '<time>'],
  [/\b\d+ seconds? left/g, '<n> seconds left'],
  [/(MenuListOption|option) "[^"]*(?:Fake|fake|\/)[^"]*"/g, '$1 <device>'],
  [/(combobox "[^"]* in use") value="[^"]*"/g, '$1 value=<device>'],
];
/** What comes and goes by itself: notices, a weak connection, who is speaking just now. */
const passing = /^(?:log "Notices"|button "Connection: |image "Speaking"|text "Speaking")/;

const stateOf = ({ properties = [] }: AxNode): string =>
  properties.filter(({ name, value: { value } }) => states.has(name) && value !== false && value !== 'false' && value !== '' && value !== 'off').map(({ name, value }) => ` ${name}${value.value === true || value.value === 'true' ? '' : `=${String(value.value)}`}`).join('');

function lineOf(node: AxNode): string {
  const role = String(node.role?.value ?? '');
  const name = String(node.name?.value ?? '').replace(/\s+/g, ' ').trim();
  if (role === 'StaticText') return name ? `text "${name}"` : '';
  const value = node.value?.value === undefined || node.value.value === '' ? '' : ` value="${String(node.value.value)}"`;
  const description = node.description?.value && node.description.value !== node.name?.value ? ` (${String(node.description.value)})` : '';
  return `${role}${name ? ` "${name}"` : ''}${value}${stateOf(node)}${description}`;
}

/** The page as Chromium gives it to assistive technology, one line for each node, without what differs from run to run. */
export async function accessibleTree(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (id: string, depth: number, spoken: string): void => {
    const node = byId.get(id);
    if (!node || unspoken.has(String(node.role?.value))) return;
    const line = node.ignored || transparent.has(String(node.role?.value)) ? '' : masks.reduce((text, [pattern, mask]) => text.replace(pattern, mask), lineOf(node));
    if (passing.test(line)) return;
    const name = String(node.name?.value ?? '').replace(/\s+/g, ' ').trim();
    // A text that is the name of what it stands in has been said.
    const shown = line !== '' && !(node.role?.value === 'StaticText' && name === spoken);
    if (shown) lines.push(`${'  '.repeat(depth)}${line}`);
    for (const child of node.childIds ?? []) walk(child, shown ? depth + 1 : depth, shown ? name : spoken);
  };
  walk(nodes[0]?.nodeId ?? '', 0, '');
  return `${lines.join('\n')}\n`;
}

/** Holds a screen to the tree that is kept of it. */
export async function keepsTree(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.txt`);
  if (updating) {
    let before = '';
    const tree = await until(() => accessibleTree(page), (now) => {
      const same = now === before;
      before = now;
      return same;
    }, { what: `${name} is at rest`, every: 500 });
    writeFileSync(path, tree);
    return;
  }
  assert.ok(existsSync(path), `${path} is missing: run this test with MUF_UPDATE_TREES=1`);
  const expected = readFileSync(path, 'utf8');
  const reached = await until(() => accessibleTree(page), (now) => now === expected, { what: name, every: 250 }).then(() => true, () => false);
  if (!reached) assert.equal(await accessibleTree(page), expected, `the accessible tree of "${name}" has changed; if that is meant, run this test with MUF_UPDATE_TREES=1`);
}
