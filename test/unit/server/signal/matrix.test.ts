import assert from 'node:assert/strict';
import { before, describe, it, after } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { requestSchemas, type RequestType } from '../../../../core/wire/signal/requests.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

const bodies: { readonly [Type in Exclude<RequestType, 'Join'>]: object } = {
  Leave: {},
  EndRoom: {},
  OpenTransport: { direction: 'send' },
  ConnectTransport: { transportId: 'none', dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }] } },
  RestartIce: { transportId: 'none' },
  Produce: { transportId: 'none', source: 'camera', rtpParameters: {} },
  SetProducerPaused: { producerId: 'none', paused: true },
  CloseProducer: { producerId: 'none' },
  Consume: { transportId: 'none', producerIds: ['none'], rtpCapabilities: {} },
  SetConsumerPaused: { consumerIds: ['none'], paused: false },
  SetPreferredLayer: { consumerId: 'none', spatial: 1 },
  CloseConsumer: { consumerId: 'none' },
  ChatSend: { clientId: 'c1', text: 'hello' },
  SetTyping: { typing: true },
  React: { emoji: '🎉' },
  SetBroadcastPaused: { paused: true },
};
const types = Object.keys(bodies) as (keyof typeof bodies)[];

const media = ['OpenTransport', 'ConnectTransport', 'RestartIce'] as const;
const publish = ['Produce', 'SetProducerPaused', 'CloseProducer', 'SetBroadcastPaused'] as const;
const subscribe = ['Consume', 'SetConsumerPaused', 'SetPreferredLayer', 'CloseConsumer'] as const;
const chat = ['ChatSend', 'SetTyping', 'React'] as const;

/** Who may send what. Everything else must be `not-allowed`. */
const columns: Readonly<Record<string, { claims: Partial<Claims> & Pick<Claims, 'role'>; may: readonly string[] }>> = {
  'original host': { claims: { role: 'host', is_original_host: true }, may: ['EndRoom', ...media, ...publish, ...subscribe, ...chat] },
  'cohost': { claims: { role: 'host', is_original_host: false }, may: [...media, ...publish, ...subscribe, ...chat] },
  'guest': { claims: { role: 'guest' }, may: [...media, ...publish, ...subscribe, ...chat] },
  'viewer': { claims: { role: 'viewer' }, may: ['ConnectTransport', 'RestartIce', ...subscribe, ...chat] },
  'viewer who only watches': { claims: { role: 'viewer', caps: ['subscribe:*'] }, may: ['ConnectTransport', 'RestartIce', ...subscribe] },
  'viewer with nothing': { claims: { role: 'viewer', caps: [] }, may: [] },
  'viewer whose token claims to be the original host': { claims: { role: 'viewer', is_original_host: true }, may: ['ConnectTransport', 'RestartIce', ...subscribe, ...chat] },
  'moderator from the future': { claims: { role: 'viewer', caps: ['chat:send', 'room:ban'] }, may: [...chat] },
};

describe('who may send what', () => {
  let server: SignalServer;
  const closing: (() => unknown)[] = [];
  before(async () => { server = await signalServer({ after: (step) => void closing.push(step as () => unknown) }); });
  after(async () => { for (const step of closing) await step(); });

  it('covers every request', () => assert.deepEqual([...types, 'Join'].toSorted(), Object.keys(requestSchemas).toSorted()));

  it('nobody before joining', async () => {
    const client = await server.connect();
    for (const type of types) assert.equal(await client.refused(type, bodies[type] as never), 'not-joined', type);
  });

  for (const [who, { claims, may }] of Object.entries(columns)) {
    it(who, async () => {
      const room_id = crypto.randomUUID();
      // Someone else holds the room, so that it stays open and nobody becomes its original host by being first.
      await server.join({ role: 'host', room_id, host_peer_id: 'owner', is_original_host: true });
      const client = await server.join({ room_id, ...claims });
      // Leaving and ending come last: nothing can be asked after them.
      const order = [...types.filter((type) => type !== 'Leave' && type !== 'EndRoom'), ...(may.includes('EndRoom') ? ['EndRoom' as const] : ['EndRoom' as const, 'Leave' as const])];
      for (const type of order) {
        const reply: { type: string; code?: string } = await client.ask(type, bodies[type]);
        const allowed = may.includes(type) || type === 'Leave';
        assert.equal(reply.code === 'not-allowed', !allowed, `${who}: ${type} → ${JSON.stringify(reply).slice(0, 120)}`);
        assert.ok(reply.type !== 'Error' || ['not-allowed', 'not-found'].includes(reply.code!), `${type} → ${reply.code}`);
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
