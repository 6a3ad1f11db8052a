/** Edits (insert, delete, replace) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Longer words are like no name, and the cost grows with their length. */
const longest = 64;

/** The known name most like what was written, for "did you mean"; upper and lower case count as equal. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const wanted = written.slice(0, longest).toLowerCase();
  // What only lacks its end is nearer than what has another letter.
  const far = (name: string): number => distance(wanted, name.toLowerCase()) - (name.toLowerCase().startsWith(wanted) ? 0.5 : 0);
  return known.toSorted((a, b) => far(a) - far(b))[0];
}

/** The same, but nothing where not even half of it is alike. */
export function alike(written: string, known: readonly string[]): string | undefined {
  const name = nearest(written, known);
  return name !== undefined && distance(written.slice(0, longest).toLowerCase(), name.toLowerCase()) <= Math.max(2, name.length / 2) ? name : undefined;
}
