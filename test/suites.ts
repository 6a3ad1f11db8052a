/** One step of `npm test`. */
export interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** Its tests, as globs; a suite that has some and runs none has failed. A check without tests counts as one. */
  readonly files?: readonly string[];
  /** Not worth running once this suite has failed. */
  readonly needs?: string;
  readonly deadlineMs: number;
}

const minute = 60_000;

/** A suite of node:test; `concurrency` is the number of files at a time. */
function nodeSuite(suite: { name: string; files: readonly string[]; concurrency: number; timeoutMs: number; deadlineMs: number; needs?: string }): Suite {
  const { concurrency, timeoutMs, ...rest } = suite;
  return {
    ...rest,
    command: [
      'node', '--test', `--test-concurrency=${concurrency}`, `--test-timeout=${timeoutMs}`,
      '--test-reporter=spec', '--test-reporter-destination=stdout',
      '--test-reporter=./test/count-reporter.ts', '--test-reporter-destination=$REPORT',
      ...suite.files,
    ],
  };
}

/** In the order they run: what fails fastest comes first. Deadlines end what hangs, also on a busy machine; `long` gives ten times as long. */
export function suites(long: boolean): readonly Suite[] {
  const patience = long ? 10 : 1;
  return [
    { name: 'lint', command: ['oxlint', '--type-aware'], deadlineMs: 3 * minute },
    { name: 'types', command: ['tsc', '-p', 'tsconfig.json'], deadlineMs: 3 * minute },
    nodeSuite({ name: 'unit', files: ['test/unit/**/*.test.ts', 'test/model/**/*.test.ts', 'test/fuzz/**/*.test.ts', 'test/interop/**/*.test.ts'], concurrency: 3, timeoutMs: patience * minute, deadlineMs: 12 * patience * minute }),
    { name: 'build', command: ['npm', 'run', '--silent', 'build'], deadlineMs: 4 * minute },
    { name: 'size', command: ['size-limit'], needs: 'build', deadlineMs: minute },
    nodeSuite({ name: 'packages', files: ['test/packages/**/*.test.ts'], concurrency: 1, timeoutMs: 2 * minute, deadlineMs: 5 * minute, needs: 'build' }),
    nodeSuite({ name: 'examples', files: ['test/examples/**/*.test.ts'], concurrency: 1, timeoutMs: 3 * minute, deadlineMs: 5 * minute, needs: 'build' }),
    { name: 'storybook', command: ['npm', 'run', '--silent', 'build:storybook'], deadlineMs: 3 * minute },
    nodeSuite({ name: 'stories', files: ['test/stories/**/*.test.ts'], concurrency: 2, timeoutMs: 6 * minute, deadlineMs: 8 * minute, needs: 'storybook' }),
    { name: 'ui', command: ['wtr'], files: ['test/ui/**/*.browser.ts'], deadlineMs: 12 * minute },
    // One at a time: their browsers need the whole of a small machine, and two of them take as long as one after the other.
    nodeSuite({ name: 'e2e', files: ['test/e2e/**/*.e2e.ts', ...(long ? ['test/chaos/**/*.e2e.ts'] : [])], concurrency: 1, timeoutMs: 4 * patience * minute, deadlineMs: 40 * patience * minute, needs: 'build' }),
  ];
}
