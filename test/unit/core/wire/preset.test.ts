import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import Ajv from 'ajv';
import * as v from 'valibot';
import { checkPreset, checkPresetText, placeInWords } from '../../../../core/wire/preset/findings.ts';
import { mostContent } from '../../../../core/wire/preset/look.ts';
import { takenOut } from '../../../../core/wire/preset/markup.ts';
import { shippedPresets } from '../../../../core/wire/preset/name.ts';
import { mostPresetBytes, presetSchema } from '../../../../core/wire/preset/schema.ts';
import { presetSlots } from '../../../../core/wire/preset/slots.ts';
import { presetJsonSchema, presetSchemaFile } from '../../../../server/setup/preset-schema.ts';
import { slots } from '../../../../slots/names.ts';

const folder = join(import.meta.dirname, '../../../../themes/presets');
const textOf = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');
const jsonSchema = await presetJsonSchema();
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(jsonSchema) as object);

/** One value deep inside an otherwise empty preset. */
const at = (path: string, value: unknown): unknown => path.split('/').toReversed().reduce((inner, key) => ({ [key]: inner }), value);

describe('the shipped presets', () => {
  it('are the files of the folder', () => {
    assert.deepEqual(readdirSync(folder).toSorted(), [...shippedPresets.map((name) => `${name}.json`), 'preset.schema.json'].toSorted());
  });

  for (const name of shippedPresets) {
    it(`${name} is valid, and is so for editors too`, () => {
      assert.deepEqual(checkPresetText(textOf(name)).findings, []);
      assert.equal(validate(JSON.parse(textOf(name))), true, JSON.stringify(validate.errors));
    });
  }

  it('are each another thing', () => {
    assert.equal(new Set(shippedPresets.map((name) => JSON.stringify(JSON.parse(textOf(name))))).size, shippedPresets.length);
  });
});

test('the committed JSON Schema is what `npm run preset:schema` makes', () => {
  assert.equal(readFileSync(presetSchemaFile, 'utf8'), jsonSchema);
});

test('every field says what it is for', () => {
  const silent: string[] = [];
  const walk = (schema: { properties?: object; description?: string }, path: string): void => {
    for (const [key, inner] of Object.entries(schema.properties ?? {}) as [string, { properties?: object; description?: string }][]) {
      if (!inner.description?.trim()) silent.push(`${path}/${key}`);
      walk(inner, `${path}/${key}`);
    }
  };
  walk(JSON.parse(jsonSchema) as object, '');
  assert.deepEqual(silent, []);
});

test('presets know the slots, all and in order, and where they are', () => {
  assert.deepEqual(Object.entries(presetSlots), Object.entries(slots).map(([name, { where, holds }]) => [name, `${where}: ${holds}`]));
});

