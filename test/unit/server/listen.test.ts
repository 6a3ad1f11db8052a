import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { listen } from '../../../server/listen.ts';
import { httpApp } from '../../support/http-app.ts';
import { testConfig } from '../../support/test-config.ts';

test('it says where it listens, with the port it really took', async (t) => {
  const { app } = await httpApp(t);
  const url = await listen(app, testConfig(''));
  assert.match(url, /^http:\/\/127\.0\.0\.1:[1-9]\d*\/$/);
  assert.equal((await fetch(`${url}health/live`)).status, 200);
});

test('a taken port is one sentence', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address() as { port: number };
  const { app } = await httpApp(t);
  await assert.rejects(listen(app, testConfig('', { port })), { name: 'StartError', message: `Port ${port} is taken: stop the program that uses it, or set PORT to another one.` });
});

test('an address of another machine is one sentence', async (t) => {
  const { app } = await httpApp(t);
  await assert.rejects(listen(app, testConfig('', { host: '203.0.113.1' })), { name: 'StartError', message: /^203\.0\.113\.1 is not an address of this machine/ });
});
