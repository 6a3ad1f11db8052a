import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sample } from 'fast-check';
import { versionOf, type Draft } from '../../core/wire/moqt/codes.ts';
import { encodeDatagram, encodeFetchedHead, encodeFetchHeader, encodeObjectHead, encodeSubgroupHeader } from '../../core/wire/moqt/data-writer.ts';
import type { Message } from '../../core/wire/moqt/messages.ts';
import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import { acceptSession } from '../../core/wire/moqt/session.ts';
import { subscriberOpener } from '../../core/wire/moqt/subscriber-session.ts';
import type { SendStream } from '../../core/wire/moqt/transport.ts';
import { anyMessage, encodeMessage } from '../support/moqt.ts';
import { seededRandom, type SeededRandom } from '../support/random.ts';
import { transportPair, type MemoryTransport } from '../support/transport-pair.ts';

const pieces = process.env['MUF_TEST_LONG'] ? 1_000_000 : 20_000;
/** Pieces that one session is sent at most; it often ends before. */
const perSession = 40;
const codes = new Set<number>(Object.values(sessionErrors));
const track = { namespace: ['stream', 'local', 'lv_1'], name: 'audio' };

/** A session that publishes and subscribes, so that all of its parts hear what comes. */
async function victim(draft: Draft, transport: MemoryTransport) {
  const session = await acceptSession(transport, { drafts: [draft], maxRequests: 8, handlers: {
    subscribe(request) {
      const sender = request.accept({ largest: { group: 1, object: 1 } }, { ended() {} });
      void sender.openSubgroup({ group: 2, subgroup: 0, priority: 0, extensions: false, endOfGroup: false })
        .then((stream) => stream.write({ object: 0, payload: Uint8Array.of(1), status: 'normal' })).catch(() => {});
    },
    fetch: (request) => void request.accept({ end: request.end, endOfTrack: false }, { ended() {} }).then((sender) => sender.finish()).catch(() => {}),
    publishNamespace: (request) => void request.accept({ withdrawn() {} }),
    subscribeNamespace: (request) => request.accept({ ended() {} }).came([...request.prefix, 'more']),
    trackStatus: (request) => request.accept({}),
  } });
  session.subscribe(track, { on: { object() {} } });
  session.fetch({ type: 'standalone', track, start: { group: 0, object: 0 }, end: { group: 1, object: 0 } }, { object() {} });
  session.publishNamespace(track.namespace).catch(() => {});
  session.subscribeNamespace(['stream'], { came() {}, went() {} }).catch(() => {});
  return session;
}

/** Requests that come next in their order, so that they are not refused for their number only. */
function sensible(message: Message, next: () => number): Message {
  const isRequest = ['Subscribe', 'Fetch', 'TrackStatus', 'PublishNamespace', 'SubscribeNamespace', 'Publish', 'RequestUpdate'].includes(message.type);
  if (isRequest) return { ...message, requestId: next() } as Message;
  return 'requestId' in message && message.requestId !== undefined ? { ...message, requestId: message.requestId % 8 } as Message : message;
}

function mutated(random: SeededRandom, bytes: Uint8Array): Uint8Array {
  if (random.chance(0.05)) return Uint8Array.from({ length: 1 + random.below(80) }, () => random.below(256));
  const copy = bytes.slice(0, random.chance(0.1) ? 1 + random.below(bytes.length) : undefined);
  if (random.chance(0.4)) for (let changes = 1 + random.below(3); changes > 0; changes--) copy[random.below(copy.length)] = random.below(256);
  return copy;
}

const small = (random: SeededRandom): number => random.below(6);

function streamBytes(random: SeededRandom, draft: Draft): Uint8Array {
  const payload = new Uint8Array(random.below(30));
  const object = { object: small(random), payload, status: 'normal' as const };
  if (random.chance(0.3)) return Uint8Array.of(...encodeFetchHeader(1 + 2 * small(random)), ...encodeFetchedHead({ ...object, group: 1, subgroup: 0, priority: 1 }, draft), ...payload);
  const head = { trackAlias: small(random), group: small(random), subgroup: small(random), priority: 1, extensions: random.chance(0.3), endOfGroup: random.chance(0.5) };
  return Uint8Array.of(...encodeSubgroupHeader(head, draft), ...encodeObjectHead(object, undefined, head), ...payload);
}

