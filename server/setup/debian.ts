import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { runLogged } from './run-logged.ts';
import { SetupError, type Say } from './setup-error.ts';
import { Turns } from './turns.ts';

/** The system's package manager, as far as set-up needs it. */
export interface PackageSystem {
  /** Those of `packages` that are not installed; `undefined` where there is no dpkg to ask. */
  missing(packages: readonly string[]): readonly string[] | undefined;
  readonly mayInstall: boolean;
  /** Those that are `urgent` come before what still waits to be installed. */
  install(packages: readonly string[], urgent: boolean): Promise<boolean>;
}

export const debian: PackageSystem = {
  missing(packages) {
    const { error, stdout } = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...packages], { encoding: 'utf8' });
    if (error) return undefined;
    const installed = new Set(stdout.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
    return packages.filter((name) => !installed.has(name));
  },
  mayInstall: process.getuid?.() === 0,
  async install(packages, urgent) {
    // Old lists are often good enough, so a failed update is no reason to stop.
    await (updated ??= turns.take(() => apt('update', '-q')));
    return turns.take(() => apt('install', '-q', '-y', '--no-install-recommends', ...packages), urgent);
  },
};

/** apt-get lets one in at a time, and refuses the others. */
const turns = new Turns();
let updated: Promise<boolean> | undefined;

function apt(...args: string[]): Promise<boolean> {
  return runLogged('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { log: new PassThrough().resume(), env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/**
 * Makes sure that Debian packages are installed.
 * @param purpose Begins the sentences: "Building the media worker".
 * @param urgent Whether they come before what others wait for: much is still to be done with them.
 * @throws {SetupError} naming what is missing, where it cannot be installed.
 */
export async function ensurePackages(packages: readonly string[], purpose: string, say: Say, system: PackageSystem = debian, urgent = false): Promise<void> {
  const missing = system.missing(packages);
  if (missing?.length === 0) return;
  const names = (missing ?? packages).join(' ');
  if (missing === undefined) throw new SetupError(`${purpose} needs software that is missing. Install what Debian calls ${names}, and try again.`);
  const remedy = `Install them with "sudo apt-get install ${names}", and try again.`;
  if (!system.mayInstall) throw new SetupError(`${purpose} needs system packages that are missing. ${remedy}`);
  say(`Installing system packages: ${names}`);
  if (!(await system.install(missing, urgent))) throw new SetupError(`${purpose} needs system packages that could not be installed. ${remedy}`);
}
