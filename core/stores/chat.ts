import { atom } from 'nanostores';
import type { ChatMessage } from '../wire/signal/shapes.ts';

export interface ChatLine extends ChatMessage {
  /** `pending` until the server has it; `failed` when it refused. */
  readonly status: 'pending' | 'sent' | 'failed';
  readonly isSelf: boolean;
}

/** A burst of one reaction; `id` is new for each, so that each flies once. */
export interface Reaction { readonly id: string; readonly emoji: string; readonly count: number; readonly from?: string }

/** The chat of my audience: lines (newest last), who is typing, and the latest reactions. */
export function createChatStore() {
  const $lines = atom<readonly ChatLine[]>([]);
  const $typing = atom<readonly string[]>([]);
  const $reactions = atom<readonly Reaction[]>([]);
  return { $lines, $typing, $reactions };
}
export type ChatStore = ReturnType<typeof createChatStore>;
