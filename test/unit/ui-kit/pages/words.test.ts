import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { en as kitEnglish, type Dictionary, type Plural } from '../../../../ui-kit/locales/en.ts';
import { loaders as kit } from '../../../../ui-kit/locales/languages.ts';
import { loaders } from '../../../../ui-kit/pages/language.ts';
import { en, type PageWords } from '../../../../ui-kit/pages/words/en.ts';

type Key = keyof PageWords;
const keys = Object.keys(en) as Key[];
const folder = join(import.meta.dirname, '../../../../ui-kit/pages');
const formsOf = (entry: string | Plural): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry));

/** What the HTML of the pages says before any script has run, by the key it is said again with. */
const marked = readdirSync(folder).filter((name) => name.endsWith('.html')).flatMap((name) =>
  [...readFileSync(join(folder, name), 'utf8').matchAll(/<\w+([^>]*) data-say="([\w.]+)"([^>]*)>([^<]*)/g)].map(([, before, key, after, text]) => {
    const attributes = `${before}${after}`;
    return { key: key as Key, text: /placeholder="([^"]*)"/.exec(attributes)?.[1] ?? text, count: /data-count="(\d+)"/.exec(attributes)?.[1] ?? '' };
  }));

/** The words of the room that the picture of a phone and the list of rooms show, too. */
const shared = { 'phone.live': 'header.live', 'phone.say': 'chat.placeholder', watching: 'header.watching', room: 'setup.lobbyRoom' } as const satisfies Partial<Record<Key, keyof Dictionary>>;

function saysAsTheRoom(words: PageWords, room: Dictionary): void {
  for (const [key, same] of Object.entries(shared) as [keyof typeof shared, keyof Dictionary][]) assert.deepEqual(words[key], room[same], key);
}

describe('the words of the pages', () => {
  it('are in English what their HTML says', () => {
    assert.ok(marked.length > 15);
    for (const { key, text, count } of marked) assert.equal(text, formsOf(en[key]).at(-1)?.replace('{count}', count), key);
    saysAsTheRoom(en, kitEnglish);
  });

  it('leave no text of the HTML out', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8').replace(/[^]*<body>/, '').replace(/<(\w+)[^>]* data-say="[^"]*"[^>]*>[^<]*/g, '').replace(/<code[^]*?<\/code>|<[^>]*>/g, ' ');
    assert.deepEqual(html.split(/\s+/).filter(Boolean), ['muf-live', 'Ada', '12:04', 'Bo', 'Cy', 'Hana'], 'names and times stay');
  });

  it('are there in the languages of the room', () => assert.deepEqual(Object.keys(loaders), Object.keys(kit)));

  for (const [lang, load] of Object.entries(loaders)) {
    it(`${lang}: each key once, in words of its own, plural forms as its rules name them, as the room says it`, async () => {
      const words: PageWords = await load();
      assert.deepEqual(Object.keys(words), keys);
      const categories = [...new Intl.PluralRules(lang).resolvedOptions().pluralCategories].toSorted();
      assert.deepEqual(Object.keys(words.watching).toSorted(), categories);
      for (const form of Object.values(words.watching)) assert.match(form, /\{count\}/);
      for (const key of keys) {
        for (const form of formsOf(words[key])) assert.ok(form.trim() === form && form !== '' && !/[!！¡]/.test(form), `${key}: ${form}`);
        if (key !== 'phone.live') assert.notDeepEqual(words[key], en[key], key);
      }
      saysAsTheRoom(words, await kit[lang as keyof typeof kit]());
    });
  }
});
