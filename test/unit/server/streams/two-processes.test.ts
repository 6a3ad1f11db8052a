import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSession } from '../../../../core/wire/moqt/session.ts';
import type { Session, SessionHandlers, TrackSender } from '../../../../core/wire/moqt/session-api.ts';
import { createStreams, type Streams } from '../../../../core/streams/index.ts';
import { dialWebSocket } from '../../../../server/moqt/web-socket.ts';
import { bytes, watchTrack } from '../../../support/relay-clients.ts';
import { startServer, type TestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

describe('the control plane and the relay, each in its own process', () => {
  let server: TestServer;
  let streams: Streams;
  const sessions: Session[] = [];
  before(async () => {
    server = await startServer({ env: { RELAY_PORT: '0', LOG_LEVEL: 'debug' } });
    streams = createStreams({ server: server.url });
  });
  after(async () => {
    for (const session of sessions) session.close();
    await server.close();
  });

  async function open(url: string, handlers: SessionHandlers = {}): Promise<Session> {
    const session = await openSession(await dialWebSocket(url), { draft: 14, handlers });
    sessions.push(session);
    return session;
  }

  /** Publishes one track, and sends an object to whoever asks for it. */
  async function publish(id: string, url: string): Promise<{ session: Session; asked: TrackSender[] }> {
    const asked: TrackSender[] = [];
    const session = await open(url, {
      // The packager asks for catalogs.
      subscribe: (request) => (request.track.name === 'video' ? void asked.push(request.accept({}, { ended: () => {} })) : request.refuse('DOES_NOT_EXIST', 'no such track')),
    });
    await session.publishNamespace(['stream', 'local', id]);
    return { session, asked };
  }

  async function send(sender: TrackSender, group: number): Promise<void> {
    const stream = await sender.openSubgroup({ group, subgroup: 0, priority: 128, extensions: false, endOfGroup: false });
    await stream.write({ object: 0, payload: bytes(500), status: 'normal' });
    await stream.finish();
  }

  const liveOf = (id: string) => until(() => streams.liveInputs.get(id), ({ live }) => live, { what: 'the input is live' });

  it('lets in who has a key or a token, counts them, and ends them when it is taken away', async () => {
    const { id, publishUrl } = await streams.liveInputs.create({ name: 'Main stage' });
    const { kid, url } = await streams.signedPlaybackUrl(id);
    const { session: publisher, asked } = await publish(id, publishUrl);
    const viewer = await open(url);
    const watching = watchTrack(viewer, 'video', { namespace: ['stream', 'local', id] });
    await watching.subscription.accepted;
    await send(asked[0]!, 1);
    await until(() => watching.objects.length, (count) => count === 1, { what: 'the object came', every: 5 });
    await liveOf(id);

    const fresh = await streams.signingKeys.create({ alg: 'RS256' });
    await streams.signingKeys.retire(kid);
    assert.equal((await viewer.closed).reason, 'auth_failed');
    const renewed = await streams.signedPlaybackUrl(id);
    assert.equal(renewed.kid, fresh.kid);
    const again = await open(renewed.url);
    const back = watchTrack(again, 'video', { namespace: ['stream', 'local', id] });
    await back.subscription.accepted;

    const rotated = await streams.liveInputs.rotateStreamKey(id);
    assert.equal((await publisher.closed).reason, 'auth_failed');
    await assert.rejects(publish(id, publishUrl), 'the old key is good no more');
    await publish(id, rotated.publishUrl);
    await liveOf(id);

    await streams.liveInputs.delete(id);
    await again.closed;
    const figures = await until(() => streams.analytics({ streamId: id }), ({ totals, broadcasts }) => totals.broadcasts >= 1 && broadcasts.every(({ endedAt }) => endedAt !== null), { what: 'its broadcasts are over' });
    assert.ok(figures.totals.views >= 1 && figures.totals.bytesOut >= 500, JSON.stringify(figures.totals));
  });

  it('says nothing in its log that lets anyone in', async () => {
    const { id, publishUrl, streamKey } = await streams.liveInputs.create();
    const { url } = await streams.signedPlaybackUrl(id);
    await publish(id, publishUrl);
    await assert.rejects(publish(id, `${publishUrl}x`));
    const viewer = await open(`${url}x`);
    await assert.rejects(watchTrack(viewer, 'video', { namespace: ['stream', 'local', id] }).subscription.accepted);
    await server.stop();
    for (const secret of [streamKey, new URL(url).searchParams.get('tok')!.slice(0, 40), 'eyJ']) assert.ok(!server.output().includes(secret), secret);
  });
});
