import { atom } from 'nanostores';
import type { ChatMessage } from '../wire/signal/shapes.ts';

export interface ChatLine extends ChatMessage {
  /** `pending` until the server has it; `failed` when it refused. */
  readonly status: 'pending' | 'sent' | 'failed';
  readonly isSelf: boolean;
}

/** A burst of one reaction; `id` is new for each, so that each flies once. */
export interface Reaction { readonly id: string; readonly emoji: string; readonly count: number; readonly from?: string }

/** Older lines and reactions are forgotten: a room may be live for hours. */
const keptLines = 500;
const keptReactions = 40;

const indexOf = (lines: readonly ChatLine[], test: (line: ChatLine) => boolean): number | undefined => {
  const index = lines.findIndex(test);
  return index < 0 ? undefined : index;
};

/** The chat of my audience: lines (newest last), who is typing, and the latest reactions. */
export function createChatStore() {
  const $lines = atom<readonly ChatLine[]>([]);
  const $typing = atom<readonly string[]>([]);
  const $reactions = atom<readonly Reaction[]>([]);

  const replace = (index: number, line: ChatLine): void => $lines.set($lines.get().with(index, line));
  /** Adds a line in the server's order: what is still pending comes after it. `taken` is the place its pending copy had. */
  const insert = (line: ChatLine, taken?: number): void => {
    const others = taken === undefined ? $lines.get() : $lines.get().toSpliced(taken, 1);
    const end = others.findLastIndex(({ status }) => status !== 'pending') + 1;
    $lines.set(others.toSpliced(end, 0, line).slice(-keptLines));
  };
  const known = (id: string): boolean => $lines.get().some((line) => line.id === id);

  return {
    $lines,
    $typing,
    $reactions,
    known,

    /** A line of one's own, before the server has it; its id is the `clientId` until then. */
    addPending(line: ChatLine): void {
      $lines.set([...$lines.get(), line].slice(-keptLines));
    },
    setStatus(clientId: string, status: 'pending' | 'failed'): void {
      const index = indexOf($lines.get(), (line) => line.clientId === clientId);
      if (index !== undefined) replace(index, { ...$lines.get()[index]!, status });
    },
    /** A line that everyone gets. One's own takes the place of the oldest pending line of the same text, so that it never shows twice. */
    applyPosted(message: ChatMessage, isSelf: boolean): void {
      if (known(message.id)) return;
      const index = isSelf ? indexOf($lines.get(), (line) => line.status === 'pending' && line.text === message.text) : undefined;
      const clientId = message.clientId ?? (index === undefined ? undefined : $lines.get()[index]!.clientId);
      insert({ ...message, ...(clientId === undefined ? {} : { clientId }), status: 'sent', isSelf }, index);
    },
    /** The server's word on the line `clientId`. Two equal lines may have been taken for each other by then: they swap back. */
    applyAccepted(clientId: string, message: ChatMessage): void {
      const lines = $lines.get();
      const line: ChatLine = { ...message, clientId, status: 'sent', isSelf: true };
      const posted = indexOf(lines, ({ id }) => id === message.id);
      const waiting = indexOf(lines, (other) => other.clientId === clientId && other.status !== 'sent');
      if (posted === undefined) return insert(line, waiting);
      const swapped = lines[posted]!.clientId;
      replace(posted, line);
      if (waiting === undefined) return;
      if (swapped === undefined || swapped === clientId) $lines.set($lines.get().toSpliced(waiting, 1));
      else replace(waiting, { ...lines[waiting]!, id: swapped, clientId: swapped });
    },
    /** History as the server has it; one's own lines that it has not stay at the end. */
    applySnapshot(chat: readonly ChatMessage[], selfId: string): void {
      const stored = new Set(chat.flatMap(({ clientId }) => clientId ?? []));
      const unsent = $lines.get().filter((line) => line.status !== 'sent' && !stored.has(line.clientId ?? ''));
      const before = $lines.get().filter((line) => line.status === 'sent' && !chat.some(({ id }) => id === line.id) && line.sentAt < (chat[0]?.sentAt ?? Infinity));
      const sent = chat.map((message): ChatLine => ({ ...message, status: 'sent', isSelf: message.from === selfId }));
      $lines.set([...before, ...sent, ...unsent].slice(-keptLines));
    },
    applyTyping(peerId: string, typing: boolean): void {
      const others = $typing.get().filter((id) => id !== peerId);
      if (typing || others.length < $typing.get().length) $typing.set(typing ? [...others, peerId] : others);
    },
    applyReaction(reaction: Reaction): void {
      $reactions.set([...$reactions.get(), reaction].slice(-keptReactions));
    },
    reset(): void {
      $lines.set([]);
      $typing.set([]);
      $reactions.set([]);
    },
  };
}
export type ChatStore = ReturnType<typeof createChatStore>;
