import { enableCompileCache } from 'node:module';

// Modules imported from here on are kept compiled: later starts take half the time, and do without what compiles them.
enableCompileCache();
const { becomeLean, isLean } = await import('./lean.ts');

async function setUp(): Promise<void> {
  const { ensurePages } = await import('./pages.ts');
  const { exitWith } = await import('./setup-error.ts');
  const { ensureWorker } = await import('./worker.ts');
  try {
    // mediasoup reads the variable when a worker starts.
    process.env['MEDIASOUP_WORKER_BIN'] = await ensureWorker();
    await ensurePages();
  } catch (error) {
    exitWith(error);
  }
}

/** `npm start`: makes sure of the media worker and the built pages, then becomes the server. */
if (!isLean()) {
  await setUp();
  becomeLean();
}
await import('../main.ts');
