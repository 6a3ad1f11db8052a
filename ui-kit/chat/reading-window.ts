import type { ChatLine } from '../../core/stores/chat.ts';

export const keyOf = (line: ChatLine): string => line.clientId ?? line.id;

type Lines = readonly ChatLine[];

/**
 * What of the chat is drawn. At the end that is the newest; to someone reading above it stands still, however fast others
 * write, and what came since is only counted. Lines that were taken back go all the same.
 */
export class ReadingWindow {
  #held: Lines | undefined;

  /** How many lines came after the last one that is drawn. */
  unseen(lines: Lines): number {
    const last = this.#held?.at(-1);
    if (!this.#held) return 0;
    return last === undefined ? lines.length : lines.length - 1 - lines.findLastIndex((line) => keyOf(line) === keyOf(last));
  }

  /** The lines to draw, of those there are. */
  of(lines: Lines, atEnd: boolean): Lines {
    if (atEnd) {
      this.#held = undefined;
      return lines;
    }
    if (!this.#held) {
      this.#held = lines;
      return lines;
    }
    const known = new Map(lines.map((line) => [keyOf(line), line]));
    const oldest = lines[0]?.sentAt ?? Infinity;
    const held = this.#held.flatMap((line) => known.get(keyOf(line)) ?? (line.sentAt < oldest ? [line] : []));
    const same = held.length === this.#held.length && held.every((line, index) => line === this.#held?.[index]);
    return same ? this.#held : (this.#held = held);
  }

  /** Another audience: nothing is held of the old one. */
  reset(): void {
    this.#held = undefined;
  }
}
