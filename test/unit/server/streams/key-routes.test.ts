import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { Analytics, KeyedApiKey, KeyedLiveInput, Page, SignedPlayback, SigningKey } from '../../../../core/wire/streams/answers.ts';
import { scopes } from '../../../../core/wire/streams/requests.ts';
import type { Problem } from '../../../../server/http/problem.ts';
import { httpApp, inTheOpen } from '../../../support/http-app.ts';
import { as, at, tenants, type Method } from '../../../support/streams-http.ts';
import { broadcast } from '../store/streams-contract.ts';

describe('API keys over HTTP', () => {
  it('do what their scopes say and no more; each scope opens what it names', async (t) => {
    const world = await httpApp(t, inTheOpen);
    const operator = { 'x-org-key': inTheOpen.apiKey! };
    const routes: [string, Method, string, object?][] = [
      ['live-inputs:read', 'GET', '/v1/live-inputs'], ['live-inputs:write', 'POST', '/v1/live-inputs'], ['live-inputs:read', 'GET', '/v1/live-inputs/lv_1'],
      ['live-inputs:write', 'DELETE', '/v1/live-inputs/lv_1'], ['live-inputs:write', 'POST', '/v1/live-inputs/lv_1/rotate-stream-key'],
      ['signing-keys:read', 'GET', '/v1/signing-keys'], ['signing-keys:write', 'POST', '/v1/signing-keys'], ['signing-keys:write', 'POST', '/v1/signing-keys/key_1/retire'],
      ['api-keys:read', 'GET', '/v1/api-keys'], ['api-keys:write', 'POST', '/v1/api-keys', { scopes: ['api-keys:write'] }], ['api-keys:write', 'DELETE', '/v1/api-keys/ak_1'],
      ['playback:sign', 'POST', '/v1/playback-urls', { id: 'lv_1' }],
      ['assets:read', 'GET', '/v1/assets'], ['assets:read', 'GET', '/v1/assets/as_1'], ['assets:write', 'DELETE', '/v1/assets/as_1'],
      ['analytics:read', 'GET', '/v1/analytics'],
    ];
    assert.deepEqual(new Set(routes.map(([scope]) => scope)), new Set(scopes));
    for (const scope of scopes) {
      const { key } = (await at<KeyedApiKey>(world, 'POST', '/v1/api-keys', operator, { scopes: [scope] })).body;
      assert.match(key, /^mk_[\w-]{20,}$/);
      for (const [needed, method, url, payload] of routes) {
        const { status, body } = await at<Problem | undefined>(world, method, url, { authorization: `Bearer ${key}` }, payload);
        assert.equal(body?.code === 'scope-missing', needed !== scope, `${scope} at ${method} ${url}: ${status}`);
      }
      world.clock.advance(10_000);
    }
    assert.equal((await at(world, 'GET', '/metrics', { authorization: 'Bearer mk_x' })).body.code, 'key-invalid');
  });

  it('give no more than they have, and nothing once revoked', async (t) => {
    const world = await httpApp(t);
    const maker = (await at<KeyedApiKey>(world, 'POST', '/v1/api-keys', {}, { name: 'maker', scopes: ['api-keys:write', 'assets:read'] })).body;
    const bearer = { authorization: `Bearer ${maker.key}` };
    assert.equal((await at(world, 'POST', '/v1/api-keys', bearer, { scopes: ['assets:read', 'playback:sign'] })).body.code, 'scope-missing');
    assert.deepEqual((await at<KeyedApiKey>(world, 'POST', '/v1/api-keys', bearer, { scopes: ['assets:read', 'assets:read'] })).body.scopes, ['assets:read']);
    assert.deepEqual((await at<KeyedApiKey>(world, 'POST', '/v1/api-keys', bearer)).body.scopes, ['assets:read'], 'what is usual, of what its maker has');
    for (const wrong of [[], ['everything'], 'assets:read']) assert.equal((await at(world, 'POST', '/v1/api-keys', {}, { scopes: wrong })).body.code, 'bad-input');
    const usual = (await at<KeyedApiKey>(world, 'POST', '/v1/api-keys')).body.scopes;
    assert.ok(usual.includes('playback:sign') && !usual.includes('api-keys:write') && !usual.includes('signing-keys:write'));
    const list = await at(world, 'GET', '/v1/api-keys');
    assert.ok(!list.text.includes('mk_') && !list.text.includes('hash'));
    assert.equal((await at(world, 'GET', '/v1/assets', { 'x-org-key': maker.key })).status, 200, 'as x-org-key too');
    assert.equal((await at(world, 'GET', '/v1/assets', { ...bearer, 'x-org-id': 'acme' })).body.code, 'key-invalid');
    assert.equal((await at(world, 'DELETE', `/v1/api-keys/${maker.id}`)).status, 204);
    assert.equal((await at(world, 'GET', '/v1/assets', bearer)).body.code, 'key-invalid', 'even where no key is needed');
    assert.equal((await at(world, 'GET', '/v1/assets')).status, 200);
  });
});

