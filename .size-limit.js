import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const entry = 'dist/cdn/muf-live.js';

/** A file and all it imports before it can run. */
function staticGraph(path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const code = readFileSync(path, 'utf8');
  const imports = [...code.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{}\s,]+from\s*)?["'](\.[^"']+)["']/g)];
  return [path, ...imports.flatMap(([, target]) => staticGraph(join(dirname(path), target), seen))];
}

/** The chunk that holds the media engine, with what it imports. */
function engine() {
  const chunk = /["'`]\.\/(mediasoup-client-[^"'`]+\.js)["'`]/.exec(staticGraph(entry).map((path) => readFileSync(path, 'utf8')).join('\n'));
  if (!chunk) throw new Error('The script-tag bundle loads no chunk named mediasoup-client.');
  return staticGraph(join(dirname(entry), chunk[1]));
}

/**
 * The viewer of a broadcast, with what it needs for a picture over WebTransport and draft 14 beside what a page has already. hls.js, the
 * WebSocket framing, draft 16, the choice among renditions, the filling of gaps and the reading of DVR playlists come on demand.
 */
function broadcastViewer() {
  const chunk = readdirSync(dirname(entry)).find((name) => /^viewer-[\w-]+\.js$/.test(name));
  if (!chunk) throw new Error('The script-tag bundle has no chunk named viewer.');
  const first = new Set(staticGraph(entry));
  return staticGraph(join(dirname(entry), chunk)).filter((path) => !first.has(path));
}

/** Budgets of test/PERFORMANCE.md: what a viewer's page loads at first, and what it needs to show the stage. */
export default [
  { name: 'a viewer, before the media engine', path: staticGraph(entry), limit: '45 kB', gzip: true },
  { name: 'a viewer with the media engine', path: [...new Set([...staticGraph(entry), ...engine()])], limit: '85 kB', gzip: true },
  { name: 'the viewer of a broadcast', path: broadcastViewer(), limit: '25 kB', gzip: true },
];
