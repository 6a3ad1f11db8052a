import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sessionErrors } from '../../../../../core/wire/moqt/moqt-error.ts';
import { acceptSession } from '../../../../../core/wire/moqt/session.ts';
import { RequestRefused, type LiveObject, type Session, type SubscriberSession } from '../../../../../core/wire/moqt/session-api.ts';
import { subscriberOpener } from '../../../../../core/wire/moqt/subscriber-session.ts';
import { versionOf, type Draft } from '../../../../../core/wire/moqt/codes.ts';
import type { Message } from '../../../../../core/wire/moqt/messages.ts';
import type { BiStream } from '../../../../../core/wire/moqt/transport.ts';
import { encodeFetchHeader } from '../../../../../core/wire/moqt/data-writer.ts';
import { encodeMessage, messageDecoder } from '../../../../support/moqt.ts';
import { acceptAll, heard, objectOf, soon, textOf, videoTrack as track } from '../../../../support/moqt-session.ts';
import { transportPair, type MemoryTransport } from '../../../../support/transport-pair.ts';
import { until } from '../../../../support/until.ts';

type Handlers = Parameters<typeof acceptSession>[1]['handlers'];

/** A viewer, and a relay that can ask for everything. */
async function opened(draft: Draft, handlers: Handlers = {}): Promise<{ readonly viewer: SubscriberSession; readonly relay: Session }> {
  const { client, server } = transportPair();
  const [viewer, relay] = await Promise.all([subscriberOpener(draft)(client), acceptSession(server, { drafts: [14, 16], handlers: handlers ?? {} })]);
  return { viewer, relay };
}

/** A viewer, and a relay that says what it is told to. */
async function bare(draft: Draft): Promise<{ readonly viewer: SubscriberSession; readonly control: BiStream; readonly server: MemoryTransport; say(message: Message): Promise<void>; answers(count: number): Promise<Message[]> }> {
  const { client, server } = transportPair();
  const opening = subscriberOpener(draft)(client);
  const control = await server.acceptBi();
  const decoder = messageDecoder(draft);
  decoder.push((await control!.receive.read())!);
  await control!.send.write(encodeMessage({ type: 'ServerSetup', version: versionOf(draft), setup: { maxRequestId: 100 } }, draft));
  const viewer = await opening;
  return {
    viewer, server, control: control!,
    say: (message) => control!.send.write(encodeMessage(message, draft)),
    async answers(count) {
      const found: Message[] = [];
      while (found.length < count) found.push(...decoder.push((await control!.receive.read())!));
      return found;
    },
  };
}

const delivery = { priority: 1, groupOrder: 'ascending', forward: true, filter: { type: 'largest' } } as const;
const isRefusal = (error: unknown): boolean => error instanceof RequestRefused && error.code === 'NOT_SUPPORTED';

