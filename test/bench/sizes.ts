import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { linkedPlace } from '../packages/linked-place.ts';
import type { Row } from './row.ts';

const run = promisify(execFile);

interface Contender {
  readonly name: string;
  readonly packages: readonly string[];
  /** A page with a whole room, as the package's own guide begins. */
  readonly entry: string;
  /** What it fetches later, on a viewer's way to the picture. */
  readonly later?: RegExp;
}

const others: readonly Contender[] = [
  {
    name: '@livekit/components-react + livekit-client',
    packages: ['@livekit/components-react', 'livekit-client'],
    entry: "import { LiveKitRoom, VideoConference } from '@livekit/components-react'; window.page = [LiveKitRoom, VideoConference];",
  },
  {
    name: '@cloudflare/realtimekit-ui + realtimekit',
    packages: ['@cloudflare/realtimekit-ui', '@cloudflare/realtimekit'],
    entry: "import Client from '@cloudflare/realtimekit'; import { defineCustomElement } from '@cloudflare/realtimekit-ui/components/rtk-meeting'; window.page = [Client, defineCustomElement];",
  },
];
const ours: Contender = {
  name: 'muf-live',
  packages: ['muf-live'],
  entry: "import 'muf-live/ui-kit';",
  later: /(live-elements|live-session|live-view|muf-lobby|muf-joining|media\/sfu)\.js$|mediasoup-client/,
};

/** React is the page's own: it is not counted for whoever needs it. */
const pagesOwn = /^react(-dom)?(\/|$)/;

const gzip = (code: string): number => gzipSync(code, { level: 9 }).length;

/** What is fetched before anything is shown, and until a viewer sees the picture: minified by the same bundler, gzip -9, bytes. */
async function sizesOf(home: string, { entry, later }: Contender): Promise<{ first: number; picture: number }> {
  writeFileSync(join(home, 'entry.js'), entry);
  const built = await build({
    configFile: false, root: home, logLevel: 'silent',
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: join(home, 'entry.js'), external: pagesOwn, output: { minify: true } } },
  });
  const chunks = new Map((built as Rolldown.RolldownOutput).output.flatMap((item) => (item.type === 'chunk' ? [[item.fileName, item] as const] : [])));
  const graphOf = (start: readonly Rolldown.OutputChunk[]): number => {
    const graph = new Set<Rolldown.OutputChunk>();
    const visit = (chunk: Rolldown.OutputChunk | undefined): void => {
      if (!chunk || graph.has(chunk)) return;
      graph.add(chunk);
      for (const name of chunk.imports) visit(chunks.get(name));
    };
    start.forEach(visit);
    return [...graph].reduce((bytes, { code }) => bytes + gzip(code), 0);
  };
  const all = [...chunks.values()];
  const first = all.filter(({ isEntry }) => isEntry);
  return { first: graphOf(first), picture: graphOf([...first, ...all.filter(({ isDynamicEntry, facadeModuleId }) => isDynamicEntry && later?.test(facadeModuleId ?? ''))]) };
}

const versionOf = (home: string, name: string): string => (JSON.parse(readFileSync(join(home, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Fetches the others into a folder of their own, which goes when it is measured. */
async function measureOther(contender: Contender): Promise<{ label: string; first: number; picture: number }> {
  const { name, packages } = contender;
  const home = mkdtempSync(join(tmpdir(), 'muf-live-sizes-'));
  try {
    writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--prefer-offline', ...packages], { cwd: home });
    return { label: `${name} ${packages.map((one) => versionOf(home, one)).join(' + ')}`, ...(await sizesOf(home, contender)) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A page with a room, by us and by others, through one bundler. It takes `npm run build`, and the registry. */
export async function measure(): Promise<Row[]> {
  const place = await linkedPlace();
  try {
    const own = await sizesOf(place.path, ours);
    const rows: Row[] = [{ what: 'size: muf-live, first download; until the picture', figure: `${kilobytes(own.first)}; ${kilobytes(own.picture)}`, reach: 'smallest', reached: true }];
    for (const other of others) {
      const { label, first, picture } = await measureOther(other);
      const ratios = `${(own.first / first).toFixed(2)}; ${(own.picture / picture).toFixed(2)}`;
      rows.push({ what: `size: ${label}, first download; until the picture`, figure: `${kilobytes(first)}; ${kilobytes(picture)} (ours ÷ theirs ${ratios})`, reach: 'more than ours', reached: first > own.first && picture > own.picture });
    }
    return rows;
  } finally {
    place.close();
  }
}
