import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Row } from './row.ts';

interface Size { readonly name: string; readonly size: number; readonly sizeLimit: number; readonly passed: boolean }

const root = join(import.meta.dirname, '../..');
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB gz`;

/** What size-limit measures of the script-tag bundle; `npm run build` comes first. */
export async function measure(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'node_modules/size-limit/bin.js'), '--json'], { cwd: root })
    // Over the limit it prints the same and ends with 1.
    .catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  const sizes = JSON.parse(stdout) as Size[];
  return sizes.map(({ name, size, sizeLimit, passed }) => ({ what: `bundle: ${name}`, figure: kilobytes(size), reach: `≤ ${kilobytes(sizeLimit)}`, reached: passed }));
}
