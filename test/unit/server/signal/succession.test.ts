import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import type { ReplyOf } from '../../../../core/wire/signal/replies.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Joined = SignalClient & { readonly welcome: ReplyOf<'Welcome'> };

const creator = { role: 'host', peer_id: 'ann', host_peer_id: 'ann', display_name: 'Ann', is_original_host: true } as const;
const cohost = { role: 'host', peer_id: 'cy', host_peer_id: 'cy', display_name: 'Cy', is_original_host: false } as const;

interface Scene { readonly server: SignalServer; readonly room_id: string; readonly heir: Joined; join(claims: Partial<Claims> & Pick<Claims, 'role'>): Promise<Joined> }

/** Ann has made the room and left it; Cy has it now, and Bo watches. */
async function passedOn(t: TestContext, { ann = {}, cy = {} }: { ann?: Partial<Claims>; cy?: Partial<Claims> } = {}): Promise<Scene> {
  const server = await signalServer(t);
  const room_id = crypto.randomUUID();
  const join: Scene['join'] = (claims) => server.join({ room_id, ...claims });
  const host = await join({ ...creator, ...ann });
  const heir = await join({ ...cohost, ...cy });
  await join({ role: 'viewer', peer_id: 'web-bo', display_name: 'Bo' });
  await host.must('Leave', {});
  await heir.event('RoomUpdated', ({ room }) => room.hostPeerId === 'cy');
  return { server, room_id, heir, join };
}

type Outcome = 'done' | 'not-allowed';
const outcome = (reply: { type: string; code?: string }): Outcome => (reply.type === 'Error' ? reply.code as Outcome : 'done');

/** What decides about the whole room, in an order in which each is possible. */
async function rule(client: SignalClient): Promise<Record<string, Outcome>> {
  const { caps } = await client.must('WhoAmI', {});
  return {
    open: outcome(await client.ask('SetAcceptInvitations', { enabled: true })),
    close: outcome(await client.ask('SetAcceptInvitations', { enabled: false })),
    record: caps.some(({ cap }) => cap === 'record') ? 'done' : 'not-allowed',
    end: outcome(await client.ask('EndRoom', {})),
  };
}

const everything = { open: 'done', close: 'done', record: 'done', end: 'done' } as const;
const nothing = { open: 'not-allowed', close: 'not-allowed', record: 'not-allowed', end: 'not-allowed' } as const;
const hostCaps = ['publish:camera', 'subscribe:*', 'chat:send', 'cohost:invite', 'room:end', 'record'];

describe('who ends, records, opens and closes requests', () => {
  const before: readonly [who: string, claims: Partial<Claims> & Pick<Claims, 'role'>, expected: object][] = [
    ['the original host', creator, everything],
    ['a cohost by link', cohost, nothing],
    ['a viewer', { role: 'viewer' }, nothing],
    ['a guest', { role: 'guest' }, nothing],
    ['a viewer whose token says original host', { role: 'viewer', is_original_host: true }, nothing],
    ['a cohost whom the application lets end the room', { ...cohost, caps: hostCaps }, { ...nothing, record: 'done', end: 'done' }],
  ];
  for (const [who, claims, expected] of before) {
    it(`${who}, while the original host is there`, async (t) => {
      const server = await signalServer(t);
      const room_id = crypto.randomUUID();
      const host = await server.join({ ...creator, room_id });
      const client = claims === creator ? host : await server.join({ ...claims, room_id });
      assert.deepEqual(await rule(client), expected);
    });
  }

  const after: readonly [who: string, come: (scene: Scene) => Promise<SignalClient>, expected: object][] = [
    ['the heir', async ({ heir }) => heir, everything],
    ['the creator who is back', ({ join }) => join(creator), nothing],
    ['the creator whose token lists it', ({ join }) => join({ ...creator, caps: hostCaps }), nothing],
    ['the creator whose token does not say what they were', ({ join }) => join({ role: 'host', peer_id: 'ann', host_peer_id: 'ann' }), nothing],
    ['the creator who is back after a restart', async ({ server, room_id }) => {
      await server.restart();
      return server.join({ ...creator, room_id });
    }, nothing],
    ['the heir who is back after a restart', async ({ server, room_id }) => {
      await server.restart();
      return server.join({ ...cohost, room_id });
    }, everything],
  ];
  for (const [who, come, expected] of after) {
    it(`${who}, when the room was passed on`, async (t) => assert.deepEqual(await rule(await come(await passedOn(t))), expected));
  }
});

