import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { sessionErrors, type MoqtError } from '../../../../core/wire/moqt/moqt-error.ts';
import { openSession } from '../../../../core/wire/moqt/session.ts';
import type { Session, SessionHandlers, TrackSender } from '../../../../core/wire/moqt/session-api.ts';
import { systemClock } from '../../../../server/clock.ts';
import { systemIds } from '../../../../server/ids.ts';
import { startPlane, type Plane } from '../../../../server/moqt/audience-plane.ts';
import { startPlaneAlone } from '../../../../server/moqt/plane-alone.ts';
import { planeConfigOf } from '../../../../server/moqt/plane-config.ts';
import { dialWebSocket } from '../../../../server/moqt/web-socket.ts';
import { createLogger } from '../../../../server/observe/logger.ts';
import { bytes, streamOf, watchTrack, type TestViewer } from '../../../support/relay-clients.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { testAuthority, type TestAuthority } from '../../../support/test-authority.ts';
import { testConfig } from '../../../support/test-config.ts';
import { until } from '../../../support/until.ts';

const secret = 'a secret that relays share & keep';
const logger = createLogger({ level: 'silent' });

describe('a relay of its own, before the streams of another', () => {
  let authority: TestAuthority;
  let origin: Plane;
  let edge: Awaited<ReturnType<typeof startPlaneAlone>>;
  let sender: TrackSender | undefined;
  let group = 0;
  const sessions: Session[] = [];

  const dataDir = (name: string): string => join(tempDir(), name);
  const upstream = (): string => `http://127.0.0.1:${origin.port}/relay?${new URLSearchParams({ sk: secret }).toString()}`;

  async function open({ href }: URL, handlers: SessionHandlers = {}): Promise<Session> {
    const session = await openSession(await dialWebSocket(href), { draft: 14, handlers });
    sessions.push(session);
    return session;
  }

  before(async () => {
    authority = testAuthority();
    for (const subject of ['ada', 'bo']) authority.tokens.set(subject, { id: 'lv_1', kid: 'kid-1', subject });
    origin = await startPlane(planeConfigOf(testConfig(dataDir('origin'), { relay: { port: 0, url: undefined, secret } }), ['relay']), { authority, clock: systemClock, ids: systemIds, logger });
    edge = await startPlaneAlone(testConfig(dataDir('edge'), { relay: { port: 0, url: undefined, upstream: upstream() } }), { roles: ['relay', 'hls'], logger });
    const publisher = await open(new URL('/publish/lv_1?sk=key-1', origin.url), {
      subscribe(request) {
        if (request.track.name !== 'video') return request.refuse('DOES_NOT_EXIST', 'no such track');
        sender = request.accept({}, { ended() {} });
      },
    });
    await publisher.publishNamespace(streamOf('lv_1'));
  });
  after(async () => {
    for (const session of sessions) session.close();
    await edge?.close();
    await origin?.close();
  });

  async function watch(token: string): Promise<{ session: Session; viewer: TestViewer }> {
    const session = await open(new URL(`/playback/lv_1?tok=${token}`, edge.url));
    const viewer = watchTrack(session, 'video');
    await viewer.subscription.accepted;
    return { session, viewer };
  }

  async function send(): Promise<string> {
    const stream = await sender!.openSubgroup({ group: group += 1, subgroup: 0, priority: 128, extensions: false, endOfGroup: false });
    await stream.write({ object: 0, payload: bytes(100), status: 'normal' });
    await stream.finish();
    return `${group}/0`;
  }

  it('lets whom the other one lets in watch what is published there, and nobody else', async () => {
    const { viewer } = await watch('ada');
    const place = await send();
    await until(() => viewer.places(), (places) => places.includes(place), { what: 'it came', every: 5 });
    await assert.rejects(watch('forged'));
    assert.equal((await fetch(new URL('/hls/lv_1/main.m3u8?tok=forged', edge.url))).status, 401);
  });

  it('ends at once whom the other one sends away, and nobody else', async () => {
    const [ada, bo] = [await watch('ada'), await watch('bo')];
    authority.tokens.delete('bo');
    authority.revoke({ namespace: streamOf('lv_1'), subject: 'bo', publisher: false, viewers: true, reason: 'the peer was sent away' });
    assert.equal((await bo.session.closed).code, sessionErrors.UNAUTHORIZED);
    const place = await send();
    await until(() => ada.viewer.places(), (places) => places.includes(place), { what: 'the other watches on', every: 5 });
    await assert.rejects(watch('bo'));
  });

  it('is published to by nobody', async () => {
    // It may be refused while its first message is under way, or after it.
    const { code, reason } = await open(new URL('/publish/lv_1?sk=key-1', edge.url))
      .then(({ closed }) => closed, (error: MoqtError) => ({ code: sessionErrors[error.code as 'UNAUTHORIZED'], reason: error.message }));
    assert.deepEqual([code, reason], [sessionErrors.UNAUTHORIZED, 'auth_failed']);
  });

  it('tells other relays nothing without its own secret', async () => {
    for (const [method, path] of [['POST', '/relay/admission'], ['GET', '/relay/revocations']] as const) {
      assert.equal((await fetch(new URL(path, edge.url), { method, headers: { 'x-relay-secret': secret } })).status, 401, path);
      assert.equal((await fetch(new URL(path, origin.url), { method })).status, 401, path);
    }
  });

  it('says what it needs where it is not told of another', async () => {
    await assert.rejects(startPlaneAlone(testConfig(dataDir('nothing')), { roles: ['relay', 'hls'], logger }), { name: 'StartError', message: /^--only relay,hls needs RELAY_UPSTREAM: the relay whose streams this one passes on, like https:/ });
  });
});
