import { chmod, copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Copies an executable to `target` so that nobody ever sees half of it. */
export async function moveInto(file: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  await copyFile(file, draft);
  await chmod(draft, 0o755);
  await rename(draft, target);
}
