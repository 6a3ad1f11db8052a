import type { Job } from './side-by-side.ts';

/** One step of `npm test`. */
export interface Suite extends Job {
  readonly command: readonly string[];
  /** Its tests, as globs; a suite that has some and runs none has failed. A check without tests counts as one. */
  readonly files?: readonly string[];
  readonly deadlineMs: number;
}

const minute = 60_000;

interface NodeSuite extends Omit<Suite, 'command'> {
  readonly files: readonly string[];
  /** How many files run at a time, each in a process of its own; `together` for all in one process, where nothing but the code under test runs. */
  readonly processes: number | 'together';
  /** Of one test. */
  readonly timeoutMs: number;
}

function nodeSuite({ processes, timeoutMs, ...suite }: NodeSuite): Suite {
  return {
    ...suite,
    command: [
      'node', '--test', processes === 'together' ? '--test-isolation=none' : `--test-concurrency=${processes}`, `--test-timeout=${timeoutMs}`,
      '--test-reporter=spec', '--test-reporter-destination=stdout',
      '--test-reporter=./test/count-reporter.ts', '--test-reporter-destination=$REPORT',
      ...suite.files,
    ],
  };
}

/**
 * In the order in which they begin, two at a time: what fails fastest comes first, and what waits (for cameras, networks, timers) runs beside what
 * computes. Deadlines end what hangs, also on a busy machine; `long` gives ten times as long.
 */
export function suites(long: boolean): readonly Suite[] {
  const patience = long ? 10 : 1;
  const e2e = { processes: 1, timeoutMs: 4 * patience * minute, deadlineMs: 40 * patience * minute, needs: ['build'] } as const;
  return [
    { name: 'lint', command: ['oxlint', '--type-aware'], deadlineMs: 3 * minute },
    { name: 'types', command: ['tsc', '-p', 'tsconfig.json'], deadlineMs: 3 * minute },
    { name: 'build', command: ['npm', 'run', '--silent', 'build'], deadlineMs: 4 * minute },
    nodeSuite({ name: 'unit', files: ['core', 'slots', 'ui-kit'].map((layer) => `test/unit/${layer}/**/*.test.ts`), processes: 'together', timeoutMs: patience * minute, deadlineMs: 3 * patience * minute }),
    { name: 'size', command: ['size-limit'], needs: ['build'], deadlineMs: minute },
    nodeSuite({
      name: 'server',
      files: ['test/unit/{server,stories,test,bench,fixtures}/**/*.test.ts', 'test/unit/*.test.ts', 'test/{model,fuzz,interop}/**/*.test.ts'],
      processes: 3, timeoutMs: patience * minute, deadlineMs: 12 * patience * minute,
    }),
    nodeSuite({ name: 'packages', files: ['test/packages/**/*.test.ts'], processes: 1, timeoutMs: 2 * minute, deadlineMs: 5 * minute, needs: ['build'] }),
    // Browsers want much of a small machine: not beside what starts servers by the dozen.
    nodeSuite({ name: 'e2e', files: ['test/e2e/*.e2e.ts'], ...e2e, processes: 2, after: ['server'] }),
    // The manifest is the build's.
    { name: 'storybook', command: ['npm', 'run', '--silent', 'build:stories'], needs: ['build'], deadlineMs: 3 * minute },
    nodeSuite({ name: 'stories', files: ['test/stories/**/*.test.ts'], processes: 2, timeoutMs: 6 * minute, deadlineMs: 8 * minute, needs: ['storybook'] }),
    nodeSuite({ name: 'examples', files: ['test/examples/**/*.test.ts'], processes: 1, timeoutMs: 3 * minute, deadlineMs: 5 * minute, needs: ['build'] }),
    { name: 'ui', command: ['wtr'], files: ['test/ui/**/*.browser.ts'], deadlineMs: 12 * minute },
    // What they promise is counted in milliseconds: nobody else may need the machine.
    nodeSuite({ name: 'timed', files: ['test/e2e/timed/*.e2e.ts', ...(long ? ['test/e2e/long/*.e2e.ts', 'test/chaos/**/*.e2e.ts'] : [])], ...e2e, alone: true }),
  ];
}
