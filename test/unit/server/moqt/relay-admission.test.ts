import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sessionErrors } from '../../../../core/wire/moqt/moqt-error.ts';
import { bytes, connectTo, publishTo, streamOf, watchTrack } from '../../../support/relay-clients.ts';
import { comes, refusedWith, testRelay, type TestRelay } from '../../../support/test-relay.ts';

describe('whom the relay lets in', () => {
  let relay: TestRelay['relay'];
  let clock: TestRelay['clock'];
  let authority: TestRelay['authority'];

  beforeEach(() => { ({ relay, clock, authority } = testRelay()); });
  afterEach(() => relay.close());

  describe('what it refuses', () => {
    it('a wrong stream key: the session ends with UNAUTHORIZED and auth_failed', async () => {
      for (const path of ['/publish/lv_1?sk=wrong', '/publish/lv_1', '/publish/lv_1?sk=key-2', '/publish/lv_unknown?sk=key-1']) {
        const { session } = await connectTo(relay, path);
        const { code, reason } = await session.closed;
        assert.deepEqual({ code, reason }, { code: sessionErrors.UNAUTHORIZED, reason: 'auth_failed' }, path);
      }
      assert.equal(relay.broadcasts.find(streamOf('lv_1')), undefined);
    });

    it('a second publisher, while the first goes on', async () => {
      const publisher = await publishTo(relay);
      const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
      await viewer.subscription.accepted;
      const { session } = await connectTo(relay, '/publish/lv_1?sk=key-1');
      await assert.rejects(session.publishNamespace(streamOf('lv_1')), refusedWith('UNINTERESTED'));
      await publisher.send('video', 1, [bytes(5)]);
      await comes(() => viewer.objects.length === 1, 'the first goes on');
    });

    it('a namespace that is not the publisher’s own, whoever publishes it', async () => {
      const { session } = await connectTo(relay, '/publish/lv_1?sk=key-1');
      await assert.rejects(session.publishNamespace(streamOf('lv_2')), refusedWith('UNAUTHORIZED'));
      assert.equal(relay.broadcasts.find(streamOf('lv_2')), undefined);
    });

    it('a bad, foreign or missing token: the session ends, in SUBSCRIBE, with auth_failed', async () => {
      await publishTo(relay);
      for (const path of ['/playback/lv_1?tok=forged', '/playback/lv_1', '/playback/lv_1?tok=token-2']) {
        const { session } = await connectTo(relay, path);
        const viewer = watchTrack(session, 'video');
        await assert.rejects(viewer.subscription.accepted, path);
        const { code, reason } = await session.closed;
        assert.deepEqual({ code, reason }, { code: sessionErrors.UNAUTHORIZED, reason: 'auth_failed' }, path);
      }
    });

    it('a token that opens another stream than is asked for', async () => {
      await publishTo(relay, { id: 'lv_2', key: 'key-2' });
      const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
      await assert.rejects(watchTrack(session, 'video', { namespace: streamOf('lv_2') }).subscription.accepted);
      assert.equal((await session.closed).code, sessionErrors.UNAUTHORIZED);
    });

    it('an expired token, with its own code', async () => {
      authority.tokens.set('old', { id: 'lv_1', expiresAt: clock.now() - 1 });
      await publishTo(relay);
      const { session } = await connectTo(relay, '/playback/lv_1?tok=old');
      await assert.rejects(watchTrack(session, 'video').subscription.accepted);
      const { code, reason } = await session.closed;
      assert.deepEqual({ code, reason }, { code: sessionErrors.EXPIRED_AUTH_TOKEN, reason: 'auth_failed' });
    });

    it('a track or a stream that is not there, and nothing else', async () => {
      await publishTo(relay);
      const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
      await assert.rejects(watchTrack(session, 'nothing').subscription.accepted, refusedWith('DOES_NOT_EXIST'));
      const there = watchTrack(session, 'video');
      await there.subscription.accepted;
      const { session: other } = await connectTo(relay, '/playback/lv_2?tok=token-2');
      await assert.rejects(watchTrack(other, 'video', { namespace: streamOf('lv_2') }).subscription.accepted, refusedWith('DOES_NOT_EXIST'));
    });

    it('a path that it does not know, and a relay without the secret', async () => {
      for (const [path, code] of [['/elsewhere', sessionErrors.INVALID_PATH], ['/playback/../x', sessionErrors.INVALID_PATH], ['/relay?sk=wrong', sessionErrors.UNAUTHORIZED], ['/relay', sessionErrors.UNAUTHORIZED]] as const) {
        await assert.rejects(connectTo(relay, path), (error: { code?: string }) => sessionErrors[error.code as keyof typeof sessionErrors] === code, path);
      }
    });
  });

  describe('tokens while it plays', () => {
    it('looks at a token once for a session, and takes a newer one from a later request', async () => {
      authority.tokens.set('short', { id: 'lv_1', expiresAt: clock.now() + 60_000 });
      authority.tokens.set('newer', { id: 'lv_1', expiresAt: clock.now() + 120_000 });
      await publishTo(relay, { tracks: ['video', 'audio', 'more'] });
      const { session } = await connectTo(relay, '/playback/lv_1?tok=short');
      for (const name of ['video', 'audio']) await watchTrack(session, name).subscription.accepted;
      assert.equal(authority.looked, 1);
      await watchTrack(session, 'more', { tokens: [new TextEncoder().encode('newer')] }).subscription.accepted;
      let over = false;
      void session.closed.then(() => { over = true; });
      clock.advance(61_000);
      await new Promise((resolve) => { setImmediate(resolve); });
      assert.equal(over, false);
      clock.advance(60_000);
      const { code, reason } = await session.closed;
      assert.deepEqual({ code, reason }, { code: sessionErrors.EXPIRED_AUTH_TOKEN, reason: 'auth_failed' });
    });

    it('ends who watches by a revoked key, and lets them come back with a good one', async () => {
      const publisher = await publishTo(relay);
      authority.tokens.set('token-3', { id: 'lv_1', kid: 'kid-3' });
      const [revoked, other] = await Promise.all(['token-1', 'token-3'].map(async (token) => (await connectTo(relay, `/playback/lv_1?tok=${token}`)).session));
      const watching = [revoked!, other!].map((session) => watchTrack(session, 'video'));
      await Promise.all(watching.map(({ subscription }) => subscription.accepted));
      authority.revoke({ kid: 'kid-1', publisher: false, viewers: true, reason: 'the signing key was retired' });
      const { code, reason } = await revoked!.closed;
      assert.deepEqual({ code, reason }, { code: sessionErrors.UNAUTHORIZED, reason: 'auth_failed' });
      const back = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-3')).session, 'video');
      await back.subscription.accepted;
      await publisher.send('video', 1, [bytes(4)]);
      for (const viewer of [watching[1]!, back]) await comes(() => viewer.objects.length === 1, 'the others go on');
    });

    it('ends the one viewer who was sent away', async () => {
      await publishTo(relay);
      const sessions = new Map<string, Awaited<ReturnType<typeof connectTo>>['session']>();
      for (const subject of ['web-1', 'web-2']) {
        authority.tokens.set(`token of ${subject}`, { id: 'lv_1', subject });
        const { session } = await connectTo(relay, `/playback/lv_1?tok=token of ${subject}`);
        sessions.set(subject, session);
        await watchTrack(session, 'video').subscription.accepted;
      }
      let went = false;
      void sessions.get('web-2')!.closed.then(() => { went = true; });
      authority.revoke({ namespace: streamOf('lv_1'), subject: 'web-1', publisher: false, viewers: true, reason: 'the peer was sent away' });
      assert.equal((await sessions.get('web-1')!.closed).code, sessionErrors.UNAUTHORIZED);
      assert.equal(went, false);
    });

    it('ends publisher and viewers of an input that was deleted', async () => {
      const publisher = await publishTo(relay);
      const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
      await watchTrack(session, 'video').subscription.accepted;
      authority.revoke({ namespace: streamOf('lv_1'), publisher: true, viewers: true, reason: 'the input was deleted' });
      assert.equal((await publisher.session.closed).code, sessionErrors.UNAUTHORIZED);
      assert.equal((await session.closed).code, sessionErrors.UNAUTHORIZED);
      await comes(() => relay.broadcasts.find(streamOf('lv_1')) === undefined, 'the broadcast is over');
    });
  });
});
