import { $brought, english, silence, type LocaleStore } from '../localize.ts';

/**
 * Has a room speak the language of its own `lang`, or else the page's. Any but English, which is here from the start,
 * says nothing until it has come: no word shows that is replaced the moment after. The returned function ends it.
 */
export function speak(host: HTMLElement, locale: LocaleStore): () => void {
  const { $locale } = locale;
  const isEnglish = /^(en(-..)?)?$/i.test(host.lang || document.documentElement.lang) && !$brought.get().size;
  if (!isEnglish && $locale.get().dictionary === english) $locale.set({ lang: 'en', dictionary: silence });
  const keeping = import('./language-keeper.ts').then(({ keepLanguage }) => keepLanguage(host, locale), (cause: unknown) => {
    $locale.set({ lang: 'en', dictionary: english });
    console.warn('muf-live: languages could not be loaded; English is used.', cause);
  });
  return () => void keeping.then((stop) => stop?.());
}
