import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { streamsWorld } from '../../../support/streams.ts';
import { testConfig } from '../../../support/test-config.ts';
import { broadcast } from '../store/streams-contract.ts';

const address = '203.0.113.9';
const wrongKey = (tag: string | number): string => `sk_${String(tag).padStart(8, '0')}-and-the-rest-of-it-that-is-wrong`;

async function published(t: TestContext) {
  const world = await streamsWorld(t);
  const { input, streamKey } = (await world.streams.inputs.create('acme', { name: 'Stage', ingest: 'fmp4' }))!;
  const ask = (key: string, from = address, inputId = input.id) => world.streams.authority.publisher({ inputId, streamKey: key, address: from });
  return Object.assign(world, { id: input.id, streamKey, ask });
}

describe('who may publish', () => {
  it('is whoever has the input’s own key', async (t) => {
    const { ask, id, streamKey, streams } = await published(t);
    assert.deepEqual(await ask(streamKey), { ok: true, namespace: ['stream', 'acme', id], org: 'acme' });
    const other = (await streams.inputs.create('acme', { name: '', ingest: 'fmp4' }))!;
    const refused = { ok: false, code: 'auth_failed', reason: 'auth_failed' };
    for (const key of [other.streamKey, wrongKey(1), '', 'sk_', streamKey.slice(0, -1), `${streamKey}x`, streamKey.repeat(500), id]) assert.deepEqual(await ask(key, '127.0.0.1'), refused, key.slice(0, 60));
    assert.deepEqual(await ask(streamKey, '203.0.113.10', 'lv_unknown'), refused, 'an unknown input looks like a wrong key');
    assert.deepEqual(await ask(streamKey, '203.0.113.10', '../x'), refused);
  });

  it('a key that is rotated is good no more, and its publisher alone is told', async (t) => {
    const { ask, id, streamKey, streams } = await published(t);
    const told: object[] = [];
    streams.authority.onRevoked((revoked) => told.push(revoked));
    assert.equal(await streams.inputs.rotate('umbrella', id), undefined);
    const rotated = (await streams.inputs.rotate('acme', id))!;
    assert.notEqual(rotated.streamKey, streamKey);
    assert.equal((await ask(streamKey)).ok, false);
    assert.equal((await ask(rotated.streamKey)).ok, true);
    assert.equal(await streams.inputs.delete('umbrella', id), false);
    assert.equal(await streams.inputs.delete('acme', id), true);
    assert.equal((await ask(rotated.streamKey)).ok, false);
    assert.deepEqual(told, [
      { namespace: ['stream', 'acme', id], publisher: true, viewers: false, reason: 'the stream key was rotated' },
      { namespace: ['stream', 'acme', id], publisher: true, viewers: true, reason: 'the live input was deleted' },
    ]);
  });

  it('an address that guesses must wait, longer each time, and comes right in the end', async (t) => {
    const { ask, streamKey, clock } = await published(t);
    for (let guess = 0; guess < 6; guess += 1) assert.equal((await ask(wrongKey(guess))).ok, false);
    const refused = await ask(streamKey);
    assert.deepEqual([refused.ok, !refused.ok && refused.code, !refused.ok && refused.retryAfterMs], [false, 'rate_limited', 1000], 'no guess is answered while it waits, not even a right one');
    assert.equal((await ask(streamKey, '203.0.113.10')).ok, true, 'others are not held up');
    clock.advance(1000);
    assert.equal((await ask(wrongKey(7))).ok, false);
    const longer = await ask(streamKey);
    assert.ok(!longer.ok && longer.retryAfterMs! >= 1000);
    clock.advance(longer.retryAfterMs!);
    assert.equal((await ask(streamKey)).ok, true);
  });

  it('a key that is tried again and again from anywhere must wait too', async (t) => {
    const { ask, streamKey } = await published(t);
    for (let guess = 0; guess < 6; guess += 1) await ask(`${streamKey.slice(0, 11)}${guess}-wrong-in-its-later-part`, `203.0.113.${guess}`);
    const refused = await ask(`${streamKey.slice(0, 11)}-wrong-again`, '203.0.113.77');
    assert.equal(!refused.ok && refused.code, 'rate_limited');
  });

  it('this machine’s address is nobody’s: a proxy may hide everyone behind it', async (t) => {
    const { ask, streamKey } = await published(t);
    for (let guess = 0; guess < 50; guess += 1) await ask(wrongKey(guess), '127.0.0.1');
    assert.equal((await ask(streamKey, '127.0.0.1')).ok, true);
  });
});

describe('what is kept', () => {
  it('gives no key away: neither file nor log holds one, and another secret opens none', async (t) => {
    const { ask, streamKey, streams, dir, logs, id, reopen } = await published(t);
    await ask(wrongKey(1));
    const { key } = (await streams.apiKeys.create('acme', 'backend', undefined, ['playback:sign']))!;
    const signed = (await streams.signPlayback('acme', { id }))!;
    const token = new URL(signed.url).searchParams.get('tok')!;
    const privateJwk = streams.sealer.open((await streams.store.signingKeys.get(signed.kid))!.sealed!, `signing key ${signed.kid}`)!;
    const { d } = JSON.parse(privateJwk) as { d: string };
    const files = readdirSync(dir).map((name) => readFileSync(join(dir, name), 'latin1')).join('') + logs.join('');
    for (const secret of [streamKey, key, token, d]) assert.ok(!files.includes(secret), secret.slice(0, 5));

    const later = await reopen({ secrets: [{ key: new TextEncoder().encode('another secret that is long enough too') }] });
    const anew = (await later.signPlayback('acme', { id }))!;
    assert.notEqual(anew.kid, signed.kid, 'a new key signs');
    assert.equal((await later.authority.viewer({ id, token })).ok, true, 'the old one still verifies');
    assert.match(logs.join(''), /sealed by a secret this server no longer has/);
  });

  it('opens after the secret was rotated, and after a restart', async (t) => {
    const { streams, id, reopen, dir } = await published(t);
    const { kid } = (await streams.signPlayback('acme', { id }))!;
    assert.equal((await (await reopen()).signPlayback('acme', { id }))!.kid, kid);
    const old = testConfig(dir).secrets;
    const rotated = await reopen({ secrets: [{ kid: 'new', key: new TextEncoder().encode('a new secret that is long enough as well') }, ...old] });
    assert.equal((await rotated.signPlayback('acme', { id }))!.kid, kid);
  });

  it('several who ask at once for a first key get one', async (t) => {
    const { streams, id } = await published(t);
    const kids = (await Promise.all([1, 2, 3].map(() => streams.signPlayback('acme', { id })))).map((signed) => signed!.kid);
    assert.equal(new Set(kids).size, 1);
    assert.equal((await streams.store.signingKeys.page('acme', { limit: 9 })).length, 1);
  });

  it('is a row for each broadcast; one left running by a process that died is ended', async (t) => {
    const { streams, reopen, clock } = await published(t);
    streams.authority.record(broadcast('1', { endedAt: null }));
    streams.authority.record(broadcast('2'));
    const heard = clock.now();
    clock.advance(1000);
    const rows = await (await reopen()).store.broadcasts.page('acme', { from: 0, to: Number.MAX_SAFE_INTEGER }, { limit: 9 });
    assert.deepEqual(rows.find(({ id }) => id === '1')?.endedAt, heard);
  });

  it('a row that cannot be written is an error in the log and no more', async (t) => {
    const { streams, logs } = await published(t);
    streams.close();
    streams.authority.record(broadcast('1'));
    await new Promise(setImmediate);
    assert.match(logs.join(''), /the figures of a broadcast were not kept/);
  });
});
