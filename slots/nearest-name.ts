import { slotNames, type SlotName } from './names.ts';

/** The slot whose name takes the fewest edits to reach, for "did you mean"; upper and lower case count as equal. */
export function nearestName(input: string): SlotName {
  // Longer input cannot be nearer to any name, and the cost grows with its length.
  const wanted = input.slice(0, 64).toLowerCase();
  let best: SlotName = 'header.actionPill';
  let least = Infinity;
  for (const name of slotNames) {
    const edits = editDistance(wanted, name.toLowerCase());
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
}

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const swap = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
