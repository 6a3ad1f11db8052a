import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { promisify } from 'node:util';
import { shippedPresets } from '../../../../core/wire/preset/name.ts';
import { surfacesOf } from '../../../../server/setup/preset-contrast.ts';
import { lineOf, lintFiles, lintPreset } from '../../../../server/setup/preset-lint.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const root = join(import.meta.dirname, '../../../..');
const context = { names: [...shippedPresets, 'mine'], surfaces: surfacesOf(join(root, 'themes')) };
const linesOf = (text: string): string[] => lintPreset(text, context).map((remark) => lineOf('mine.json', remark));

test('the surfaces are read out of the themes', () => {
  for (const [theme, surfaces] of Object.entries(context.surfaces)) assert.equal(surfaces.length, 2, theme);
  assert.deepEqual(context.surfaces.dark[0], [0x0b, 0x0c, 0x10]);
});

describe('the linter says', () => {
  const cases: readonly [what: string, text: string, line: string][] = [
    ['a misspelt key', '{\n  "ui": {\n    "themes": "dark"\n  }\n}', 'mine.json:3:5  ui › themes: "themes" is not a key here. Did you mean "theme"?'],
    ['a misspelt slot', '{"ui":{"slots":{"viewport.banerTop":"x"}}}', 'mine.json:1:17  ui › slots › viewport.banerTop: "viewport.banerTop" is not a slot here. Did you mean "viewport.bannerTop"?'],
    ['a value that is no choice', '{"ui":{"layout":"theater"}}', 'mine.json:1:8  ui › layout: "theater" is not one of the choices. Did you mean "theatre"?'],
    ['a value beyond its bound', '{"config":{"limits":{"maxBroadcasters":20}}}', 'mine.json:1:22  config › limits › maxBroadcasters: is 20: 16 is the most.'],
    ['script in HTML', '{"ui":{"slots":{"sheet.setup":"<script>a</script>"}}}', 'mine.json:1:17  ui › slots › sheet.setup: has a <script>, which is taken out. To make a button act, write data-muf-request="SHARE_OPEN" and the like.'],
    ['a preset that is not there', '{"config":{"roles":{"viewer":"webinar-participent"}}}', 'mine.json:1:21  config › roles › viewer: "webinar-participent" is not a preset. Did you mean "webinar-participant"?'],
    ['an accent that is hard to read', '{"ui":{"theme":"light","accent":"#ff8800"}}', 'mine.json:1:24  hint: ui › accent: #ff8800 is hard to read on the light theme: it reaches 2.3 : 1 and people need 4.5 : 1. #b05e00 would do.'],
    ['one that cannot serve two themes', '{"ui":{"theme":"auto","accent":"#1f5fd6"}}', 'mine.json:1:23  hint: ui › accent: #1f5fd6 is hard to read on the dark theme: it reaches 3.1 : 1 and people need 4.5 : 1. Leave the accent to the themes, or choose one theme.'],
    ['a comma too many', '{"ui":{},}', 'mine.json:1:9  the preset: there is a comma after the last one: take it away.'],
  ];
  for (const [what, text, line] of cases) it(what, () => assert.deepEqual(linesOf(text), [line]));

  it('nothing of what is right', () => {
    assert.deepEqual(linesOf('{"config":{"roles":{"viewer":"mine"}},"ui":{"theme":"dark","accent":"#ffb347"}}'), []);
  });
});

describe('npm run preset:lint', () => {
  function folder(files: Readonly<Record<string, string>>): string {
    const dir = join(tempDir(), 'presets');
    mkdirSync(dir);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    return dir;
  }
  const lint = (...args: string[]): { ok: boolean; lines: string[] } => {
    const lines: string[] = [];
    return { ok: lintFiles(args, (line) => lines.push(line)), lines };
  };

  it('finds nothing to mend in the shipped ones', () => {
    assert.deepEqual(lint(join(root, 'themes/presets')), { ok: true, lines: ['7 presets read, nothing to mend.'] });
  });

  it('reads folders and files, and knows presets that stand beside each other', () => {
    const dir = folder({ 'a.json': '{"config":{"roles":{"viewer":"b"}}}', 'b.json': '{"x":1}', 'preset.schema.json': '{"x":1}' });
    const { ok, lines } = lint(dir);
    assert.deepEqual([ok, lines.length, lines.at(-1)], [false, 2, '2 presets read, 1 thing to mend.']);
    assert.equal(lint(join(dir, 'a.json')).ok, false, 'alone it names one that is not there');
  });

  it('fails for a file that is not there, and not for a hint', () => {
    assert.equal(lint('/nowhere/x.json').ok, false);
    assert.equal(lint(folder({ 'a.json': '{"ui":{"accent":"#333"}}' })).ok, true);
  });

  it('ends with 1 when there is something to mend', async () => {
    const script = join(root, 'server/setup/preset-lint.ts');
    const bad = join(folder({ 'a.json': '{"uii":{}}' }), 'a.json');
    await promisify(execFile)(process.execPath, [script]);
    await assert.rejects(promisify(execFile)(process.execPath, [script, bad]), { code: 1 });
  });
});
