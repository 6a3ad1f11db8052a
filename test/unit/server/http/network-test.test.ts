import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { networkTestMs, networkTestShape, type NetworkTestOffer } from '../../../../core/wire/network-test.ts';
import type { Problem } from '../../../../server/http/problem.ts';
import { iceCheck } from '../../../../server/setup/doctor/stun.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { httpApp } from '../../../support/http-app.ts';
import { signalServer } from '../../../support/signal-server.ts';

const fingerprint = () => ({ algorithm: 'sha-256', value: createHash('sha256').update(randomBytes(8)).digest('hex').toUpperCase().replace(/..(?=.)/g, '$&:') });
const dtls = () => ({ role: 'client', fingerprints: [fingerprint()] });

async function post<Body = Problem>(url: string, path: string, body: object = {}, headers: Record<string, string> = {}): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${url}network-test${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Body };
}

describe('POST /network-test', () => {
  it('opens one way over UDP and one over TCP, both of which answer, and ends when asked', async (t) => {
    const { url } = await signalServer(t);
    const { status, body } = await post(url, '');
    assert.equal(status, 201);
    const offer = v.parse(networkTestShape, body);
    for (const path of ['udp', 'tcp'] as const) {
      const [candidate, ...others] = offer[path].iceCandidates as { protocol: string; address: string; port: number }[];
      assert.equal(others.length, 0);
      assert.equal(candidate!.protocol, path);
      const target = { protocol: path, host: candidate!.address, port: candidate!.port, framed: path === 'tcp' };
      const { usernameFragment, password } = offer[path].iceParameters as Record<string, string>;
      assert.ok(await iceCheck(target, { usernameFragment: usernameFragment!, password: password! }), `${path} answers`);
      if (path === 'udp') assert.ok(!(await iceCheck(target, { usernameFragment: usernameFragment!, password: 'a guess' })), 'and only to whom it was made for');
    }
    assert.deepEqual(await post(url, `/${offer.testId}/connect`, { path: 'udp', dtlsParameters: dtls() }), { status: 200, body: {} });
    // Connectivity checks do not count; what a browser sends does, end to end.
    assert.deepEqual((await post(url, `/${offer.testId}/end`)).body, { received: { udp: 0, tcp: 0 } });
    assert.equal((await post(url, `/${offer.testId}/end`)).body.code, 'not-found');
  });

  it('refuses bad input with its own code, and changes nothing', async (t) => {
    const { url } = await signalServer(t);
    const { body: { testId } } = await post<NetworkTestOffer>(url, '');
    const connect = (body: object) => post(url, `/${testId}/connect`, body);
    for (const body of [{}, { path: 'udp' }, { path: 'sctp', dtlsParameters: dtls() }, { path: 'udp', dtlsParameters: { fingerprints: [] } }, { path: 'udp', dtlsParameters: { fingerprints: [fingerprint(), fingerprint()] } }]) {
      assert.equal((await connect(body)).body.code, 'bad-input', JSON.stringify(body));
    }
    assert.equal((await connect({ path: 'udp', dtlsParameters: dtls() })).status, 200);
    assert.equal((await connect({ path: 'udp', dtlsParameters: dtls() })).body.code, 'bad-message', 'once for each');
    assert.equal((await post(url, '/no-such-test/connect', { path: 'udp', dtlsParameters: dtls() })).body.code, 'not-found');
    assert.equal((await post(url, '/%2e%2e%2fetc/end')).body.code, 'bad-input');
    assert.equal((await post(url, '', {}, { origin: 'https://evil.example' })).body.code, 'origin-not-allowed');
  });

  it('ends by itself, and makes an address wait that asks too often', async (t) => {
    const clock = createFakeClock();
    const { url } = await signalServer(t, { clock });
    const { body: { testId, expiresAt } } = await post<NetworkTestOffer>(url, '');
    assert.equal(expiresAt, clock.now() + networkTestMs);
    for (let again = 0; again < 3; again++) assert.equal((await post(url, '')).status, 201);
    const refused = await post(url, '');
    assert.deepEqual([refused.status, refused.body.code], [429, 'rate-limited']);
    assert.ok(refused.body.retryAfterMs! > 0 && refused.body.retryAfterMs! <= 15_000);
    clock.advance(networkTestMs);
    assert.equal((await post(url, `/${testId}/end`)).body.code, 'not-found');
    clock.advance(15_000);
    assert.equal((await post(url, '')).status, 201);
  });

  it('gives relay credentials that end with the test', async (t) => {
    const clock = createFakeClock();
    const ice = { iceServers: [{ urls: 'stun:stun.example' }], turn: { urls: ['turn:turn.example'], secret: 'shared' } };
    const { url } = await signalServer(t, { clock, config: { ice } });
    const { body: { iceServers } } = await post<NetworkTestOffer>(url, '');
    assert.deepEqual(iceServers[0], { urls: 'stun:stun.example' });
    assert.equal(Number(iceServers[1]!.username!.split(':')[0]), clock.now() / 1000 + 60);
  });

  it('is busy without a worker', async (t) => {
    const { app } = await httpApp(t);
    const response = await app.inject({ method: 'POST', url: '/network-test' });
    assert.deepEqual([response.statusCode, response.json().code], [503, 'busy']);
  });
});
