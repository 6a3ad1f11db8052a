import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RequestRefused, type SubscribeRequest } from '../../../../../core/wire/moqt/session-api.ts';
import { acceptAll, bytesOf, heard, objectOf, sessionPair, soon, textOf, videoTrack as track } from '../../../../support/moqt-session.ts';
import { until } from '../../../../support/until.ts';

const head = { group: 7, subgroup: 0, priority: 10, extensions: false, endOfGroup: true };

for (const draft of [14, 16] as const) {
  describe(`subscriptions of a MoQT session, draft ${draft}`, () => {
    it('carries the objects of a track from publisher to subscriber, with their places', async () => {
      const publisher = acceptAll({ largest: { group: 6, object: 2 }, expiresMs: 5000 });
      const { client, server, transports } = await sessionPair({ draft, server: publisher.handlers });
      assert.equal(server.draft, draft);
      const { objects, ends, on } = heard();
      const subscription = client.subscribe(track, { priority: 3, filter: { type: 'next-group' }, deliveryTimeoutMs: 900, tokens: [bytesOf('secret')], on });
      const { request, sender } = await publisher.next();
      assert.deepEqual({ ...request.track, priority: request.priority, filter: request.filter, forward: request.forward, timeout: request.deliveryTimeoutMs, tokens: request.tokens.map((token) => Buffer.from(token).toString()) },
        { ...track, priority: 3, filter: { type: 'next-group' }, forward: true, timeout: 900, tokens: ['secret'] });
      const offer = await subscription.accepted;
      assert.deepEqual(offer, { largest: { group: 6, object: 2 }, expiresMs: 5000 });
      const stream = await sender.openSubgroup(head, 42);
      await stream.write(objectOf(0, 'key'));
      await stream.write(objectOf(1, 'delta'));
      await stream.write(objectOf(5, 'x'.repeat(70_000)));
      await stream.finish();
      await until(() => ends.length, (count) => count === 1, soon('the end of the group'));
      assert.deepEqual(objects.map((one) => [one.group, one.subgroup, one.object, one.priority, textOf(one).slice(0, 5)]), [[7, 0, 0, 10, 'key'], [7, 0, 1, 10, 'delta'], [7, 0, 5, 10, 'xxxxx']]);
      assert.deepEqual(ends, [{ group: 7, subgroup: 0, whole: true, endOfGroup: true }]);
      assert.equal(transports.server.opened.find(({ kind }) => kind === 'uni')?.priority, 42);
      client.close();
    });

    it('tells both sides when a subscription ends, whoever ends it', async () => {
      const publisher = acceptAll();
      const { client } = await sessionPair({ draft, server: publisher.handlers });
      const first = client.subscribe(track, heard());
      const serving = await publisher.next();
      await first.accepted;
      first.unsubscribe();
      assert.equal((await first.done).code, 'SUBSCRIPTION_ENDED');
      await until(() => serving.ended, (count) => count === 1, soon('the publisher to hear of it'));
      await assert.rejects(serving.sender.openSubgroup(head), /unsubscribed/);
      const { objects, on } = heard();
      const second = client.subscribe({ ...track, name: 'audio' }, { on });
      const { sender, ...other } = await publisher.next();
      const stream = await sender.openSubgroup(head);
      await stream.write(objectOf(0, 'last words'));
      sender.done('TRACK_ENDED', 'over and out');
      await stream.finish();
      assert.deepEqual(await second.done, { code: 'TRACK_ENDED', reason: 'over and out' });
      assert.equal(objects.length, 1);
      assert.equal(other.ended, 0);
      client.close();
    });

    it('refuses a request by its name and goes on', async () => {
      const { client } = await sessionPair({ draft, server: { subscribe: (request) => request.refuse('DOES_NOT_EXIST', 'no such track', 2000) } });
      const subscription = client.subscribe(track, heard());
      await assert.rejects(subscription.accepted, (error) => error instanceof RequestRefused && error.code === 'DOES_NOT_EXIST' && error.message === 'no such track' && error.retryMs === (draft === 16 ? 2000 : undefined));
      await subscription.done;
      const fetching = client.fetch({ type: 'standalone', track, start: { group: 0, object: 0 }, end: { group: 1, object: 0 } }, { object: () => {} });
      await assert.rejects(fetching.done, (error) => error instanceof RequestRefused && error.code === 'NOT_SUPPORTED');
      await assert.rejects(client.publishNamespace(track.namespace), (error) => error instanceof RequestRefused && error.code === 'NOT_SUPPORTED');
      await assert.rejects(client.subscribeNamespace(['stream'], { came() {}, went() {} }), (error) => error instanceof RequestRefused && error.code === 'NOT_SUPPORTED');
      client.close();
    });

    it('refuses for a handler that throws, and for it alone', async () => {
      let count = 0;
      const { client } = await sessionPair({ draft, server: { subscribe(request) {
        count += 1;
        if (count === 1) throw new Error('a bug');
        request.accept({}, { ended() {} });
      } } });
      const [first, second] = [client.subscribe(track, heard()), client.subscribe({ ...track, name: 'audio' }, heard())];
      await assert.rejects(first.accepted, (error) => error instanceof RequestRefused && error.code === 'INTERNAL_ERROR' && !error.message.includes('bug'));
      await second.accepted;
      client.close();
    });

    it('hands objects of streams that came before the answer to their subscription', async () => {
      let asked: SubscribeRequest | undefined;
      const { client, transports } = await sessionPair({ draft, server: { subscribe(request) { asked = request; } } });
      const { objects, on } = heard();
      const subscription = client.subscribe(track, { on });
      await until(() => asked, (request) => request !== undefined, soon('the request'));
      // The alias is the request's id, here told by its stream before SUBSCRIBE_OK.
      const stream = await transports.server.openUni();
      await stream.write(Uint8Array.of(0x10, 0, 7, 10, 0, 3, 65, 66, 67));
      await stream.finish();
      assert.equal(objects.length, 0);
      asked!.accept({}, { ended() {} });
      await subscription.accepted;
      await until(() => objects.length, (count) => count === 1, soon('the early object'));
      assert.equal(textOf(objects[0]!), 'ABC');
      client.close();
    });

    it('stops streams of tracks that nobody asked for', async () => {
      const { client, transports } = await sessionPair({ draft });
      const stream = await transports.server.openUni();
      await stream.write(Uint8Array.of(0x10, 33, 7, 10, 0, 3, 65, 66, 67));
      const opened = transports.server.opened.find(({ kind }) => kind === 'uni')!;
      await until(() => opened.state, (state) => state === 'stopped', soon('the stream to be stopped'));
      client.close();
    });

    it('passes changes of a subscription on', async () => {
      const publisher = acceptAll({ largest: { group: 4, object: 1 } });
      const { client } = await sessionPair({ draft, server: publisher.handlers });
      const subscription = client.subscribe(track, { ...heard(), forward: false });
      subscription.update({ priority: 9 });
      const { request, changes } = await publisher.next();
      assert.equal(request.forward, false);
      await subscription.accepted;
      subscription.update({ forward: true });
      await until(() => changes.length, (count) => count === 2, soon('two changes'));
      const narrowed = { filter: { type: 'absolute', start: { group: 4, object: 2 } } };
      assert.deepEqual(changes, draft === 14
        ? [{ priority: 9, forward: false, ...narrowed }, { priority: 9, forward: true, ...narrowed }]
        : [{ priority: 9 }, { forward: true }]);
      client.close();
    });

    it('gives up one stream without the others, both ways', async () => {
      const publisher = acceptAll();
      const { client } = await sessionPair({ draft, server: publisher.handlers });
      const { objects, ends, on } = heard();
      client.subscribe(track, { on });
      const { sender } = await publisher.next();
      const [late, good] = [await sender.openSubgroup({ ...head, subgroup: 1 }), await sender.openSubgroup(head)];
      await late.write(objectOf(1, 'too late'));
      await until(() => objects.length, (count) => count === 1, soon('the first'));
      late.reset(2);
      await good.write(objectOf(0, 'in time'));
      await good.finish();
      await until(() => ends.length, (count) => count === 2, soon('both ends'));
      assert.deepEqual(ends, [{ group: 7, subgroup: 1, whole: false, endOfGroup: false }, { group: 7, subgroup: 0, whole: true, endOfGroup: true }]);
      client.close();
    });

    it('makes a publisher wait for a subscriber that does not read', async () => {
      const publisher = acceptAll();
      const { client, transports } = await sessionPair({ draft, server: publisher.handlers, windowBytes: 1000 });
      let accept = (): void => {};
      const accepting = new Promise<void>((resolve) => { accept = resolve; });
      const acceptUni = transports.client.acceptUni.bind(transports.client);
      transports.client.acceptUni = () => accepting.then(acceptUni);
      const { objects, on } = heard();
      client.subscribe(track, { on });
      const { sender } = await publisher.next();
      const stream = await sender.openSubgroup(head);
      await stream.write(objectOf(0, 'x'.repeat(900)));
      let written = false;
      const writing = stream.write(objectOf(1, 'x'.repeat(900))).then(() => { written = true; });
      await new Promise((resolve) => { setImmediate(resolve); });
      assert.equal(written, false);
      accept();
      await writing;
      await until(() => objects.length, (count) => count === 2, soon('both objects'));
      client.close();
    });

    it('carries datagrams', async () => {
      const publisher = acceptAll();
      const { client } = await sessionPair({ draft, server: publisher.handlers });
      const { objects, on } = heard();
      const subscription = client.subscribe(track, { on });
      const { sender } = await publisher.next();
      await subscription.accepted;
      sender.sendDatagram({ ...objectOf(3, 'tick'), group: 2, subgroup: 3, priority: 1 });
      sender.sendDatagram({ ...objectOf(4, 'x'.repeat(5000)), group: 2, subgroup: 4, priority: 1 });
      await until(() => objects.length, (count) => count === 1, soon('the datagram'));
      assert.deepEqual([objects[0]!.group, objects[0]!.object, objects[0]!.datagram, textOf(objects[0]!)], [2, 3, true, 'tick']);
      client.close();
    });
  });
}
