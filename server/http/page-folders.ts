import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the built pages and the CDN bundle lie; absent where they have not been built. */
export interface PageFolders {
  readonly pages: string | undefined;
  readonly cdn: string | undefined;
}

const firstOf = (folders: readonly string[]): string | undefined => folders.find((folder) => existsSync(folder));

/** Beside the built server file when packaged (`public/`), in the root's `dist/` when run from its sources. */
export function findPageFolders(here: string = import.meta.dirname): PageFolders {
  const dist = join(here, '..', '..', 'dist');
  return {
    pages: firstOf([join(here, 'public'), join(dist, 'pages')]),
    cdn: firstOf([join(here, 'public', 'cdn'), join(dist, 'cdn')]),
  };
}
