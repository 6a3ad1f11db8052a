import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { linkedPlace, type LinkedPlace } from './linked-place.ts';

interface Tag { readonly name: string; readonly description: string; readonly attributes: readonly { readonly name: string; readonly values?: readonly { readonly name: string }[]; readonly valueSet?: string }[] }

const jsx = `import 'muf-live/react';
import { createRef } from 'react';
import type { MufLiveRoom } from 'muf-live/ui-kit';

const room = createRef<MufLiveRoom>();
export const fine = (
  <muf-live-room ref={room} server="https://live.example" room-id="r" join-as="viewer" theme="arcade" density="compact" slot-inspector className="stage" style={{ blockSize: 400 }}
    slots={{ 'viewport.bannerTop': 'hello' }} onmuf-request={(event) => event.detail.type} {...{ 'onmuf:chat': (event: CustomEvent<{ text: string }>) => event.detail.text }}>
    <button slot="header.actionPill">Follow</button>
  </muf-live-room>
);
export const alone = <muf-room-provider><muf-chat-log layout="wide" /><muf-countdown-ring from={0} until={1} /></muf-room-provider>;
// @ts-expect-error There is no such role.
export const wrongRole = <muf-live-room join-as="owner" />;
// @ts-expect-error There is no such attribute.
export const wrongAttribute = <muf-live-room sever="https://live.example" />;
// @ts-expect-error There is no such element.
export const wrongTag = <muf-live-rom />;
// @ts-expect-error It counts in numbers.
export const wrongType = <muf-countdown-ring from="soon" />;
// @ts-expect-error A chat event has a text, not a title.
export const wrongDetail = <muf-live-room {...{ 'onmuf:chat': (event: CustomEvent<{ title: string }>) => event.detail.title }} />;
`;

const vue = `import 'muf-live/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['muf-live-room']>['$props'];
export const fine: Props = { server: 'https://live.example', 'join-as': 'host', class: 'stage', 'onMuf:viewer_count': ({ detail }) => detail.count.toFixed() };
// @ts-expect-error There is no such role.
export const wrongRole: Props = { 'join-as': 'owner' };
// @ts-expect-error A count is a number.
export const wrongDetail: Props = { 'onMuf:viewer_count': ({ detail }) => detail.count.trim() };
export const element: string = (null as unknown as InstanceType<GlobalComponents['muf-chat-log']>).layout;
// @ts-expect-error There is no such element.
export type Wrong = GlobalComponents['muf-live-rom'];
`;

/** Without \`skipLibCheck\`: what is published must hold by itself. */
const compilerOptions = {
  target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2024', 'dom', 'dom.iterable'], types: [], jsx: 'react-jsx', strict: true, noEmit: true, exactOptionalPropertyTypes: true,
};

describe('what editors and frameworks are told', () => {
  let place: LinkedPlace;
  before(async () => {
    place = await linkedPlace();
  });
  after(() => place.close());

  const readJson = (name: string): unknown => JSON.parse(readFileSync(join(place.mufLive, 'dist', name), 'utf8'));

  async function typecheck(name: string, code: string): Promise<string> {
    const home = join(place.path, name.replace('.', '-'));
    mkdirSync(home);
    writeFileSync(join(home, name), code);
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }));
    return new Promise((resolve) => { execFile('tsc', ['-p', home], { cwd: home }, (_error, stdout) => resolve(stdout)); });
  }

  it('VS Code: every element with its attributes and their values', () => {
    const { tags } = readJson('vscode.html-custom-data.json') as { tags: readonly Tag[] };
    assert.ok(tags.length > 40);
    assert.deepEqual(tags.filter(({ description }) => description === ''), []);
    const room = tags.find(({ name }) => name === 'muf-live-room')!;
    const valuesOf = (name: string) => room.attributes.find((attribute) => attribute.name === name)?.values?.map((value) => value.name);
    assert.deepEqual(valuesOf('join-as'), ['host', 'viewer', 'guest']);
    assert.deepEqual(valuesOf('theme')?.slice(0, 3), ['dark', 'light', 'auto']);
    assert.deepEqual(valuesOf('density'), ['compact', 'roomy']);
    assert.match(room.description, /`header\.actionPill`/);
    assert.equal(room.attributes.find(({ name }) => name === 'slot-inspector')?.valueSet, 'v');
    assert.deepEqual(tags.flatMap(({ attributes }) => attributes.map(({ name }) => name)).filter((name) => !/^[a-z][a-z-]*$/.test(name)), []);
  });

  it('VS Code: every token, and every part', () => {
    const { properties, pseudoElements } = readJson('vscode.css-custom-data.json') as Record<'properties' | 'pseudoElements', readonly { name: string; description: string }[]>;
    const names = properties.map(({ name }) => name);
    for (const name of ['--muf-font', '--muf-color-surface', '--muf-radius-md', '--muf-chat-height']) assert.ok(names.includes(name), name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(pseudoElements.some(({ name }) => name === '::part(tile)'));
  });

  it('React: what is right compiles, what is wrong does not', async () => {
    assert.equal(await typecheck('react.tsx', jsx), '');
  });

  it('Vue: what is right compiles, what is wrong does not', async () => {
    assert.equal(await typecheck('vue.ts', vue), '');
  });
});
