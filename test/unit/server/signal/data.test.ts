import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rates } from '../../../../core/wire/signal/messages.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

const json = (value: number) => ({ topic: 't', payload: { json: value } });

/** A room with a host and a cohost, each with a viewer. */
async function twoAudiences(server: SignalServer) {
  const room_id = crypto.randomUUID();
  const host = await server.join({ role: 'host', room_id, host_peer_id: 'host', is_original_host: true });
  const cohost = await server.join({ role: 'host', room_id, host_peer_id: 'cohost', is_original_host: false });
  const viewer = await server.join({ role: 'viewer', room_id, host_peer_id: 'host', peer_id: 'web-a' });
  const other = await server.join({ role: 'viewer', room_id, host_peer_id: 'cohost', peer_id: 'web-b' });
  return { room_id, host, cohost, viewer, other };
}

const told = (client: Awaited<ReturnType<SignalServer['join']>>): unknown[] => client.events('DataReceived').map(({ from, payload }) => [from, 'json' in payload ? payload.json : payload.bytes]);

test('a broadcaster’s data reaches the whole room in order, or one peer they see', async (t) => {
  const server = await signalServer(t);
  const { host, cohost, viewer, other } = await twoAudiences(server);
  for (const value of [1, 2, 3]) await host.must('SendData', json(value));
  await host.must('SendData', { topic: 'bytes', payload: { bytes: 'AAE=' }, to: 'web-a' });
  await host.must('SendData', { ...json(4), to: 'cohost' });
  assert.equal(await host.refused('SendData', { ...json(5), to: 'web-b' }), 'not-found', 'of another audience');
  assert.equal(await host.refused('SendData', { ...json(5), to: 'nobody' }), 'not-found');
  await Promise.all([host, cohost, viewer, other].map((client) => client.settled()));
  const all = [['host', 1], ['host', 2], ['host', 3]];
  assert.deepEqual([told(cohost), told(viewer), told(other)], [[...all, ['host', 4]], [...all, ['host', 'AAE=']], all]);
});

test('a viewer’s data reaches the broadcasters they watch, or one on stage, and no viewer', async (t) => {
  const server = await signalServer(t);
  const { room_id, host, cohost, viewer, other } = await twoAudiences(server);
  const third = await server.join({ role: 'viewer', room_id, host_peer_id: 'host', peer_id: 'web-c' });
  await viewer.must('SendData', json(1));
  await viewer.must('SendData', { ...json(2), to: 'cohost' });
  await viewer.must('SendLossyData', json(3));
  for (const to of ['web-b', 'web-c']) assert.equal(await viewer.refused('SendData', { ...json(4), to }), 'not-found');
  await Promise.all([host, cohost, other, third].map((client) => client.settled()));
  assert.deepEqual([told(host), told(cohost), told(other), told(third)], [[['web-a', 1]], [['web-a', 2]], [], []]);
  assert.deepEqual([host, cohost, third].map((client) => client.events('LossyDataReceived').length), [1, 0, 0]);
});

test('data is there once after a cut', async (t) => {
  const server = await signalServer(t);
  const { host, viewer } = await twoAudiences(server);
  const { resumeToken, channels } = viewer.welcome;
  await viewer.close();
  await host.must('SendData', json(1));
  await host.must('SendData', { ...json(2), to: 'web-a' });
  const again = await server.connect();
  await again.must('Join', { resume: { token: resumeToken, seen: channels } });
  await again.settled();
  assert.deepEqual(again.events('DataReceived').map(({ payload, channel }) => [payload, channel]), [[{ json: 1 }, 'room'], [{ json: 2 }, 'self']]);
});

test('who may not send, and who sends too often, is told so', async (t) => {
  const server = await signalServer(t);
  const { room_id, host } = await twoAudiences(server);
  const silent = await server.join({ role: 'viewer', room_id, caps: ['subscribe:*'] });
  assert.equal(await silent.refused('SendData', json(1)), 'not-allowed');
  assert.equal(await silent.refused('SendLossyData', json(1)), 'not-allowed');
  const codes = await Promise.all(Array.from({ length: rates.SendData.burst + 3 }, (_, index) => host.ask('SendData', json(index))));
  assert.equal(codes.at(-1)?.type, 'Error');
  await silent.settled();
  assert.ok(told(silent).length <= rates.SendData.burst + 2);
});

test('a name that the token binds stays, whatever else it allows', async (t) => {
  const server = await signalServer(t);
  const bound = await server.join({ role: 'host', room_id: crypto.randomUUID(), host_peer_id: 'host', display_name: 'Ada', name_bound: true, caps: ['self:rename', 'self:metadata'] });
  assert.equal(await bound.refused('SetDisplayName', { displayName: 'Eve' }), 'not-allowed');
  await bound.must('SetMetadata', { metadata: { team: 'red' } });
});

test('a new name and metadata are told, shown to those who come, and outlive a restart', async (t) => {
  const server = await signalServer(t);
  const room_id = crypto.randomUUID();
  const caps = ['subscribe:*', 'chat:send', 'self:rename', 'self:metadata'];
  const host = await server.join({ role: 'host', room_id, host_peer_id: 'host', display_name: 'Ada' });
  const viewer = await server.join({ role: 'viewer', room_id, peer_id: 'web-a', display_name: 'Bo', caps });
  await viewer.must('SetDisplayName', { displayName: ' Bo\u202E  the\nsecond ' });
  await viewer.must('SetMetadata', { metadata: { team: 'red' } });
  await host.must('SetMetadata', { metadata: { badge: 1 } });
  assert.equal(await host.refused('SetDisplayName', { displayName: 'Eve' }), 'not-allowed');
  const updates = await host.event('PeerUpdated', ({ metadata }) => metadata?.['badge'] === 1).then(() => host.events('PeerUpdated'));
  assert.deepEqual(updates.map(({ peerId, displayName, metadata, channel }) => [peerId, displayName, metadata, channel]), [
    ['web-a', 'Bo the second', undefined, 'audience'],
    ['web-a', 'Bo the second', { team: 'red' }, 'audience'],
    ['host', 'Ada', { badge: 1 }, 'room'],
  ]);
  await viewer.must('ChatSend', { clientId: 'c', text: 'hi' });
  assert.equal((await host.event('ChatPosted')).message.displayName, 'Bo the second');

  await server.restart();
  const again = await server.connect();
  const welcome = await again.must('Join', { resume: { token: viewer.welcome.resumeToken, seen: viewer.welcome.channels } });
  assert.deepEqual([welcome.self.displayName, welcome.self.metadata], ['Bo the second', { team: 'red' }]);
  assert.deepEqual(welcome.snapshot?.broadcasters.map(({ displayName, metadata }) => [displayName, metadata]), [['Ada', { badge: 1 }]]);
  assert.deepEqual(welcome.snapshot?.audience.viewers.map(({ displayName, metadata }) => [displayName, metadata]), [['Bo the second', { team: 'red' }]]);
});

test('a token may bring metadata along; what is no metadata is left out', async (t) => {
  const server = await signalServer(t);
  const room_id = crypto.randomUUID();
  const host = await server.join({ role: 'host', room_id, metadata: { deep: { deeper: {} } } });
  assert.deepEqual(host.welcome.self.metadata, { deep: { deeper: {} } });
  const foreign = await server.join({ role: 'viewer', room_id, metadata: '{"a":1}' as never });
  assert.equal(foreign.welcome.self.metadata, undefined);
});
