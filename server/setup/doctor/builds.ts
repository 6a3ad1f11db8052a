import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorker } from 'mediasoup';
import { findPageFolders } from '../../http/page-folders.ts';
import { mediaCodecs } from '../../sfu/codecs.ts';
import { hashSources, stampFile } from '../pages.ts';
import { findWorker } from '../worker.ts';
import { fault, faultOf, ok, type Check } from './check.ts';

const makeOne = 'Run npm start once: it downloads a worker, or builds one.';

/** Present, and really carries a router. */
export const worker: Check = {
  name: 'Media worker',
  async run({ env }) {
    let path: string | undefined;
    try {
      path = findWorker(env);
    } catch (error) {
      return faultOf(error);
    }
    if (path === undefined) return fault('there is none that runs here', makeOne);
    const began = performance.now();
    try {
      const one = await createWorker({ workerBin: path, logLevel: 'error' });
      try {
        const router = await one.createRouter({ mediaCodecs: [...mediaCodecs] });
        router.close();
      } finally {
        one.close();
      }
      return ok(`starts in ${Math.round(performance.now() - began)} ms (${path})`);
    } catch (error) {
      return fault(`${path} does not start (${(error as Error).message})`, makeOne);
    }
  },
};

/** From the sources they must be as new as these; a package brings them built. */
export const pages: Check = {
  name: 'Pages',
  async run({ root }) {
    const { pages: folder } = findPageFolders();
    if (!existsSync(join(root, 'ui-kit', 'pages'))) return folder ? ok('built') : fault('missing from this package', 'Install the package again.');
    if (!folder) return fault('not built', 'Run npm run build:pages; npm start does so too.');
    const stamp = await readFile(stampFile(root), 'utf8').catch(() => '');
    return stamp === (await hashSources(root)) ? ok('built from the present sources') : fault('older than their sources', 'Run npm run build:pages; npm start does so too.');
  },
};
