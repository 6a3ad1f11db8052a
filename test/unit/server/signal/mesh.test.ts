import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ReplyOf } from '../../../../core/wire/signal/replies.ts';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { backAfterMs } from '../../../../server/rooms/media-path.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Client = SignalClient & { readonly welcome: ReplyOf<'Welcome'> };

async function createRoom(server: SignalServer, body: object): Promise<string> {
  const response = await fetch(`${server.url}create_room`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  assert.equal(response.status, 201);
  return ((await response.json()) as { roomId: string }).roomId;
}

/** A room in mesh mode with its host and whoever else is named. */
async function meshRoom(t: TestContext, ...others: string[]) {
  const clock = createFakeClock();
  const server = await signalServer(t, { clock });
  const room_id = await createRoom(server, { mode: 'mesh', maxBroadcasters: 6 });
  const join = (peerId: string, role: 'host' | 'viewer' = 'host'): Promise<Client> => server.join({ role, room_id, peer_id: peerId, is_original_host: peerId === 'ada', ...(role === 'viewer' ? { host_peer_id: 'ada' } : {}) });
  const ada = await join('ada');
  const clients: Client[] = [];
  for (const other of others) clients.push(await join(other));
  return { clock, server, room_id, join, ada, clients };
}

const offer = { kind: 'description', connection: 'c1', description: { type: 'offer', sdp: 'v=0' } } as const;

test('the mode is kept in the room’s record and told with the path in Welcome', async (t) => {
  const { ada, server } = await meshRoom(t);
  assert.equal(ada.welcome.snapshot?.room.mode, 'mesh');
  assert.equal(ada.welcome.snapshot?.path, 'mesh');
  const plain = await server.join({ role: 'host', room_id: await createRoom(server, {}) });
  assert.deepEqual([plain.welcome.snapshot?.room.mode, plain.welcome.snapshot?.path], [undefined, undefined]);
});

test('a signal goes to the one it is for, in order, and comes again after a cut', async (t) => {
  const { ada, clients: [bo, cy], server } = await meshRoom(t, 'bo', 'cy');
  await ada.must('MeshSignal', { to: 'bo', signal: offer });
  await ada.must('MeshSignal', { to: 'bo', signal: { kind: 'candidate', connection: 'c1', candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 } } });
  await bo!.event('MeshSignalled', ({ signal }) => signal.kind === 'candidate');
  assert.deepEqual(bo!.events('MeshSignalled').map(({ from, signal, channel }) => [from, signal.kind, channel]), [['ada', 'description', 'self'], ['ada', 'candidate', 'self']]);
  await cy!.settled();
  assert.equal(cy!.events('MeshSignalled').length, 0, 'nobody else hears it');

  const { resumeToken, channels } = bo!.welcome;
  const seen = { ...channels, room: Math.max(channels.room, ...bo!.received.flatMap((message) => ('seq' in message && message.channel === 'room' ? [message.seq] : []))), self: 2 };
  bo!.socket.close();
  await ada.event('BroadcasterAway');
  await ada.must('MeshSignal', { to: 'bo', signal: { kind: 'ask' } });
  const again = await server.connect();
  await again.must('Join', { resume: { token: resumeToken, seen } });
  const { signal } = await again.event('MeshSignalled');
  assert.equal(signal.kind, 'ask');
});

test('nobody reaches a stranger, a viewer, themselves, or another room', async (t) => {
  const { ada, clients: [bo], join, server } = await meshRoom(t, 'bo');
  const viewer = await join('web-cy', 'viewer');
  const elsewhere = await server.join({ role: 'host', peer_id: 'dee', room_id: await createRoom(server, { mode: 'mesh' }) });
  const plain = await server.join({ role: 'host', peer_id: 'eero', room_id: await createRoom(server, {}) });
  for (const to of ['nobody', 'web-cy', 'ada', 'dee', 'eero']) {
    assert.equal(await ada.refused('MeshSignal', { to, signal: offer }), 'not-found', to);
  }
  for (const peerId of ['web-cy', 'ada', 'dee']) assert.equal(await ada.refused('MeshFailed', { peerId }), 'not-found', peerId);
  assert.equal(await viewer.refused('MeshSignal', { to: 'ada', signal: offer }), 'not-allowed');
  assert.equal(await viewer.refused('MeshPublish', { source: 'camera' }), 'not-allowed');
  assert.equal(await elsewhere.refused('MeshSignal', { to: 'ada', signal: offer }), 'not-found');
  assert.equal(await plain.refused('MeshPublish', { source: 'camera' }), 'not-found', 'a room that is not in mesh mode');
  for (const client of [bo!, viewer, elsewhere, plain]) {
    await client.settled();
    assert.equal(client.events('MeshSignalled').length, 0);
  }
});

