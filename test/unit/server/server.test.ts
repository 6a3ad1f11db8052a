import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLogger } from '../../../server/observe/logger.ts';
import { startServer } from '../../../server/server.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testConfig } from '../../support/test-config.ts';
import { until } from '../../support/until.ts';

test('two servers in one process keep apart, and close leaves nothing', async (t) => {
  const logs: string[] = [];
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void logs.push(line) } });
  const servers = await Promise.all([1, 2].map(() => startServer(testConfig(join(tempDir(), 'data')), { logger })));
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [one, two] = servers;
  assert.ok(one && two && one.url !== two.url);
  assert.equal(one.workerPids().length, 1);

  const socket = new WebSocket(`${one.url.replace('http', 'ws')}ws`, 'muf.v1');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const sockets = async (url: string) => /^muf_sockets (\d+)$/m.exec(await (await fetch(`${url}metrics`)).text())?.[1];
  assert.deepEqual(await Promise.all([sockets(one.url), sockets(two.url)]), ['1', '0']);

  const told: string[] = [];
  socket.addEventListener('message', ({ data }) => void told.push(String(data)));
  const gone = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  await Promise.all([one.close(), one.close()]);
  assert.equal(await gone, 4503);
  assert.match(told.join(), /draining/);
  await assert.rejects(fetch(`${one.url}health/live`));
  assert.equal((await fetch(`${two.url}health/live`)).status, 200);
  assert.deepEqual(logs.filter((line) => /"level":"(error|fatal)"/.test(line)), []);
});

test('a killed media worker is replaced; the server stays', async (t) => {
  const server = await startServer(testConfig(join(tempDir(), 'data')));
  t.after(() => server.close());
  const [pid] = server.workerPids();
  assert.ok(pid);
  process.kill(pid, 'SIGKILL');
  const [next] = await until(() => server.workerPids(), (pids) => pids.length === 1 && pids[0] !== pid, { what: 'the worker is replaced' });
  assert.ok(next);
  assert.equal((await fetch(`${server.url}health/ready`)).status, 200);
  assert.match(await (await fetch(`${server.url}metrics`)).text(), /^muf_media_worker_deaths_total 1$/m);
});
