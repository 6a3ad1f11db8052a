import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ensurePages, hashSources } from '../../../../server/setup/pages.ts';
import { tempDir } from '../../../support/temp-dir.ts';

function checkout() {
  const root = tempDir();
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  for (const folder of ['core', 'ui-kit', 'server']) mkdirSync(join(root, folder));
  write('core/a.ts', 'a');
  write('ui-kit/b.ts', 'b');
  write('package-lock.json', '{}');
  const said: string[] = [];
  let builds = 0;
  const ensure = (build: () => Promise<void> = async () => void builds++) => ensurePages({ root, say: (sentence) => said.push(sentence), build });
  return { root, write, said, ensure, builds: () => builds };
}

describe('ensurePages', () => {
  it('builds once, and not again while nothing changes', async () => {
    const { ensure, builds, said } = checkout();
    assert.equal(await ensure(), true);
    assert.equal(await ensure(), false);
    assert.equal(builds(), 1);
    assert.deepEqual(said, ['Building the pages']);
  });

  it('builds again with a sentence when a source has changed', async () => {
    const { ensure, write, said } = checkout();
    await ensure();
    write('ui-kit/b.ts', 'other');
    assert.equal(await ensure(), true);
    assert.match(said[1]!, /have changed since they were built/);
  });

  it('does not mind a change that pages do not depend on', async () => {
    const { ensure, write } = checkout();
    await ensure();
    write('server/main.ts', 'new');
    assert.equal(await ensure(), false);
  });

  it('tries again after a build that failed', async () => {
    const { ensure, builds } = checkout();
    await assert.rejects(ensure(() => Promise.reject(new Error('no'))), /no/);
    assert.equal(await ensure(), true);
    assert.equal(builds(), 1);
  });

  it('builds once for two starts at a time', async () => {
    const { ensure, builds } = checkout();
    await Promise.all([ensure(), ensure()]);
    assert.equal(builds(), 1);
  });

  it('sees a file that only changes its name, and one that goes', async () => {
    const { root } = checkout();
    const before = await hashSources(root);
    renameSync(join(root, 'core/a.ts'), join(root, 'core/c.ts'));
    const renamed = await hashSources(root);
    renameSync(join(root, 'core/c.ts'), join(root, 'server/c.ts'));
    assert.equal(new Set([before, renamed, await hashSources(root)]).size, 3);
  });
});
