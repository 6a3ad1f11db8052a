import assert from 'node:assert/strict';
import { before, describe, it, after } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { patience } from '../../../../core/wire/signal/limits.ts';
import { requestSchemas, type RequestType } from '../../../../core/wire/signal/requests.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

const bodies: { readonly [Type in Exclude<RequestType, 'Join'>]: object } = {
  Leave: {},
  EndRoom: {},
  OpenTransport: { direction: 'send' },
  ConnectTransport: { transportId: 'none', dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }] } },
  RestartIce: { transportId: 'none' },
  MeshPublish: { source: 'camera' },
  MeshSignal: { to: 'none', signal: { kind: 'ask' } },
  MeshFailed: { peerId: 'none' },
  Produce: { transportId: 'none', source: 'camera', rtpParameters: {} },
  SetProducerPaused: { producerId: 'none', paused: true },
  CloseProducer: { producerId: 'none' },
  Consume: { transportId: 'none', producerIds: ['none'], rtpCapabilities: {} },
  SetConsumerPaused: { consumerIds: ['none'], paused: false },
  SetPreferredLayer: { consumerId: 'none', spatial: 1 },
  CloseConsumer: { consumerId: 'none' },
  BroadcastUrl: {},
  ChatSend: { clientId: 'c1', text: 'hello' },
  DeleteMessage: { messageId: 'none' },
  PinMessage: { messageId: 'none' },
  SetSlowMode: { seconds: 0 },
  MergeAudiences: { hostPeerId: 'none' },
  SplitAudience: {},
  RaidAudience: { hostPeerId: 'none' },
  InviteCohost: { peerId: 'none' },
  RequestCohost: {},
  RespondCohostInvite: { inviteId: 'none', accept: true },
  CancelCohostInvite: { inviteId: 'none' },
  SetAcceptInvitations: { enabled: true },
  RemoveCohost: { peerId: 'none' },
  LeaveStage: {},
  SetLayout: { layout: 'grid' },
  SetTyping: { typing: true },
  React: { emoji: '🎉' },
  SetBroadcastPaused: { paused: true },
  SendData: { topic: 't', payload: { json: 1 } },
  SendLossyData: { topic: 't', payload: { json: 1 } },
  SetDisplayName: { displayName: 'Ada' },
  SetMetadata: { metadata: {} },
  WhoAmI: {},
  RemovePeer: { peerId: 'none' },
  BanPeer: { peerId: 'none' },
  UnbanPeer: { peerId: 'none' },
  MutePeer: { peerId: 'none', muted: true },
  SetModerator: { peerId: 'none', moderator: true },
  AuditLog: {},
};
const types = Object.keys(bodies) as (keyof typeof bodies)[];

const media = ['OpenTransport', 'ConnectTransport', 'RestartIce'] as const;
const publish = ['Produce', 'SetProducerPaused', 'CloseProducer', 'SetBroadcastPaused', 'MeshPublish', 'MeshSignal', 'MeshFailed'] as const;
const subscribe = ['Consume', 'SetConsumerPaused', 'SetPreferredLayer', 'CloseConsumer', 'BroadcastUrl'] as const;
const chat = ['ChatSend', 'DeleteMessage', 'SetTyping', 'React'] as const;
const audience = ['MergeAudiences', 'SplitAudience', 'RaidAudience'] as const;
const data = ['SendData', 'SendLossyData'] as const;
const order = ['RemovePeer', 'BanPeer', 'UnbanPeer', 'MutePeer', 'PinMessage', 'SetSlowMode', 'DeleteMessage'] as const;
const stage = ['SetAcceptInvitations', 'RemoveCohost', 'SetLayout'] as const;
const anyone = ['RespondCohostInvite', 'CancelCohostInvite', 'WhoAmI', 'Leave'] as const;

/** Who may send what. Everything else must be `not-allowed`. */
const columns: Readonly<Record<string, { claims: Partial<Claims> & Pick<Claims, 'role'>; may: readonly string[] }>> = {
  'original host': { claims: { role: 'host', is_original_host: true }, may: [...stage, 'InviteCohost', ...audience, ...order, 'SetModerator', 'AuditLog', 'EndRoom', ...media, ...publish, ...subscribe, ...chat, ...data, 'SetMetadata'] },
  'cohost': { claims: { role: 'host', is_original_host: false }, may: ['InviteCohost', 'LeaveStage', ...audience, ...order, 'SetModerator', 'AuditLog', ...media, ...publish, ...subscribe, ...chat, ...data, 'SetMetadata'] },
  'guest': { claims: { role: 'guest' }, may: [...media, ...publish, ...subscribe, ...chat, ...data, 'SetMetadata'] },
  'viewer': { claims: { role: 'viewer' }, may: ['RequestCohost', 'ConnectTransport', 'RestartIce', ...subscribe, ...chat, ...data] },
  'viewer who only watches': { claims: { role: 'viewer', caps: ['subscribe:*'] }, may: ['ConnectTransport', 'RestartIce', ...subscribe] },
  'viewer with nothing': { claims: { role: 'viewer', caps: [] }, may: [] },
  'viewer whose token claims to be the original host': { claims: { role: 'viewer', is_original_host: true }, may: ['RequestCohost', 'ConnectTransport', 'RestartIce', ...subscribe, ...chat, ...data] },
  'moderator': { claims: { role: 'viewer', caps: ['chat:send', 'chat:moderate'] }, may: [...chat, ...order] },
  'moderator from the future': { claims: { role: 'viewer', caps: ['chat:send', 'room:ban'] }, may: [...chat] },
};

