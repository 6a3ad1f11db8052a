import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { BroadcastRow } from '../../../../server/streams/authority-port.ts';
import type { Asset, LiveInput, SigningKey, StreamStore } from '../../../../server/store/stream-ports.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';

export interface StreamsSubject { readonly clock: FakeClock; open(): StreamStore }
type Start = (t: TestContext) => { store: StreamStore; clock: FakeClock };

const day = 24 * 60 * 60 * 1000;
const noon = Date.UTC(2026, 0, 1, 12);

const input = (id: string, changes: Partial<LiveInput> = {}): LiveInput => ({ id, org: 'acme', createdAt: noon, name: '', ingest: 'fmp4', keyHash: `hash of ${id}`, keyMadeAt: noon, ...changes });
const signingKey = (id: string, changes: Partial<SigningKey> = {}): SigningKey => ({ id, org: 'acme', createdAt: noon, alg: 'EdDSA', publicJwk: { kty: 'OKP' }, sealed: 'sealed', ...changes });
const asset = (id: string, changes: Partial<Asset> = {}): Asset => ({ id, org: 'acme', createdAt: noon, playbackId: `pb_${id}`, name: '', durationMs: 1000, bytes: 1, ...changes });

export const broadcast = (id: string, changes: Partial<BroadcastRow> = {}): BroadcastRow => ({
  id, org: 'acme', streamId: 'lv_1', tag: 'media.broadcast', startedAt: noon, endedAt: noon + 60_000, viewersPeak: 2, views: 3, viewerMinutes: 1.5, bytesIn: 10, bytesOut: 100, objectsDropped: 1,
  startupMs: 40, byTransport: { webtransport: 2, websocket: 1, hls: 0 }, ...changes,
});

function tableContract(name: string, start: Start): void {
  test(`${name}: a row is its organisation’s alone`, async (t) => {
    const { store: { inputs } } = start(t);
    await inputs.put(input('lv_1'));
    assert.deepEqual(await inputs.get('lv_1', 'acme'), input('lv_1'));
    assert.deepEqual(await inputs.get('lv_1'), input('lv_1'));
    assert.equal(await inputs.get('lv_1', 'umbrella'), undefined);
    assert.equal(await inputs.delete('lv_1', 'umbrella'), false);
    await inputs.put(input('lv_1', { name: 'changed' }));
    assert.equal((await inputs.get('lv_1'))?.name, 'changed');
    assert.deepEqual(await inputs.page('umbrella', { limit: 9 }), []);
    assert.equal(await inputs.delete('lv_1', 'acme'), true);
    assert.equal(await inputs.delete('lv_1', 'acme'), false);
  });

  test(`${name}: pages go on where the last one ended, also when its last row is gone or as old as the next`, async (t) => {
    const { store: { inputs } } = start(t);
    for (const [id, createdAt] of [['a', 1], ['b', 2], ['c', 2], ['d', 2], ['e', 3]] as const) await inputs.put(input(id, { createdAt }));
    const ids = async (limit: number, after?: { id: string; createdAt: number }) => (await inputs.page('acme', { limit, after })).map(({ id }) => id);
    assert.deepEqual(await ids(9), ['e', 'd', 'c', 'b', 'a']);
    assert.deepEqual(await ids(2), ['e', 'd']);
    await inputs.delete('d', 'acme');
    assert.deepEqual(await ids(2, { id: 'd', createdAt: 2 }), ['c', 'b']);
    assert.deepEqual(await ids(2, { id: 'b', createdAt: 2 }), ['a']);
    assert.deepEqual(await ids(2, { id: 'a', createdAt: 1 }), []);
  });

  test(`${name}: no organisation gets more rows than it may have, also at once`, async (t) => {
    const { store: { inputs } } = start(t);
    assert.equal(await inputs.any(), false);
    const added = await Promise.all(['1', '2', '3'].map((id) => inputs.add(input(id), 2)));
    assert.deepEqual(added, [true, true, false]);
    assert.equal(await inputs.add(input('4', { org: 'umbrella' }), 2), true);
    assert.equal(await inputs.any(), true);
    await inputs.delete('1', 'acme');
    assert.equal(await inputs.add(input('3'), 2), true);
  });
}

function keysContract(name: string, start: Start): void {
  test(`${name}: retired signing keys are not active, and are forgotten in the end`, async (t) => {
    const { store: { signingKeys } } = start(t);
    await signingKeys.put(signingKey('old', { createdAt: noon - 2 }));
    await signingKeys.put(signingKey('new', { createdAt: noon - 1 }));
    await signingKeys.put(signingKey('foreign', { org: 'umbrella' }));
    const ids = async (org?: string) => (await signingKeys.active(org)).map(({ id }) => id);
    assert.deepEqual(await ids('acme'), ['new', 'old']);
    assert.deepEqual(await ids(), ['foreign', 'new', 'old']);
    await signingKeys.put(signingKey('new', { createdAt: noon - 1, retiredAt: noon }));
    assert.deepEqual(await ids('acme'), ['old']);
    await signingKeys.forget('acme', noon);
    assert.ok(await signingKeys.get('new'));
    await signingKeys.forget('umbrella', noon + 1);
    assert.ok(await signingKeys.get('new'));
    await signingKeys.forget('acme', noon + 1);
    assert.equal(await signingKeys.get('new'), undefined);
    assert.ok(await signingKeys.get('old'));
  });

  test(`${name}: API keys are found by their hash, assets by their playback id`, async (t) => {
    const { store: { apiKeys, assets } } = start(t);
    const key = { id: 'ak_1', org: 'acme', createdAt: noon, name: '', hash: 'h', scopes: ['assets:read'] };
    await apiKeys.put(key);
    assert.deepEqual(await apiKeys.byHash('h'), key);
    assert.equal(await apiKeys.byHash('ak_1'), undefined);
    await assert.rejects(apiKeys.put({ ...key, id: 'ak_2' }), 'a hash is one key’s');
    await assets.put(asset('as_1'));
    assert.deepEqual(await assets.byPlaybackId('pb_as_1'), asset('as_1'));
    assert.equal(await assets.byPlaybackId('as_1'), undefined);
  });
}

