/** Loaded into the server before its own code (`--expose-gc --import`): collects garbage on SIGUSR2, so that what is measured is what is held. */
process.on('SIGUSR2', () => {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`collected, and held are ${heapUsed + external} bytes\n`);
});
