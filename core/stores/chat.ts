import { atom } from 'nanostores';
import type { AudienceInfo, ChatMessage } from '../wire/signal/shapes.ts';
import { hasLine, withAccepted, withHistory, withOnly, withoutLine, withPosted, withStatus, type ChatLine } from './chat-lines.ts';

export type { ChatLine };

/** A burst of one reaction; `id` is new for each, so that each flies once. */
export interface Reaction { readonly id: string; readonly emoji: string; readonly count: number; readonly from?: string }

/** Older lines and reactions are forgotten: a room may be live for hours. */
const keptLines = 500;
const keptReactions = 40;

/** The chat of my audience: lines (newest last), who is typing, and the latest reactions. */
export function createChatStore() {
  const $lines = atom<readonly ChatLine[]>([]);
  const $typing = atom<readonly string[]>([]);
  const $reactions = atom<readonly Reaction[]>([]);
  const $pinned = atom<ChatMessage | null>(null);
  /** Seconds between two lines of one viewer; 0: off. */
  const $slowModeSec = atom(0);
  /** Server time from which on slow mode lets me write again. */
  const $mayWriteAt = atom(0);
  const set = (lines: readonly ChatLine[]): void => $lines.set(lines.length > keptLines ? lines.slice(-keptLines) : lines);
  return {
    $lines,
    $typing,
    $reactions,
    $pinned,
    $slowModeSec,
    $mayWriteAt,
    known: (id: string): boolean => hasLine($lines.get(), id),
    /** A line of one's own, before the server has it; its id is the `clientId` until then. */
    addPending: (line: ChatLine): void => set([...$lines.get(), line]),
    setStatus: (clientId: string, status: 'pending' | 'failed'): void => set(withStatus($lines.get(), clientId, status)),
    applyPosted: (message: ChatMessage, isSelf: boolean): void => set(withPosted($lines.get(), message, isSelf)),
    applyAccepted: (clientId: string, message: ChatMessage): void => set(withAccepted($lines.get(), clientId, message)),
    applySnapshot: (history: readonly ChatMessage[], selfId: string): void => set(withHistory($lines.get(), history, selfId)),
    applyDeleted: (id: string): void => set(withoutLine($lines.get(), id)),
    /** Another audience's lines: of the old ones only my unsent are kept, which will be said here. */
    applySwitch(history: readonly ChatMessage[], selfId: string): void {
      set(withOnly($lines.get(), history, selfId));
      $mayWriteAt.set(0);
    },
    applyAudience({ pinned = null, slowModeSec = 0 }: Pick<AudienceInfo, 'slowModeSec'> & { readonly pinned?: ChatMessage | null | undefined }): void {
      $pinned.set(pinned);
      this.applySlowMode(slowModeSec);
    },
    applySlowMode(seconds: number): void {
      $slowModeSec.set(seconds);
      if (seconds === 0) $mayWriteAt.set(0);
    },
    applyTyping(peerId: string, typing: boolean): void {
      const others = $typing.get().filter((id) => id !== peerId);
      if (typing || others.length < $typing.get().length) $typing.set(typing ? [...others, peerId] : others);
    },
    applyReaction: (reaction: Reaction): void => $reactions.set([...$reactions.get(), reaction].slice(-keptReactions)),
    reset(): void {
      $lines.set([]);
      $typing.set([]);
      $reactions.set([]);
      $pinned.set(null);
      $slowModeSec.set(0);
      $mayWriteAt.set(0);
    },
  };
}
export type ChatStore = ReturnType<typeof createChatStore>;