describe('signing keys and playback URLs over HTTP', () => {
  it('a URL verifies by the published keys; a retired key is gone from them', async (t) => {
    const world = await tenants(t);
    const { id } = (await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs', as('acme'))).body;
    const first = (await at<SignedPlayback>(world, 'POST', '/v1/playback-urls', as('acme'), { id, ttlSec: 60, subject: 'ada' })).body;
    world.clock.advance(1);
    const rsa = (await at<SigningKey>(world, 'POST', '/v1/signing-keys', as('acme'), { alg: 'RS256' })).body;
    assert.deepEqual([rsa.alg, rsa.retiredAt, rsa.publicJwk['kty'], rsa.publicJwk['d']], ['RS256', null, 'RSA', undefined]);
    const second = (await at<SignedPlayback>(world, 'POST', '/v1/playback-urls', as('acme'), { id })).body;
    assert.deepEqual([first.alg, second.alg, second.kid], ['EdDSA', 'RS256', rsa.kid], 'the newest signs');
    assert.deepEqual(Object.keys(first), ['url', 'kid', 'alg', 'expiresAt']);
    const jwks = await at<JSONWebKeySet>(world, 'GET', '/.well-known/jwks.json', { origin: 'https://anyone.example' });
    assert.deepEqual([jwks.headers['cache-control'], jwks.headers['access-control-allow-origin']], ['public, max-age=300', '*']);
    assert.ok(jwks.body.keys.every((key) => key.use === 'sig' && !('d' in key) && !('sealed' in key) && !('org' in key)));
    for (const { url, expiresAt } of [first, second]) {
      assert.equal(new URL(url).origin, 'https://relay.example');
      const { payload } = await jwtVerify(new URL(url).searchParams.get('tok')!, createLocalJWKSet(jwks.body), { audience: 'playback', issuer: 'https://live.example', typ: 'playback+jwt', currentDate: new Date(world.clock.now()) });
      assert.deepEqual([payload['stream'], payload['org'], payload.exp! * 1000], [id, 'acme', expiresAt]);
    }
    const retired = (await at<SigningKey>(world, 'POST', `/v1/signing-keys/${rsa.kid}/retire`, as('acme'))).body;
    assert.equal(retired.retiredAt, world.clock.now());
    assert.deepEqual((await at<JSONWebKeySet>(world, 'GET', '/.well-known/jwks.json')).body.keys.map(({ kid }) => kid), [first.kid]);
    const list = await at<Page<SigningKey>>(world, 'GET', '/v1/signing-keys', as('acme'));
    assert.deepEqual(list.body.items.map(({ kid, retiredAt }) => [kid, retiredAt !== null]), [[rsa.kid, true], [first.kid, false]]);
    assert.ok(!list.text.includes('sealed'));
    assert.equal((await at<SignedPlayback>(world, 'POST', '/v1/playback-urls', as('acme'), { id })).body.kid, first.kid);
  });

  it('what is not understood signs nothing', async (t) => {
    const world = await httpApp(t);
    const { id } = (await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs')).body;
    for (const payload of [{}, { id: 7 }, { id: '../x' }, { id, ttlSec: 'long' }, { id, subject: '' }, { id, subject: 'x'.repeat(256) }]) assert.equal((await at(world, 'POST', '/v1/playback-urls', {}, payload)).body.code, 'bad-input', JSON.stringify(payload));
    for (const alg of ['HS256', 'none', 7]) assert.equal((await at(world, 'POST', '/v1/signing-keys', {}, { alg })).body.code, 'bad-input');
    assert.deepEqual((await at(world, 'GET', '/.well-known/jwks.json')).body, { keys: [] });
  });
});

describe('analytics over HTTP', () => {
  it('add up by day and by stream, with a row for each broadcast', async (t) => {
    const world = await httpApp(t);
    const { record } = world.streams.authority;
    const now = world.clock.now();
    const day = 24 * 60 * 60 * 1000;
    for (const [id, streamId, ago] of [['1', 'lv_a', 0], ['2', 'lv_a', 1], ['3', 'lv_b', 1], ['4', 'lv_a', 40]] as const) record(broadcast(id, { org: 'local', streamId, startedAt: now - ago * day }));
    const all = (await at<Analytics>(world, 'GET', '/v1/analytics?limit=2')).body;
    assert.deepEqual([all.from, all.to, all.totals.broadcasts, all.totals.views], ['2025-12-03', '2026-01-01', 3, 9]);
    assert.deepEqual(all.days.map(({ day: on, broadcasts }) => [on, broadcasts]), [['2025-12-31', 2], ['2026-01-01', 1]]);
    assert.deepEqual(all.streams.map(({ streamId }) => streamId), ['lv_a', 'lv_b']);
    assert.deepEqual(all.broadcasts.map(({ id }) => id), ['1', '3']);
    assert.ok(!('org' in all.broadcasts[0]!));
    assert.deepEqual((await at<Analytics>(world, 'GET', `/v1/analytics?limit=2&cursor=${all.next}`)).body.broadcasts.map(({ id }) => id), ['2']);
    const one = (await at<Analytics>(world, 'GET', '/v1/analytics?streamId=lv_a&from=2025-11-01&to=2025-12-31')).body;
    assert.deepEqual([one.totals.broadcasts, one.days.length], [2, 2]);
    for (const query of ['from=2026-02-30', 'from=tomorrow', 'from=2026-01-02&to=2026-01-01', 'from=2020-01-01', 'streamId=..%2f', 'to=2026-13-01']) assert.equal((await at(world, 'GET', `/v1/analytics?${query}`)).body.code, 'bad-input', query);
  });
});