/** Sends pieces until the session or their number ends. Returns how many. `first`: the id of the first request. */
async function attack(random: SeededRandom, draft: Draft, messages: readonly Message[], client: MemoryTransport, control: SendStream, first: 0 | 1 = 0): Promise<number> {
  let id: number = first;
  const next = (): number => (id += 2) - 2;
  const state = { over: false };
  void client.closed.then(() => { state.over = true; });
  let sent = 0;
  for (; sent < perSession && !state.over; sent++) {
    const kind = random.number();
    if (kind < 0.5) {
      let bytes: Uint8Array;
      try {
        bytes = encodeMessage(sensible(random.pick(messages), next), draft);
      } catch {
        continue;
      }
      await control.write(mutated(random, bytes)).catch(() => {});
    } else if (kind < 0.8) {
      const stream = await client.openUni().catch(() => undefined);
      await stream?.write(mutated(random, streamBytes(random, draft))).catch(() => {});
      if (random.chance(0.5)) await stream?.finish().catch(() => {});
      else if (random.chance(0.3)) stream?.reset(random.below(9));
    } else if (kind < 0.95) {
      client.sendDatagram(mutated(random, encodeDatagram({ trackAlias: small(random), group: 1, object: small(random), priority: 1, endOfGroup: false, payload: Uint8Array.of(1, 2), status: 'normal' }, draft)));
    } else {
      const stream = await client.openBi().catch(() => undefined);
      await stream?.send.write(mutated(random, encodeMessage({ type: 'SubscribeNamespace', requestId: next(), prefix: ['stream', String(small(random))] }, draft))).catch(() => {});
    }
  }
  return sent;
}

