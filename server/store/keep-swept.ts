import { limits } from '../../core/wire/signal/limits.ts';
import { every, type Clock } from '../clock.ts';
import type { ChatLog, Rooms } from './ports.ts';
import type { SweptRecords } from './sqlite-records.ts';

const sweepMs = 10 * 60 * 1000;
const roomTtlMs = 30 * 24 * 60 * 60 * 1000;

/** Records that do not go by themselves when their time has come are swept too. */
export interface Swept { readonly rooms: Rooms; readonly chat: ChatLog; readonly records?: SweptRecords }

/** Forgets chat lines after 24 h and rooms that are over after 30 days: at once, and every ten minutes until the returned function is called. */
export async function keepSwept({ rooms, chat, records }: Swept, { clock, onError }: { clock: Clock; onError: (error: unknown) => void }): Promise<() => void> {
  const sweep = async (): Promise<void> => {
    try {
      records?.sweep();
      await chat.sweep(clock.now() - limits.chatTtlMs);
      await rooms.sweep(clock.now() - roomTtlMs);
    } catch (error) {
      onError(error);
    }
  };
  await sweep();
  return every(clock, sweepMs, () => void sweep());
}
