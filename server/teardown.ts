import type { Clock } from './clock.ts';
import type { Logger } from './observe/logger.ts';

export interface Teardown {
  /** What to do at the end; the last one added is done first. */
  add(name: string, step: () => void | Promise<void>): void;
  /** Does every step, each with its deadline; one that fails stops no other. The second call awaits the first. */
  run(): Promise<void>;
}

/** Closes in reverse what was opened in order. `deadlineMs` bounds each step. */
export function createTeardown({ clock, logger, deadlineMs }: { clock: Clock; logger: Logger; deadlineMs: number }): Teardown {
  const steps: { name: string; step: () => void | Promise<void> }[] = [];
  let running: Promise<void> | undefined;

  async function within(name: string, step: () => void | Promise<void>): Promise<void> {
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(deadlineMs, () => late.reject(new Error(`not closed within ${deadlineMs} ms`)));
    try {
      await Promise.race([step(), late.promise]);
    } catch (err) {
      logger.error({ err, name }, 'a part did not close');
    } finally {
      cancel();
    }
  }

  async function all(): Promise<void> {
    for (const { name, step } of steps.toReversed()) await within(name, step);
  }

  return {
    add: (name, step) => void steps.push({ name, step }),
    run: () => (running ??= all()),
  };
}
