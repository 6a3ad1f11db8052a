import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { $brought, english, translate, type Dictionary, type PartialDictionary } from '../../../../ui-kit/localize.ts';
import '../../../../ui-kit/locales/english.ts';
import { localeFor, type Loaders } from '../../../../ui-kit/locales/languages.ts';
import { canonicalTag, directionOf, serves } from '../../../../ui-kit/locales/match.ts';
import { registerLanguage } from '../../../../ui-kit/locales/register.ts';

afterEach(() => $brought.set(new Map()));

const says = async (lang: string, key: keyof Dictionary, shipped?: Loaders): Promise<string> => translate(await localeFor(lang, shipped), key);

describe('which language serves whom', () => {
  it('matches regions, scripts and old names to the shipped languages', async () => {
    const goodbye = { 'de-AT': 'Verlassen', 'zh-Hans-CN': '离开', 'zh-CN': '离开', zh: '离开', 'pt-BR': 'Sair', 'pt-PT': 'Sair', 'ja-JP': '退出', 'es-419': 'Salir', 'fr-CA': 'Quitter', he: 'יציאה' };
    for (const [lang, text] of Object.entries(goodbye)) assert.equal(await says(lang, 'header.leave'), text, lang);
    assert.equal(await says(canonicalTag('iw')!, 'header.leave'), 'יציאה');
  });

  it('keeps the region for numbers and times', async () => {
    assert.equal((await localeFor('de-AT')).lang, 'de-AT');
    assert.equal(translate(await localeFor('hi-IN'), 'header.watching', { count: 1_234_567 }), '12,34,567 दर्शक');
    assert.equal(translate(await localeFor('ar-EG'), 'header.watching', { count: 5 }), '٥ مشاهدين');
  });

  it('gives nobody a script that they may not read', async () => {
    for (const lang of ['zh-Hant', 'zh-TW', 'zh-HK', 'hi-Latn', 'nl', 'tlh']) {
      const locale = await localeFor(lang);
      assert.equal(translate(locale, 'header.leave'), 'Leave', lang);
      assert.equal(locale.lang, 'en', `${lang}: English words with English numbers`);
    }
  });

  it('knows no language in what is no tag', () => {
    for (const text of ['', 'not a language', 'en_US', 'd', '<b>']) assert.equal(canonicalTag(text), null, text);
  });

  it('serves a region only where the dictionary names that one or none', () => {
    assert.equal(serves('pt', 'pt-PT'), true);
    assert.equal(serves('pt-PT', 'pt-PT'), true);
    assert.equal(serves('pt-PT', 'pt-BR'), false);
    assert.equal(serves('zh-Hant', 'zh-TW'), true);
    assert.equal(serves('zh-Hant', 'zh'), false);
  });

  it('knows the direction of languages that are not shipped, too', () => {
    assert.deepEqual(['ar', 'he-IL', 'fa', 'ur', 'ks-Deva', 'en', 'ja', 'az-Arab'].map(directionOf), ['rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr', 'rtl']);
  });
});

describe('plural forms', () => {
  it('follow the language’s own rules', async () => {
    const arabic = await localeFor('ar');
    const watching = (count: number): string => translate(arabic, 'header.watching', { count });
    assert.deepEqual([1, 2, 3, 11, 100].map(watching), ['مشاهد واحد (1)', 'مشاهدان (2)', '3 مشاهدين', '11 مشاهدًا', '100 مشاهد']);
    assert.equal(translate(await localeFor('fr'), 'header.watching', { count: 1_000_000 }).replace(/\s/g, ' '), '1 000 000 de spectateurs');
  });
});

describe('names in sentences', () => {
  it('keep their direction to themselves where two meet', async () => {
    assert.equal(translate({ lang: 'en', dictionary: english }, 'chat.joined', { name: 'Ada' }), 'Ada joined');
    assert.equal(translate({ lang: 'en', dictionary: english }, 'chat.joined', { name: 'ليلى' }), '\u2068ليلى\u2069 joined');
    assert.equal(translate(await localeFor('ar'), 'chat.joined', { name: 'Ada' }), 'انضم \u2068Ada\u2069');
  });
});