const all = { from: 0, to: noon + 100 * day };

function broadcastsContract(name: string, start: Start): void {
  test(`${name}: the last row of a broadcast wins`, async (t) => {
    const { store: { broadcasts } } = start(t);
    await broadcasts.put(broadcast('1', { endedAt: null, views: 1 }));
    await broadcasts.put(broadcast('1', { views: 9 }));
    assert.deepEqual(await broadcasts.page('acme', all, { limit: 9 }), [broadcast('1', { views: 9 })]);
    assert.deepEqual(await broadcasts.page('umbrella', all, { limit: 9 }), []);
  });

  test(`${name}: figures add up in all, by day and by stream`, async (t) => {
    const { store: { broadcasts } } = start(t);
    await broadcasts.put(broadcast('1', { startedAt: noon, viewersPeak: 7 }));
    await broadcasts.put(broadcast('2', { startedAt: noon + day / 2 }));
    await broadcasts.put(broadcast('3', { startedAt: noon + day / 2 - 1, streamId: 'lv_2', viewerMinutes: 50 }));
    await broadcasts.put(broadcast('4', { org: 'umbrella' }));
    const three = { broadcasts: 3, views: 9, viewersPeak: 7, viewerMinutes: 53, bytesIn: 30, bytesOut: 300, objectsDropped: 3 };
    assert.deepEqual(await broadcasts.totals('acme', all), three);
    assert.deepEqual((await broadcasts.perDay('acme', all)).map(({ day: on, broadcasts: count, views }) => [on, count, views]), [['2026-01-01', 2, 6], ['2026-01-02', 1, 3]]);
    assert.deepEqual((await broadcasts.perStream('acme', all, 9)).map(({ streamId, viewerMinutes }) => [streamId, viewerMinutes]), [['lv_2', 50], ['lv_1', 3]]);
    assert.equal((await broadcasts.perStream('acme', all, 1)).length, 1);
    assert.equal((await broadcasts.totals('acme', { ...all, streamId: 'lv_1' })).broadcasts, 2);
    assert.equal((await broadcasts.totals('acme', { from: noon, to: noon + day / 2 })).broadcasts, 2, 'from is in, to is out');
    assert.deepEqual(await broadcasts.totals('nobody', all), { broadcasts: 0, views: 0, viewersPeak: 0, viewerMinutes: 0, bytesIn: 0, bytesOut: 0, objectsDropped: 0 });
    assert.deepEqual((await broadcasts.page('acme', all, { limit: 2, after: { id: '2', createdAt: noon + day / 2 } })).map(({ id }) => id), ['3', '1']);
  });

  test(`${name}: what was left running ends when it was last heard of`, async (t) => {
    const { store: { broadcasts }, clock } = start(t);
    await broadcasts.put(broadcast('1', { endedAt: null }));
    await broadcasts.put(broadcast('2'));
    const heard = clock.now();
    clock.advance(day);
    assert.deepEqual(await broadcasts.running('acme', heard), new Set(['lv_1']));
    assert.deepEqual(await broadcasts.running('acme', heard + 1), new Set());
    assert.deepEqual(await broadcasts.running('umbrella', 0), new Set());
    assert.equal(await broadcasts.endLeft(heard), 0);
    assert.equal(await broadcasts.endLeft(heard + 1), 1);
    assert.equal(await broadcasts.endLeft(heard + 1), 0);
    assert.deepEqual(await broadcasts.running('acme', 0), new Set());
    const ends = (await broadcasts.page('acme', all, { limit: 9 })).map(({ id, endedAt }) => [id, endedAt]);
    assert.deepEqual(ends, [['2', noon + 60_000], ['1', heard]]);
  });
}

/** What every adapter of the streams' store must do. */
export function streamsContract(name: string, subject: () => StreamsSubject): void {
  const start: Start = (t) => {
    const { clock, open } = subject();
    const store = open();
    t.after(() => store.close());
    return { store, clock };
  };
  tableContract(name, start);
  keysContract(name, start);
  broadcastsContract(name, start);

  test(`${name}: what was written is there after a restart`, async (t) => {
    const { open } = subject();
    const before = open();
    await before.inputs.put(input('lv_1'));
    await before.broadcasts.put(broadcast('1'));
    before.close();
    before.close();
    const after = open();
    t.after(() => after.close());
    assert.deepEqual(await after.inputs.get('lv_1'), input('lv_1'));
    assert.equal((await after.broadcasts.page('acme', all, { limit: 9 })).length, 1);
  });
}
