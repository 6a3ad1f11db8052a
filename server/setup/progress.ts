import type { Say } from './setup-error.ts';

interface ProgressOptions {
  readonly task: string;
  readonly say: Say;
  /** How long all of it may take, in s. */
  readonly guessSec: number;
  readonly now?: () => number;
}

const quietMs = 8_000;

/**
 * Turns ninja's `[23/47]` lines into sentences, no more than one in eight seconds:
 * "Building the media worker, 23 of 47 … about 80 s".
 */
export function ninjaProgress({ task, say, guessSec, now = Date.now }: ProgressOptions): (line: string) => void {
  const started = now();
  let spoken = -Infinity;
  return (line) => {
    const [, done = 0, total = 0] = (/^\[(\d+)\/(\d+)\]/.exec(line) ?? []).map(Number);
    const time = now();
    if (!total || time - spoken < quietMs) return;
    spoken = time;
    const left = 1 - done / total;
    // Steps differ much in length: the guess counts while little is done, the pace so far once much is.
    const seconds = left * (left * guessSec + (time - started) / 1000);
    say(`${task}, ${done} of ${total} … about ${Math.max(1, Math.round(seconds))} s`);
  };
}