test('a viewer’s token that may publish has no say on the mesh either', async (t) => {
  const { server, room_id } = await meshRoom(t);
  const viewer = await server.join({ role: 'viewer', room_id, caps: ['publish:camera', 'publish:mic'] });
  assert.equal(await viewer.refused('MeshPublish', { source: 'camera' }), 'not-allowed');
  assert.equal(await viewer.refused('MeshSignal', { to: 'ada', signal: offer }), 'not-allowed');
});

test('signals beyond their bounds and floods of them are refused', async (t) => {
  const { ada, clients: [bo] } = await meshRoom(t, 'bo');
  const sdp = 'x'.repeat(limits.sdp + 1);
  assert.equal(await ada.refused('MeshSignal', { to: 'bo', signal: { ...offer, description: { type: 'offer', sdp } } }), 'bad-message');
  const replies = await Promise.all(Array.from({ length: 130 }, () => ada.ask('MeshSignal', { to: 'bo', signal: { kind: 'ask' } })));
  const refused = replies.filter((reply) => reply.type === 'Error');
  assert.equal(refused.length, 10);
  await bo!.settled();
  assert.equal(bo!.events('MeshSignalled').length, 120);
});

test('what is published from page to page is told like anything else, and is in the snapshot', async (t) => {
  const { ada, clients: [bo], join } = await meshRoom(t, 'bo');
  const { producerId } = await ada.must('MeshPublish', { source: 'camera' });
  const { producer } = await bo!.event('ProducerAdded');
  assert.deepEqual(producer, { producerId, source: 'camera', paused: false, mesh: true });
  assert.equal((await ada.must('MeshPublish', { source: 'camera', paused: true })).producerId, producerId, 'the same again');
  await bo!.event('ProducerPaused', ({ paused }) => paused);
  await ada.must('SetProducerPaused', { producerId, paused: false });
  await bo!.event('ProducerPaused', ({ paused }) => !paused);
  assert.equal(await bo!.refused('SetProducerPaused', { producerId, paused: true }), 'not-found', 'another’s');
  assert.equal(await bo!.refused('CloseProducer', { producerId }), 'not-found');
  const cy = await join('cy');
  assert.deepEqual(cy.welcome.snapshot?.broadcasters.find(({ peerId }) => peerId === 'ada')?.producers, [producer]);
  await ada.must('CloseProducer', { producerId });
  await bo!.event('ProducerClosed', (event) => event.producerId === producerId);
});

test('a token that may not publish a camera does not on the mesh', async (t) => {
  const { server, room_id } = await meshRoom(t);
  const client = await server.join({ role: 'host', room_id, peer_id: 'mic', caps: ['publish:mic', 'subscribe:*'] });
  assert.equal(await client.refused('MeshPublish', { source: 'camera' }), 'not-allowed');
  assert.equal(await client.refused('MeshPublish', { source: 'screen' }), 'not-allowed');
  await client.must('MeshPublish', { source: 'mic' });
});

test('a page that is opened anew publishes nothing of what the old one did', async (t) => {
  const { ada, clients: [bo], join } = await meshRoom(t, 'bo');
  const { producerId } = await bo!.must('MeshPublish', { source: 'mic' });
  const again = await join('bo');
  await ada.event('ProducerClosed', (event) => event.producerId === producerId && event.peerId === 'bo');
  assert.deepEqual(again.welcome.snapshot?.broadcasters.find(({ peerId }) => peerId === 'bo')?.producers, []);
});

