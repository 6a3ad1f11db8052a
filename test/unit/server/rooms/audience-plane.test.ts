import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Namespace } from '../../../../core/wire/moqt/names.ts';
import type { JsonObject } from '../../../../core/wire/signal/fields.ts';
import type { AudiencePlane } from '../../../../server/rooms/audience-plane.ts';
import { MemoryPublication } from '../../../support/memory-publication.ts';
import { fakeDevice, publish } from '../../../support/fake-media.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';
import { until } from '../../../support/until.ts';

const expiresAt = 4_000_000_000_000;

describe('a room that is watched over the audience plane', () => {
  let server: SignalServer;
  const closing: (() => unknown)[] = [];
  const published: Namespace[] = [];
  const over: string[] = [];
  const sentAway: string[] = [];
  const asked: { peerId: string; base?: string | undefined }[] = [];
  let canSign = true;
  const plane: AudiencePlane = {
    publish: (namespace) => {
      published.push(namespace);
      return new MemoryPublication();
    },
    signRoomPlayback: async ({ roomId, peerId, base }) => {
      if (!canSign) throw new Error('no key');
      asked.push({ peerId, base });
      return { url: `https://relay.example/playback/${roomId}?tok=${asked.length}`, kid: 'k', alg: 'EdDSA', expiresAt };
    },
    peerRemoved: ({ peerId }) => void sentAway.push(peerId),
    roomEnded: ({ roomId }) => void over.push(roomId),
  };
  before(async () => { server = await signalServer({ after: (step) => void closing.push(step as () => unknown) }, { plane }); });
  after(async () => { for (const step of closing) await step(); });

  async function createRoom(body: object): Promise<{ roomId: string; peerId: string; token: string }> {
    const response = await fetch(`${server.url}create_room`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    assert.equal(response.status, 201, await response.clone().text());
    return response.json() as Promise<{ roomId: string; peerId: string; token: string }>;
  }

  async function join(token: string) {
    const client = await server.connect();
    return Object.assign(client, { welcome: await client.must('Join', { token }) });
  }

  const codecsOf = (capabilities: JsonObject): string[] => [...new Set((capabilities['codecs'] as { mimeType: string }[]).map(({ mimeType }) => mimeType))].toSorted();

  it('gives viewers a place there instead of a transport, and a new one when they ask', async () => {
    const room = await createRoom({ audience: 'moqt' });
    const host = await join(room.token);
    assert.equal(host.welcome.broadcast, undefined, 'a broadcaster is on the SFU');
    assert.equal(host.welcome.snapshot?.room.audience, 'moqt');
    await publish(host, await fakeDevice(host.welcome.media.rtpCapabilities), 'mic');
    const viewer = await server.join({ role: 'viewer', room_id: room.roomId });
    assert.match(viewer.welcome.broadcast!.playbackUrl, new RegExp(`^https://relay.example/playback/${room.roomId}\\?tok=\\d$`));
    assert.equal(viewer.welcome.broadcast!.expiresAt, expiresAt);
    assert.deepEqual(asked.at(-1), { peerId: viewer.welcome.self.peerId, base: server.url.replace(/\/$/, '') });
    assert.equal(viewer.welcome.media.recvTransport, undefined);
    const renewed = await viewer.must('BroadcastUrl', {});
    assert.notEqual(renewed.broadcast.playbackUrl, viewer.welcome.broadcast!.playbackUrl);
    assert.equal((await viewer.must('OpenTransport', { direction: 'recv' })).type, 'TransportOpened', 'the SFU is there for those who need it');
    const blind = await server.join({ role: 'viewer', room_id: room.roomId, caps: ['chat:send'] });
    assert.equal(blind.welcome.broadcast, undefined);
    assert.equal(await blind.refused('BroadcastUrl', {}), 'not-allowed');
  });

  it('carries what goes into CMAF, and no picture that says by the side which way is up', async () => {
    const room = await createRoom({ audience: 'moqt' });
    const host = await join(room.token);
    const { rtpCapabilities } = host.welcome.media;
    assert.deepEqual(codecsOf(rtpCapabilities).filter((name) => !name.endsWith('/rtx')), ['audio/opus', 'video/H264']);
    assert.ok(!(rtpCapabilities['headerExtensions'] as { uri: string }[]).some(({ uri }) => uri.includes('orientation')));
    const { transport: { transportId } } = await host.must('OpenTransport', { direction: 'send' });
    const vp8 = { mid: '0', codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }], encodings: [{ ssrc: 5 }] };
    assert.equal(await host.refused('Produce', { transportId, source: 'camera', rtpParameters: vp8 }), 'bad-message');
  });

  it('is told who was sent away, and not of who left', async () => {
    const room = await createRoom({ audience: 'moqt' });
    const host = await join(room.token);
    const [leaver, offender] = [await server.join({ role: 'viewer', room_id: room.roomId }), await server.join({ role: 'viewer', room_id: room.roomId })];
    await leaver.must('Leave', {});
    await host.must('RemovePeer', { peerId: offender.welcome.self.peerId });
    assert.deepEqual(sentAway, [offender.welcome.self.peerId]);
  });

  it('ends there too, for everyone', async () => {
    const room = await createRoom({ audience: 'moqt' });
    const host = await join(room.token);
    await host.must('EndRoom', {});
    await until(() => over, (rooms) => rooms.includes(room.roomId), { what: 'the plane is told' });
    assert.deepEqual(published.filter((namespace) => namespace.includes(room.roomId)), [], 'nothing was sent, so nothing was published');
  });

  it('leaves other rooms alone', async () => {
    const rooms = [await createRoom({}), await createRoom({ audience: 'sfu' }), await createRoom({ audience: 'moqt', roomType: '1v1' })];
    for (const room of rooms) {
      const host = await join(room.token);
      assert.equal(host.welcome.snapshot?.room.audience, undefined);
      assert.ok(codecsOf(host.welcome.media.rtpCapabilities).includes('video/VP8'));
      assert.equal(await host.refused('BroadcastUrl', {}), 'not-found');
      await host.must('EndRoom', {});
      assert.ok(!over.includes(room.roomId));
    }
    const response = await fetch(`${server.url}create_room`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ audience: 'satellite' }) });
    assert.equal(response.status, 400);
  });

  it('lets viewers in whom it cannot give a place', async () => {
    const room = await createRoom({ audience: 'moqt' });
    await join(room.token);
    canSign = false;
    const viewer = await server.join({ role: 'viewer', room_id: room.roomId });
    canSign = true;
    assert.equal(viewer.welcome.broadcast, undefined);
    assert.equal((await viewer.must('BroadcastUrl', {})).broadcast.expiresAt, expiresAt);
  });
});
