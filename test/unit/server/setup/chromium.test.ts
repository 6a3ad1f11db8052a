import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findChromium } from '../../../../server/setup/chromium.ts';
import { tempDir } from '../../../support/temp-dir.ts';

describe('findChromium', () => {
  const dir = tempDir();
  const onPath = join(dir, 'google-chrome');
  const named = join(dir, 'my-chrome');
  writeFileSync(onPath, '', { mode: 0o755 });
  writeFileSync(named, '', { mode: 0o755 });
  writeFileSync(join(dir, 'chromium'), 'not executable', { mode: 0o644 });

  it('takes the one CHROME_PATH names', () => {
    assert.equal(findChromium({ PATH: dir, CHROME_PATH: named }), named);
  });

  it('takes the first program on the PATH', () => {
    assert.equal(findChromium({ PATH: dir }), onPath);
  });

  it('refuses a CHROME_PATH that is no program', () => {
    assert.throws(() => findChromium({ PATH: dir, CHROME_PATH: join(dir, 'chromium') }), /CHROME_PATH names .*chromium, which is no program/);
  });
});
