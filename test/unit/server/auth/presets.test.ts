import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPresets } from '../../../../server/auth/presets.ts';
import { SignalError } from '../../../../server/signal-error.ts';
import { StartError } from '../../../../server/start-error.ts';
import { tempDir } from '../../../support/temp-dir.ts';

function folder(files: Readonly<Record<string, unknown>>): string {
  const dir = join(tempDir(), 'presets');
  mkdirSync(dir);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content));
  return dir;
}

test('presets are found by name, with the look left to the page', () => {
  const presets = loadPresets(folder({
    'town-hall.json': { name: 'Town hall', tokens: { accent: '#123456' }, permissions: { caps: { viewer: ['subscribe:*'] }, maxQuality: 'medium', maxPeers: 500, chat: { slowModeSec: 30 } } },
    'plain.json': {},
    'README.md': 'not a preset',
  }));
  assert.deepEqual(presets.permissionsOf('town-hall'), { caps: { viewer: ['subscribe:*'] }, maxQuality: 'medium', maxPeers: 500, chat: { slowModeSec: 30 } });
  assert.deepEqual(presets.permissionsOf('plain'), { caps: {}, chat: { slowModeSec: 0 } });
  assert.equal(presets.permissionsOf(undefined), undefined);
});

test('a name that is not in the folder is refused, for it would allow too much; without a folder it is only a look', () => {
  const presets = loadPresets(folder({ 'plain.json': {} }));
  for (const name of ['plane', '../plain', 'plain.json', '__proto__', 'toString']) {
    assert.throws(() => presets.permissionsOf(name), (error) => error instanceof SignalError && error.code === 'token-invalid', name);
    assert.equal(presets.has(name), false);
  }
  assert.equal(loadPresets(undefined).permissionsOf('anything'), undefined);
});

const broken: readonly [what: string, files: Readonly<Record<string, unknown>>, message: RegExp][] = [
  ['no JSON', { 'a.json': '{' }, /a\.json cannot be read as JSON/],
  ['a misspelt key', { 'a.json': { permissions: { maxPeer: 3 } } }, /a\.json is not valid at permissions\.maxPeer/],
  ['an unknown capability', { 'a.json': { permissions: { caps: { viewer: ['chat:shout'] } } } }, /permissions\.caps\.viewer\.0/],
  ['an unknown role', { 'a.json': { permissions: { caps: { admin: [] } } } }, /permissions\.caps\.admin/],
  ['a quality nobody knows', { 'a.json': { permissions: { maxQuality: 'ultra' } } }, /permissions\.maxQuality/],
  ['a name of its own', { 'A b.json': {} }, /no usable name/],
];
for (const [what, files, message] of broken) {
  test(`${what}: the server does not start`, () => {
    const dir = folder(files);
    assert.throws(() => loadPresets(dir), (error) => error instanceof StartError && message.test(error.message));
  });
}

test('a folder that is not there: the server does not start', () => {
  assert.throws(() => loadPresets('/nowhere/at/all'), /MUF_PRESETS/);
});
