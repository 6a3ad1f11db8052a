import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpApp } from '../../../support/http-app.ts';

const asks = (visitor: string) => ({ headers: { 'x-muf-visitor': visitor } });

test('a visitor who comes again is the same one, and nobody can make one up', async (t) => {
  const { app, tokens } = await httpApp(t);
  const visit = async (given?: string) => {
    const { token, visitor, peerId } = (await app.inject({ url: '/viewer-token/room-1', ...(given === undefined ? {} : asks(given)) })).json();
    return { sub: (await tokens.verify(token)).sub, visitor, peerId };
  };
  const first = await visit();
  const again = await visit(first.visitor);
  assert.deepEqual([again.sub, again.visitor], [first.sub, first.visitor]);
  assert.notEqual(again.peerId, first.peerId, 'two tabs are two peers');
  for (const forged of [first.sub!, `${first.visitor}x`, first.visitor.replace('.', '.0'), '', 'x'.repeat(300), 'visitor.1.a.b']) {
    assert.notEqual((await visit(forged)).sub, first.sub, forged.slice(0, 40));
  }
});

test('whoever opens a cohost link comes as the visitor they are', async (t) => {
  const { app, tokens } = await httpApp(t);
  const { visitor } = (await app.inject('/viewer-token/room-1')).json();
  const { cohostLink } = (await app.inject({ method: 'POST', url: '/broadcaster-token/room-1' })).json();
  const code = String(cohostLink).split('#code=')[1];
  const { token } = (await app.inject({ method: 'POST', url: '/broadcaster-token/room-1', payload: { code }, ...asks(visitor) })).json();
  assert.ok(visitor.startsWith(`${(await tokens.verify(token)).sub}.`));
});

test('a viewer’s token is good for ten minutes, or as asked, up to an hour', async (t) => {
  const { app, clock } = await httpApp(t);
  const seconds = async (query: string) => ((await app.inject(`/viewer-token/room-1${query}`)).json().expiresAt - clock.now()) / 1000;
  assert.deepEqual([await seconds(''), await seconds('?ttl=60'), await seconds('?ttl=3600'), await seconds('?ttl=999999')], [600, 60, 3600, 3600]);
  for (const bad of ['0', '29', '-1', '1e3', 'x', '', '60.5', '9999999999']) assert.equal((await app.inject(`/viewer-token/room-1?ttl=${bad}`)).statusCode, 400, bad);
  const other = await httpApp(t, { viewerTtlSec: 120 });
  assert.equal(((await other.app.inject('/viewer-token/room-1')).json().expiresAt - other.clock.now()) / 1000, 120);
});

test('a renewed token keeps what the first one was bound to', async (t) => {
  const { app, tokens } = await httpApp(t);
  const { token } = await tokens.mint({ room_id: 'room-1', role: 'viewer', peer_id: 'web-1', sub: 'user-7', caps: ['subscribe:*'], max_quality: 'low', preset: 'quiet', max_peers: 5 }, 600);
  const renewed = (await app.inject({ url: '/viewer-token/room-1', headers: { authorization: `Bearer ${token}` } })).json();
  const { sub, caps, max_quality, preset, max_peers, peer_id } = await tokens.verify(renewed.token);
  assert.deepEqual({ sub, caps, max_quality, preset, max_peers, peer_id }, { sub: 'user-7', caps: ['subscribe:*'], max_quality: 'low', preset: 'quiet', max_peers: 5, peer_id: 'web-1' });
});