for (const draft of [14, 16] as const) {
  describe(`a session that only subscribes, draft ${draft}`, () => {
    it('subscribes, updates, and hears of the end', async () => {
      const publisher = acceptAll({ largest: { group: 3, object: 0 } });
      const { viewer } = await opened(draft, publisher.handlers);
      const { on, objects, ends } = heard();
      const subscription = viewer.subscribe(track, { on, priority: 5, tokens: [Uint8Array.of(1, 2)] });
      const { request, sender, changes } = await publisher.next();
      assert.deepEqual([request.priority, [...request.tokens[0]!]], [5, [1, 2]]);
      assert.deepEqual((await subscription.accepted).largest, { group: 3, object: 0 });
      subscription.update({ priority: 9 });
      await until(() => changes.length, (count) => count === 1, soon('the update'));
      const stream = await sender.openSubgroup({ group: 4, subgroup: 0, priority: 1, extensions: false, endOfGroup: true });
      await stream.write(objectOf(0, 'frame'));
      await stream.finish();
      await until(() => ends.length, (count) => count === 1, soon('the end of the group'));
      assert.deepEqual(objects.map((object: LiveObject) => [object.group, object.object, textOf(object)]), [[4, 0, 'frame']]);
      sender.done('TRACK_ENDED', 'over');
      assert.deepEqual(await subscription.done, { code: 'TRACK_ENDED', reason: 'over' });
      viewer.close();
    });

    it('hears a refusal by its name', async () => {
      const { viewer } = await opened(draft, { subscribe: (request) => request.refuse('DOES_NOT_EXIST', 'not there') });
      await assert.rejects(viewer.subscribe(track, heard()).accepted, (error) => error instanceof RequestRefused && error.code === 'DOES_NOT_EXIST' && error.message === 'not there');
      viewer.close();
    });

    it('refuses by its name whatever it is asked for, and goes on', async () => {
      const publisher = acceptAll();
      const { viewer, relay } = await opened(draft, publisher.handlers);
      const asked = relay.subscribe(track, heard());
      await assert.rejects(asked.accepted, isRefusal);
      asked.unsubscribe();
      await assert.rejects(relay.fetch({ type: 'standalone', track, start: { group: 0, object: 0 }, end: { group: 1, object: 0 } }, { object() {} }).done, isRefusal);
      await assert.rejects(relay.publishNamespace(['a', 'b']), isRefusal);
      await assert.rejects(relay.subscribeNamespace(['a'], { came() {}, went() {} }), isRefusal);
      await viewer.subscribe(track, heard()).accepted;
      viewer.close();
    });

    it('refuses more than may be asked for at once, one after the other', async () => {
      const { viewer, relay } = await opened(draft);
      for (let count = 0; count < 250; count++) await assert.rejects(relay.subscribe(track, heard()).accepted, isRefusal);
      viewer.close();
    });

    it('passes over what takes a request back while it is refused', async () => {
      const { viewer, say, answers } = await bare(draft);
      await say({ type: 'Subscribe', requestId: 1, track, ...delivery });
      await say({ type: 'RequestUpdate', requestId: 3, existingId: 1, priority: 2, forward: true, filter: { type: 'absolute', start: { group: 0, object: 0 } } });
      await say({ type: 'Unsubscribe', requestId: 1 });
      await say({ type: 'Fetch', requestId: 5, priority: 1, groupOrder: 'ascending', range: { type: 'relative', joiningId: 1, start: 0 } });
      await say({ type: 'FetchCancel', requestId: 5 });
      await say({ type: 'TrackStatus', requestId: 7, track });
      await say({ type: 'Publish', requestId: 9, track, trackAlias: 1, groupOrder: 'ascending', forward: true });
      await say({ type: 'PublishNamespace', requestId: 11, namespace: ['a'] });
      await say({ type: 'PublishNamespaceDone', ...(draft === 14 ? { namespace: ['a'] } : { requestId: 11 }) });
      const refused = (await answers(draft === 14 ? 5 : 6)).map((answer) => answer.type === 'RequestError' && [answer.requestId, answer.code]);
      assert.deepEqual(refused, [[1, 'NOT_SUPPORTED'], ...(draft === 16 ? [[3, 'DOES_NOT_EXIST']] : []), [5, 'NOT_SUPPORTED'], [7, 'NOT_SUPPORTED'], [9, 'NOT_SUPPORTED'], [11, 'NOT_SUPPORTED']]);
      viewer.close();
    });

    it('ends with what has no place in it', async () => {
      const wrong: readonly (readonly [Message, keyof typeof sessionErrors])[] = [
        [{ type: 'Subscribe', requestId: 2, track, ...delivery }, 'INVALID_REQUEST_ID'],
        [{ type: 'Subscribe', requestId: 201, track, ...delivery }, 'TOO_MANY_REQUESTS'],
        [{ type: 'PublishOk', requestId: 0, ...delivery }, 'PROTOCOL_VIOLATION'],
        [{ type: 'PublishDone', requestId: 40, code: 'TRACK_ENDED', streams: 0, reason: '' }, 'PROTOCOL_VIOLATION'],
        [{ type: 'ServerSetup', version: versionOf(draft), setup: {} }, 'PROTOCOL_VIOLATION'],
      ];
      for (const [message, code] of wrong) {
        const { viewer, say } = await bare(draft);
        await say(message);
        assert.equal((await viewer.closed).code, sessionErrors[code], message.type);
      }
    });

    it('stops a stream that answers a fetch, for it made none', async () => {
      const { viewer, server } = await bare(draft);
      const stream = await server.openUni();
      await stream.write(encodeFetchHeader(0));
      await until(() => server.opened.filter(({ kind, state }) => kind === 'uni' && state === 'stopped').length, (count) => count === 1, soon('the stream to be stopped'));
      viewer.close();
    });
  });
}

describe('a session that only subscribes', () => {
  it('takes no second stream both ways in draft 14, nor many silent ones in draft 16', async () => {
    const old = await bare(14);
    await old.server.openBi();
    assert.equal((await old.viewer.closed).code, sessionErrors.PROTOCOL_VIOLATION);
    const young = await bare(16);
    const given = await young.server.openBi();
    given.send.reset(0);
    for (let count = 0; count < 9; count++) await young.server.openBi();
    assert.equal((await young.viewer.closed).code, sessionErrors.PROTOCOL_VIOLATION);
  });

  it('goes elsewhere no more than it is told to, once', async () => {
    const { viewer, say } = await bare(14);
    await say({ type: 'GoAway', uri: '' });
    await say({ type: 'GoAway', uri: '' });
    assert.equal((await viewer.closed).code, sessionErrors.PROTOCOL_VIOLATION);
  });
});
