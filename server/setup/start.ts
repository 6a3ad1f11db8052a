import { ensurePages } from './pages.ts';
import { exitWith } from './setup-error.ts';
import { ensureWorker } from './worker.ts';

/** `npm start`: makes sure of the media worker and the built pages, then becomes the server. */
try {
  // mediasoup reads the variable when a worker starts.
  process.env['MEDIASOUP_WORKER_BIN'] = await ensureWorker();
  await ensurePages();
} catch (error) {
  exitWith(error);
}
await import('../main.ts');
