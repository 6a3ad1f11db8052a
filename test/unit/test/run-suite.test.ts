import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { judge, runSuite } from '../../run-suite.ts';
import { tempDir } from '../../support/temp-dir.ts';

const crash = { passed: 0, failed: 1 };

describe('judge', () => {
  const run = { succeeded: true, hasFiles: true, isCheck: false, counts: { passed: 3, failed: 0 } };

  it('takes the counts of the report', () => {
    assert.deepEqual(judge(run), { passed: 3, failed: 0 });
    assert.deepEqual(judge({ ...run, succeeded: false, counts: { passed: 3, failed: 2 } }), { passed: 3, failed: 2 });
  });

  it('counts a check without tests as one', () => {
    assert.deepEqual(judge({ ...run, isCheck: true, counts: undefined }), { passed: 1, failed: 0 });
    assert.deepEqual(judge({ ...run, isCheck: true, succeeded: false, counts: undefined }), crash);
  });

  it('fails a suite that crashed after its tests passed', () => {
    assert.deepEqual(judge({ ...run, succeeded: false }), { passed: 3, failed: 1 });
  });

  it('fails a suite that has files and ran nothing', () => {
    assert.deepEqual(judge({ ...run, counts: { passed: 0, failed: 0 } }), crash);
    assert.deepEqual(judge({ ...run, counts: undefined }), crash);
  });
});

describe('runSuite', () => {
  const root = tempDir();
  const signal = new AbortController().signal;
  const reporter = join(import.meta.dirname, '../../count-reporter.ts');
  // A test process tells its children so, and they would then report to it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;

  async function run(name: string, code: string, deadlineMs = 20_000): Promise<unknown> {
    const file = `${name}.test.mjs`;
    writeFileSync(join(root, file), code);
    const command = [process.execPath, '--test', '--test-reporter', reporter, '--test-reporter-destination', '$REPORT', file];
    return runSuite({ name, command, files: [file], deadlineMs }, { root, env, signal });
  }

  it('counts what passed and what failed, suites and skipped tests left out', async () => {
    assert.deepEqual(await run('mixed', `
      import { describe, it } from 'node:test';
      describe('outer', () => {
        it('a', () => {});
        it('b', () => {});
        it('c', () => { throw new Error('no'); });
        it.skip('d', () => {});
      });
    `), { passed: 2, failed: 1 });
  });

  it('fails a file that throws before its tests', async () => {
    assert.deepEqual(await run('throws', 'throw new Error("early");'), crash);
  });

  it('fails a file without tests', async () => {
    assert.deepEqual(await run('empty', 'export {};'), crash);
  });

  it('fails a hook that fails', async () => {
    const { failed } = await run('hook', `
      import { after, describe, it } from 'node:test';
      describe('outer', () => { after(() => { throw new Error('no'); }); it('a', () => {}); });
    `) as { failed: number };
    assert.ok(failed > 0);
  });

  it('ends a suite that goes on past its deadline', async () => {
    assert.deepEqual(await run('endless', "import { it } from 'node:test'; it('waits', () => new Promise(() => setInterval(() => {}, 1000)));", 1_000), crash);
  });

  it('tells each line it prints, also what it prints last', async () => {
    const said: string[] = [];
    const command = [process.execPath, '-e', 'console.log("one\\ntwo"); console.error("three"); process.stdout.write("four")'];
    await runSuite({ name: 'chatty', command, deadlineMs: 20_000 }, { root, env, signal, say: (line) => said.push(line) });
    assert.deepEqual(said.toSorted(), ['four', 'one', 'three', 'two']);
  });

  it('leaves no deadline behind once a suite has ended', async (t) => {
    const timers = t.mock.method(globalThis, 'clearTimeout');
    const before = timers.mock.callCount();
    await runSuite({ name: 'quick', command: [process.execPath, '--version'], deadlineMs: 60_000 }, { root, env, signal });
    assert.equal(timers.mock.callCount(), before + 1);
  });

  it('fails a command that does not exist', async () => {
    assert.deepEqual(await runSuite({ name: 'none', command: ['no-such-command'], deadlineMs: 1_000 }, { root, env, signal }), crash);
  });
});
