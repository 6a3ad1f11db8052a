import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../../core/errors.ts';
import { settle } from '../../../core/testing/fake-clock.ts';
import { visitorOf } from '../../../core/visitor.ts';
import { createHarness, hosting, rejectionOf, viewing } from './harness.ts';

test('issueToken needs the key, and asks the server with it', async () => {
  const refused = await rejectionOf(createHarness().manager.issueToken({ purpose: 'host' }));
  assert.equal(refused.code, 'key-missing');
  const { manager, fetched } = createHarness({ orgId: 'acme', orgKey: 'the key' });
  const grant = await manager.issueToken({ purpose: 'host', title: 'Try' });
  assert.equal(grant.token, 'token-1');
  assert.equal(fetched[0]?.url, 'http://live.test/create_room');
  assert.deepEqual([new Headers(fetched[0]?.init.headers).get('x-org-id'), new Headers(fetched[0]?.init.headers).get('x-org-key')], ['acme', 'the key']);
});

test('each act of moderation is one request, and what the server refuses rejects', async () => {
  const { manager, server } = await hosting();
  const acts = [
    [() => manager.removePeer('web-1'), { type: 'RemovePeer', peerId: 'web-1' }],
    [() => manager.banPeer('web-1'), { type: 'BanPeer', peerId: 'web-1' }],
    [() => manager.unbanPeer('web-1'), { type: 'UnbanPeer', peerId: 'web-1' }],
    [() => manager.mutePeer('web-1'), { type: 'MutePeer', peerId: 'web-1', muted: true }],
    [() => manager.mutePeer('web-1', false), { type: 'MutePeer', peerId: 'web-1', muted: false }],
    [() => manager.makeModerator('web-1'), { type: 'SetModerator', peerId: 'web-1', moderator: true }],
    [() => manager.makeModerator('web-1', false), { type: 'SetModerator', peerId: 'web-1', moderator: false }],
  ] as const;
  for (const [act, request] of acts) {
    await act();
    const { id: _, ...sent } = server.requests(request.type).at(-1)!;
    assert.deepEqual(sent, request);
  }
  server.refuse('BanPeer', 'not-allowed');
  assert.equal((await rejectionOf(manager.banPeer('ann'))).code, 'not-allowed');
});

test('a host’s mute turns my microphone off, and I cannot undo it', async () => {
  const { manager, server } = await hosting();
  const caps = manager.stores.session.$self.get()!.caps;
  server.publish('self', { type: 'CapsChanged', caps: [...caps], muted: true });
  await settle();
  assert.equal(manager.stores.devices.$local.get().audioMuted, true);
  const refused = await rejectionOf(manager.setLocalAudioMute(false));
  assert.ok(refused instanceof LiveError && refused.code === 'muted');
  server.publish('self', { type: 'CapsChanged', caps: [...caps], muted: false });
  await settle();
  await manager.setLocalAudioMute(false);
  assert.equal(manager.stores.devices.$local.get().audioMuted, false);
});

test('whoami and the audit log come as data, the log in its store too', async () => {
  const { manager } = await hosting();
  const identity = await manager.whoami();
  assert.deepEqual([identity.role, identity.isOriginalHost, 'type' in identity], ['host', true, false]);
  assert.equal(manager.stores.moderation.$log.get(), null);
  assert.deepEqual(await manager.auditLog(), { lines: [], banned: [] });
  assert.deepEqual(manager.stores.moderation.$log.get(), { lines: [], banned: [] });
});

test('a viewer learns what they may do anew', async () => {
  const { manager, server } = await viewing();
  server.publish('self', { type: 'CapsChanged', caps: ['subscribe:*', 'chat:moderate'], muted: false });
  await settle();
  assert.deepEqual(manager.stores.session.$self.get()?.caps, ['subscribe:*', 'chat:moderate']);
});

test('the visitor a server knows is kept per server, and storage that fails costs nothing', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const here = visitorOf('https://a.example', storage);
  assert.equal(here.get(), undefined);
  here.set('visitor.1.x.y');
  assert.equal(visitorOf('https://a.example', storage).get(), 'visitor.1.x.y');
  assert.equal(visitorOf('https://b.example', storage).get(), undefined);
  for (const bad of [undefined, null, 7, 'x'.repeat(257)]) here.set(bad);
  assert.equal(here.get(), 'visitor.1.x.y');
  const broken = visitorOf('https://a.example', { getItem: () => { throw new Error('forbidden'); }, setItem: () => { throw new Error('full'); } });
  broken.set('x');
  assert.equal(broken.get(), undefined);
});
