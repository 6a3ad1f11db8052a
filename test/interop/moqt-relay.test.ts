import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';
import { Broadcast, Connection, Time } from '@moq/net';
import type { Draft } from '../../core/wire/moqt/codes.ts';
import { w3cTransport, type W3cSession } from '../../core/wire/moqt/w3c-transport.ts';
import { systemClock } from '../../server/clock.ts';
import { createRelay, type Relay } from '../../server/moqt/relay.ts';
import { createLogger } from '../../server/observe/logger.ts';
import { moqtPipe } from '../support/moqt-pipe.ts';
import { bytes, connectTo, publishTo, watchTrack } from '../support/relay-clients.ts';
import { testAuthority } from '../support/test-authority.ts';
import { until } from '../support/until.ts';

const broadcast = 'stream/org1/lv_1';
type Path = Parameters<Awaited<ReturnType<typeof Connection.connect>>['publish']>[0];
const protocols: Readonly<Record<Draft, string>> = { 14: '', 16: 'moqt-16' };
const frames = [100, 101, 102].map((size) => bytes(size, size));

describe('our relay with an independent implementation', () => {
  let relay: Relay;
  const open: { close(): void }[] = [];

  // It tells of each session on the console.
  before(() => { for (const level of ['debug', 'warn'] as const) mock.method(console, level, () => {}); });
  after(() => mock.restoreAll());
  beforeEach(() => {
    relay = createRelay({ authority: testAuthority(), clock: systemClock, logger: createLogger({ level: 'silent' }), newId: () => 'br_1', secrets: [] });
  });
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
    relay.close();
  });

  async function theirs(draft: Draft, path: string): Promise<Awaited<ReturnType<typeof Connection.connect>>> {
    const { client, server } = moqtPipe(protocols[draft]);
    const url = new URL(path, 'https://relay.test');
    void relay.serve({ transport: w3cTransport(server as unknown as W3cSession, 'webtransport'), url });
    const connection = await Connection.connect(url, { transport: client as unknown as WebTransport });
    open.push(connection);
    return connection;
  }

  for (const draft of [14, 16] as const) {
    it(`draft ${draft}: it publishes to our relay, and ours watches`, async () => {
      const connection = await theirs(draft, '/publish/lv_1?sk=key-1');
      const producer = new Broadcast.Producer();
      const video = producer.createTrack('video');
      connection.publish(broadcast as Path, producer);
      await until(() => relay.broadcasts.isTaken(['stream', 'org1', 'lv_1']), Boolean, { what: 'the relay has it', every: 5 });
      const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1', { draft })).session, 'video');
      await viewer.subscription.accepted;
      const group = video.appendGroup();
      for (const payload of frames) group.writeFrame({ payload, timestamp: Time.Timestamp.now() });
      group.close();
      await until(() => viewer.objects.length, (count) => count === 3, { what: 'the frames came', every: 5 });
      assert.deepEqual(viewer.objects.map(({ payload }) => payload), frames);
    });

    it(`draft ${draft}: it watches what ours publishes, late as well`, async () => {
      const publisher = await publishTo(relay, { draft });
      const connection = await theirs(draft, '/playback/lv_1?tok=token-1');
      const announced = await connection.announced('stream/org1' as Path).next();
      assert.deepEqual({ path: announced?.path, active: announced?.active }, { path: 'lv_1', active: true });
      const track = connection.consume(broadcast as Path).track('video').subscribe({ ordered: true });
      await until(() => publisher.open.has('video'), Boolean, { what: 'the publisher is asked', every: 5 });
      await publisher.send('video', 3, frames);
      const group = await track.recvGroup();
      for (const payload of frames) assert.deepEqual((await group!.readFrame())!.payload, payload);

      const late = (await theirs(draft, '/playback/lv_1?tok=token-1')).consume(broadcast as Path).track('video').subscribe({ ordered: true });
      const newest = await late.recvGroup();
      assert.equal(newest!.sequence, 3);
      for (const payload of frames) assert.deepEqual((await newest!.readFrame())!.payload, payload);
    });

    it(`draft ${draft}: it publishes and it watches, both by our relay`, async () => {
      const producer = new Broadcast.Producer();
      const video = producer.createTrack('video');
      (await theirs(draft, '/publish/lv_1?sk=key-1')).publish(broadcast as Path, producer);
      await until(() => relay.broadcasts.isTaken(['stream', 'org1', 'lv_1']), Boolean, { what: 'the relay has it', every: 5 });
      const track = (await theirs(draft, '/playback/lv_1?tok=token-1')).consume(broadcast as Path).track('video').subscribe({ ordered: true });
      const first = track.recvGroup();
      const group = video.appendGroup();
      for (const payload of frames) group.writeFrame({ payload, timestamp: Time.Timestamp.now() });
      group.close();
      for (const payload of frames) assert.deepEqual((await (await first)!.readFrame())!.payload, payload);
    });
  }
});
