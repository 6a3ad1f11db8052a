import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createPlaneApp } from '../../../../server/moqt/http.ts';
import { planeConfigOf } from '../../../../server/moqt/plane-config.ts';
import type { PlaneMetrics } from '../../../../server/moqt/plane-metrics.ts';
import type { Admission, Revoked } from '../../../../server/streams/authority-port.ts';
import { UpstreamAuthority } from '../../../../server/streams/authority-upstream.ts';
import { RevocationFeed } from '../../../../server/streams/revocation-feed.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { testAuthority, type TestAuthority } from '../../../support/test-authority.ts';
import { testConfig } from '../../../support/test-config.ts';
import { until } from '../../../support/until.ts';

const secret = 'a secret that relays share & keep';
const minute = 60_000;
const failed = { ok: false, code: 'auth_failed', reason: 'auth_failed' } as const;
const told = (what: Partial<Revoked>): Revoked => ({ namespace: ['stream', 'org1', 'lv_1'], publisher: false, viewers: true, reason: 'auth_failed', ...what });

describe('the authority of the relay upstream', () => {
  let clock: FakeClock;
  let origin: TestAuthority;
  let app: FastifyInstance;
  let port = 0;
  let feeds = 0;
  let calls: string[];
  let below: UpstreamAuthority;
  let heard: Revoked[];
  let isDown = false;

  /** The HTTP side of the relay upstream, at the port of the one before. */
  async function startUpstream(): Promise<void> {
    const revocations = new RevocationFeed({ authority: origin, clock, id: `feed-${feeds += 1}` });
    const config = planeConfigOf(testConfig('unused', { relay: { port: 0, url: undefined, secret } }), ['relay']);
    app = createPlaneApp({ config, authority: origin, revocations, logger: { error() {} }, metrics: {} as PlaneMetrics, certificateHashes: () => undefined });
    app.addHook('onRequest', async ({ method, url }) => void calls.push(`${method} ${url}`));
    app.addHook('onClose', async () => revocations.close());
    await app.listen({ port, host: '127.0.0.1' });
    ({ port } = app.server.address() as AddressInfo);
  }

  const follows = (times: number) => until(() => calls.filter((call) => call.startsWith('GET')).length, (count) => count === times, { what: `it has asked ${times} times what was revoked`, every: 2 });
  const watch = (token: string): Promise<Admission> => below.viewer({ id: 'lv_1', token });
  const connect = (sk = secret): UpstreamAuthority => new UpstreamAuthority({
    upstream: `http://127.0.0.1:${port}/relay?${new URLSearchParams({ sk }).toString()}`, clock,
    fetch: async (...call) => {
      if (isDown) throw new TypeError('the network is down');
      return fetch(...call);
    },
  });

  beforeEach(async () => {
    clock = createFakeClock();
    origin = testAuthority(clock);
    [calls, heard, port, isDown] = [[], [], 0, false];
    await startUpstream();
    below = connect();
    below.onRevoked((revoked) => void heard.push(revoked));
    await follows(2);
    await until(() => clock.pending(), (count) => count === 2, { what: 'it waits for news', every: 2 });
  });
  afterEach(async () => {
    below.close();
    await app.close();
    await until(() => clock.pending(), (count) => count === 0, { what: 'nothing is left running', every: 2 });
  });

  it('lets in whom that one lets in, and nobody publish', async () => {
    origin.tokens.set('ada', { id: 'lv_1', kid: 'kid-1', subject: 'Ada', expiresAt: clock.now() + minute });
    assert.deepEqual(await watch('ada'), { ok: true, namespace: ['stream', 'org1', 'lv_1'], org: 'org1', kid: 'kid-1', subject: 'Ada', expiresAt: clock.now() + minute });
    assert.deepEqual(await watch('forged'), failed);
    assert.deepEqual(await below.publisher(), failed);
  });

  it('says so where it cannot ask: a wrong secret, a relay that is down, an answer that is none', async () => {
    const stranger = connect('wrong');
    await assert.rejects(stranger.viewer({ id: 'lv_1', token: 'token-1' }), /answered 401/);
    stranger.close();
    origin.viewer = async () => ({ ok: true }) as never;
    await assert.rejects(watch('token-1'));
    await app.close();
    await assert.rejects(watch('token-1'));
  });

  it('hears at once of what is revoked there: all of a stream, of a key, of one person', async () => {
    const all: Revoked[] = [{ namespace: ['stream', 'org1', 'lv_1'], publisher: true, viewers: true, reason: 'deleted' }, { kid: 'kid-1', publisher: false, viewers: true, reason: 'retired' }, { namespace: ['stream', 'org1', 'room'], subject: 'Bo', publisher: false, viewers: true, reason: 'sent away' }];
    for (const [index, revoked] of all.entries()) {
      origin.revoke(revoked);
      await follows(3 + index);
    }
    assert.deepEqual(heard, all);
  });

  it('asks again about whom something was revoked meanwhile: that may overtake the answer', async () => {
    origin.tokens.set('bo', { id: 'lv_1', kid: 'kid-1', subject: 'bo' });
    const { viewer } = origin;
    let asked = 0;
    origin.viewer = async (ask) => {
      const answer = await viewer(ask);
      if ((asked += 1) > 1) return answer;
      origin.tokens.delete('bo');
      origin.revoke(told({ subject: 'bo' }));
      await until(() => heard.length, (count) => count === 1, { what: 'it is heard first', every: 2 });
      return answer;
    };
    assert.deepEqual(await watch('bo'), failed);
    assert.equal(asked, 2);
  });

  it('hears of what was revoked while the network was down, once', async () => {
    isDown = true;
    // There is nothing to tell: it asks again, in vain.
    clock.advance(20_000);
    await until(() => clock.pending(), (count) => count === 2, { what: 'it rests', every: 2 });
    origin.revoke(told({ kid: 'kid-1' }));
    isDown = false;
    clock.advance(5000);
    await follows(4);
    assert.deepEqual(heard, [told({ kid: 'kid-1' })]);
  });

  it('asks about everyone again after that relay began anew, and ends those alone who may watch no more', async () => {
    for (const name of ['ada', 'bo', 'cy']) origin.tokens.set(name, { id: 'lv_1', kid: 'kid-1', subject: name, expiresAt: clock.now() + 10 * minute });
    for (const token of ['ada', 'bo', 'cy', 'token-1']) assert.equal((await watch(token)).ok, true);
    await app.close();
    await until(() => clock.pending(), (count) => count === 2, { what: 'it rests', every: 2 });
    origin.tokens.delete('bo');
    await startUpstream();
    clock.advance(5000);
    await until(() => heard.length, (count) => count === 1, { what: 'one may watch no more', every: 2 });
    await until(() => clock.pending(), (count) => count === 2, { what: 'all were asked about', every: 2 });
    assert.deepEqual(heard, [told({ kid: 'kid-1', subject: 'bo' })]);
  });

  it('asks about one person once, by what lasts longest', async () => {
    for (const [token, minutes] of [['long', 10], ['short', 1], ['longest', 20]] as const) {
      origin.tokens.set(token, { id: 'lv_1', kid: 'kid-1', subject: 'ada', expiresAt: clock.now() + minutes * minute });
      assert.equal((await watch(token)).ok, true);
    }
    const asked: string[] = [];
    const { viewer } = origin;
    origin.viewer = (ask) => {
      asked.push(ask.token);
      return viewer(ask);
    };
    const anew = async (): Promise<void> => {
      await app.close();
      await until(() => clock.pending(), (count) => count === 2, { what: 'it rests', every: 2 });
      await startUpstream();
      clock.advance(5000);
      await until(() => clock.pending(), (count) => count === 2, { what: 'all were asked about', every: 2 });
    };
    await anew();
    assert.deepEqual(asked, ['longest']);
    clock.advance(20 * minute);
    await until(() => clock.pending(), (count) => count === 2, { what: 'it follows on', every: 2 });
    await anew();
    assert.deepEqual(asked, ['longest'], 'what has run out is asked about no more');
    assert.deepEqual(heard, []);
  });

  it('takes neither a network that is down nor a relay that is busy for a verdict', async () => {
    assert.equal((await watch('token-1')).ok, true);
    for (const answer of [async () => ({ ok: false, code: 'busy', reason: 'busy' }) as const, async () => { throw new Error('no store'); }]) {
      origin.viewer = answer;
      await app.close();
      await until(() => clock.pending(), (count) => count === 2, { what: 'it rests', every: 2 });
      const before = calls.length;
      await startUpstream().catch(() => {});
      clock.advance(5000);
      await until(() => calls.slice(before).some((call) => call.startsWith('POST')), Boolean, { what: 'it asks', every: 2 });
      await until(() => clock.pending(), (count) => count === 2, { what: 'it has asked about all', every: 2 });
    }
    assert.deepEqual(heard, []);
  });

  it('asks about everyone now and then, where one behind many names always has missed something', async () => {
    const time = createFakeClock();
    let asked = 0;
    const many = new UpstreamAuthority({ upstream: 'https://relay.test/relay?sk=x', clock: time, fetch: async () => Response.json({ cursor: `feed.${asked += 1}`, revoked: [], missed: true }) });
    for (const times of [2, 3, 4]) {
      await until(() => time.pending(), (count) => count === 2, { what: 'it rests', every: 2 });
      assert.equal(asked, times);
      time.advance(5000);
    }
    many.close();
    assert.equal(time.pending(), 0);
  });
});
