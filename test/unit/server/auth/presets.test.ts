import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { shippedPresets } from '../../../../core/wire/preset/name.ts';
import { grantsOf } from '../../../../server/auth/grants.ts';
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

const townHall = {
  config: { limits: { maxBroadcasters: 7 }, roles: { viewer: 'plain' } },
  permissions: { caps: { viewer: ['subscribe:*'] }, maxQuality: 'medium', maxPeers: 500, chat: { slowModeSec: 30 } },
  ui: { theme: 'light' },
};

test('the operator’s presets are found by name, and their text is there for pages', () => {
  const presets = loadPresets(folder({ 'town-hall.json': townHall, 'plain.json': {}, 'preset.schema.json': '{', 'README.md': 'not a preset' }));
  assert.deepEqual(presets.permissionsOf('town-hall'), { caps: { viewer: ['subscribe:*'] }, maxQuality: 'medium', maxPeers: 500, chat: { slowModeSec: 30 } });
  assert.deepEqual(presets.permissionsOf('plain'), { caps: {}, chat: { slowModeSec: 0 } });
  assert.equal(presets.permissionsOf(undefined), undefined);
  assert.deepEqual([presets.seatsOf('town-hall'), presets.seatsOf('plain'), presets.seatsOf(undefined)], [7, undefined, undefined]);
  assert.deepEqual([presets.wornBy('viewer', 'town-hall'), presets.wornBy('cohost', 'town-hall'), presets.wornBy('viewer', undefined)], ['plain', 'town-hall', undefined]);
  assert.deepEqual(JSON.parse(presets.textOf('town-hall') ?? ''), townHall);
});

test('the shipped ones are there out of the box, and mean what they say', () => {
  const presets = loadPresets(undefined);
  for (const name of shippedPresets) assert.ok(presets.permissionsOf(name), name);
  const caps = (preset: string, role: 'host' | 'viewer' | 'guest', isOriginalHost = false): string[] =>
    [...grantsOf({ room_id: 'r', role, room_type: 'live', exp: 1, is_original_host: isOriginalHost }, presets.permissionsOf(preset)).caps];
  assert.ok(caps('live-viewer', 'viewer').includes('cohost:request'));
  assert.ok(!caps('webinar-participant', 'viewer').includes('cohost:request'));
  assert.equal(presets.permissionsOf('webinar-participant')?.chat.slowModeSec, 10);
  assert.equal(presets.wornBy('viewer', 'webinar-host'), 'webinar-participant');
  assert.equal(presets.wornBy('cohost', 'group-call-host'), 'group-call-participant');
  assert.ok(caps('group-call-participant', 'host').includes('publish:camera') && !caps('group-call-participant', 'host').includes('chat:moderate'));
  assert.equal(presets.seatsOf('group-call-host'), 16);
  for (const role of ['host', 'guest', 'viewer'] as const) assert.ok(!caps('audio-room', role, role === 'host').some((cap) => cap === 'publish:camera' || cap === 'publish:screen'), role);
  assert.ok(caps('audio-room', 'host', true).includes('room:end'), 'the room’s own host may end it, whatever a preset lists');
});

test('a folder’s preset comes before the shipped one of its name', () => {
  const presets = loadPresets(folder({ 'live-viewer.json': { permissions: { caps: { viewer: [] } } } }));
  assert.deepEqual(presets.permissionsOf('live-viewer')?.caps.viewer, []);
  assert.ok(presets.has('webinar-host'));
});

test('a name that nobody knows is refused, for it would allow too much', () => {
  for (const presets of [loadPresets(undefined), loadPresets(folder({ 'plain.json': {} }))]) {
    for (const name of ['plane', 'webinar-participent', '../plain', 'plain.json', 'preset.schema', '', '__proto__', 'toString']) {
      assert.throws(() => presets.permissionsOf(name), (error) => error instanceof SignalError && error.code === 'token-invalid', name);
      assert.equal(presets.has(name), false);
      assert.equal(presets.textOf(name), undefined);
    }
  }
});

const broken: readonly [what: string, files: Readonly<Record<string, unknown>>, message: RegExp][] = [
  ['no JSON', { 'a.json': '{' }, /a\.json, line 1: a name in double quotes should stand here\. Mend it/],
  ['a misspelt key', { 'a.json': { permissions: { maxPeer: 3 } } }, /a\.json, line 1: permissions › maxPeer: "maxPeer" is not a key here\. Did you mean "maxPeers"\?/],
  ['a misspelt part', { 'a.json': { permission: {} } }, /Did you mean "permissions"\?/],
  ['a look that cannot be worn', { 'a.json': '{\n"ui": {\n"theme": "drak" } }' }, /a\.json, line 3: ui › theme/],
  ['an unknown capability', { 'a.json': { permissions: { caps: { viewer: ['chat:shout'] } } } }, /permissions › caps › viewer › number 1/],
  ['an unknown role', { 'a.json': { permissions: { caps: { admin: [] } } } }, /permissions › caps › admin/],
  ['a quality nobody knows', { 'a.json': { permissions: { maxQuality: 'ultra' } } }, /permissions › maxQuality/],
  ['a role that gets a preset nobody knows', { 'a.json': { config: { roles: { viewer: 'nobody' } } } }, /The preset a gives the viewer the preset nobody, and there is none/],
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
