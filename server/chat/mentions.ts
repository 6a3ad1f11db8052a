import { limits } from '../../core/wire/signal/limits.ts';

export interface Named { readonly peerId: string; readonly displayName: string }

/** Names of more words than this cannot be mentioned whole. */
const maxWords = 5;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What may be a name at the start of `text`: its first word, its first two, and so on, each also without the punctuation behind it. */
function* namesAt(text: string): Generator<string> {
  const words = fold(text).split(' ', maxWords);
  for (const count of words.keys()) {
    let name = words.slice(0, count + 1).join(' ');
    for (; name !== ''; name = name.slice(0, -1)) {
      yield name;
      if (/[\p{L}\p{N}]/u.test(name.slice(-1))) break;
    }
  }
}

/** Every name that may stand behind an @, with the places where it would. Bounded in number and length. */
function candidatesIn(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  let found = 0;
  for (let at = text.indexOf('@'); at >= 0 && found < limits.mentions; at = text.indexOf('@', at + 1)) {
    // An @ inside a word is an address, not a mention.
    if (at > 0 && /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) continue;
    for (const name of namesAt(text.slice(at + 1, at + 1 + limits.name))) places.set(name, [...(places.get(name) ?? []), found]);
    found += 1;
  }
  return places;
}

/** Who of `people` is mentioned in a line by @ and name; of names that begin alike the longest. At most `limits.mentions`. */
export function mentionsIn(text: string, people: Iterable<Named>): string[] {
  const candidates = candidatesIn(text);
  if (candidates.size === 0) return [];
  const best: { peerIds: string[]; length: number }[] = [];
  for (const { peerId, displayName } of people) {
    const name = fold(displayName);
    for (const place of candidates.get(name) ?? []) {
      const winner = best[place] ??= { peerIds: [], length: 0 };
      if (name.length < winner.length) continue;
      if (name.length > winner.length) winner.peerIds = [];
      winner.length = name.length;
      winner.peerIds.push(peerId);
    }
  }
  return [...new Set(best.flatMap((winner) => winner?.peerIds ?? []))].slice(0, limits.mentions);
}
