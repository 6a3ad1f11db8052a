import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ensureChromium, findChromium } from '../../../../server/setup/chromium.ts';
import type { PackageSystem } from '../../../../server/setup/debian.ts';
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

  it('prefers the one without windows', () => {
    const both = tempDir();
    for (const name of ['chromium', 'chromium-headless-shell']) writeFileSync(join(both, name), '', { mode: 0o755 });
    assert.equal(findChromium({ PATH: both }), join(both, 'chromium-headless-shell'));
  });

  it('refuses a CHROME_PATH that is no program', () => {
    assert.throws(() => findChromium({ PATH: dir, CHROME_PATH: join(dir, 'chromium') }), /CHROME_PATH names .*chromium, which is no program/);
  });
});

describe('ensureChromium', () => {
  const asked: string[] = [];
  /** A system whose package manager has only what it is said to have. */
  const systemWith = (...available: string[]): PackageSystem => ({
    missing: (packages) => packages.filter((name) => !asked.includes(name)),
    mayInstall: true,
    install: async (packages) => {
      asked.push(...packages);
      return packages.every((name) => available.includes(name));
    },
  });
  const ensure = (...available: string[]) => {
    asked.length = 0;
    return ensureChromium({}, () => undefined, systemWith(...available), () => asked.find((name) => available.includes(name)));
  };

  it('installs the one without windows', async () => {
    assert.equal(await ensure('chromium-headless-shell', 'chromium'), 'chromium-headless-shell');
    assert.deepEqual(asked, ['chromium-headless-shell']);
  });

  it('installs Chromium where there is none without', async () => {
    assert.equal(await ensure('chromium'), 'chromium');
    assert.deepEqual(asked, ['chromium-headless-shell', 'chromium']);
  });

  it('says what to install where neither can be had', async () => {
    await assert.rejects(ensure(), /could not be installed.*apt-get install chromium"/);
  });
});
