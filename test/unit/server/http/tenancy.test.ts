import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Config } from '../../../../server/config.ts';
import { appSecret, testApp } from '../../../support/app-api.ts';
import { httpApp, inTheOpen } from '../../../support/http-app.ts';

const keys = { acme: 'key of acme', umbrella: 'key of umbrella' };
const headers = (org: keyof typeof keys, key: string = keys[org]) => ({ 'x-org-id': org, 'x-org-key': key });
const post = { method: 'POST' as const, url: '/create_room' };
const answer = (response: { statusCode: number; body: string }) => [response.statusCode, (JSON.parse(response.body) as { code?: string }).code];

async function tenants(t: TestContext, changes: Partial<Config> = {}) {
  const api = await testApp(t, keys);
  return { api, ...(await httpApp(t, { ...inTheOpen, apiKey: 'the operator’s', tenancy: { url: api.url, secret: appSecret, allowPrivate: true }, ...changes })) };
}

describe('organisations', () => {
  it('are asked of the application, signed, and its answer is kept for a minute', async (t) => {
    const { api, app, clock, store } = await tenants(t);
    const made = await app.inject({ ...post, headers: headers('acme') });
    assert.equal(made.statusCode, 201);
    const { roomId } = made.json();
    assert.equal((await store.rooms.get(roomId))?.orgId, 'acme');
    assert.deepEqual(api.calls, [{ path: '/internal/verify-org', body: { orgId: 'acme', orgKey: keys.acme }, signed: true }]);
    await app.inject({ ...post, headers: headers('acme') });
    assert.equal(api.calls.length, 1);
    clock.advance(61_000);
    await app.inject({ ...post, headers: headers('acme') });
    assert.equal(api.calls.length, 2);
  });

  it('with a wrong key, without one, or unknown are refused; the operator’s key opens no rooms', async (t) => {
    const { api, app } = await tenants(t);
    assert.deepEqual(answer(await app.inject({ ...post, headers: headers('acme', keys.umbrella) })), [401, 'key-invalid']);
    assert.deepEqual(answer(await app.inject({ ...post, headers: headers('nobody' as 'acme', 'x') })), [401, 'key-invalid']);
    assert.deepEqual(answer(await app.inject(post)), [401, 'key-missing']);
    assert.deepEqual(answer(await app.inject({ ...post, headers: { 'x-org-key': 'the operator’s' } })), [401, 'key-missing']);
    assert.deepEqual(answer(await app.inject({ ...post, headers: headers('acme\n' as 'acme', 'x'.repeat(600)) })), [401, 'key-invalid']);
    const asked = api.calls.length;
    api.answer = () => ({ status: 500 });
    assert.deepEqual(answer(await app.inject({ ...post, headers: headers('umbrella') })), [503, 'busy']);
    api.answer = () => ({ status: 200, body: '{"valid":"yes"}' });
    assert.deepEqual(answer(await app.inject({ ...post, headers: headers('umbrella') })), [503, 'busy'], 'an answer that is not understood is no yes');
    assert.ok(api.calls.length > asked);
  });

  it('cannot touch each other’s rooms, nor learn that there are any', async (t) => {
    const { app } = await tenants(t);
    const { roomId } = (await app.inject({ ...post, headers: headers('acme') })).json();
    const ask = (room: string) => app.inject({ method: 'POST', url: `/broadcaster-token/${room}`, headers: headers('umbrella') });
    const [foreign, unknown] = [await ask(roomId), await ask('00000000-0000-4000-8000-00000000dead')];
    assert.deepEqual(answer(foreign), [404, 'not-found']);
    assert.equal(foreign.body, unknown.body);
    assert.equal((await app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, headers: headers('acme') })).statusCode, 200);
  });

  it('are in every token of their rooms', async (t) => {
    const { app, tokens } = await tenants(t);
    const { roomId, token } = (await app.inject({ ...post, headers: headers('acme') })).json();
    const cohost = (await app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, headers: headers('acme') })).json();
    const viewer = (await app.inject(`/viewer-token/${roomId}`)).json();
    for (const minted of [token, cohost.token, viewer.token]) assert.equal((await tokens.verify(minted)).org_id, 'acme');
  });
});

describe('quotas', () => {
  it('bound the open rooms of each organisation, also when asked for at once', async (t) => {
    const { app } = await tenants(t, { quotas: { rooms: 2, peers: 0, tokensPerMinute: 0 } });
    const made = await Promise.all([1, 2, 3].map(() => app.inject({ ...post, headers: headers('acme') })));
    assert.deepEqual(made.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b), [201, 201, 429]);
    assert.deepEqual(answer(made.find(({ statusCode }) => statusCode === 429)!), [429, 'quota-reached']);
    assert.equal((await app.inject({ ...post, headers: headers('umbrella') })).statusCode, 201);
  });

  it('bound the tokens minted in a minute', async (t) => {
    const { app, clock } = await tenants(t, { quotas: { rooms: 0, peers: 0, tokensPerMinute: 3 } });
    const { roomId } = (await app.inject({ ...post, headers: headers('acme') })).json();
    for (let count = 0; count < 2; count += 1) assert.equal((await app.inject(`/viewer-token/${roomId}`)).statusCode, 200);
    assert.deepEqual(answer(await app.inject(`/viewer-token/${roomId}`)), [429, 'rate-limited']);
    assert.equal((await app.inject({ ...post, headers: headers('umbrella') })).statusCode, 201, 'others have their own');
    clock.advance(20_000);
    assert.equal((await app.inject(`/viewer-token/${roomId}`)).statusCode, 200);
  });
});
