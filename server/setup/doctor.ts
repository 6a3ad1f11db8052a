import { findWorker } from './worker.ts';

/** `npm run doctor`, or `npm run doctor -- --lan`: looks at all that a start needs, and says what to do about what is missing. */

// mediasoup reads the variable when it is imported.
try {
  process.env['MEDIASOUP_WORKER_BIN'] ??= findWorker(process.env) ?? '';
} catch {
  // Its own check says so.
}
const { runDoctor } = await import('./doctor/run.ts');
process.exit(await runDoctor(process.argv.slice(2), process.env));
