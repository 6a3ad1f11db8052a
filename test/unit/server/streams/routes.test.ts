import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { Analytics, KeyedApiKey, KeyedLiveInput, LiveInput, Page, SignedPlayback, SigningKey } from '../../../../core/wire/streams/answers.ts';
import type { Problem } from '../../../../server/http/problem.ts';
import { httpApp, inTheOpen } from '../../../support/http-app.ts';
import { roomRecord } from '../../../support/streams.ts';
import { as, at, orgs, tenants, type Answer, type Headers, type Method } from '../../../support/streams-http.ts';
import { broadcast } from '../store/streams-contract.ts';

describe('live inputs over HTTP', () => {
  it('are made, read, listed, given a new key and deleted; a key is shown when it is made and never again', async (t) => {
    const world = await httpApp(t);
    const made = await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs', {}, { name: ' Main\tstage ', ingest: 'fmp4' });
    assert.equal(made.status, 201);
    assert.equal(made.headers['cache-control'], 'no-store');
    const { id, streamKey, publishUrl, ...rest } = made.body;
    assert.match(id, /^lv_[\w-]{20,}$/);
    assert.match(streamKey, /^sk_[\w-]{20,}$/);
    assert.equal(new URL(publishUrl).pathname + new URL(publishUrl).search, `/publish/${id}?sk=${streamKey}`);
    const now = world.clock.now();
    assert.deepEqual(rest, { name: 'Main stage', ingest: 'fmp4', live: false, createdAt: now, keyMadeAt: now });
    const shown = { id, ...rest };
    assert.deepEqual((await at(world, 'GET', `/v1/live-inputs/${id}`)).body, shown);
    assert.deepEqual((await at(world, 'GET', '/v1/live-inputs')).body, { items: [shown], next: null });
    world.clock.advance(1000);
    const rotated = await at<KeyedLiveInput>(world, 'POST', `/v1/live-inputs/${id}/rotate-stream-key`);
    assert.equal(rotated.status, 200);
    assert.notEqual(rotated.body.streamKey, streamKey);
    assert.deepEqual([rotated.body.id, rotated.body.keyMadeAt], [id, now + 1000]);
    assert.equal((await world.streams.authority.publisher({ inputId: id, streamKey: rotated.body.streamKey, address: '203.0.113.9' })).ok, true);
    assert.equal((await at(world, 'DELETE', `/v1/live-inputs/${id}`)).status, 204);
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/rotate-stream-key']] as const) assert.equal((await at(world, method, `/v1/live-inputs/${id}${path}`)).body.code, 'not-found');
  });

  it('say whether someone publishes on them', async (t) => {
    const world = await httpApp(t);
    const { id } = (await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs')).body;
    const live = async () => (await at<LiveInput>(world, 'GET', `/v1/live-inputs/${id}`)).body.live;
    const row = broadcast('1', { org: 'local', streamId: id, startedAt: world.clock.now(), endedAt: null });
    world.streams.authority.record(row);
    assert.equal(await live(), true);
    assert.equal((await at<Page<LiveInput>>(world, 'GET', '/v1/live-inputs')).body.items[0]!.live, true);
    world.streams.authority.record({ ...row, endedAt: world.clock.now() });
    assert.equal(await live(), false);
    world.streams.authority.record(row);
    world.clock.advance(44_000);
    assert.equal(await live(), true);
    world.clock.advance(60_000);
    assert.equal(await live(), false, 'its process is gone');
    assert.equal((await at<Analytics>(world, 'GET', '/v1/analytics')).body.broadcasts[0]!.endedAt, row.startedAt);
  });

  it('take what works: others are named, with what there is instead', async (t) => {
    const world = await httpApp(t);
    for (const ingest of ['rtmp', 'srt', 'whip']) {
      const { status, body } = await at(world, 'POST', '/v1/live-inputs', {}, { ingest });
      assert.deepEqual([status, body.code], [422, 'not-available']);
      assert.match(body.detail, /It takes fmp4 /);
    }
    assert.equal((await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs')).body.ingest, 'fmp4', 'by default');
    assert.equal((await world.streams.store.inputs.page('local', { limit: 9 })).length, 1);
  });

  it('what is not understood changes nothing', async (t) => {
    const world = await httpApp(t);
    for (const payload of [{ ingest: 'tape' }, { name: 7 }, { name: 'x'.repeat(121) }, []]) assert.equal((await at(world, 'POST', '/v1/live-inputs', {}, payload)).body.code, 'bad-input', JSON.stringify(payload));
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=%2e%2e', 'cursor=abcd', `cursor=${Buffer.from('1 ../x').toString('base64url')}`]) assert.equal((await at(world, 'GET', `/v1/live-inputs?${query}`)).body.code, 'bad-input', query);
    assert.deepEqual((await at<Page<LiveInput>>(world, 'GET', '/v1/live-inputs')).body.items, []);
    assert.equal((await at(world, 'GET', '/v1/live-inputs/..%2f..%2fetc')).body.code, 'bad-input');
    assert.equal((await at(world, 'GET', '/v1/nothing')).body.code, 'not-found');
  });

  it('come by pages, newest first', async (t) => {
    const world = await httpApp(t);
    for (let count = 0; count < 5; count += 1) {
      await at(world, 'POST', '/v1/live-inputs', {}, { name: String(count) });
      world.clock.advance(count % 2);
    }
    const names: string[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null && page < 9; page += 1) {
      const { body }: Answer<Page<LiveInput>> = await at(world, 'GET', `/v1/live-inputs?limit=2${next && `&cursor=${next}`}`);
      names.push(...body.items.map(({ name }) => name));
      next = body.next;
    }
    assert.deepEqual(names.toSorted(), ['0', '1', '2', '3', '4']);
    assert.equal(names[0], '4');
  });

  it('the same request twice makes one, and its key is remembered encrypted', async (t) => {
    const world = await httpApp(t);
    const key = { 'idempotency-key': 'once' };
    const first = await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs', key, { name: 'a' });
    const again = await at(world, 'POST', '/v1/live-inputs', key, { name: 'a' });
    assert.deepEqual([again.status, again.body], [201, first.body]);
    assert.equal((await at(world, 'POST', '/v1/live-inputs', key, { name: 'b' })).body.code, 'idempotency-mismatch');
    assert.equal((await at<Page<LiveInput>>(world, 'GET', '/v1/live-inputs')).body.items.length, 1);
    const db = new DatabaseSync(`${world.dataDir}/muf-live.db`, { readOnly: true });
    const kept = db.prepare('SELECT json FROM records').all();
    db.close();
    assert.equal(kept.length, 1);
    assert.ok(!JSON.stringify(kept).includes(first.body.streamKey));
  });
});

describe('organisations', () => {
  it('neither see nor touch each other’s, nor learn that there is any', async (t) => {
    const world = await tenants(t);
    const { id } = (await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs', as('acme'))).body;
    const { kid } = (await at<SigningKey>(world, 'POST', '/v1/signing-keys', as('acme'))).body;
    const apiKey = (await at<KeyedApiKey>(world, 'POST', '/v1/api-keys', as('acme'))).body.id;
    await world.streams.store.assets.put({ id: 'as_1', playbackId: 'pb_1', org: 'acme', createdAt: 1, name: '', durationMs: 1, bytes: 1 });
    await world.store.rooms.put(roomRecord({ orgId: 'acme' }));
    world.streams.authority.record(broadcast('1', { startedAt: world.clock.now() }));
    const asks = (ids: { input: string; kid: string; key: string; asset: string; playback: string; room: string }): [Method, string, object?][] => [
      ['GET', `/v1/live-inputs/${ids.input}`], ['DELETE', `/v1/live-inputs/${ids.input}`], ['POST', `/v1/live-inputs/${ids.input}/rotate-stream-key`],
      ['POST', `/v1/signing-keys/${ids.kid}/retire`], ['DELETE', `/v1/api-keys/${ids.key}`], ['GET', `/v1/assets/${ids.asset}`], ['DELETE', `/v1/assets/${ids.asset}`],
      ...[ids.input, ids.asset, ids.playback, ids.room].map((of): [Method, string, object] => ['POST', '/v1/playback-urls', { id: of }]),
    ];
    const foreign = asks({ input: id, kid, key: apiKey, asset: 'as_1', playback: 'pb_1', room: 'room-1' });
    const unknown = asks({ input: 'lv_no', kid: 'key_no', key: 'ak_no', asset: 'as_no', playback: 'pb_no', room: 'room-no' });
    for (const [index, [method, url, payload]] of foreign.entries()) {
      const theirs = await at(world, method, url, as('umbrella'), payload);
      const nobodys = await at(world, unknown[index]![0], unknown[index]![1], as('umbrella'), unknown[index]![2]);
      assert.deepEqual([theirs.status, theirs.text], [404, nobodys.text], `${method} ${url}`);
    }
    for (const list of ['live-inputs', 'signing-keys', 'api-keys', 'assets']) {
      assert.deepEqual((await at<Page<unknown>>(world, 'GET', `/v1/${list}`, as('umbrella'))).body.items, [], list);
      assert.equal((await at<Page<unknown>>(world, 'GET', `/v1/${list}`, as('acme'))).body.items.length, 1, list);
    }
    assert.equal((await at<Analytics>(world, 'GET', '/v1/analytics', as('umbrella'))).body.totals.broadcasts, 0);
    assert.equal((await at<Analytics>(world, 'GET', '/v1/analytics', as('acme'))).body.totals.broadcasts, 1);
  });

  it('are let in by their key alone', async (t) => {
    const world = await tenants(t);
    const code = async (headers: Headers) => (await at<Partial<Problem>>(world, 'GET', '/v1/live-inputs', headers)).body.code;
    assert.equal(await code({}), 'key-missing');
    assert.equal(await code({ 'x-org-id': 'acme', 'x-org-key': orgs.umbrella }), 'key-invalid');
    assert.equal(await code({ 'x-org-key': 'the operator’s' }), 'key-missing');
    assert.equal(await code({ authorization: 'Bearer mk_unknown' }), 'key-missing');
    assert.equal(await code({ ...as('acme'), 'x-org-key': 'mk_unknown' }), 'key-invalid');
    assert.equal(await code(as('acme')), undefined);
  });

  it('may make so many live inputs, tokens and calls', async (t) => {
    const world = await tenants(t, { quotas: { rooms: 0, peers: 0, tokensPerMinute: 2 } });
    const { id } = (await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs', as('acme'))).body;
    const { input: foreign } = (await world.streams.inputs.create('umbrella', { name: '', ingest: 'fmp4' }))!;
    const sign = (org: keyof typeof orgs, of: string) => at(world, 'POST', '/v1/playback-urls', as(org), { id: of });
    assert.deepEqual([(await sign('acme', id)).status, (await sign('acme', id)).status, (await sign('acme', id)).body.code], [200, 200, 'rate-limited']);
    assert.equal((await sign('umbrella', foreign.id)).status, 200);
    const one = (await world.streams.store.inputs.get(id))!;
    for (let count = 1; count < 1000; count += 1) await world.streams.store.inputs.put({ ...one, id: `lv_${count}` });
    assert.deepEqual((await at(world, 'POST', '/v1/live-inputs', as('acme'))).body.code, 'quota-reached');
    const codes = new Set<string | undefined>();
    for (let call = 0; call < 130; call += 1) codes.add((await at<Partial<Problem>>(world, 'GET', '/v1/live-inputs/lv_1', as('acme'))).body.code);
    assert.deepEqual([...codes], [undefined, 'rate-limited']);
    assert.equal((await at(world, 'GET', '/v1/assets', as('umbrella'))).status, 200, 'others are not held up');
  });
});

describe('logs', () => {
  it('hold no key and no token, whatever is asked', async (t) => {
    const world = await httpApp(t, inTheOpen);
    const operator = { 'x-org-key': inTheOpen.apiKey! };
    const { id, streamKey, publishUrl } = (await at<KeyedLiveInput>(world, 'POST', '/v1/live-inputs', operator)).body;
    const { key } = (await at<KeyedApiKey>(world, 'POST', '/v1/api-keys', operator)).body;
    const { url } = (await at<SignedPlayback>(world, 'POST', '/v1/playback-urls', { authorization: `Bearer ${key}` }, { id })).body;
    await at(world, 'GET', `/v1/live-inputs/${streamKey}?sk=${streamKey}`, { authorization: `Bearer ${key}` });
    await at(world, 'GET', `/v1/live-inputs/${id}?sk=${streamKey}`, { authorization: `Bearer ${key}x` });
    world.streams.close();
    assert.equal((await at(world, 'GET', `/v1/live-inputs/${id}`, operator)).status, 500);
    const all = world.logs.join('');
    assert.match(all, /an HTTP request failed/);
    for (const secret of [streamKey, key, new URL(url).searchParams.get('tok')!, publishUrl, inTheOpen.apiKey!, 'eyJ']) assert.ok(!all.includes(secret), secret.slice(0, 4));
  });
});
