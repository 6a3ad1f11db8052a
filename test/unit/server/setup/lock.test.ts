import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { withLock } from '../../../../server/setup/lock.ts';
import { tempDir } from '../../../support/temp-dir.ts';

describe('withLock', () => {
  const dir = tempDir();

  it('lets one in at a time and tells the other that it waits', async () => {
    const path = join(dir, 'shared');
    const events: string[] = [];
    const inside = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const first = withLock(path, async () => {
      events.push('first in');
      inside.resolve();
      await gate.promise;
      events.push('first out');
    });
    // Asked for at once, either may be the first.
    await inside.promise;
    const second = withLock(path, async () => void events.push('second in'), {
      waiting: () => {
        events.push('waiting');
        gate.resolve();
      },
    });
    await Promise.all([first, second]);
    assert.deepEqual(events, ['first in', 'waiting', 'first out', 'second in']);
  });

  it('lets go when the work fails', async () => {
    const path = join(dir, 'failing');
    await assert.rejects(withLock(path, async () => { throw new Error('no luck'); }), /no luck/);
    assert.equal(existsSync(path), false);
  });

  it('overrules a holder that no longer runs', async () => {
    const path = join(dir, 'left-behind');
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(path, String(pid));
    assert.equal(await withLock(path, async () => 'in'), 'in');
  });

  it('overrules a file that names nobody', async () => {
    const path = join(dir, 'cut-short');
    await writeFile(path, '');
    assert.equal(await withLock(path, async () => 'in'), 'in');
  });

  it('gives up on a holder that stays, and names it', async () => {
    const path = join(dir, 'held');
    await writeFile(path, String(process.pid));
    await assert.rejects(withLock(path, async () => 'in', { deadlineMs: 0 }), new RegExp(`Process ${process.pid} still holds`));
  });
});
