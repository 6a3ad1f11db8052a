import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { until } from '../../support/until.ts';
import { tempDir } from '../../support/temp-dir.ts';

const entry = join(import.meta.dirname, '../../../server/main.ts');

interface Run { readonly child: ChildProcess; out(): string; err(): string; ended: Promise<number | null> }

function run(t: TestContext, env: NodeJS.ProcessEnv, args: readonly string[] = []): Run {
  const { MEDIASOUP_WORKER_BIN: worker, PATH: path } = process.env;
  const child = spawn(process.execPath, [entry, ...args], { env: { MEDIASOUP_WORKER_BIN: worker, PATH: path, DATA_DIR: join(tempDir(), 'data'), PORT: '0', MUF_WORKERS: '1', ...env } });
  t.after(() => child.kill('SIGKILL'));
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => { text.out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { text.err += chunk.toString(); });
  return { child, out: () => text.out, err: () => text.err, ended: once(child, 'close').then(([code]) => code as number | null) };
}

const running = async ({ child, out, err }: Run): Promise<string> => {
  const url = await until(
    () => /^muf-live is running at (http:\/\/\S+)\n$/.exec(out())?.[1] ?? (child.exitCode === null ? '' : 'ended'),
    (found) => found !== '',
    { what: 'the server is running', every: 20 },
  );
  assert.match(url, /^http:/, err());
  return url;
};

const refused: readonly [env: NodeJS.ProcessEnv, args: string[], sentence: RegExp][] = [
  [{ PORT: 'abc' }, [], /^PORT must be a port number from 0 to 65535, not "abc"\.\n$/],
  [{ HOST: '0.0.0.0', MUF_API_KEY: 'k' }, [], /^JWT_SECRET is missing: [^\n]*\n$/],
  [{ HOST: '0.0.0.0', JWT_SECRET: 'x'.repeat(32) }, [], /^MUF_API_KEY is missing: [^\n]*\n$/],
  [{ JWT_SECRET: 'short' }, [], /^JWT_SECRET is too short: [^\n]*\n$/],
  [{ DATA_DIR: '/dev/null/data' }, [], /^The data directory \/dev\/null\/data cannot be written: [^\n]*\n$/],
  [{ MEDIASOUP_WORKER_BIN: '/nowhere/worker' }, [], /^The media worker cannot start \(spawn \/nowhere\/worker ENOENT\): run npm start[^\n]*\n$/],
  [{ VALKEY_URL: 'redis://127.0.0.1:1' }, [], /^The server that VALKEY_URL names cannot be used \(connect ECONNREFUSED 127\.0\.0\.1:1\): start or correct it, [^\n]*\n$/],
  [{}, ['--only', 'sound'], /^--only does not know the role "sound"[^\n]*\n$/],
];

for (const [env, args, sentence] of refused) {
  test(`${JSON.stringify(env)} ${args.join(' ')}: one sentence, exit 1`, async (t) => {
    const { ended, out, err } = run(t, env, args);
    assert.equal(await ended, 1);
    assert.match(err(), sentence);
    assert.equal(out(), '');
  });
}

test('a taken media port: one sentence, exit 1', async (t) => {
  const other = createSocket('udp4').bind(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address();
  const { ended, err } = run(t, { RTC_PORT: String(port) });
  assert.equal(await ended, 1);
  assert.equal(err(), `For media, port ${port} is taken: stop the program that uses it, or set RTC_PORT to other ones or to 0.\n`);
});

test('it serves, is asked to stop, and ends with 0; its port and its data are refused to others meanwhile', async (t) => {
  const dir = join(tempDir(), 'data');
  const first = run(t, { MUF_WORKER: '3', DATA_DIR: dir });
  const url = await running(first);
  assert.equal((await fetch(`${url}health/ready`)).status, 200);
  assert.match(first.err(), /did you mean MUF_WORKERS\?/);

  const { port } = new URL(url);
  const second = run(t, { PORT: port });
  assert.equal(await second.ended, 1);
  assert.equal(second.err(), `Port ${port} is taken: stop the program that uses it, or set PORT to another one.\n`);

  const beside = run(t, { DATA_DIR: dir });
  assert.equal(await beside.ended, 1);
  assert.equal(beside.err(), `Another server is using the data directory ${dir}: stop it, or set DATA_DIR to another directory for this one.\n`);

  const { roomId } = (await (await fetch(`${url}create_room`, { method: 'POST' })).json()) as { roomId: string };
  assert.ok(roomId);
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0);
  assert.ok(!(first.out() + first.err()).includes('eyJ'));
});
