import { debian, ensurePackages, type PackageSystem } from './debian.ts';
import { findProgram, isProgram } from './find-program.ts';
import { sayToTerminal, SetupError, type Say } from './setup-error.ts';

/** The first is Chromium without its windows, tabs and menus: the same engine, and a fifth less work for a machine. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const task = 'Testing in a browser';
const macApp = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * A Chromium or Chrome to test with: the one `CHROME_PATH` names, else the first on the PATH.
 * @throws {SetupError} when `CHROME_PATH` names something that cannot be run.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = env['CHROME_PATH'];
  if (chosen && !isProgram(chosen)) throw new SetupError(`CHROME_PATH names ${chosen}, which is no program that can be run. Correct or unset it.`);
  if (chosen) return chosen;
  return findProgram(names, env, ['/usr/bin']) ?? (isProgram(macApp) ? macApp : undefined);
}

/**
 * As `findChromium`, and installs Debian's where there is none and we may.
 * @throws {SetupError} with a sentence that says what to install.
 */
export async function ensureChromium(env: NodeJS.ProcessEnv = process.env, say: Say = sayToTerminal, system: PackageSystem = debian, look: typeof findChromium = findChromium): Promise<string> {
  const found = look(env);
  if (found) return found;
  // Not every release of Debian and its kin has the first.
  await ensurePackages(['chromium-headless-shell'], task, say, system).catch(() => ensurePackages(['chromium'], task, say, system));
  const installed = look(env);
  if (!installed) throw new SetupError('No Chromium was found. Install Chromium or Chrome, or set CHROME_PATH to one.');
  return installed;
}