test('the fourth on stage moves all to the SFU and is told so in Welcome; when one has left, all move back', async (t) => {
  const { ada, clients: [bo], join, clock } = await meshRoom(t, 'bo', 'cy');
  const dee = await join('dee');
  assert.equal(dee.welcome.snapshot?.path, undefined);
  assert.equal((await bo!.event('MediaPathChanged')).path, 'sfu');
  await ada.must('MeshSignal', { to: 'bo', signal: { kind: 'moved', path: 'sfu' } });
  await dee.must('Leave', {});
  await ada.event('BroadcasterLeft');
  clock.advance(backAfterMs);
  await ada.event('MediaPathChanged', ({ path }) => path === 'mesh');
});

test('a viewer needs the SFU for as long as they watch', async (t) => {
  const { ada, join, clock } = await meshRoom(t, 'bo');
  const viewer = await join('web-cy', 'viewer');
  await ada.event('MediaPathChanged', ({ path }) => path === 'sfu');
  assert.equal(viewer.welcome.snapshot?.path, undefined);
  await viewer.must('Leave', {});
  await ada.event('ViewerLeft');
  clock.advance(backAfterMs);
  await ada.event('MediaPathChanged', ({ path }) => path === 'mesh');
});

test('two that find no way to each other get the SFU, until one of them leaves', async (t) => {
  const { ada, clients: [bo, cy], clock } = await meshRoom(t, 'bo', 'cy');
  await bo!.must('MeshFailed', { peerId: 'ada' });
  await cy!.event('MediaPathChanged', ({ path }) => path === 'sfu');
  await bo!.must('Leave', {});
  await ada.event('BroadcasterLeft');
  clock.advance(backAfterMs);
  await ada.event('MediaPathChanged', ({ path }) => path === 'mesh');
});

test('every Welcome brings TURN credentials of its own', async (t) => {
  const clock = createFakeClock();
  const turn = { urls: ['turn:127.0.0.1:3478'], secret: 'a secret shared with coturn' };
  const server = await signalServer(t, { clock, config: { ice: { iceServers: [{ urls: 'stun:127.0.0.1:3478' }], turn } } });
  const host = await server.join({ role: 'host', room_id: 'r', peer_id: 'ada' });
  const [stun, relay] = host.welcome.media.iceServers;
  assert.deepEqual(stun, { urls: 'stun:127.0.0.1:3478' });
  assert.match(relay?.username ?? '', /^\d+:ada$/);
  clock.advance(5000);
  host.socket.close();
  const again = await server.connect();
  const { media } = await again.must('Join', { resume: { token: host.welcome.resumeToken, seen: host.welcome.channels } });
  assert.ok(Number(media.iceServers[1]?.username?.split(':')[0]) >= Number(relay?.username?.split(':')[0]) + 5, 'renewed at a resume');
  assert.ok(!server.logs.join('').includes(turn.secret));
});

test('a call is between its two: nobody watches it, and a third is one too many', async (t) => {
  const server = await signalServer(t);
  const room_id = await createRoom(server, { roomType: '1v1', mode: 'mesh' });
  const host = await server.join({ role: 'host', room_id, room_type: '1v1', peer_id: 'ada' });
  const guest = await server.join({ role: 'guest', room_id, room_type: '1v1', peer_id: 'bo' });
  assert.deepEqual([host.welcome.snapshot?.path, guest.welcome.snapshot?.path, guest.welcome.self.role], ['mesh', 'mesh', 'guest']);
  await guest.must('MeshPublish', { source: 'camera' });
  await host.event('ProducerAdded');
  assert.equal(await guest.refused('EndRoom', {}), 'not-allowed');
  const [viewer, third] = [await server.connect(), await server.connect()];
  assert.equal(await viewer.refused('Join', { token: server.token({ role: 'viewer', room_id, room_type: '1v1' }) }), 'not-allowed');
  assert.equal(await third.refused('Join', { token: server.token({ role: 'guest', room_id, room_type: '1v1', peer_id: 'cy' }) }), 'room-full');
});