describe('a creator who comes back to a room that was passed on', () => {
  it('is a cohost like others: told so, and sent off the stage by the heir', async (t) => {
    const { heir, join } = await passedOn(t);
    const back = await join(creator);
    assert.deepEqual([back.welcome.self.isOriginalHost, back.welcome.self.hostPeerId], [false, 'ann']);
    assert.ok(!back.welcome.self.caps.includes('room:end'));
    const { caps, isOriginalHost } = await back.must('WhoAmI', {});
    assert.equal(isOriginalHost, false);
    assert.ok(caps.every(({ from }) => from === 'role'));
    assert.equal((await heir.event('BroadcasterJoined', ({ broadcaster }) => broadcaster.peerId === 'ann')).broadcaster.isOriginalHost, false);
    assert.equal(await back.refused('RemoveCohost', { peerId: 'cy' }), 'not-allowed');
    await heir.must('RemoveCohost', { peerId: 'ann' });
  });

  it('has it again when the heir leaves it to them', async (t) => {
    const { heir, join } = await passedOn(t);
    const back = await join(creator);
    await heir.must('Leave', {});
    assert.equal((await back.event('SelfUpdated', ({ self }) => self.isOriginalHost)).self.peerId, 'ann');
    const { caps } = await back.must('WhoAmI', {});
    assert.deepEqual(caps.filter(({ cap }) => cap === 'room:end' || cap === 'record').map(({ from }) => from), ['originalHost', 'originalHost']);
    await back.must('EndRoom', {});
  });

  it('begins a run of their own when it is over', async (t) => {
    const { heir, join } = await passedOn(t);
    await heir.must('EndRoom', {});
    const again = await join(creator);
    assert.deepEqual(await rule(again), everything);
  });
});

it('a room has one original host, however many tokens call their bearers so', async (t) => {
  const { heir, join, server, room_id } = await passedOn(t);
  await heir.must('EndRoom', {});
  const [ann, cy] = [await join(creator), await server.join({ ...cohost, room_id })];
  const dee = await join({ role: 'host', peer_id: 'dee', host_peer_id: 'dee', is_original_host: true });
  assert.equal(dee.welcome.self.isOriginalHost, true);
  await ann.must('Leave', {});
  await cy.event('SelfUpdated', ({ self }) => self.isOriginalHost);
  assert.equal((await dee.event('SelfUpdated')).self.isOriginalHost, false);
  assert.equal((await cy.event('BroadcasterJoined', ({ broadcaster }) => broadcaster.peerId === 'dee' && !broadcaster.isOriginalHost)).broadcaster.role, 'host');
  assert.equal(await dee.refused('EndRoom', {}), 'not-allowed');
});

it('an heir whose token lists other capabilities keeps order in the room, and is told from where', async (t) => {
  const { heir } = await passedOn(t, { cy: { caps: ['publish:camera', 'chat:send'] } });
  const { caps } = await heir.must('WhoAmI', {});
  assert.deepEqual(Object.fromEntries(caps.map(({ cap, from }) => [cap, from])), {
    'publish:camera': 'token', 'publish:mic': 'role', 'publish:screen': 'role', 'chat:send': 'token', 'cohost:invite': 'role',
    'chat:moderate': 'originalHost', 'room:end': 'originalHost', 'record': 'originalHost',
  });
  await heir.must('MutePeer', { peerId: 'web-bo', muted: true });
  await heir.must('RemovePeer', { peerId: 'web-bo' });
  assert.ok((await heir.must('AuditLog', {})).lines.some(({ action, outcome: how }) => action === 'RemovePeer' && how === 'done'));
});

it('who was sent off the stage stays off it over a restart, until they are invited', async (t) => {
  const server = await signalServer(t);
  const room_id = crypto.randomUUID();
  const claims = { ...cohost, room_id };
  const host = await server.join({ ...creator, room_id });
  const off = await server.join(claims);
  await host.must('RemoveCohost', { peerId: 'cy' });
  await off.must('Leave', {});
  await server.restart();
  const back = await server.join({ ...creator, room_id });
  assert.equal(await (await server.connect()).refused('Join', { token: server.token(claims) }), 'not-allowed');
  await back.must('EndRoom', {});
  const again = await server.join({ ...creator, room_id });
  assert.equal(again.welcome.self.isOriginalHost, true);
  assert.equal((await server.join(claims)).welcome.self.role, 'host', 'another run begins without grudges');
});
