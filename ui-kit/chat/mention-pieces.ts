import { tokenise, type Piece } from './links.ts';

/** A stretch of a line: text, a link, or someone's name behind an @. */
export type ChatPiece = Piece | { readonly text: string; readonly mention: true };

/** Cuts the names of those who are mentioned out of plain text. Of names that begin alike the longest counts. */
function withMentions(text: string, names: readonly string[]): ChatPiece[] {
  const pieces: ChatPiece[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1, at + 65).toLowerCase();
    const name = names.find((one) => rest.startsWith(one));
    if (!name) continue;
    if (at > from) pieces.push({ text: text.slice(from, at) });
    from = at + 1 + name.length;
    pieces.push({ text: text.slice(at, from), mention: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** Cuts a line at its links and mentions. */
export function piecesOf(text: string, names: readonly string[]): readonly ChatPiece[] {
  const pieces = tokenise(text);
  if (names.length === 0) return pieces;
  const longestFirst = names.filter((name) => name !== '').map((name) => name.toLowerCase()).toSorted((a, b) => b.length - a.length);
  return pieces.flatMap((piece) => ('href' in piece ? [piece] : withMentions(piece.text, longestFirst)));
}
