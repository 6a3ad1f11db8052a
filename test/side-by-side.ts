/** What has to be known of a job to find its time. */
export interface Job {
  readonly name: string;
  /** Names of jobs that have to have succeeded before. */
  readonly needs?: readonly string[];
  /** Names of jobs that have to have ended before, if they run at all. */
  readonly after?: readonly string[];
  /** Runs while nothing else does. */
  readonly alone?: boolean;
}

interface Doing<J extends Job> {
  /** How many run at a time. */
  readonly places: number;
  /** Resolves to whether the job has succeeded. */
  run(job: J): Promise<boolean>;
  /** Told of a job that is not run, since `need`, which it needs, has failed or was not run either. */
  passOver(job: J, need: string): void;
}

/**
 * Runs jobs side by side, in their order as far as their needs allow.
 * @throws {Error} when jobs need each other, or one that is not among them.
 */
export async function sideBySide<J extends Job>(jobs: readonly J[], { places, run, passOver }: Doing<J>): Promise<void> {
  const waiting = new Set(jobs);
  const running = new Map<J, Promise<void>>();
  const succeeded = new Map<string, boolean>();

  const hasRoom = ({ alone }: J): boolean => (alone ? running.size === 0 : running.size < places && ![...running.keys()].some((job) => job.alone));
  const isDue = (name: string): boolean => !succeeded.has(name) && jobs.some((job) => job.name === name);
  const mayBegin = (job: J): boolean => hasRoom(job) && (job.needs ?? []).every((need) => succeeded.has(need)) && !job.after?.some(isDue);

  function begin(job: J): void {
    waiting.delete(job);
    const broken = job.needs?.find((need) => !succeeded.get(need));
    if (broken !== undefined) {
      succeeded.set(job.name, false);
      passOver(job, broken);
      return;
    }
    running.set(job, run(job).then((success) => {
      running.delete(job);
      succeeded.set(job.name, success);
    }));
  }

  while (waiting.size + running.size > 0) {
    const job = [...waiting].find(mayBegin);
    if (job) begin(job);
    else if (running.size > 0) await Promise.race(running.values());
    else throw new Error(`Nothing can begin: ${[...waiting].map(({ name, needs = [] }) => `${name} needs ${needs.join(' and ')}`).join(', ')}.`);
  }
}
