import type { ChatMessage } from '../wire/signal/shapes.ts';

export interface ChatLine extends ChatMessage {
  /** `pending` until the server has it; `failed` when it refused. */
  readonly status: 'pending' | 'sent' | 'failed';
  readonly isSelf: boolean;
}

type Lines = readonly ChatLine[];

const indexOf = (lines: Lines, test: (line: ChatLine) => boolean): number | undefined => {
  const index = lines.findIndex(test);
  return index < 0 ? undefined : index;
};

export const hasLine = (lines: Lines, id: string): boolean => lines.some((line) => line.id === id);

/** Adds a line in the server's order: what is still pending comes after it. `taken` is the place its pending copy had. */
function insert(lines: Lines, line: ChatLine, taken?: number): Lines {
  const others = taken === undefined ? lines : lines.toSpliced(taken, 1);
  return others.toSpliced(others.findLastIndex(({ status }) => status !== 'pending') + 1, 0, line);
}

export const withStatus = (lines: Lines, clientId: string, status: 'pending' | 'failed'): Lines =>
  lines.map((line) => (line.clientId === clientId ? { ...line, status } : line));

/** A line that everyone gets. One's own takes the place of the oldest pending line of the same text, so that it never shows twice. */
export function withPosted(lines: Lines, message: ChatMessage, isSelf: boolean): Lines {
  if (hasLine(lines, message.id)) return lines;
  const index = isSelf ? indexOf(lines, (line) => line.status === 'pending' && line.text === message.text) : undefined;
  const clientId = message.clientId ?? (index === undefined ? undefined : lines[index]!.clientId);
  return insert(lines, { ...message, ...(clientId === undefined ? {} : { clientId }), status: 'sent', isSelf }, index);
}

/** The server's word on the line `clientId`. Two equal lines may have been taken for each other by then: they swap back. */
export function withAccepted(lines: Lines, clientId: string, message: ChatMessage): Lines {
  const line: ChatLine = { ...message, clientId, status: 'sent', isSelf: true };
  const posted = indexOf(lines, ({ id }) => id === message.id);
  const waiting = indexOf(lines, (other) => other.clientId === clientId && other.status !== 'sent');
  if (posted === undefined) return insert(lines, line, waiting);
  const swapped = lines[posted]!.clientId;
  const settled = lines.with(posted, line);
  if (waiting === undefined) return settled;
  if (swapped === undefined || swapped === clientId) return settled.toSpliced(waiting, 1);
  return settled.with(waiting, { ...lines[waiting]!, id: swapped, clientId: swapped });
}

/** A line that was taken back; what answers it stays, without its words. */
export const withoutLine = (lines: Lines, id: string): Lines =>
  lines.filter((line) => line.id !== id).map((line) => {
    if (line.replyTo !== id) return line;
    const { quote: _, replyTo: __, ...rest } = line;
    return rest;
  });

/** Nothing but this history and one's own lines that the server has not. */
export const withOnly = (lines: Lines, history: readonly ChatMessage[], selfId: string): Lines =>
  withHistory(lines.filter(({ status }) => status !== 'sent'), history, selfId);

/** History as the server has it, after older lines seen here and before one's own that it has not. */
export function withHistory(lines: Lines, history: readonly ChatMessage[], selfId: string): Lines {
  const stored = new Set(history.flatMap(({ clientId }) => clientId ?? []));
  const first = history[0]?.sentAt ?? Infinity;
  const unsent = lines.filter((line) => line.status !== 'sent' && !stored.has(line.clientId ?? ''));
  const older = lines.filter((line) => line.status === 'sent' && line.sentAt < first && !history.some(({ id }) => id === line.id));
  return [...older, ...history.map((message): ChatLine => ({ ...message, status: 'sent', isSelf: message.from === selfId })), ...unsent];
}
