#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { becomeLean, isLean } from './lean.ts';
import { exitWith } from './setup-error.ts';
import { ensureWorker } from './worker.ts';

/** The `muf-live-server` command: as `npm start`, but the package brings its pages built. */
enableCompileCache();
if (!isLean()) {
  try {
    process.env['MEDIASOUP_WORKER_BIN'] = await ensureWorker();
  } catch (error) {
    exitWith(error);
  }
  becomeLean();
}
await import('../main.ts');
