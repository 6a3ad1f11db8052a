import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en, type Dictionary, type MessageKey, type Plural } from '../../../../ui-kit/locales/en.ts';
import { loaders } from '../../../../ui-kit/locales/languages.ts';

type Entry = string | Plural;
const english = Object.entries(en) as [MessageKey, Entry][];
const formsOf = (entry: Entry): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry));
const placesOf = (sentence: string): string => [...sentence.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted().join(' ');
const languages = Object.keys(loaders) as (keyof typeof loaders)[];

/** Units, names of things that are the same everywhere, and words that a language has taken over as they are. */
const sameEverywhere = /^(\{\w+\}|[\s·:,%p]|[kM]bit\/s|ms|s|UDP|TCP)*$/;
const borrowed: Readonly<Record<string, readonly string[]>> = {
  de: ['LIVE', 'Host', 'Chat', 'Pause', 'Moderator', 'Mod', 'Emoji', 'Raid', 'Layout', 'Link', 'Server', 'Relay', 'Upload', 'Upload {mbps} Mbit/s', 'Optional'],
  es: ['Chat', 'Mod', 'Raid'],
  fr: ['Chat', 'Message', 'Raid', 'Pause', 'Immersive'],
  pt: ['Chat', 'Mod', 'Raid', 'Link', 'Layout', 'Relay'],
  ja: ['LIVE'],
};

/** What happened, then what to do: a mark that ends a sentence stands between the two. */
const sentenceEnd = /[.?:。？।؟][\s\u00a0]*(?=\S)/;

describe('the dictionaries', () => {
  it('are nine beside English', () => {
    assert.deepEqual(languages, ['ar', 'de', 'es', 'fr', 'he', 'hi', 'ja', 'pt', 'zh']);
  });

  for (const lang of languages) {
    describe(lang, async () => {
      const dictionary: Dictionary = await loaders[lang]();
      const entries = Object.entries(dictionary) as [MessageKey, Entry][];
      const of = (key: MessageKey): Entry => dictionary[key];
      const known = english.filter(([key]) => Object.hasOwn(dictionary, key));

      it('has every key of English and none besides', () => {
        assert.deepEqual(Object.keys(en).filter((key) => !Object.hasOwn(dictionary, key)), [], 'missing');
        assert.deepEqual(Object.keys(dictionary).filter((key) => !Object.hasOwn(en, key)), [], 'unknown');
      });

      it('has every place of the English sentence and none besides', () => {
        for (const [key, sentence] of known) {
          const places = placesOf(formsOf(sentence).at(-1) ?? '');
          for (const form of formsOf(of(key))) assert.equal(placesOf(form), places, `${key}: ${form}`);
        }
      });

      it('has all plural forms that its rules name, and no others', () => {
        const categories = [...new Intl.PluralRules(lang).resolvedOptions().pluralCategories].toSorted();
        for (const [key, sentence] of known) {
          if (typeof sentence === 'string') assert.equal(typeof of(key), 'string', key);
          else assert.deepEqual(Object.keys(of(key)).toSorted(), categories, key);
        }
      });

      it('says everything in its own words', () => {
        const same = known.filter(([key, sentence]) => formsOf(of(key)).some((form) => formsOf(sentence).includes(form) && !sameEverywhere.test(form) && !borrowed[lang]?.includes(form)));
        assert.deepEqual(same.map(([key, sentence]) => `${key}: ${formsOf(sentence).at(-1)}`), []);
      });

      it('does not shout, leaves no sentence empty and no space at its ends', () => {
        for (const [key, entry] of entries) {
          for (const form of formsOf(entry)) {
            assert.doesNotMatch(form, /[!！¡]/, key);
            assert.equal(form, form.trim(), key);
            assert.notEqual(form, '', key);
          }
        }
      });

      it('says the remedy after what went wrong, wherever English does', () => {
        for (const [key, sentence] of known) {
          if (!/^(error|network\.cause|quality\.remedy)\./.test(key) || !sentenceEnd.test(formsOf(sentence)[0] ?? '')) continue;
          assert.match(formsOf(of(key))[0] ?? '', sentenceEnd, key);
        }
      });

      it('is about as long as English where there is no room to spare', () => {
        const tight = known.filter(([key, sentence]) => /^(controls|header|setup\.(goLive|watch|retry|cancel)|cohost\.(accept|decline))/.test(key) && typeof sentence === 'string');
        for (const [key, sentence] of tight) assert.ok(formsOf(of(key))[0]!.length <= Math.max(16, formsOf(sentence)[0]!.length * 2), `${key}: ${formsOf(of(key))[0]}`);
      });
    });
  }
});
