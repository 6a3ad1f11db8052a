import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { serveFiles, type StaticSite } from './static-site.ts';

const root = join(import.meta.dirname, '../..');
const entry = 'broadcast-page.js';
const code = `export { BroadcastPublisher, BroadcastViewer } from '${root}/core/streams/index.ts';
import * as streams from '${root}/core/streams/index.ts';
window.streams = streams;`;
const page = `<!doctype html><meta charset="utf-8"><title>Broadcast</title><link rel="icon" href="data:,"><style>video { inline-size: 640px }</style>
<video muted playsinline></video><script type="module" src="./${entry}"></script>`;

declare global {
  interface Window {
    /** The package’s `muf-live/streams`. */
    streams: typeof import('../../core/streams/index.ts');
    publisher: import('../../core/streams/publisher.ts').BroadcastPublisher;
    viewer: import('../../core/streams/viewer.ts').BroadcastViewer;
  }
}

/** A page of its own origin with the SDK for broadcasts, as an application would bundle it, and one video element. */
export async function serveBroadcastPage(): Promise<StaticSite> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [{ name: 'page', enforce: 'pre', resolveId: (id) => (id === entry ? join(root, entry) : null), load: (id) => (id === join(root, entry) ? code : null) }],
    build: { write: false, modulePreload: false, target: 'es2022', rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { entryFileNames: entry, chunkFileNames: '[name].js' } } },
  });
  const files = new Map((built as Rolldown.RolldownOutput).output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : Buffer.from(file.source)]));
  files.set('index.html', page);
  return serveFiles(async (path) => files.get(path) ?? Promise.reject(new Error(path)));
}