describe('every limit', () => {
  const long = (length: number): string => 'x'.repeat(length);
  const limits: readonly [path: string, good: readonly unknown[], bad: readonly unknown[]][] = [
    ['$schema', ['', long(2048)], [long(2049), 1]],
    ['config/joinAs', ['host', 'viewer', 'guest'], ['cohost', '', null]],
    ['config/roles/viewer', ['a', long(64), 'a-1'], ['', long(65), 'A', '-a', 'a b', 'a.json', 'ä']],
    ['config/media/camera', ['on', 'off', 'never'], [true, 'On']],
    ['config/media/microphone', ['on', 'off'], ['never']],
    ['config/media/video/width', [160, 3840], [159, 3841, 640.5, '640']],
    ['config/media/video/height', [90, 2160], [89, 2161]],
    ['config/media/video/frameRate', [1, 60], [0, 61]],
    ['config/media/audio/noiseSuppression', [true, false], ['false', 0]],
    ['config/limits/maxBroadcasters', [1, 16], [0, 17, 1.5, '4', null]],
    ['permissions/caps/viewer', [[], ['chat:send']], [['chat:shout'], 'chat:send', {}]],
    ['permissions/maxQuality', ['low', 'medium', 'high'], ['best']],
    ['permissions/maxPeers', [1, 100_000], [0, 100_001]],
    ['permissions/chat/slowModeSec', [0, 600], [-1, 601]],
    ['ui/layout', ['auto', 'immersive', 'theatre', 'grid', 'spotlight'], ['wide', 'Grid']],
    ['ui/theme', ['dark', 'light', 'auto', 'contrast', 'arcade', 'salon'], ['sunset', '']],
    ['ui/density', ['compact', 'roomy'], ['regular']],
    ['ui/accent', ['#abc', '#AABBCC'], ['#abcd', 'red', 'url(x)', 'var(--x)', '#abc;color:red', '# abc', 'expression(1)']],
    ['ui/font', ['Inter', 'Inter, "Segoe UI",serif', 'ヒラギノ角ゴ, sans-serif', "'A B'"], ['', 'Inter;', '"Inter', 'url(x)', 'a, ', 'a  b', 'x'.repeat(201), 'a}b', '@import x']],
    ['ui/lang', ['de', 'pt-BR', 'zh-Hans-CN'], ['d', 'deutsch', 'de_DE', '', `de-${long(9)}`]],
    ['ui/slots/header.actionPill', [false, '', long(mostContent)], [true, null, long(mostContent + 1), {}]],
  ];
  for (const [path, good, bad] of limits) {
    it(`${path} holds at its edge and refuses beyond`, () => {
      for (const value of good) {
        assert.ok(v.is(presetSchema, at(path, value)), `${JSON.stringify(value)?.slice(0, 40)} is allowed`);
        assert.equal(validate(at(path, value)), true, `${JSON.stringify(value)?.slice(0, 40)} is allowed in the JSON Schema`);
      }
      for (const value of bad) {
        assert.ok(!v.is(presetSchema, at(path, value)) || Array.isArray(value), `${JSON.stringify(value)?.slice(0, 40)} is refused`);
        assert.equal(checkPreset(at(path, value)).preset, undefined, `${JSON.stringify(value)?.slice(0, 40)} is not worn`);
        assert.equal(validate(at(path, value)), false, `${JSON.stringify(value)?.slice(0, 40)} is refused in the JSON Schema`);
      }
    });
  }

  it('a file is at most 64 kB', () => {
    const padded = (bytes: number): string => `{}${' '.repeat(bytes - 2)}`;
    assert.ok(checkPresetText(padded(mostPresetBytes)).preset);
    assert.match(checkPresetText(padded(mostPresetBytes + 1)).findings[0]!.sentence, /too large: 64 kB/);
  });
});

