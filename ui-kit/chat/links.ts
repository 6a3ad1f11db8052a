/** A stretch of a chat line: plain text, or a link to show as one. */
export type Piece = { readonly text: string } | { readonly text: string; readonly href: string };

/** One linear scan, no nesting: `https?://` and what is not a space, a quote or an angle bracket. */
const address = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence rather than an address. */
const trailing = new Set('.,:;!?)]}…');

/**
 * Cuts a line at its links. Only `https:` and `http:` addresses that the URL parser accepts become links;
 * everything else stays text. `limit` bounds how many are linked.
 */
export function tokenise(line: string, limit = 8): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let links = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    if (links === limit) break;
    let end = found.length;
    while (end > 0 && trailing.has(found.charAt(end - 1))) end--;
    const text = found.slice(0, end);
    const href = safeHref(text);
    if (!href) continue;
    if (index > from) pieces.push({ text: line.slice(from, index) });
    pieces.push({ text, href });
    from = index + end;
    links++;
  }
  if (from < line.length) pieces.push({ text: line.slice(from) });
  return pieces;
}

function safeHref(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // A user name in front of the host is only ever there to mislead.
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
}
