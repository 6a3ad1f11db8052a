import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ControlError, createStreams, type Streams } from '../../../../core/streams/index.ts';
import { httpApp, inTheOpen, type HttpApp } from '../../../support/http-app.ts';
import { broadcast } from '../../server/store/streams-contract.ts';

async function served(t: TestContext): Promise<HttpApp & { readonly server: string; readonly own: Streams }> {
  const world = await httpApp(t, inTheOpen);
  const server = await world.app.listen({ port: 0, host: '127.0.0.1' });
  return { ...world, server, own: createStreams({ server: `${server}/`, orgKey: inTheOpen.apiKey }) };
}

/** A server that answers everything alike. */
const answering = (status: number, body: string): Streams => createStreams({ server: 'https://live.example', fetch: async () => new Response(body, { status }) });

const refusal = async (asked: Promise<unknown>): Promise<ControlError> => asked.then(() => assert.fail('it was not refused'), (error: unknown) => {
  assert.ok(error instanceof ControlError, String(error));
  return error;
});

describe('the streams client', () => {
  it('makes, reads, rotates and deletes live inputs', async (t) => {
    const { own } = await served(t);
    const { streamKey, publishUrl, ...shown } = await own.liveInputs.create({ name: 'Main stage' });
    assert.ok(publishUrl.endsWith(`/publish/${shown.id}?sk=${streamKey}`));
    assert.deepEqual(await own.liveInputs.get(shown.id), shown);
    await own.liveInputs.create();
    const first = await own.liveInputs.list({ limit: 1 });
    const second = await own.liveInputs.list({ limit: 1, cursor: first.next! });
    assert.deepEqual([first.items.length, second.items.length, second.next], [1, 1, null]);
    assert.notEqual((await own.liveInputs.rotateStreamKey(shown.id)).streamKey, streamKey);
    await own.liveInputs.delete(shown.id);
    const { code, status, retryable, message } = await refusal(own.liveInputs.get(shown.id));
    assert.deepEqual([code, status, retryable], ['not-found', 404, false]);
    assert.match(message, /no longer exists/);
  });

  it('signs playback URLs, and ends with the key they began with', async (t) => {
    const { own, streams, clock } = await served(t);
    const { id } = await own.liveInputs.create();
    const { kid } = await own.signingKeys.create({ alg: 'RS256' });
    const signed = await own.signedPlaybackUrl(id, { ttlSec: 5, subject: 'ada' });
    assert.deepEqual([signed.kid, signed.alg, signed.expiresAt], [kid, 'RS256', clock.now() + 30_000]);
    const token = new URL(signed.url).searchParams.get('tok')!;
    assert.equal((await streams.authority.viewer({ id, token })).ok, true);
    assert.equal((await own.signingKeys.retire(kid)).retiredAt, clock.now());
    assert.equal((await streams.authority.viewer({ id, token })).ok, false);
    assert.equal((await own.signingKeys.list()).items.length, 1);
    assert.equal((await refusal(own.signingKeys.retire(kid))).code, 'not-found');
  });

  it('works with an API key, within its scopes, until it is revoked', async (t) => {
    const { own, server } = await served(t);
    const { id, key, scopes } = await own.apiKeys.create({ name: 'player backend', scopes: ['live-inputs:read'] });
    const limited = createStreams({ server, apiKey: key });
    assert.deepEqual(scopes, ['live-inputs:read']);
    assert.deepEqual((await limited.liveInputs.list()).items, []);
    assert.equal((await refusal(limited.liveInputs.create())).code, 'scope-missing');
    assert.deepEqual((await own.apiKeys.list()).items.map((item) => item.name), ['player backend']);
    await own.apiKeys.revoke(id);
    assert.equal((await refusal(limited.liveInputs.list())).code, 'key-invalid');
    assert.equal((await refusal(createStreams({ server }).liveInputs.list())).code, 'key-missing');
  });

  it('reads assets and analytics', async (t) => {
    const { own, streams, clock } = await served(t);
    const asset = { id: 'as_1', playbackId: 'pb_1', name: 'Evening', durationMs: 1000, bytes: 5, createdAt: 1 };
    await streams.store.assets.put({ ...asset, org: 'local' });
    assert.deepEqual(await own.assets.get('as_1'), asset);
    assert.deepEqual((await own.assets.list()).items, [asset]);
    await own.assets.delete('as_1');
    assert.equal((await refusal(own.assets.get('as_1'))).code, 'not-found');
    streams.authority.record(broadcast('b', { org: 'local', startedAt: clock.now() }));
    const { totals, broadcasts } = await own.analytics({ streamId: 'lv_1', from: '2026-01-01', to: '2026-01-01' });
    assert.deepEqual([totals.broadcasts, totals.viewerMinutes, broadcasts[0]!.startupMs], [1, 1.5, 40]);
    assert.equal((await own.analytics({ streamId: 'lv_2' })).totals.broadcasts, 0);
  });

  it('sends a request again without doing it twice', async (t) => {
    const { own } = await served(t);
    const first = await own.liveInputs.create({ name: 'a' }, { idempotencyKey: 'once' });
    assert.deepEqual(await own.liveInputs.create({ name: 'a' }, { idempotencyKey: 'once' }), first);
    assert.equal((await refusal(own.liveInputs.create({ name: 'b' }, { idempotencyKey: 'once' }))).code, 'idempotency-mismatch');
  });

  it('says in one code what went wrong, whatever answered', async (t) => {
    const { own } = await served(t);
    const there = await refusal(own.liveInputs.create({ ingest: 'rtmp' }));
    assert.equal(there.code, 'not-available');
    assert.match(there.message, /It takes fmp4/);
    assert.equal((await refusal(own.liveInputs.get('../x'))).code, 'bad-input');
    const slow = await refusal(answering(429, '{"code":"rate-limited","retryAfterMs":1500}').liveInputs.list());
    assert.deepEqual([slow.code, slow.retryable, slow.retryAfterMs], ['rate-limited', true, 1500]);
    for (const [status, body, code] of [[502, '<html>', 'internal'], [503, '', 'busy'], [404, '{"code":"made-up"}', 'not-found'], [418, '[]', 'internal'], [400, '{"code":"__proto__"}', 'bad-input'], [200, 'nonsense', 'bad-answer'], [200, '{"items":[{}],"next":null}', 'bad-answer'], [200, 'null', 'bad-answer']] as const) {
      assert.equal((await refusal(answering(status, body).liveInputs.list())).code, code, `${status} ${body}`);
    }
    const down = createStreams({ server: 'https://live.example', fetch: () => Promise.reject(new TypeError('fetch failed')) });
    assert.equal((await refusal(down.analytics())).code, 'unreachable');
    const deaf = createStreams({ server: 'https://live.example', timeoutMs: 5, fetch: (_url, init) => new Promise((_resolve, reject) => { init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason as Error)); }) });
    const { code, retryable } = await refusal(deaf.liveInputs.list());
    assert.deepEqual([code, retryable], ['unreachable', true]);
    for (const server of ['', 'live.example', 'javascript:alert(1)']) assert.throws(() => createStreams({ server }), ControlError);
  });
});