describe('a MoQT session under fuzz', () => {
  for (const draft of [14, 16] as const) {
    it(`draft ${draft}: ${pieces / 2} messages, streams and datagrams, mutated or not, end no more than their session, with a code`, async () => {
      const random = seededRandom(draft);
      const messages = sample(anyMessage(draft), { seed: draft, numRuns: 500 });
      const setup = encodeMessage({ type: 'ClientSetup', versions: [versionOf(draft)], setup: { maxRequestId: 100 } }, draft);
      const ends = new Map<number, number>();
      for (let left = pieces / 2; left > 0;) {
        const { client, server } = transportPair();
        const accepted = victim(draft, server);
        accepted.catch(() => {});
        const { send } = await client.openBi();
        await send.write(random.chance(0.1) ? mutated(random, setup) : setup);
        // The session listens a turn after it was accepted.
        await new Promise((resolve) => { setTimeout(resolve, 0); });
        left -= Math.max(1, await attack(random, draft, messages, client, send));
        await new Promise((resolve) => { setImmediate(resolve); });
        client.close(sessionErrors.NO_ERROR, 'enough');
        const { code } = await client.closed;
        assert.ok(codes.has(code), `closed with ${code}`);
        ends.set(code, (ends.get(code) ?? 0) + 1);
        await accepted.then((session) => session.closed, () => {});
      }
      assert.equal(ends.get(sessionErrors.INTERNAL_ERROR) ?? 0, 0, 'a mistake of the other side was taken for one of ours');
      assert.ok((ends.get(sessionErrors.PROTOCOL_VIOLATION) ?? 0) > 10 && (ends.get(sessionErrors.NO_ERROR) ?? 0) > 10, `little was tried: ${JSON.stringify([...ends])}`);
    });
  }

  for (const draft of [14, 16] as const) {
    it(`draft ${draft}: a session that only subscribes bears half as many`, async () => {
      const random = seededRandom(draft + 2);
      const messages = sample(anyMessage(draft), { seed: draft, numRuns: 500 });
      const setup = encodeMessage({ type: 'ServerSetup', version: versionOf(draft), setup: { maxRequestId: 100 } }, draft);
      const ends = new Map<number, number>();
      for (let left = pieces / 4; left > 0;) {
        const { client, server } = transportPair();
        const opening = subscriberOpener(draft)(client);
        opening.then((session) => session.subscribe(track, { on: { object() {} } }), () => {});
        const control = await server.acceptBi();
        await control!.send.write(random.chance(0.1) ? mutated(random, setup) : setup);
        await new Promise((resolve) => { setTimeout(resolve, 0); });
        left -= Math.max(1, await attack(random, draft, messages, server, control!.send, 1));
        await new Promise((resolve) => { setImmediate(resolve); });
        server.close(sessionErrors.NO_ERROR, 'enough');
        const { code } = await server.closed;
        ends.set(code, (ends.get(code) ?? 0) + 1);
        await opening.then((session) => session.closed, () => {});
      }
      assert.equal(ends.get(sessionErrors.INTERNAL_ERROR) ?? 0, 0, 'a mistake of the other side was taken for one of ours');
      assert.ok([...ends.keys()].every((code) => codes.has(code)) && (ends.get(sessionErrors.PROTOCOL_VIOLATION) ?? 0) > 10, `little was tried: ${JSON.stringify([...ends])}`);
    });
  }

  it('holds little of what a publisher sends that nobody asked for', async () => {
    const { client, server } = transportPair();
    const accepted = acceptSession(server, { drafts: [14] });
    const { send } = await client.openBi();
    await send.write(encodeMessage({ type: 'ClientSetup', versions: [versionOf(14)], setup: { maxRequestId: 100 } }, 14));
    const session = await accepted;
    // One subscription is asked for and never answered, so that any alias may become known.
    session.subscribe(track, { on: { object() {} } });
    const streams: SendStream[] = [];
    for (let count = 0; count < 300; count++) {
      const stream = await client.openUni();
      streams.push(stream);
      void stream.write(Uint8Array.of(...encodeSubgroupHeader({ trackAlias: 1000 + count, group: 0, subgroup: 0, priority: 0, extensions: false, endOfGroup: false }, 14), ...new Uint8Array(30_000))).catch(() => {});
    }
    await new Promise((resolve) => { setImmediate(resolve); });
    const open = client.opened.filter(({ kind, state }) => kind === 'uni' && state === 'open');
    assert.ok(open.length <= 32, `${open.length} streams are still kept`);
    session.close();
  });

  it('closes when unfinished objects would take too much memory', async () => {
    const { client, server } = transportPair({ windowBytes: 16 * 1024 * 1024 });
    const accepted = acceptSession(server, { drafts: [14], handlers: {} });
    const control = await client.openBi();
    await control.send.write(encodeMessage({ type: 'ClientSetup', versions: [versionOf(14)], setup: { maxRequestId: 100 } }, 14));
    const session = await accepted;
    session.subscribe(track, { on: { object() {} } });
    await control.send.write(encodeMessage({ type: 'SubscribeOk', requestId: 1, trackAlias: 1, expiresMs: 0, groupOrder: 'ascending' }, 14));
    const half = new Uint8Array(7 * 1024 * 1024);
    for (let count = 0; count < 6; count++) {
      const stream = await client.openUni().catch(() => undefined);
      const header = encodeSubgroupHeader({ trackAlias: 1, group: count, subgroup: 0, priority: 0, extensions: false, endOfGroup: false }, 14);
      const head = encodeObjectHead({ object: 0, payload: new Uint8Array(8 * 1024 * 1024), status: 'normal' }, undefined, { extensions: false });
      await stream?.write(Uint8Array.of(...header, ...head)).catch(() => {});
      void stream?.write(half).catch(() => {});
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    assert.deepEqual((await session.closed).code, sessionErrors.PROTOCOL_VIOLATION);
  });
});
