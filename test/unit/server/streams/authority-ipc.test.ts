import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorityOver, serveAuthority, type IpcPort } from '../../../../server/streams/authority-ipc.ts';
import type { Revoked } from '../../../../server/streams/authority-port.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { testAuthority } from '../../../support/test-authority.ts';

/** Both ends of a channel that copies, as one between processes does. */
function channel(): [IpcPort, IpcPort] {
  const listeners = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()];
  const end = (own: number): IpcPort => ({
    post: (message) => queueMicrotask(() => { for (const listener of listeners[1 - own]!) listener(JSON.parse(JSON.stringify(message))); }),
    listen(listener) {
      listeners[own]!.add(listener);
      return () => void listeners[own]!.delete(listener);
    },
  });
  return [end(0), end(1)];
}

describe('the authority in another process', () => {
  it('answers as it would here, tells of what is revoked, and is told of figures', async () => {
    const clock = createFakeClock();
    const [here, there] = channel();
    const own = testAuthority(clock);
    serveAuthority(there, own);
    const authority = authorityOver(here, clock);
    assert.deepEqual(await authority.publisher({ inputId: 'lv_1', streamKey: 'key-1', address: '127.0.0.1' }), { ok: true, namespace: ['stream', 'org1', 'lv_1'], org: 'org1' });
    assert.deepEqual(await authority.viewer({ id: 'lv_1', token: 'forged' }), { ok: false, code: 'auth_failed', reason: 'auth_failed' });
    const revoked: Revoked[] = [];
    const stop = authority.onRevoked((one) => void revoked.push(one));
    const one: Revoked = { kid: 'kid-1', publisher: false, viewers: true, reason: 'retired' };
    own.revoke(one);
    await new Promise((resolve) => { setImmediate(resolve); });
    stop();
    own.revoke(one);
    await new Promise((resolve) => { setImmediate(resolve); });
    assert.deepEqual(revoked, [one]);
    const row = { id: 'br_1', org: 'org1', streamId: 'lv_1', tag: 'media.broadcast', startedAt: 1, endedAt: null, viewersPeak: 0, views: 0, viewerMinutes: 0, bytesIn: 0, bytesOut: 0, objectsDropped: 0, startupMs: null, byTransport: { webtransport: 0, websocket: 0, hls: 0 } } as const;
    authority.record(row);
    await new Promise((resolve) => { setImmediate(resolve); });
    assert.deepEqual(own.rows, [row]);
    assert.equal(clock.pending(), 0);
  });

  it('rejects when it does not answer, or could not find out', async () => {
    const clock = createFakeClock();
    const [here, there] = channel();
    const authority = authorityOver(here, clock);
    const asked = authority.viewer({ id: 'lv_1', token: 'token-1' });
    clock.advance(10_000);
    await assert.rejects(asked, /has not answered/);
    serveAuthority(there, { ...testAuthority(clock), viewer: () => Promise.reject(new Error('the database is gone')) });
    await assert.rejects(authority.viewer({ id: 'lv_1', token: 'token-1' }), /has not answered/);
    assert.equal(clock.pending(), 0);
  });

  it('passes over what else is said on the channel', async () => {
    const clock = createFakeClock();
    const [here, there] = channel();
    serveAuthority(there, testAuthority(clock));
    const authority = authorityOver(here, clock);
    for (const message of [{}, { plane: 'listening' }, { authority: 'answer', id: 99, admission: null }]) {
      here.post(message);
      there.post(message);
    }
    assert.equal((await authority.viewer({ id: 'lv_1', token: 'token-1' })).ok, true);
  });
});
