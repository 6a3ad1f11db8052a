import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { SigningAlg } from '../../../../core/wire/streams/requests.ts';
import { createSealer } from '../../../../server/streams/sealer.ts';
import { roomRecord, streamsWorld, type StreamsWorld } from '../../../support/streams.ts';
import { testConfig } from '../../../support/test-config.ts';

interface Ground extends StreamsWorld {
  readonly id: string;
  readonly kid: string;
  readonly publicJwk: JWK;
  /** Signs with the organisation's own genuine key whatever a test wants to be wrong. */
  forge(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  ask(token: string, id?: string): Promise<string>;
}

async function ground(t: TestContext, alg: SigningAlg = 'EdDSA'): Promise<Ground> {
  const world = await streamsWorld(t);
  const { streams, clock, dir } = world;
  const { input } = (await streams.inputs.create('acme', { name: '', ingest: 'fmp4' }))!;
  const key = (await streams.signingKeys.create('acme', alg))!;
  const privateJwk = JSON.parse(createSealer(testConfig(dir).secrets).open(key.sealed!, `signing key ${key.id}`)!) as JWK;
  const now = Math.floor(clock.now() / 1000);
  return Object.assign(world, {
    id: input.id,
    kid: key.id,
    publicJwk: key.publicJwk,
    async forge(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) {
      const payload = { iss: 'muf-live', aud: 'playback', org: 'acme', stream: input.id, sub: 'ada', nbf: now, exp: now + 60, jti: 'j', ...claims };
      const full = { alg, kid: key.id, typ: 'playback+jwt', ...header };
      return new SignJWT(Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))).setProtectedHeader(full).sign(await importJWK(privateJwk, alg));
    },
    async ask(token: string, id = input.id) {
      const answer = await streams.authority.viewer({ id, token });
      return answer.ok ? 'ok' : answer.code;
    },
  });
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a playback token', () => {
  for (const alg of ['EdDSA', 'RS256'] as const) {
    it(`by ${alg} lets its viewer in, and says who, by which key and until when`, async (t) => {
      const { streams, id, kid, clock } = await ground(t, alg);
      const signed = (await streams.signPlayback('acme', { id, subject: 'ada', ttlSec: 90 }))!;
      assert.deepEqual([signed.kid, signed.alg, signed.expiresAt], [kid, alg, clock.now() + 90_000]);
      const url = new URL(signed.url);
      assert.equal(url.pathname, `/playback/${id}`);
      const token = url.searchParams.get('tok')!;
      assert.deepEqual(decodeProtectedHeader(token), { alg, kid, typ: 'playback+jwt' });
      const { jti, ...claims } = decodeJwt(token);
      const now = clock.now() / 1000;
      assert.deepEqual(claims, { iss: 'muf-live', aud: 'playback', sub: 'ada', org: 'acme', stream: id, nbf: now, exp: now + 90 });
      assert.ok(jti);
      assert.deepEqual(await streams.authority.viewer({ id, token }), { ok: true, namespace: ['stream', 'acme', id], org: 'acme', kid, subject: 'ada', expiresAt: signed.expiresAt });
    });
  }

  const wrong: readonly [what: string, code: string, make: (ground: Ground) => Promise<string> | string][] = [
    ['that is genuine', 'ok', ({ forge }) => forge()],
    ['without a subject', 'ok', ({ forge }) => forge({ sub: undefined })],
    ['that has expired', 'expired', ({ forge, clock }) => forge({ exp: clock.now() / 1000 - 6 })],
    ['that has expired, of another stream', 'auth_failed', ({ forge, clock }) => forge({ exp: clock.now() / 1000 - 6, stream: 'lv_other' })],
    ['that has expired, of another organisation', 'auth_failed', ({ forge, clock }) => forge({ exp: clock.now() / 1000 - 6, org: 'umbrella' })],
    ['that is not good yet', 'auth_failed', ({ forge, clock }) => forge({ nbf: clock.now() / 1000 + 6 })],
    ['of another organisation', 'auth_failed', ({ forge }) => forge({ org: 'umbrella' })],
    ['of another stream', 'auth_failed', ({ forge }) => forge({ stream: 'lv_other' })],
    ['for another audience', 'auth_failed', ({ forge }) => forge({ aud: 'publish' })],
    ['by another issuer', 'auth_failed', ({ forge }) => forge({ iss: 'https://evil.example' })],
    ['of another type', 'auth_failed', ({ forge }) => forge({}, { typ: 'JWT' })],
    ['of no type', 'auth_failed', ({ forge }) => forge({}, { typ: undefined })],
    ['of no key', 'auth_failed', ({ forge }) => forge({}, { kid: undefined })],
    ['of an unknown key', 'auth_failed', ({ forge }) => forge({}, { kid: 'key_unknown' })],
    ...(['exp', 'nbf', 'jti', 'org', 'stream', 'iss', 'aud'] as const).map((claim): [string, string, (ground: Ground) => Promise<string>] => [`without ${claim}`, 'auth_failed', ({ forge }) => forge({ [claim]: undefined })]),
    ['whose exp is a word', 'auth_failed', async ({ forge }) => (await forge()).replace(/\.[^.]+\./, `.${base64({ exp: 'never' })}.`)],
    ['with alg none', 'auth_failed', async ({ forge, kid }) => `${base64({ alg: 'none', kid, typ: 'playback+jwt' })}.${(await forge()).split('.')[1]}.`],
    ['with a claim changed', 'auth_failed', async ({ forge, kid: _kid }) => {
      const [header, payload, signature] = (await forge()).split('.');
      return `${header}.${base64({ ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object), sub: 'bo' })}.${signature}`;
    }],
    ['without its signature', 'auth_failed', async ({ forge }) => (await forge()).replace(/[^.]+$/, '')],
    ['of another organisation’s key', 'auth_failed', async ({ streams, id }) => {
      await streams.inputs.create('umbrella', { name: '', ingest: 'fmp4' });
      const theirs = (await streams.store.inputs.page('umbrella', { limit: 1 }))[0]!;
      return new URL((await streams.signPlayback('umbrella', { id: theirs.id }))!.url).searchParams.get('tok')!.replaceAll(theirs.id, id);
    }],
    ['that is too long', 'auth_failed', ({ forge }) => forge({ padding: 'x'.repeat(4096) })],
    ['that is nothing', 'auth_failed', () => ''],
    ['that is nonsense', 'auth_failed', () => 'eyJhbGciOi.x.y'],
    ['whose header is a list', 'auth_failed', () => `${base64([1])}.${base64({})}.x`],
  ];
  for (const [what, code, make] of wrong) {
    it(`${what}: ${code}`, async (t) => {
      const world = await ground(t);
      assert.equal(await world.ask(await make(world)), code);
    });
  }

  it('whose key is used by another algorithm is refused: HS256 with the public key, RS256 for an Ed25519 key', async (t) => {
    const { ask, kid, id, clock } = await ground(t, 'RS256');
    const eddsa = await ground(t);
    const claims = (stream: string) => ({ iss: 'muf-live', aud: 'playback', org: 'acme', stream, nbf: clock.now() / 1000, exp: clock.now() / 1000 + 60, jti: 'j' });
    const rsa = await ground(t, 'RS256');
    const pem = await exportSPKI((await importJWK(rsa.publicJwk, 'RS256', { extractable: true })) as CryptoKey);
    for (const secret of [pem, JSON.stringify(rsa.publicJwk), rsa.publicJwk.n!]) {
      const forged = await new SignJWT(claims(rsa.id)).setProtectedHeader({ alg: 'HS256', kid: rsa.kid, typ: 'playback+jwt' }).sign(new TextEncoder().encode(secret));
      assert.equal(await rsa.ask(forged), 'auth_failed');
    }
    const own = await generateKeyPair('RS256');
    const crossed = await new SignJWT(claims(eddsa.id)).setProtectedHeader({ alg: 'RS256', kid: eddsa.kid, typ: 'playback+jwt' }).sign(own.privateKey);
    assert.equal(await eddsa.ask(crossed), 'auth_failed');
    const ed = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    assert.equal(await ask(await new SignJWT(claims(id)).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'playback+jwt' }).sign(ed.privateKey)), 'auth_failed');
  });

  it('of a retired key is refused, and who watches by it is told', async (t) => {
    const { streams, forge, ask, kid } = await ground(t);
    const told: object[] = [];
    streams.authority.onRevoked((revoked) => told.push(revoked));
    const token = await forge();
    assert.equal(await streams.signingKeys.retire('umbrella', kid), undefined);
    assert.equal(await ask(token), 'ok');
    assert.ok(await streams.signingKeys.retire('acme', kid));
    assert.equal(await ask(token), 'auth_failed');
    assert.deepEqual(told, [{ kid, publisher: false, viewers: true, reason: 'the signing key was retired' }]);
    assert.equal(await streams.signingKeys.retire('acme', kid), undefined, 'once');
    assert.equal((await streams.store.signingKeys.get(kid))?.sealed, undefined, 'its private half is gone');
  });

  it('lives as long as it was made for, within 30 s and 24 h, and one hour by default', async (t) => {
    const { streams, clock, id } = await ground(t);
    const lives = async (ttlSec?: number) => ((await streams.signPlayback('acme', { id, ttlSec }))!.expiresAt - clock.now()) / 1000;
    for (const [asked, given] of [[undefined, 3600], [30, 30], [29, 30], [-1, 30], [86_400, 86_400], [86_401, 86_400], [1e300, 86_400], [99.9, 99]] as const) assert.equal(await lives(asked), given);
  });

  it('is for inputs, assets by both their ids, and rooms; what has gone is not found', async (t) => {
    const { streams, store, id, ask } = await ground(t);
    await streams.store.assets.put({ id: 'as_1', playbackId: 'pb_1', org: 'acme', createdAt: 1, name: '', durationMs: 1, bytes: 1 });
    await store.rooms.put(roomRecord({ orgId: 'acme' }));
    await store.rooms.put(roomRecord({ roomId: 'room-2', orgId: 'umbrella' }));
    await store.rooms.put(roomRecord({ roomId: 'room-sfu', orgId: 'acme', audience: 'sfu' }));
    const tokenOf = async (of: string) => new URL((await streams.signPlayback('acme', { id: of }))!.url).searchParams.get('tok')!;
    for (const [of, published] of [[id, id], ['as_1', 'as_1'], ['pb_1', 'as_1'], ['room-1', 'room-1']] as const) {
      const admission = await streams.authority.viewer({ id: of, token: await tokenOf(of) });
      assert.deepEqual(admission.ok && admission.namespace, ['stream', 'acme', published]);
    }
    for (const none of ['room-2', 'room-sfu', 'room-3', 'lv_2', 'as_2', 'pb_2', 'as_room']) assert.equal(await streams.signPlayback('acme', { id: none }), undefined, none);
    const [ofInput, ofRoom, ofAsset] = [await tokenOf(id), await tokenOf('room-1'), await tokenOf('pb_1')];
    await streams.inputs.delete('acme', id);
    await streams.deleteAsset('acme', 'as_1');
    await store.rooms.put(roomRecord({ orgId: 'acme', status: 'ended' }));
    assert.deepEqual([await ask(ofInput), await ask(ofRoom, 'room-1'), await ask(ofAsset, 'pb_1')], ['not_found', 'not_found', 'not_found']);
  });

  it('of a peer who was sent away is good no more, over a restart too; what they are given later is', async (t) => {
    const { store, clock, reopen, ...world } = await ground(t);
    await store.rooms.put(roomRecord());
    const sign = async (peerId: string) => new URL((await world.streams.signRoomPlayback({ org: undefined, roomId: 'room-1', peerId })).url).searchParams.get('tok')!;
    const [theirs, anothers] = [await sign('web-1'), await sign('web-2')];
    const told: object[] = [];
    world.streams.authority.onRevoked((revoked) => told.push(revoked));
    world.streams.peerRemoved({ org: undefined, roomId: 'room-1', peerId: 'web-1' });
    assert.deepEqual(told, [{ namespace: ['stream', 'local', 'room-1'], subject: 'web-1', publisher: false, viewers: true, reason: 'the peer was sent away' }]);
    clock.advance(60_000);
    const later = await sign('web-1');
    const { authority } = await reopen();
    const may = async (token: string) => (await authority.viewer({ id: 'room-1', token })).ok;
    assert.deepEqual([await may(theirs), await may(anothers), await may(later)], [false, true, true]);
  });

  it('of a room names the peer, and the end of the room is told', async (t) => {
    const { streams, store } = await ground(t);
    await store.rooms.put(roomRecord());
    const { url } = await streams.signRoomPlayback({ org: undefined, roomId: 'room-1', peerId: 'web-1', ttlSec: 60, base: 'https://live.example:444/' });
    const playback = new URL(url);
    assert.deepEqual([playback.hostname, playback.pathname], ['live.example', '/playback/room-1']);
    const admission = await streams.authority.viewer({ id: 'room-1', token: playback.searchParams.get('tok')! });
    assert.deepEqual(admission.ok && [admission.namespace, admission.subject], [['stream', 'local', 'room-1'], 'web-1']);
    const told: object[] = [];
    const stop = streams.authority.onRevoked((revoked) => told.push(revoked));
    streams.roomEnded({ org: undefined, roomId: 'room-1' });
    stop();
    streams.roomEnded({ org: undefined, roomId: 'room-1' });
    assert.deepEqual(told, [{ namespace: ['stream', 'local', 'room-1'], publisher: true, viewers: true, reason: 'the room has ended' }]);
  });
});
