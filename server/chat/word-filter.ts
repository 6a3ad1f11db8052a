/** What became of a line: the words to show, or that it must not be shown at all. */
export interface Filtered { readonly text: string; readonly refused: boolean }

export interface WordFilter { check(text: string): Filtered }

/** A tree of words: where a branch ends, a blocked word or phrase does. */
interface Branch { readonly next: Map<string, Branch>; ends?: 'mask' | 'refuse' }

/** Letters, digits and what may be hidden between them: marks, soft hyphens, joiners without width. */
const words = /[\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060]+/gu;

/** Digits that are read as letters. */
const lookalikes: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };

/** A word as it is compared: without case, accents and width, and with digits between letters read as those. */
function fold(word: string): string {
  const plain = word.normalize('NFKD').replace(/[\p{M}\u00AD\u200B-\u200D\u2060]/gu, '').toLowerCase();
  return /\p{L}/u.test(plain) ? plain.replace(/[013457]/g, (digit) => lookalikes[digit]!) : plain;
}

/** As many dots as there are letters to be seen. */
const masked = (word: string): string => '•'.repeat(Math.max(1, word.normalize('NFC').match(/[\p{L}\p{N}]/gu)?.length ?? 0));

function treeOf(entries: readonly string[]): Branch {
  const root: Branch = { next: new Map() };
  for (const entry of entries) {
    const refuse = entry.startsWith('!');
    let branch = root;
    for (const [word] of entry.matchAll(words)) {
      const folded = fold(word);
      if (folded === '') continue;
      const next = branch.next.get(folded) ?? { next: new Map() };
      branch.next.set(folded, next);
      branch = next;
    }
    if (branch !== root && branch.ends !== 'refuse') branch.ends = refuse ? 'refuse' : 'mask';
  }
  return root;
}

/**
 * Finds blocked words and phrases in chat lines: whole words only, whatever their case, accents or lookalike digits.
 * What is found is masked; an entry that begins with `!` refuses the line. One pass over the line, so its cost grows
 * with its length and with that of the longest phrase, never with the list.
 */
export function createWordFilter(entries: readonly string[]): WordFilter {
  const root = treeOf(entries);
  if (root.next.size === 0) return { check: (text) => ({ text, refused: false }) };

  return {
    check(text) {
      const found = [...text.matchAll(words)].map(({ 0: word, index }) => ({ word, index, folded: fold(word) }));
      const hidden = new Set<number>();
      for (const start of found.keys()) {
        let branch = root.next.get(found[start]!.folded);
        for (let end = start; branch; end += 1, branch = branch.next.get(found[end]?.folded ?? '')) {
          if (branch.ends === 'refuse') return { text, refused: true };
          if (branch.ends === 'mask') for (let index = start; index <= end; index += 1) hidden.add(index);
        }
      }
      let result = '';
      let from = 0;
      for (const index of hidden.size === 0 ? [] : [...hidden].toSorted((a, b) => a - b)) {
        const { word, index: at } = found[index]!;
        result += text.slice(from, at) + masked(word);
        from = at + word.length;
      }
      return { text: result + text.slice(from), refused: false };
    },
  };
}
