import type { PartialDictionary } from '../localize.ts';
import { canonicalTag } from './match.ts';

type Brought = readonly (readonly [tag: string, words: PartialDictionary])[];

/** What has been looked at already, so that each fault is told once. */
const known = new WeakMap<ReadonlyMap<string, PartialDictionary>, Brought>();
const told = new WeakSet<PartialDictionary>();

/** What the page brought by `registerLanguage`, as far as it is languages and sentences; the rest is told of and left out. */
export function broughtWell(brought: ReadonlyMap<string, PartialDictionary>): Brought {
  const before = known.get(brought);
  if (before) return before;
  const good = [...brought].flatMap(([tag, words]) => {
    const canonical = canonicalTag(tag);
    const wrong = Object.entries(words).filter(([, sentence]) => !isSentence(sentence)).map(([key]) => key);
    if (!told.has(words)) {
      if (!canonical) console.warn(`muf-live: registerLanguage("${tag}") is left out: that is no language tag. Use one such as "nl" or "pt-PT".`);
      for (const key of wrong) console.warn(`muf-live: registerLanguage("${tag}") leaves out "${key}": give a string, or plural forms with "other".`);
      told.add(words);
    }
    return canonical ? [[canonical, Object.fromEntries(Object.entries(words).filter(([key]) => !wrong.includes(key)))] as const] : [];
  });
  known.set(brought, good);
  return good;
}

function isSentence(sentence: unknown): boolean {
  if (typeof sentence === 'string') return true;
  return typeof sentence === 'object' && sentence !== null && 'other' in sentence && Object.values(sentence).every((form) => typeof form === 'string');
}