/** A socket that is wrong too often is closed: as many at a time as one may be. */
const within = <Item>(count: number, items: readonly Item[]): Item[][] => Array.from({ length: Math.ceil(items.length / count) }, (_, index) => items.slice(index * count, (index + 1) * count));

describe('who may send what', () => {
  let server: SignalServer;
  const closing: (() => unknown)[] = [];
  before(async () => { server = await signalServer({ after: (step) => void closing.push(step as () => unknown) }); });
  after(async () => { for (const step of closing) await step(); });

  it('covers every request', () => assert.deepEqual([...types, 'Join'].toSorted(), Object.keys(requestSchemas).toSorted()));

  it('nobody before joining', async () => {
    for (const some of within(patience.mistakes.burst, types)) {
      const client = await server.connect();
      for (const type of some) assert.equal(await client.refused(type, bodies[type] as never), 'not-joined', type);
    }
  });

  for (const [who, { claims, may }] of Object.entries(columns)) {
    it(who, async () => {
      const room_id = crypto.randomUUID();
      // Someone else holds the room, so that it stays open and nobody becomes its original host by being first.
      await server.join({ role: 'host', room_id, host_peer_id: 'owner', is_original_host: true });
      // Leaving and ending come last: nothing can be asked after them.
      const last = new Set(['Leave', 'EndRoom', 'LeaveStage']);
      const order = [...types.filter((type) => !last.has(type)), 'LeaveStage' as const, ...(may.includes('EndRoom') ? ['EndRoom' as const] : ['EndRoom' as const, 'Leave' as const])];
      for (const some of within(patience.mistakes.burst, order)) {
        const client = await server.join({ room_id, ...claims });
        for (const type of some) assertAllowed(type, await client.ask(type, bodies[type]));
      }
      function assertAllowed(type: (typeof order)[number], reply: { type: string; code?: string }): void {
        const allowed = may.includes(type) || (anyone as readonly string[]).includes(type);
        assert.equal(reply.code === 'not-allowed', !allowed, `${who}: ${type} → ${JSON.stringify(reply).slice(0, 120)}`);
        assert.ok(reply.type !== 'Error' || ['not-allowed', 'not-found', 'no-audience', 'not-merged', 'requests-closed'].includes(reply.code!), `${type} → ${reply.code}`);
      }
    });
  }

  it('a viewer may open the way to receive and not the one to send, a host both', async () => {
    const room_id = crypto.randomUUID();
    const host = await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id });
    for (const direction of ['send', 'recv'] as const) await host.must('OpenTransport', { direction });
    await viewer.must('OpenTransport', { direction: 'recv' });
    assert.equal(await viewer.refused('OpenTransport', { direction: 'send' }), 'not-allowed');
  });

  it('a viewer’s token that may publish still has no seat on stage', async () => {
    const room_id = crypto.randomUUID();
    await server.join({ role: 'host', room_id });
    const viewer = await server.join({ role: 'viewer', room_id, caps: ['publish:camera', 'subscribe:*'] });
    const { transport } = await viewer.must('OpenTransport', { direction: 'send' });
    assert.equal(await viewer.refused('Produce', { transportId: transport.transportId, source: 'camera', rtpParameters: {} }), 'not-allowed');
  });

  it('a source needs its own capability', async () => {
    const host = await server.join({ role: 'host', room_id: crypto.randomUUID(), caps: ['publish:mic'] });
    const { transport } = await host.must('OpenTransport', { direction: 'send' });
    assert.equal(await host.refused('Produce', { transportId: transport.transportId, source: 'camera', rtpParameters: {} }), 'not-allowed');
    assert.equal(await host.refused('Produce', { transportId: transport.transportId, source: 'mic', rtpParameters: {} }), 'bad-message');
    assert.equal(await host.refused('OpenTransport', { direction: 'recv' }), 'not-allowed');
  });
});
