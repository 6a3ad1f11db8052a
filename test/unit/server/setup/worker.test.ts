import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { ensureWorker, type WorkerPlan } from '../../../../server/setup/worker.ts';
import { tempDir } from '../../../support/temp-dir.ts';

/** A program that answers as mediasoup's worker does when it is started alone, or as `code` says. */
async function putWorker(path: string, code = 41): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\nexit ${code}\n`);
  await chmod(path, 0o755);
}

describe('the media worker', () => {
  const base = tempDir();
  let runs = 0;

  function plan(changes: Partial<WorkerPlan> = {}): WorkerPlan & { readonly steps: string[] } {
    const dir = join(base, String(++runs));
    const steps: string[] = [];
    const self = {
      env: {},
      packaged: join(dir, 'package', 'mediasoup-worker'),
      cached: join(dir, 'cache', 'key', 'mediasoup-worker'),
      async download() {
        steps.push('download');
        return false;
      },
      async compile() {
        steps.push('compile');
        await putWorker(self.cached);
      },
      say: (sentence: string) => void steps.push(sentence),
      steps,
      ...changes,
    };
    return self;
  }

  it('is the one that was named, whatever else there is', async () => {
    const named = join(base, 'named-worker');
    await putWorker(named, 0);
    const given = plan({ env: { MEDIASOUP_WORKER_BIN: named } });
    await putWorker(given.packaged);
    assert.equal(await ensureWorker(given), named);
  });

  it('refuses a name that is no program, and says which', async () => {
    const path = join(base, 'nowhere');
    await assert.rejects(ensureWorker(plan({ env: { MEDIASOUP_WORKER_BIN: path } })), (error: Error) => error.name === 'SetupError' && error.message.includes(`MEDIASOUP_WORKER_BIN names ${path}`));
  });

  it("is the package's before the cached one", async () => {
    const given = plan();
    await putWorker(given.packaged);
    await putWorker(given.cached);
    assert.equal(await ensureWorker(given), given.packaged);
  });

  it('is the cached one, without a download or a build', async () => {
    const given = plan();
    await putWorker(given.cached);
    assert.equal(await ensureWorker(given), given.cached);
    assert.deepEqual(given.steps, []);
  });

  it('is downloaded before it is built, and kept outside the package', async () => {
    const given = plan();
    const downloading = { ...given, download: async () => putWorker(given.packaged).then(() => true) };
    assert.equal(await ensureWorker(downloading), given.cached);
    assert.equal(await readFile(given.cached, 'utf8'), await readFile(given.packaged, 'utf8'));
    assert.deepEqual(given.steps, []);
  });

  it('is built where nothing can be downloaded', async () => {
    const given = plan();
    assert.equal(await ensureWorker(given), given.cached);
    assert.deepEqual(given.steps, ['download', 'compile']);
  });

  it('is built where the download does not run', async () => {
    const given = plan();
    assert.equal(await ensureWorker({ ...given, download: async () => putWorker(given.packaged, 127).then(() => true) }), given.cached);
    assert.deepEqual(given.steps, ['compile']);
  });

  it('is built again when the cached file is broken', async () => {
    const given = plan();
    await putWorker(given.cached, 1);
    await writeFile(given.cached, 'cut short');
    assert.equal(await ensureWorker(given), given.cached);
    assert.deepEqual(given.steps, ['download', 'compile']);
  });

  it('says so when even the built one does not run, and lets go of the lock', async () => {
    const given = plan();
    await assert.rejects(ensureWorker({ ...given, compile: () => putWorker(given.cached, 1) }), /does not run on this machine/);
    assert.equal(existsSync(`${given.cached}.lock`), false);
  });

  it('is built once for two starts at a time', async () => {
    const given = plan();
    const results = await Promise.all([ensureWorker(given), ensureWorker(given)]);
    assert.deepEqual(results, [given.cached, given.cached]);
    assert.equal(given.steps.filter((step) => step === 'compile').length, 1);
  });
});