describe('sentences', () => {
  const cases: readonly [preset: string, place: string, sentence: RegExp | string][] = [
    ['{"ui":{"themes":"dark"}}', 'ui › themes', '"themes" is not a key here. Did you mean "theme"?'],
    ['{"ui":{"zzzzzzzz":1}}', 'ui › zzzzzzzz', /not a key here\. There are "layout", "theme"/],
    ['{"permisions":{}}', 'permisions', '"permisions" is not a key here. Did you mean "permissions"?'],
    ['{"ui":{"theme":"drak"}}', 'ui › theme', '"drak" is not one of the choices. Did you mean "dark"?'],
    ['{"config":{"media":{"camera":"of"}}}', 'config › media › camera', /Did you mean "off"/],
    ['{"permissions":{"caps":{"viewer":["subscribe:*","chat:sent"]}}}', 'permissions › caps › viewer › number 2', /Did you mean "chat:send"/],
    ['{"ui":{"slots":{"header.actionpil":"x"}}}', 'ui › slots › header.actionpil', '"header.actionpil" is not a slot here. Did you mean "header.actionPill"?'],
    ['{"ui":{"slots":{"sheet.setup":true}}}', 'ui › slots › sheet.setup', 'should be HTML in quotes, or false to hide the slot'],
    ['{"ui":{"slots":{"sheet.setup":"<script>x</script>"}}}', 'ui › slots › sheet.setup', /<script>, which is taken out/],
    ['{"ui":{"accent":"red"}}', 'ui › accent', '"red" is not a colour: write it like #ff3d71'],
    ['{"ui":{"accent":"url(//a)"}}', 'ui › accent', /url\(…\), expression\(…\) and CSS rules have no place here/],
    ['{"ui":{"font":"expression(1)"}}', 'ui › font', /url\(…\), expression\(…\)/],
    ['{"config":{"limits":{"maxBroadcasters":20}}}', 'config › limits › maxBroadcasters', 'is 20: 16 is the most'],
    ['{"config":{"limits":{"maxBroadcasters":0}}}', 'config › limits › maxBroadcasters', 'is 0: 1 is the least'],
    ['{"config":{"limits":{"maxBroadcasters":1.5}}}', 'config › limits › maxBroadcasters', 'is 1.5: it has to be a whole number'],
    ['{"config":{"limits":{"maxBroadcasters":"4"}}}', 'config › limits › maxBroadcasters', 'is "4": it has to be a number, without quotes'],
    ['{"config":{"roles":{"viewer":"A B"}}}', 'config › roles › viewer', /"A B" is not a preset’s name/],
    ['{"ui":[]}', 'ui', 'is a list: it has to be a group in { }'],
    ['[]', '', 'is a list: it has to be a group in { }'],
    ['"x"', '', 'is "x": it has to be a group in { }'],
    ['{"__proto__":{"x":1}}', '__proto__', /not a key here/],
    ['{"ui":{},"ui":{}}', 'ui', 'is here twice: take one away'],
    ['', '', /is empty/],
    ['{"ui":{}', '', 'ends too early: a } is missing'],
    ['{"ui":{},}', '', 'there is a comma after the last one: take it away'],
    ['{"ui":{} "config":{}}', '', 'a comma or a } is missing before this'],
    ['{"ui" {}}', '', 'a colon is missing after "ui"'],
    ["{'ui':{}}", '', 'a name in double quotes should stand here'],
    ['{"ui":{"theme":\'dark\'}}', '', 'text stands in double quotes, not single ones'],
    ['{"ui":{"theme":dark}}', '', 'text has to stand in double quotes'],
    ['{"ui":{"theme":"da\nrk"}}', '', /does not end on its line/],
    ['{ // mine\n}', '', 'JSON has no comments: take this one away'],
    ['{}{}', '', 'goes on after its last bracket'],
    ['['.repeat(60_000), '', 'is nested too deep'],
  ];
  for (const [text, place, sentence] of cases) {
    it(JSON.stringify(text.slice(0, 60)), () => {
      const { findings: [first] } = checkPresetText(text);
      assert.ok(first);
      assert.equal(placeInWords(first.path), place);
      if (typeof sentence === 'string') assert.equal(first.sentence, sentence);
      else assert.match(first.sentence, sentence);
    });
  }

  it('says everything at once, each at its own place', () => {
    const { preset, findings } = checkPresetText('{\n  "ui": {\n    "themes": 1,\n    "layuot": "grid",\n    "accent": "red"\n  },\n  "x": 1\n}');
    assert.equal(preset, undefined);
    const places = findings.map(({ path, line, column }) => `${line}:${column} ${path.join('/')}`);
    assert.deepEqual(places.toSorted(), ['3:5 ui/themes', '4:5 ui/layuot', '5:5 ui/accent', '7:3 x']);
  });

  it('wears a preset whose HTML will lose its script, and says so', () => {
    const { preset, findings } = checkPreset({ ui: { slots: { 'sheet.setup': '<b onclick="x">b</b>' } } });
    assert.ok(preset);
    assert.equal(findings.length, 1);
  });
});

describe('what is called out in HTML', () => {
  for (const html of ['<script>', '<SCRIPT src=x>', '<b onclick=x>', '<img src="https://a/b" OnError = "x">', '<svg/onload=x>', '<b title="a"onclick=x>', '<a href="javascript:x">', '<a href=" JavaScript:x">', '<iframe>', '<b style="x">', '<style>', '<img src="/a.png">', '<img src=http://a/b.png>']) {
    it(html, () => assert.ok(takenOut(html).length > 0));
  }
  for (const html of ['<b>on</b>', '<button data-muf-request="SHARE_OPEN">Share</button>', '<a href="https://a.example/?on=1">one</a>', '<p class="on x">5 &gt; 3</p>', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', 'description: none']) {
    it(`not ${html}`, () => assert.deepEqual(takenOut(html), []));
  }

  it('never takes long', () => {
    for (const text of ['<'.repeat(8192), '<a '.repeat(2731), `<a ${'o'.repeat(8000)}`, `<a ${' on'.repeat(2700)}`, `<a href=${' '.repeat(8000)}`]) {
      const start = performance.now();
      takenOut(text);
      const font = checkPreset({ ui: { font: `${text}!` } });
      assert.equal(font.preset, undefined);
      assert.ok(performance.now() - start < 250, `${text.slice(0, 10)} took ${performance.now() - start} ms`);
    }
  });
});

it('never changes what it is given, nor trips over what is no JSON', () => {
  const given = Object.freeze({ ui: Object.freeze({ themes: 'dark' }) });
  assert.equal(checkPreset(given).preset, undefined);
  const round: { ui?: unknown } = {};
  round.ui = round;
  for (const odd of [undefined, null, 1, () => {}, Symbol('x'), round, 10n]) assert.equal(checkPreset(odd).preset, undefined);
});