describe('words that cannot be fetched', () => {
  it('are asked for again by the next one who wants them', async () => {
    let asked = 0;
    const shipped: Loaders = { de: () => (++asked === 1 ? Promise.reject(new Error('offline')) : Promise.resolve({ 'header.leave': 'Raus' } as Dictionary)) };
    await assert.rejects(localeFor('de', shipped), /offline/);
    assert.equal(await says('de', 'header.leave', shipped), 'Raus');
  });
});

describe('registerLanguage', () => {
  it('brings a language, with English for what it leaves out', async () => {
    registerLanguage('nl', { 'header.leave': 'Verlaten', 'header.watching': { one: '{count} kijker', other: '{count} kijkers' } });
    assert.equal(await says('nl-BE', 'header.leave'), 'Verlaten');
    assert.equal(await says('nl-BE', 'header.end'), 'End');
    assert.equal(translate(await localeFor('nl'), 'header.watching', { count: 2000 }), '2.000 kijkers');
  });

  it('says single sentences of a shipped language in the page’s own way, the more particular first', async () => {
    registerLanguage('pt-PT', { 'header.leave': 'Deixar' });
    registerLanguage('pt', { 'header.leave': 'Fechar', 'header.end': 'Acabar' });
    assert.equal(await says('pt-PT', 'header.leave'), 'Deixar');
    assert.equal(await says('pt-PT', 'header.end'), 'Acabar');
    assert.equal(await says('pt-BR', 'header.leave'), 'Fechar');
    assert.equal(await says('pt-BR', 'header.host'), 'Anfitrião');
  });

  it('changes English too, also where English stands in for another language', async () => {
    registerLanguage('en', { 'header.live': 'ON AIR' });
    assert.equal(await says('en-GB', 'header.live'), 'ON AIR');
    assert.equal(await says('nl', 'header.live'), 'ON AIR');
    assert.equal(await says('de', 'header.live'), 'LIVE');
    registerLanguage('en', {});
    assert.equal(await says('en', 'header.live'), 'LIVE');
  });

  it('brings a script of its own', async () => {
    registerLanguage('zh-Hant', { 'header.leave': '離開' });
    assert.equal(await says('zh-TW', 'header.leave'), '離開');
    assert.equal(await says('zh-CN', 'header.leave'), '离开');
  });

  it('leaves out what is no language or no sentence, once told with a remedy, and lets nothing of it in', async (t) => {
    const warn = t.mock.method(console, 'warn', () => {});
    const told = (): string[] => warn.mock.calls.map(({ arguments: [text] }) => String(text));
    for (const tag of ['not a tag', '', 'en_US']) registerLanguage(tag, { 'header.leave': 'x' });
    registerLanguage('nl', { 'header.leave': 7, 'header.watching': { one: 'x' }, 'chat.new': { other: 'x', one: null }, 'header.end': 'Einde' } as unknown as PartialDictionary);
    registerLanguage('sv', null as unknown as PartialDictionary);
    assert.deepEqual([await says('nl', 'header.leave'), await says('nl', 'header.end'), await says('sv', 'header.leave')], ['Leave', 'Einde', 'Leave']);
    assert.equal(translate(await localeFor('nl'), 'header.watching', { count: 2 }), '2 watching');
    assert.equal(told().filter((text) => /is no language tag\. Use one such as "nl"/.test(text)).length, 3);
    for (const key of ['header.leave', 'header.watching', 'chat.new']) assert.equal(told().filter((text) => text.includes(`leaves out "${key}": give a string, or plural forms with "other"`)).length, 1, key);
  });

  it('is not led astray by names of objects’ own', async () => {
    registerLanguage('nl', JSON.parse('{"__proto__": "x", "header.leave": "Weg"}') as PartialDictionary);
    const { dictionary } = await localeFor('nl');
    assert.equal(dictionary['header.leave'], 'Weg');
    assert.equal(dictionary['header.end'], 'End');
  });

  it('keeps what was given then, whatever the page does with its object later', async () => {
    const words = { 'header.leave': 'Weg' };
    registerLanguage('nl', words);
    words['header.leave'] = 'Anders';
    assert.equal(await says('nl', 'header.leave'), 'Weg');
  });
});
