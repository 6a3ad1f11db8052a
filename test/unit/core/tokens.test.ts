import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../../core/errors.ts';
import { createHarness, rejectionOf } from './harness.ts';

const bodyOf = (init: RequestInit): unknown => JSON.parse(String(init.body));

test('a new room is made for a host without one', async () => {
  const harness = createHarness({ displayName: 'Ada', orgId: 'org', orgKey: 'key' });
  harness.server.room.asHost();
  harness.answerHttp(201, { token: 't', roomId: 'room-1', peerId: 'host-1', shareLink: 'https://live.example/s' });
  await harness.manager.startBroadcast({ title: 'Evening', category: 'Music', preset: 'live-host', maxBroadcasters: 6 });
  const [{ url, init }] = harness.fetched as [{ url: string; init: RequestInit }];
  assert.deepEqual([url, init.method, bodyOf(init)], ['http://live.test/create_room', 'POST', { title: 'Evening', category: 'Music', displayName: 'Ada', preset: 'live-host', maxBroadcasters: 6 }]);
  const headers = init.headers as Record<string, string>;
  assert.deepEqual([headers['x-org-id'], headers['x-org-key'], headers['authorization']], ['org', 'key', undefined]);
  assert.equal(harness.manager.stores.session.$shareLink.get(), 'https://live.example/s');
  await harness.manager.close();
});

test('a room that is there gets one more broadcaster', async () => {
  const harness = createHarness();
  harness.server.room.asHost();
  await harness.manager.startBroadcast({ roomId: 'a/b', displayName: 'Bo' });
  assert.equal(harness.fetched[0]?.url, 'http://live.test/broadcaster-token/a%2Fb');
  assert.deepEqual(bodyOf(harness.fetched[0]!.init), { displayName: 'Bo' });
  await harness.manager.close();
});

test('a viewer names audience and self in the address', async () => {
  const harness = createHarness();
  await harness.manager.joinAsViewer('room-1', { displayName: 'Bo & Cy', hostPeerId: 'host-1' });
  assert.equal(harness.fetched[0]?.url, 'http://live.test/viewer-token/room-1?host=host-1&name=Bo+%26+Cy');
  await harness.manager.close();
});

test('the application is asked instead where it wants to be', async () => {
  const harness = createHarness();
  const asked: unknown[] = [];
  harness.manager.core.setTokenProvider(async (request) => {
    asked.push(request);
    return { token: 't', roomId: 'room-1', peerId: 'web-me' };
  });
  await harness.manager.joinAsViewer('room-1', { displayName: 'Bo' });
  assert.deepEqual(asked, [{ purpose: 'viewer', roomId: 'room-1', displayName: 'Bo' }]);
  assert.equal(harness.fetched.length, 0);
  await harness.manager.close();
});

for (const [status, body, code] of [
  [404, { code: 'not-found', title: 'x' }, 'not-found'],
  [429, { code: 'rate-limited', retryAfterMs: 1200 }, 'rate-limited'],
  [401, { code: 'key-missing', title: 'An API key is needed.' }, 'not-allowed'],
  [403, {}, 'not-allowed'],
  [410, { code: 'room-ended' }, 'room-ended'],
  [500, { code: '__proto__' }, 'internal'],
  [502, {}, 'internal'],
  [200, {}, 'token-missing'],
  [200, { token: 7 }, 'token-missing'],
] as const) {
  test(`an answer ${status} ${JSON.stringify(body)} is ${code}`, async () => {
    const harness = createHarness();
    harness.answerHttp(status, body);
    const error = await rejectionOf(harness.manager.joinAsViewer('room-1'));
    assert.ok(error instanceof LiveError);
    assert.equal(error.code, code);
    if (code === 'rate-limited') assert.equal(error.retryAfterMs, 1200);
    assert.equal(harness.manager.state, 'IDLE');
    await harness.manager.close();
  });
}

test('a server that cannot be reached is said to be so', async () => {
  const harness = createHarness({ deps: { fetch: (() => Promise.reject(new TypeError('fetch failed'))) as typeof fetch } });
  assert.equal((await rejectionOf(harness.manager.joinAsViewer('room-1'))).code, 'server-unreachable');
  await harness.manager.close();
});

test('a provider that throws, or answers nonsense, fails the start', async () => {
  const harness = createHarness();
  harness.manager.core.setTokenProvider(() => Promise.reject(new Error('backend down')));
  const error = await rejectionOf(harness.manager.joinAsViewer('room-1'));
  assert.deepEqual([error.code, (error.cause as Error).message], ['token-missing', 'backend down']);
  harness.manager.core.setTokenProvider(() => Promise.resolve(null as never));
  assert.equal((await rejectionOf(harness.manager.joinAsViewer('room-1'))).code, 'token-missing');
  await harness.manager.close();
});
