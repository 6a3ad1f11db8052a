import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { ReplyOf } from '../../../../core/wire/signal/replies.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Joined = SignalClient & { readonly welcome: ReplyOf<'Welcome'> };

interface Scene { readonly server: SignalServer; readonly clock: FakeClock; readonly host: Joined; readonly cohost: Joined; readonly viewer: Joined; readonly token: Parameters<SignalServer['token']>[0]; join(claims?: object): Promise<Joined> }

/** Ann hosts, Cy is on stage with her, Bo watches. */
async function scene(t: TestContext): Promise<Scene> {
  const clock = createFakeClock();
  const server = await signalServer(t, { clock });
  const room_id = crypto.randomUUID();
  const join = (claims: object = {}): Promise<Joined> => server.join({ role: 'viewer', room_id, ...claims });
  const token = { role: 'host', room_id, host_peer_id: 'ann', is_original_host: true } as const;
  const host = await join(token);
  const cohost = await join({ role: 'host', host_peer_id: 'cy', is_original_host: false });
  const viewer = await join({ peer_id: 'web-bo' });
  return { server, clock, host, cohost, viewer, token, join };
}

describe('a layout for everyone', () => {
  it('reaches all who are here, and in its snapshot whoever comes later', async (t) => {
    const { host, cohost, viewer, clock, join } = await scene(t);
    assert.equal(viewer.welcome.snapshot?.room.direction, undefined, 'nobody has chosen yet');
    await host.must('SetLayout', { layout: 'grid' });
    const direction = { layout: 'grid', directedAt: clock.now() };
    for (const client of [host, cohost, viewer]) assert.deepEqual((await client.event('RoomUpdated', ({ room }) => room.direction !== undefined)).room.direction, direction);
    assert.deepEqual((await join()).welcome.snapshot?.room.direction, direction);
  });

  it('said again is said anew: it has a new time', async (t) => {
    const { host, viewer, clock } = await scene(t);
    await host.must('SetLayout', { layout: 'theatre' });
    const first = clock.now();
    clock.advance(1000);
    await host.must('SetLayout', { layout: 'theatre' });
    const { room } = await viewer.event('RoomUpdated', ({ room: { direction } }) => direction !== undefined && direction.directedAt > first);
    assert.deepEqual(room.direction, { layout: 'theatre', directedAt: first + 1000 });
  });

  it('names someone on stage for the spotlight, and nobody else', async (t) => {
    const { host, viewer } = await scene(t);
    for (const peerId of ['web-bo', 'nobody', '__proto__']) assert.equal(await host.refused('SetLayout', { layout: 'spotlight', peerId }), 'not-found', peerId);
    assert.equal(await host.refused('SetLayout', { layout: 'grid', peerId: 'cy' }), 'bad-message', 'a grid has no spotlight');
    await viewer.settled();
    assert.equal(viewer.events('RoomUpdated').some(({ room }) => room.direction !== undefined), false, 'a refusal changes nothing');
    await host.must('SetLayout', { layout: 'spotlight', peerId: 'cy' });
    assert.equal((await viewer.event('RoomUpdated', ({ room }) => room.direction !== undefined)).room.direction?.peerId, 'cy');
    await host.must('SetLayout', { layout: 'auto' });
    const { room } = await viewer.event('RoomUpdated', ({ room: { direction } }) => direction?.layout === 'auto');
    assert.equal(room.direction?.peerId, undefined, 'the spotlight went with its layout');
  });

  it('is the original host’s alone to choose, and passes on with the room', async (t) => {
    const { host, cohost, viewer } = await scene(t);
    for (const client of [cohost, viewer]) assert.equal(await client.refused('SetLayout', { layout: 'grid' }), 'not-allowed');
    await host.must('Leave', {});
    await cohost.event('SelfUpdated', ({ self }) => self.isOriginalHost);
    await cohost.must('SetLayout', { layout: 'grid' });
    assert.equal((await viewer.event('RoomUpdated', ({ room }) => room.direction !== undefined)).room.direction?.layout, 'grid');
  });

  it('outlives a restart of the server, and not the stream', async (t) => {
    const { server, host, token } = await scene(t);
    await host.must('SetLayout', { layout: 'spotlight', peerId: 'cy' });
    await server.restart();
    const back = await server.connect();
    const { snapshot } = await back.must('Join', { token: server.token(token) });
    assert.deepEqual([snapshot?.room.direction?.layout, snapshot?.room.direction?.peerId], ['spotlight', 'cy']);
    await back.must('EndRoom', {});
    await back.event('RoomEnded');
    const again = await server.join(token);
    assert.equal(again.welcome.snapshot?.room.direction, undefined);
  });
});
