import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** Packs one of the two packages as it would be published, and installs the tarball in a folder of its own. */
async function installed(folder: string, place: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], { cwd: join(root, folder), maxBuffer: 1 << 26 });
  const packed: unknown = JSON.parse(stdout);
  const [{ filename }] = (Array.isArray(packed) ? packed : Object.values(packed as object)) as [{ filename: string }];
  const home = mkdtempSync(join(place, 'home-'));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'someone-elses-app', private: true, type: 'module' }));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', join(place, filename)], { cwd: home });
  return home;
}

describe('the packages, installed elsewhere', () => {
  let place: string;
  before(() => {
    place = mkdtempSync(join(tmpdir(), 'muf-live-pack-'));
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  describe('muf-live', () => {
    let home: string;
    before(async () => {
      home = await installed('.', place);
    });
    const evaluate = async (code: string): Promise<unknown> => JSON.parse((await run(process.execPath, ['--input-type=module', '-e', code], { cwd: home })).stdout) as unknown;

    it('brings no server with it', () => {
      const names = readdirSync(join(home, 'node_modules'));
      assert.ok(names.includes('mediasoup-client') && names.includes('lit'));
      for (const name of ['mediasoup', 'fastify', 'muf-live-server', 'node']) assert.ok(!names.includes(name), name);
    });

    it('gives the SDK to Node', async () => {
      const code = `import { MufLiveManager, LiveEvent, IllegalTransition } from 'muf-live/core';
        const manager = new MufLiveManager({ server: 'http://127.0.0.1:9' });
        const refused = await manager.endBroadcast().then(() => '', (error) => error instanceof IllegalTransition ? error.code : String(error));
        console.log(JSON.stringify({ state: manager.state, chat: LiveEvent.CHAT, refused }));
        await manager.close();`;
      assert.deepEqual(await evaluate(code), { state: 'IDLE', chat: 'CHAT', refused: 'illegal-transition' });
    });

    it('gives the client of streams to Node', async () => {
      const code = `import { ControlError, createStreams } from 'muf-live/streams';
        const refused = await createStreams({ server: 'http://127.0.0.1:9' }).liveInputs.list().then(() => '', (error) => error instanceof ControlError ? error.code : String(error));
        console.log(JSON.stringify(refused));`;
      assert.equal(await evaluate(code), 'unreachable');
    });

    it('gives scenarios for other people’s tests', async () => {
      assert.equal(await evaluate(`import { createScenario } from 'muf-live/core/testing'; console.log(JSON.stringify(createScenario({ viewers: 7 }).stores.audience.$viewerCount.get()));`), 7);
    });

    it('has everything its export map names', async () => {
      const code = `import { readFileSync, existsSync } from 'node:fs';
        const { exports } = JSON.parse(readFileSync('node_modules/muf-live/package.json', 'utf8'));
        const files = Object.values(exports).flatMap((entry) => typeof entry === 'string' ? [entry] : Object.values(entry)).filter((file) => !file.includes('*'));
        console.log(JSON.stringify(files.filter((file) => !existsSync('node_modules/muf-live/' + file))));`;
      assert.deepEqual(await evaluate(code), []);
    });

    it('brings the presets and their schema, all by the same path', async () => {
      const code = `import { createRequire } from 'node:module';
        const require = createRequire(import.meta.url);
        const { properties } = require('muf-live/themes/presets/preset.schema.json');
        const names = ['live-host', 'live-viewer', 'webinar-host', 'webinar-participant', 'group-call-host', 'group-call-participant', 'audio-room'];
        console.log(JSON.stringify({ parts: Object.keys(properties), themes: names.map((name) => require('muf-live/themes/presets/' + name + '.json').ui.theme) }));`;
      assert.deepEqual(await evaluate(code), { parts: ['$schema', 'config', 'permissions', 'ui'], themes: ['dark', 'dark', 'light', 'light', 'auto', 'auto', 'salon'] });
    });

    it('has types and exports that tools can follow', async () => {
      await run('publint', ['--strict', '.'], { cwd: root });
      const tarball = readdirSync(place).find((name) => /^muf-live-\d.*\.tgz$/.test(name)) ?? '';
      await run('attw', [join(place, tarball), '--profile', 'esm-only', '--format', 'ascii'], { cwd: root });
    });
  });

  describe('muf-live-server', () => {
    it('starts and serves the room', async () => {
      const home = await installed('server', place);
      assert.ok(existsSync(join(home, 'node_modules/mediasoup')));
      const child = spawn(process.execPath, [join(home, 'node_modules/muf-live-server/dist/muf-live-server.js')], {
        cwd: home, env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', DATA_DIR: join(home, 'data') }, stdio: ['ignore', 'pipe', 'pipe'],
      });
      const exited = once(child, 'exit');
      try {
        let output = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
        const url = await until(() => /running at (http:\S+)/.exec(output)?.[1] ?? output, (found) => found.startsWith('http'), { what: 'the server runs' });
        assert.equal((await fetch(new URL('health/ready', url))).status, 200);
        for (const page of ['', 'broadcaster.html', 'viewer.html', 'cdn/muf-live.js']) {
          const response = await fetch(new URL(page, url));
          assert.equal(response.status, 200, page);
          assert.ok((await response.text()).length > 100, page);
        }
        assert.equal(((await (await fetch(new URL('presets/audio-room', url))).json()) as { ui: { theme: string } }).ui.theme, 'salon', 'the presets come with it');
      } finally {
        child.kill('SIGTERM');
        await exited;
      }
    });
  });
});
