import { mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../chromium.ts';
import { findProgram } from '../find-program.ts';
import { fault, note, ok, withConfig, type Check, type Finding } from './check.ts';

const leastNode = [22, 18] as const;
const leastFreeMb = 200;
const dayMs = 24 * 60 * 60 * 1000;

export const node: Check = {
  name: 'Node',
  async run() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const enough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
    return enough ? ok(process.versions.node) : fault(`${process.versions.node} is too old`, `Use Node ${leastNode.join('.')} or newer; npm ci brings one.`);
  },
};

/** Tokens end by the clock: a wrong one lets nobody in. The sources cannot be newer than now. */
export const clock: Check = {
  name: 'Clock',
  async run({ root }) {
    const now = Date.now();
    const made = statSync(join(root, 'package.json')).mtimeMs;
    if (now < made - dayMs || new Date(now).getUTCFullYear() < 2025) return fault(`says ${new Date(now).toISOString()}`, 'Set the time, and have it kept by NTP: tokens end by it.');
    return ok(new Date(now).toISOString());
  },
};

export const dataDir = withConfig('Data directory', async ({ dataDir: dir }) => {
  const probe = join(dir, `.doctor-${process.pid}`);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch {
    return fault(`${dir} cannot be written`, 'Set DATA_DIR to a directory this user may write to.');
  }
  const { bavail, bsize } = statfsSync(dir);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  return freeMb < leastFreeMb ? fault(`${dir} has ${freeMb} MB left`, 'Free some space, or set DATA_DIR to another disk.') : ok(`${dir}, ${(freeMb / 1000).toFixed(1)} GB free`);
});

function chromium(env: NodeJS.ProcessEnv): Finding {
  try {
    const found = findChromium(env);
    return found ? ok(`Chromium: ${found}`) : note('no Chromium: needed for npm test only');
  } catch (error) {
    return note((error as Error).message);
  }
}

/** What the server runs without. */
export const optional: Check = {
  name: 'Optional',
  async run({ env }) {
    const ffmpeg = findProgram(['ffmpeg'], env);
    return [chromium(env), ffmpeg ? ok(`FFmpeg: ${ffmpeg}`) : note('no FFmpeg: needed for npm test only')];
  },
};
