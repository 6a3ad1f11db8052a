import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageFor, loaders } from '../../../../ui-kit/pages/language.ts';
import { en } from '../../../../ui-kit/pages/words/en.ts';

const chosen = async (...read: string[]): Promise<readonly [lang: string, headline: string]> => {
  const { lang, words } = languageFor(read);
  return [lang, (await words()).headline];
};

test('the first language someone reads that the pages speak', async () => {
  assert.deepEqual(await chosen('de-AT', 'fr'), ['de-AT', 'Das Bild ist der Raum.']);
  assert.deepEqual(await chosen('nl', 'fr-CA', 'de'), ['fr-CA', 'L’image est la salle.']);
  assert.deepEqual(await chosen('iw', 'en'), ['he', (await loaders.he()).headline]);
});

test('English stands where someone put it, and for whoever reads none of them', async () => {
  assert.deepEqual(await chosen('en-GB', 'de'), ['en-GB', en.headline]);
  for (const read of [[], ['nl', 'fi']]) assert.deepEqual(await chosen(...read), ['en', en.headline]);
});

test('a script that someone may not read is no substitute', async () => {
  assert.deepEqual(await chosen('zh-TW', 'ja'), ['ja', (await loaders.ja()).headline]);
  assert.deepEqual(await chosen('zh-Hans-SG'), ['zh-Hans-SG', (await loaders.zh()).headline]);
});

test('what is no language tag is passed over', async () => {
  assert.deepEqual(await chosen('', '*', 'de_DE', '"><script>', 'x'.repeat(99), 'es'), ['es', (await loaders.es()).headline]);
});
