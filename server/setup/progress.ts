import type { Say } from './setup-error.ts';

interface ProgressOptions {
  readonly task: string;
  readonly say: Say;
  /** First guess of the whole, in s, until enough is done to tell. */
  readonly guessSec: number;
  readonly now?: () => number;
}

const quietMs = 8_000;
const settledMs = 10_000;

/**
 * Turns ninja's `[23/47]` lines into sentences, no more than one in eight seconds:
 * "Building the media worker, 23 of 47 … about 40 s".
 */
export function ninjaProgress({ task, say, guessSec, now = Date.now }: ProgressOptions): (line: string) => void {
  const started = now();
  let spoken = -Infinity;
  return (line) => {
    const [, done = 0, total = 0] = (/^\[(\d+)\/(\d+)\]/.exec(line) ?? []).map(Number);
    const time = now();
    if (!total || time - spoken < quietMs) return;
    spoken = time;
    const elapsed = time - started;
    // The first steps are the shortest, so they say nothing about the rest.
    const leftMs = elapsed < settledMs || !done ? Math.max(guessSec * 1000 - elapsed, 0) : (elapsed / done) * (total - done);
    say(`${task}, ${done} of ${total} … about ${Math.max(1, Math.round(leftMs / 1000))} s`);
  };
}
