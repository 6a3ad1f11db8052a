import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MoqtError, sessionErrors } from '../../../../../core/wire/moqt/moqt-error.ts';
import { acceptSession, openSession } from '../../../../../core/wire/moqt/session.ts';
import { RequestRefused, SessionOver, type LiveObject } from '../../../../../core/wire/moqt/session-api.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { acceptAll, heard, objectOf, sessionPair, soon, textOf, videoTrack as track } from '../../../../support/moqt-session.ts';
import type { BiStream } from '../../../../../core/wire/moqt/transport.ts';
import { transportPair } from '../../../../support/transport-pair.ts';
import { until } from '../../../../support/until.ts';
import { encodeMessage } from '../../../../support/moqt.ts';

const head = { group: 7, subgroup: 0, priority: 10, extensions: false, endOfGroup: true };

describe('a MoQT session', () => {
  for (const draft of [14, 16] as const) {
    describe(`draft ${draft}`, () => {
      it('fetches a range, and what was there before a subscription', async () => {
        const asked: object[] = [];
        const { client } = await sessionPair({ draft, server: {
          subscribe: (request) => void request.accept({ largest: { group: 9, object: 4 } }, { ended() {} }),
          async fetch(request) {
            asked.push({ start: request.start, end: request.end, track: request.track.name, priority: request.priority });
            const sender = await request.accept({ end: request.end, endOfTrack: false }, { ended() {} });
            await sender.write({ ...objectOf(0, 'one'), group: 8, subgroup: 0, priority: 5 });
            await sender.write({ ...objectOf(1, 'two'), group: 8, subgroup: 0, priority: 5, extensions: Uint8Array.of(2, 9) });
            await sender.finish();
          },
        } });
        const objects: LiveObject[] = [];
        await client.fetch({ type: 'standalone', track, start: { group: 8, object: 0 }, end: { group: 8, object: 2 } }, { priority: 4, object: (one) => void objects.push(one) }).done;
        assert.deepEqual(objects.map((one) => [one.group, one.object, one.priority, textOf(one)]), [[8, 0, 5, 'one'], [8, 1, 5, 'two']]);
        const joining = client.subscribe(track, heard());
        await client.fetch({ type: 'relative', joining, start: 2 }, { object() {} }).done;
        assert.deepEqual(asked, [
          { start: { group: 8, object: 0 }, end: { group: 8, object: 2 }, track: 'video/720p', priority: 4 },
          { start: { group: 7, object: 0 }, end: { group: 9, object: 5 }, track: 'video/720p', priority: 128 },
        ]);
        const backwards = client.fetch({ type: 'standalone', track, start: { group: 8, object: 0 }, end: { group: 7, object: 2 } }, { object() {} });
        await assert.rejects(backwards.done, (error) => error instanceof RequestRefused && error.code === 'INVALID_RANGE');
        client.close();
      });

      it('cancels a fetch on both sides', async () => {
        let ended = 0;
        const { client } = await sessionPair({ draft, server: { fetch: (request) => void request.accept({ end: request.end, endOfTrack: false }, { ended() { ended += 1; } }).catch(() => {}) } });
        const fetching = client.fetch({ type: 'standalone', track, start: { group: 8, object: 0 }, end: { group: 8, object: 0 } }, { object() {} });
        fetching.cancel();
        await assert.rejects(fetching.done, RequestRefused);
        await until(() => ended, (count) => count === 1, soon('the publisher to hear of it'));
        client.close();
      });

      it('offers namespaces, takes them back, and cancels them', async () => {
        const withdrawn: string[] = [];
        const taken: { cancel(code: 'UNAUTHORIZED', reason: string): void }[] = [];
        const { client } = await sessionPair({ draft, server: { publishNamespace: (request) => void taken.push(request.accept({ withdrawn: () => void withdrawn.push(request.namespace.join('/')) })) } });
        const offer = await client.publishNamespace(['a', 'b']);
        offer.withdraw();
        await until(() => withdrawn, ({ length }) => length === 1, soon('the withdrawal'));
        const second = await client.publishNamespace(['a', 'c']);
        taken[1]!.cancel('UNAUTHORIZED', 'not any more');
        assert.deepEqual(await second.cancelled, { code: 'UNAUTHORIZED', reason: 'not any more' });
        assert.deepEqual(withdrawn, ['a/b']);
        client.close();
      });

      it('tells of the namespaces under a prefix as they come and go', async () => {
        const events: string[] = [];
        let tell: { came(namespace: readonly string[]): void; went(namespace: readonly string[]): void } | undefined;
        let ended = 0;
        const { client } = await sessionPair({ draft, server: { subscribeNamespace(request) {
          tell = request.accept({ ended() { ended += 1; } });
          tell.came(['stream', 'local', 'lv_1']);
          tell.came(['elsewhere']);
        } } });
        const watch = await client.subscribeNamespace(['stream', 'local'], { came: (namespace) => void events.push(`+${namespace.join('/')}`), went: (namespace) => void events.push(`-${namespace.join('/')}`) });
        tell!.came(['stream', 'local', 'lv_2']);
        await until(() => events.length, (count) => count === 2, soon('two namespaces'));
        tell!.went(['stream', 'local', 'lv_1']);
        await until(() => events.length, (count) => count === 3, soon('one to go'));
        assert.deepEqual(events, ['+stream/local/lv_1', '+stream/local/lv_2', '-stream/local/lv_1']);
        await assert.rejects(client.subscribeNamespace(['stream'], { came() {}, went() {} }), (error) => error instanceof RequestRefused && error.code === 'PREFIX_OVERLAP');
        watch.close();
        await until(() => ended, (count) => count === 1, soon('the end of the watch'));
        client.close();
      });

      it('lets requests wait for the other side to take more, in their order', async () => {
        const publisher = acceptAll();
        const { client } = await sessionPair({ draft, server: publisher.handlers, maxRequests: 2 });
        const subscriptions = Array.from({ length: 5 }, (_, index) => client.subscribe({ ...track, name: `t${index}` }, heard()));
        await subscriptions[1]!.accepted;
        assert.equal(publisher.all.length, 2);
        for (const [index, subscription] of subscriptions.entries()) {
          await subscription.accepted;
          assert.equal(publisher.all[index]!.request.track.name, `t${index}`);
          subscription.unsubscribe();
        }
        client.close();
      });

      it('ends everything with the session, once, with why', async () => {
        const publisher = acceptAll();
        const { client, server } = await sessionPair({ draft, server: { ...publisher.handlers, fetch() {} } });
        const live = client.subscribe(track, heard());
        const { sender, request: _, ...serving } = await publisher.next();
        await live.accepted;
        const fetching = client.fetch({ type: 'standalone', track, start: { group: 0, object: 0 }, end: { group: 1, object: 0 } }, { object() {} });
        server.close(sessionErrors.UNAUTHORIZED, 'auth_failed');
        const closed = await client.closed;
        assert.deepEqual(closed, { code: sessionErrors.UNAUTHORIZED, reason: 'auth_failed', remote: true });
        assert.equal((await server.closed).remote, false);
        await assert.rejects(fetching.done, (error) => error instanceof SessionOver && error.code === sessionErrors.UNAUTHORIZED && error.message === 'auth_failed');
        assert.deepEqual(await live.done, { code: 'INTERNAL_ERROR', reason: 'auth_failed' });
        assert.equal(publisher.all[0]!.ended, 1);
        assert.equal(serving.changes.length, 0);
        await assert.rejects(sender.openSubgroup(head), SessionOver);
        await assert.rejects(client.subscribe(track, heard()).accepted, SessionOver);
        await assert.rejects(client.publishNamespace(['a']), SessionOver);
        await assert.rejects(client.subscribeNamespace(['a'], { came() {}, went() {} }), SessionOver);
        client.close();
      });

      it('tells of going away once, and closes for a second time', async () => {
        const uris: string[] = [];
        const { client, server } = await sessionPair({ draft, client: { goAway: (uri) => void uris.push(uri) } });
        server.goAway('https://elsewhere.example/playback/1');
        await until(() => uris.length, (count) => count === 1, soon('the address'));
        server.goAway('');
        assert.equal((await client.closed).code, sessionErrors.PROTOCOL_VIOLATION);
        assert.deepEqual(uris, ['https://elsewhere.example/playback/1']);
      });

      it('answers what is asked of a track, or that it does not', async () => {
        for (const answers of [true, false]) {
          const transports = transportPair();
          const [, stream] = await Promise.all([
            acceptSession(transports.server, { drafts: [draft], handlers: answers ? { trackStatus: (request) => request.accept({ largest: { group: 3, object: 1 } }) } : {} }),
            transports.client.openBi().then(async (bi) => {
              await bi.send.write(encodeMessage({ type: 'ClientSetup', versions: [0xff00_0000 + draft], setup: { maxRequestId: 10 } }, draft));
              return bi;
            }),
          ]);
          await stream.receive.read();
          await stream.send.write(encodeMessage({ type: 'TrackStatus', requestId: 0, track }, draft));
          const expected = encodeMessage(answers ? { type: 'RequestOk', requestId: 0, request: 'track-status', largest: { group: 3, object: 1 } } : { type: 'RequestError', requestId: 0, request: 'track-status', code: 'NOT_SUPPORTED', reason: 'The state of tracks is not told here.' }, draft);
          assert.deepEqual(await stream.receive.read(), expected);
          // Nor are tracks taken that nobody asked for.
          await stream.send.write(encodeMessage({ type: 'Publish', requestId: 2, track, trackAlias: 1, groupOrder: 'ascending', forward: true }, draft));
          assert.deepEqual(await stream.receive.read(), encodeMessage({ type: 'RequestError', requestId: 2, request: 'publish', code: 'UNINTERESTED', reason: 'Tracks are subscribed to here.' }, draft));
          transports.client.close(0, '');
        }
      });
    });
  }

  it('tells the server the path of a transport that has no URL', async () => {
    const transports = transportPair({ kind: 'websocket' });
    const [, server] = await Promise.all([openSession(transports.client, { draft: 16, path: '/playback/lv_1?tok=x', authority: 'relay.example' }), acceptSession(transports.server, { drafts: [14, 16] })]);
    assert.equal(server.peer.path, '/playback/lv_1?tok=x');
    assert.equal(server.peer.authority, 'relay.example');
    server.close();
  });

  it('gives up after 10 s without an answer, on either side', async () => {
    for (const side of ['client', 'server'] as const) {
      const clock = createFakeClock();
      const setTimer = (run: () => void, ms: number) => clock.after(ms, run);
      const transports = transportPair();
      const waiting = side === 'client' ? openSession(transports.client, { draft: 14, setTimer }) : acceptSession(transports.server, { drafts: [14], setTimer });
      clock.advance(9999);
      clock.advance(1);
      await assert.rejects(waiting, (error) => error instanceof MoqtError && error.code === 'CONTROL_MESSAGE_TIMEOUT');
      assert.deepEqual(await transports.server.closed.then(({ code }) => code), sessionErrors.CONTROL_MESSAGE_TIMEOUT);
      assert.equal(clock.pending(), 0);
    }
  });

  it('sends what controls it before all media, from either side', async () => {
    const { client, server } = transportPair();
    const priorities: number[] = [];
    const noting = (stream: BiStream): BiStream => {
      const { setPriority } = stream.send;
      stream.send.setPriority = (priority) => { priorities.push(priority); setPriority.call(stream.send, priority); };
      return stream;
    };
    const [openBi, acceptBi] = [client.openBi.bind(client), server.acceptBi.bind(server)];
    client.openBi = async () => noting(await openBi());
    server.acceptBi = async () => { const stream = await acceptBi(); return stream && noting(stream); };
    await Promise.all([openSession(client, { draft: 14 }), acceptSession(server, { drafts: [14] })]);
    assert.deepEqual(priorities, [2 ** 31 - 1, 2 ** 31 - 1]);
  });

  it('rejects an opening with what the server closed it with', async () => {
    const transports = transportPair();
    const waiting = openSession(transports.client, { draft: 14 });
    transports.server.close(sessionErrors.UNAUTHORIZED, 'auth_failed');
    await assert.rejects(waiting, (error) => error instanceof MoqtError && error.code === 'UNAUTHORIZED' && error.message === 'auth_failed');
  });

  for (const [what, streamOver] of [
    ['ends', ({ send }) => send.finish()],
    ['is given up', ({ send }) => send.reset(0)],
    ['is not read any more', ({ receive }) => receive.stop(0)],
  ] as readonly [string, (control: BiStream) => Promise<void> | void][]) {
    it(`rejects with it also where the control stream ${what} before the transport ends`, async () => {
      const transports = transportPair({ windowBytes: 0 });
      const waiting = openSession(transports.client, { draft: 14 });
      await streamOver((await transports.server.acceptBi())!);
      await new Promise((resolve) => { setImmediate(resolve); });
      transports.server.close(sessionErrors.UNAUTHORIZED, 'auth_failed');
      await assert.rejects(waiting, (error) => error instanceof MoqtError && error.code === 'UNAUTHORIZED' && error.message === 'auth_failed');
    });
  }

  it('takes a control stream that is not read for a violation, unless the transport ends', async () => {
    const clock = createFakeClock();
    const transports = transportPair({ windowBytes: 0 });
    const waiting = openSession(transports.client, { draft: 14, setTimer: (run, ms) => clock.after(ms, run) });
    (await transports.server.acceptBi())!.receive.stop(0);
    await new Promise((resolve) => { setImmediate(resolve); });
    clock.advance(1000);
    await assert.rejects(waiting, (error) => error instanceof MoqtError && error.code === 'PROTOCOL_VIOLATION');
    assert.equal((await transports.server.closed).code, sessionErrors.PROTOCOL_VIOLATION);
    assert.equal(clock.pending(), 0);
  });

  it('takes the end of the control stream alone for a violation', async () => {
    const clock = createFakeClock();
    const transports = transportPair();
    const waiting = openSession(transports.client, { draft: 14, setTimer: (run, ms) => clock.after(ms, run) });
    const { send } = (await transports.server.acceptBi())!;
    await send.finish();
    await new Promise((resolve) => { setImmediate(resolve); });
    clock.advance(1000);
    await assert.rejects(waiting, (error) => error instanceof MoqtError && error.code === 'PROTOCOL_VIOLATION');
    assert.equal((await transports.server.closed).code, sessionErrors.PROTOCOL_VIOLATION);
    assert.equal(clock.pending(), 0);
  });

  it('refuses a client of another draft', async () => {
    const transports = transportPair();
    const waiting = acceptSession(transports.server, { drafts: [14] });
    const { send } = await transports.client.openBi();
    await send.write(encodeMessage({ type: 'ClientSetup', versions: [0xff00_000d], setup: {} }, 14));
    await assert.rejects(waiting, (error) => error instanceof MoqtError && error.code === 'VERSION_NEGOTIATION_FAILED');
    assert.equal((await transports.client.closed).code, sessionErrors.VERSION_NEGOTIATION_FAILED);
  });
});
