import { english, type Locale } from '../localize.ts';

/** The language an element is to speak: its own `lang`, or the page's. A tag that is none (BCP 47) is warned about and English. */
export function localeOf(lang: string | null): Locale {
  const wanted = lang || document.documentElement.lang || 'en';
  try {
    const [canonical = 'en'] = Intl.getCanonicalLocales(wanted);
    return { lang: canonical, dictionary: english };
  } catch {
    console.warn(`muf-live: lang="${wanted}" is not a language tag; English is used.`);
    return { lang: 'en', dictionary: english };
  }
}
