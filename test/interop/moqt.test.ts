import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { Broadcast, Connection, Time } from '@moq/net';
import { versionOf, type Draft } from '../../core/wire/moqt/codes.ts';
import { DataDecoder, type DataEvent } from '../../core/wire/moqt/data-reader.ts';
import { fetchReader } from '../../core/wire/moqt/fetch-reader.ts';
import { encodeObjectHead, encodeSubgroupHeader } from '../../core/wire/moqt/data-writer.ts';
import type { Message, MessageOf, MessageType } from '../../core/wire/moqt/messages.ts';
import type { MoqtObject } from '../../core/wire/moqt/objects.ts';
import { acceptSession, openSession } from '../../core/wire/moqt/session.ts';
import { RequestRefused, type LiveObject, type NamespaceRequest } from '../../core/wire/moqt/session-api.ts';
import { w3cTransport, type W3cSession } from '../../core/wire/moqt/w3c-transport.ts';
import { moqtPipe, type PipeEnd } from '../support/moqt-pipe.ts';
import { acceptAll } from '../support/moqt-session.ts';
import { encodeMessage, messageDecoder } from '../support/moqt.ts';

const url = new URL('https://127.0.0.1/publish/lv_1');
const broadcast = 'stream/org1/lv_1';
const track = { namespace: ['stream', 'org1', 'lv_1'], name: 'video/720p' };
const setup = { maxRequestId: 100 };
const frames = [100, 101, 102].map((size) => new Uint8Array(size).fill(size));

/** How each draft is agreed on: the one in the session, the other before it. */
const protocols: Readonly<Record<Draft, string>> = { 14: '', 16: 'moqt-16' };

/** Our side of a session, said and heard message by message. */
class Talk {
  readonly #draft: Draft;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder: ReturnType<typeof messageDecoder>;
  readonly #heard: Message[] = [];

  constructor(draft: Draft, { readable, writable }: { readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> }) {
    this.#draft = draft;
    this.#writer = writable.getWriter();
    this.#reader = readable.getReader();
    this.#decoder = messageDecoder(draft);
  }

  async say(message: Message): Promise<void> {
    await this.#writer.write(encodeMessage(message, this.#draft));
  }

  /** The next message of this type; others before it are passed over. */
  async hear<Type extends MessageType>(type: Type): Promise<MessageOf<Type>> {
    for (;;) {
      const index = this.#heard.findIndex((message) => message.type === type);
      if (index >= 0) return this.#heard.splice(0, index + 1).at(-1) as MessageOf<Type>;
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`The stream ended before ${type}; heard ${JSON.stringify(this.#heard)}.`);
      this.#heard.push(...this.#decoder.push(value));
    }
  }
}

async function eventsOf(draft: Draft, stream: ReadableStream<Uint8Array>): Promise<DataEvent[]> {
  const decoder = new DataDecoder(draft, fetchReader);
  const events: DataEvent[] = [];
  for await (const bytes of stream) events.push(...decoder.push(bytes));
  decoder.end();
  return events;
}

async function firstOf<Item>(stream: ReadableStream<Item>): Promise<Item> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return value!;
}

/** Their side takes our in-memory session for a WebTransport. */
const asTransport = (end: PipeEnd): WebTransport => end as unknown as WebTransport;

function theirBroadcast(): { readonly producer: Broadcast.Producer; send(): void } {
  const producer = new Broadcast.Producer();
  const video = producer.createTrack(track.name);
  return {
    producer,
    send() {
      const group = video.appendGroup();
      for (const payload of frames) group.writeFrame({ payload, timestamp: Time.Timestamp.now() });
      group.close();
    },
  };
}

