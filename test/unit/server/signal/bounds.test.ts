import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { signalServer } from '../../../support/signal-server.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { until } from '../../../support/until.ts';

describe('what one address may have', () => {
  it('is so many sockets; one that closes makes room', async (t) => {
    const server = await signalServer(t, { config: { socketsPerAddress: 2 } });
    const open = async (address: string) => (await server.connect({ headers: { 'x-forwarded-for': address } })).socket;
    const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;
    const first = await open('203.0.113.1');
    assert.ok(isOpen(first) && isOpen(await open('203.0.113.1')));
    assert.ok(!isOpen(await open('203.0.113.1')), 'the third is turned away');
    assert.ok(isOpen(await open('203.0.113.2')), 'others are not');
    first.close();
    await until(async () => isOpen(await open('203.0.113.1')), (opened) => opened, { what: 'there is room again', every: 20 });
  });
});

describe('a media worker that carries as much as it may', () => {
  it('answers busy, and again carries more when something has closed', async (t) => {
    const server = await signalServer(t, { config: { transportsPerWorker: 2 } });
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    for (const direction of ['send', 'recv'] as const) await host.must('OpenTransport', { direction });
    const other = await server.join({ role: 'host', room_id: crypto.randomUUID() });
    assert.equal(await other.refused('OpenTransport', { direction: 'send' }), 'busy');
    await host.must('Leave', {});
    await other.must('OpenTransport', { direction: 'send' });
  });
});

describe('an organisation with a bound on peers', () => {
  it('is full for one more, and others are not', async (t) => {
    const server = await signalServer(t, { config: { quotas: { rooms: 0, peers: 2, tokensPerMinute: 0 } } });
    const [one, two, foreign] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const acme = { role: 'host' as const, org_id: 'acme' };
    const host = await server.join({ ...acme, room_id: one, host_peer_id: 'ann' });
    await server.join({ ...acme, room_id: two });
    const late = await server.connect();
    assert.equal(await late.refused('Join', { token: server.token({ role: 'viewer', room_id: one, org_id: 'acme' }) }), 'room-crowded');
    await server.join({ ...acme, room_id: one, host_peer_id: 'ann' });
    assert.equal((await host.closed).reason, 'replaced', 'who is in may come back');
    await server.join({ role: 'host', room_id: foreign, org_id: 'umbrella' });
  });
});

describe('a preset', () => {
  it('bounds who may do what, how many may come and how often they write', async (t) => {
    const presetsDir = join(tempDir(), 'presets');
    mkdirSync(presetsDir);
    writeFileSync(join(presetsDir, 'quiet.json'), JSON.stringify({ permissions: { caps: { viewer: ['subscribe:*', 'chat:send'] }, maxQuality: 'medium', maxPeers: 3, chat: { slowModeSec: 60 } } }));
    const server = await signalServer(t, { config: { presetsDir } });
    const room_id = crypto.randomUUID();
    const named = { room_id, preset: 'quiet' };
    await server.join({ ...named, role: 'host' });
    const viewer = await server.join({ ...named, role: 'viewer' });
    const { caps, limits, preset } = await viewer.must('WhoAmI', {});
    assert.deepEqual(caps, [{ cap: 'subscribe:*', from: 'preset' }, { cap: 'chat:send', from: 'preset' }]);
    assert.deepEqual([limits.maxQuality, limits.maxPeers, limits.slowModeSec, preset], ['medium', 3, 60, 'quiet']);
    await viewer.must('ChatSend', { clientId: 'c1', text: 'once' });
    assert.equal(await viewer.refused('ChatSend', { clientId: 'c2', text: 'twice' }), 'slow-mode');
    assert.equal(await viewer.refused('RequestCohost', {}), 'not-allowed');
    await server.join({ ...named, role: 'viewer' });
    assert.equal(await (await server.connect()).refused('Join', { token: server.token({ ...named, role: 'viewer' }) }), 'room-crowded');
    assert.equal(await (await server.connect()).refused('Join', { token: server.token({ ...named, preset: 'quite', role: 'viewer' }) }), 'token-invalid', 'a misspelt one must not allow more');
  });
});
