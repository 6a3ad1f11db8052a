import { flushCompileCache, getCompileCacheDir } from 'node:module';

/**
 * V8's nursery, in MB: by default it grows to 16 under traffic, which costs three times that and is not given back while
 * traffic lasts. Smaller than this, what is sent to a crowd would outlive it and burden the old space.
 */
export const leanFlag = '--max-semi-space-size=4';

export const isLean = (): boolean => process.execArgv.includes(leanFlag);

/**
 * Starts this program again in the same process, lean: without what set-up has left in memory, and with modules already
 * compiled. Returns where the system cannot do that (Windows); the program then goes on as it is.
 */
export function becomeLean(): void {
  flushCompileCache();
  const cache = getCompileCacheDir();
  const env = { ...process.env, ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }) };
  try {
    process.execve?.(process.execPath, [process.execPath, ...process.execArgv, leanFlag, ...process.argv.slice(1)], env);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM') throw error;
  }
}
