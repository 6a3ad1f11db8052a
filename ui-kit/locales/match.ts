/** The canonical form of a BCP 47 tag (`iw` is `he`), or `null` for a string that is none. */
export function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether a dictionary for `offered` serves who asks for `wanted`; both are valid tags. Language and script have to be
 * the same, so that no one is given a script that they may not read: `zh-TW` is Traditional Chinese, which `zh` is
 * not. A region has to be the same where `offered` names one.
 */
export function serves(offered: string, wanted: string): boolean {
  const [from, to] = [new Intl.Locale(offered), new Intl.Locale(wanted).maximize()];
  const { language, script } = from.maximize();
  return language === to.language && script === to.script && (!from.region || from.region === to.region);
}

const rightToLeftScripts: ReadonlySet<string> = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** The direction in which a language is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return rightToLeftScripts.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}
