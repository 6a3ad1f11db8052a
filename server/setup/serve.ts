#!/usr/bin/env node
import { exitWith } from './setup-error.ts';
import { ensureWorker } from './worker.ts';

/** The `muf-live-server` command: as `npm start`, but the package brings its pages built. */
try {
  process.env['MEDIASOUP_WORKER_BIN'] = await ensureWorker();
} catch (error) {
  exitWith(error);
}
await import('../main.ts');
