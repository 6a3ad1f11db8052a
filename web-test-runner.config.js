import { writeFileSync } from 'node:fs';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { createServer } from 'vite';
import { findChromium } from './server/setup/chromium.ts';

const executablePath = findChromium();
const socketPath = '/__web-dev-server__web-socket.js';

/** Vite serves the tests, so that they see the modules the builds see. */
const vite = await createServer({
  configFile: false,
  appType: 'custom',
  cacheDir: 'node_modules/.vite-wtr',
  logLevel: 'error',
  plugins: [{
    name: 'runner-socket',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith(socketPath) ? { id: socketPath, external: true } : null),
  }],
  optimizeDeps: {
    // All at once, for a dependency found late reloads the page in the middle of a test.
    include: [
      '@open-wc/testing', '@web/test-runner-commands', 'axe-core', '@lit/context', 'dompurify', 'lit', 'lit/directives/class-map.js',
      'lit/directives/if-defined.js', 'lit/directives/keyed.js', 'lit/directives/live.js', 'lit/directives/ref.js', 'lit/directives/repeat.js',
      'lit/directives/style-map.js', 'jsqr', 'mediasoup-client', 'nanostores', 'uqr', 'valibot',
    ],
  },
  server: { middlewareMode: true, hmr: false, ws: false },
});

/** But for `--watch`, nothing changes during a run, and each test file is a page of its own: what one has fetched, the next need not ask for. */
function keepInBrowser(response) {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => setHeader(name, name.toLowerCase() === 'cache-control' ? 'max-age=3600' : value);
}

function serveByVite(context, next) {
  if (context.path === '/' || context.path.startsWith('/__web-')) return next();
  return new Promise((resolve, reject) => {
    context.respond = false;
    if (!process.argv.includes('--watch')) keepInBrowser(context.res);
    context.res.statusCode = 200;
    context.res.once('close', resolve);
    vite.middlewares(context.req, context.res, (error) => {
      context.respond = true;
      if (error) reject(error);
      else resolve(next());
    });
  });
}

function countTests(suite, counts) {
  for (const test of suite?.tests ?? []) {
    if (!test.skipped) counts[test.passed ? 'passed' : 'failed']++;
  }
  for (const inner of suite?.suites ?? []) countTests(inner, counts);
}

/** Ends the run with one plain line, and leaves the counts for test/run.ts. */
function countReporter() {
  return {
    stop({ sessions }) {
      const counts = { passed: 0, failed: 0 };
      for (const session of sessions) {
        const before = counts.failed;
        countTests(session.testResults, counts);
        // A file that never got to its tests has none that failed.
        if (!session.passed && counts.failed === before) counts.failed++;
      }
      const report = process.env.MUF_TEST_REPORT;
      if (report) writeFileSync(report, JSON.stringify(counts));
      process.once('exit', () => console.log(`${counts.passed} passed, ${counts.failed} failed`));
    },
  };
}

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: ['test/ui/**/*.browser.ts'],
  // With windows and tabs, one that is in the background draws no frames.
  concurrency: executablePath?.includes('headless-shell') ? 2 : 1,
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY }), countReporter()],
  // Both end what hangs, also on a busy machine.
  testFramework: { config: { timeout: 30_000 } },
  testsFinishTimeout: 240_000,
  middleware: [serveByVite],
  plugins: [{ name: 'vite', serverStop: () => vite.close() }],
  filterBrowserLogs: ({ args }) => !/^\[vite\]|Lit is in dev mode|Multiple versions of Lit/.test(String(args[0])),
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath,
        args: [
          '--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
          '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        ],
      },
    }),
  ],
};
