import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchRouterCapabilities } from '../../../core/router-capabilities.ts';

test('asks the server what its routers can do', async () => {
  const asked: string[] = [];
  const answer = { codecs: [] };
  const got = await fetchRouterCapabilities('http://live.example', (url) => {
    asked.push(String(url));
    return Promise.resolve(Response.json(answer));
  });
  assert.deepEqual(got, answer);
  assert.deepEqual(asked, ['http://live.example/router-rtp-capabilities']);
});

test('a refusal is an error with its status', async () => {
  await assert.rejects(fetchRouterCapabilities('http://live.example', () => Promise.resolve(new Response('', { status: 503 }))), /503/);
});