describe('MoQT with an independent implementation', () => {
  // It tells of each session on the console.
  before(() => void mock.method(console, 'debug', () => {}));
  after(() => mock.restoreAll());

  for (const draft of [14, 16] as const) {
    it(`draft ${draft}: our subscriber gets what their publisher sends`, async () => {
      const { client, server } = moqtPipe(protocols[draft]);
      const [connection, talk] = await Promise.all([Connection.accept(asTransport(server), url, draft === 14 ? { version: versionOf(14) } : {}), (async () => {
        const ours = new Talk(draft, await client.createBidirectionalStream());
        await ours.say({ type: 'ClientSetup', versions: [versionOf(draft)], setup });
        const { version } = await ours.hear('ServerSetup');
        assert.equal(version, versionOf(draft));
        return ours;
      })()]);
      const { producer, send } = theirBroadcast();
      connection.publish(broadcast as Parameters<typeof connection.publish>[0], producer);
      await talk.say({ type: 'Subscribe', requestId: 0, track, priority: 128, groupOrder: 'publisher', forward: true, filter: { type: 'largest' } });
      const { requestId, trackAlias } = await talk.hear('SubscribeOk');
      assert.equal(requestId, 0);
      send();
      const [head, ...objects] = await eventsOf(draft, await firstOf(client.incomingUnidirectionalStreams));
      assert.ok(head?.type === 'subgroup' && head.header.trackAlias === trackAlias);
      assert.deepEqual(objects.map((event) => (event.type === 'object' ? [event.object.object, event.object.payload.length, event.object.payload[0]] : event)), frames.map((payload, index) => [index, payload.length, payload[0]]));
      await talk.say({ type: 'Unsubscribe', requestId: 0 });
      connection.close();
    });

    it(`draft ${draft}: their subscriber gets what our publisher sends`, async () => {
      const { client, server } = moqtPipe(protocols[draft]);
      const [connection, talk] = await Promise.all([Connection.connect(url, { transport: asTransport(client) }), (async () => {
        const ours = new Talk(draft, await firstOf(server.incomingBidirectionalStreams));
        const { versions } = await ours.hear('ClientSetup');
        assert.ok(versions.includes(versionOf(draft)));
        await ours.say({ type: 'ServerSetup', version: versionOf(draft), setup });
        return ours;
      })()]);
      const wanted = connection.consume(broadcast as Parameters<typeof connection.consume>[0]).track(track.name).subscribe({ ordered: true });
      const { requestId, track: asked } = await talk.hear('Subscribe');
      assert.deepEqual(asked, track);
      await talk.say({ type: 'SubscribeOk', requestId, trackAlias: 7, expiresMs: 0, groupOrder: 'ascending' });
      const writer = (await server.createUnidirectionalStream()).getWriter();
      const header = { trackAlias: 7, group: 0, subgroup: 0, priority: 10, extensions: true, endOfGroup: true };
      await writer.write(encodeSubgroupHeader(header, draft));
      for (const [index, payload] of frames.entries()) {
        const object: MoqtObject = { object: index, payload, status: 'normal' };
        await writer.write(encodeObjectHead(object, index === 0 ? undefined : index - 1, header));
        await writer.write(payload);
      }
      await writer.close();
      const group = await wanted.recvGroup();
      for (const payload of frames) assert.deepEqual((await group!.readFrame())!.payload, payload);
      connection.close();
    });

    it(`draft ${draft}: our session takes the namespace their client offers and subscribes to its track`, async () => {
      const { client, server } = moqtPipe(protocols[draft]);
      const offered = Promise.withResolvers<NamespaceRequest>();
      const [connection, session] = await Promise.all([
        Connection.connect(url, { transport: asTransport(client) }),
        acceptSession(w3cTransport(server as W3cSession, 'webtransport'), { drafts: [14, 16], handlers: { publishNamespace: offered.resolve } }),
      ]);
      assert.equal(session.draft, draft);
      const { producer, send } = theirBroadcast();
      connection.publish(broadcast as Parameters<typeof connection.publish>[0], producer);
      const offer = await offered.promise;
      assert.deepEqual(offer.namespace, track.namespace);
      const withdrawn = Promise.withResolvers<void>();
      offer.accept({ withdrawn: withdrawn.resolve });
      const objects: LiveObject[] = [];
      const ended = Promise.withResolvers<void>();
      const subscription = session.subscribe(track, { filter: { type: 'largest' }, on: { object: (object) => void objects.push(object), subgroupEnd: () => ended.resolve() } });
      await subscription.accepted;
      send();
      await ended.promise;
      assert.deepEqual(objects.map(({ object, payload }) => [object, payload]), frames.map((payload, index) => [index, payload]));
      const missing = session.subscribe({ namespace: ['elsewhere'], name: 'x' }, { on: { object() {} } });
      await assert.rejects(missing.accepted, RequestRefused);
      subscription.unsubscribe();
      producer.close();
      await withdrawn.promise;
      connection.close();
    });

    it(`draft ${draft}: their client hears of our namespaces and reads our track to its end`, async () => {
      const { client, server } = moqtPipe(protocols[draft]);
      const publisher = acceptAll();
      const [connection, session] = await Promise.all([
        Connection.connect(url, { transport: asTransport(client) }),
        acceptSession(w3cTransport(server as W3cSession, 'webtransport'), { drafts: [14, 16], handlers: { ...publisher.handlers, subscribeNamespace: (request) => request.accept({ ended() {} }).came(track.namespace) } }),
      ]);
      const announced = await connection.announced('stream' as Parameters<typeof connection.announced>[0]).next();
      assert.deepEqual([announced?.path, announced?.active], ['org1/lv_1', true]);
      const wanted = connection.consume(broadcast as Parameters<typeof connection.consume>[0]).track(track.name).subscribe({ ordered: true });
      const { request, sender } = await publisher.next();
      assert.deepEqual(request.track, track);
      for (const group of [0, 1]) {
        // Their subscriber knows one subgroup, with extensions.
        const stream = await sender.openSubgroup({ group, subgroup: 0, priority: 10, extensions: true, endOfGroup: true });
        for (const [index, payload] of frames.entries()) await stream.write({ object: index, payload, status: 'normal' });
        await stream.finish();
        const received = await wanted.recvGroup();
        for (const payload of frames) assert.deepEqual((await received!.readFrame())!.payload, payload);
      }
      sender.done('TRACK_ENDED', '');
      assert.equal(await wanted.recvGroup(), undefined);
      connection.close();
      await session.closed;
    });

    it(`draft ${draft}: our client publishes to their server and reads from it`, async () => {
      const { client, server } = moqtPipe(protocols[draft]);
      const publisher = acceptAll();
      const [session, connection] = await Promise.all([
        openSession(w3cTransport(client as W3cSession, 'webtransport'), { draft, handlers: publisher.handlers }),
        Connection.accept(asTransport(server), url, draft === 14 ? { version: versionOf(14) } : {}),
      ]);
      await session.publishNamespace(track.namespace);
      const wanted = connection.consume(broadcast as Parameters<typeof connection.consume>[0]).track(track.name).subscribe({ ordered: true });
      const { sender } = await publisher.next();
      const stream = await sender.openSubgroup({ group: 0, subgroup: 0, priority: 10, extensions: true, endOfGroup: true });
      await stream.write({ object: 0, payload: frames[0]!, status: 'normal' });
      await stream.finish();
      assert.deepEqual((await (await wanted.recvGroup())!.readFrame())!.payload, frames[0]);
      session.close();
      connection.close();
    });
  }
});
