import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ensurePackages, type PackageSystem } from '../../../../server/setup/debian.ts';

function system(changes: Partial<PackageSystem>): PackageSystem {
  return { missing: () => ['cmake', 'g++'], mayInstall: true, install: async () => true, ...changes };
}

const ensure = (changes: Partial<PackageSystem>, said: string[] = []) =>
  ensurePackages(['cmake', 'g++', 'make'], 'Building it', (sentence) => said.push(sentence), system(changes));

describe('ensurePackages', () => {
  it('does nothing when all are there', async () => {
    await ensure({ missing: () => [], install: async () => assert.fail('nothing is to be installed') });
  });

  it('installs only what is missing, and says so', async () => {
    const installed: string[] = [];
    const said: string[] = [];
    await ensure({ install: async (packages) => installed.push(...packages) > 0 }, said);
    assert.deepEqual(installed, ['cmake', 'g++']);
    assert.deepEqual(said, ['Installing system packages: cmake g++']);
  });

  it('names what is missing and how to get it, without root', async () => {
    await assert.rejects(ensure({ mayInstall: false }), {
      name: 'SetupError',
      message: 'Building it needs system packages that are missing. Install them with "sudo apt-get install cmake g++", and try again.',
    });
  });

  it('names the packages when they could not be installed', async () => {
    await assert.rejects(ensure({ install: async () => false }), /could not be installed.*apt-get install cmake g\+\+/);
  });

  it('names them all on a system without dpkg', async () => {
    await assert.rejects(ensure({ missing: () => undefined }), /Install what Debian calls cmake g\+\+ make/);
  });
});
