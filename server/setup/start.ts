import { enableCompileCache } from 'node:module';

// Modules imported from here on are kept compiled, which halves the time of later starts.
enableCompileCache();
const { ensurePages } = await import('./pages.ts');
const { exitWith } = await import('./setup-error.ts');
const { ensureWorker } = await import('./worker.ts');

/** `npm start`: makes sure of the media worker and the built pages, then becomes the server. */
try {
  // mediasoup reads the variable when a worker starts.
  process.env['MEDIASOUP_WORKER_BIN'] = await ensureWorker();
  await ensurePages();
} catch (error) {
  exitWith(error);
}
await import('../main.ts');
