import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runLogged } from './run-logged.ts';
import type { Say } from './setup-error.ts';

const reachMs = 3_000;
const downloadMs = 60_000;

/**
 * Lets mediasoup fetch its own prebuilt worker into its package folder; resolves to whether its script succeeded.
 * A network that does not answer within three seconds counts as none.
 */
export async function downloadWorker(packageDir: string, env: NodeJS.ProcessEnv, say: Say): Promise<boolean> {
  if (env['MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD']) return false;
  if (!(await answers(env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ?? homeOf(packageDir)))) return false;
  say('Downloading the media worker');
  return runLogged(process.execPath, ['npm-scripts.mjs', 'postinstall'], {
    cwd: packageDir,
    log: new PassThrough().resume(),
    deadlineMs: downloadMs,
    // The script would build with Python where nothing can be downloaded. Ours builds faster and fetches nothing.
    env: { ...env, PYTHON: 'false' },
  });
}

function homeOf(packageDir: string): string {
  const { repository } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { repository: { url: string } };
  return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(reachMs) });
    return true;
  } catch {
    return false;
  }
}
