import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { acceptSession } from '../../../../core/wire/moqt/session.ts';
import type { Transport } from '../../../../core/wire/moqt/transport.ts';
import { NamespaceTaken } from '../../../../server/moqt/broadcast-port.ts';
import type { Relay } from '../../../../server/moqt/relay.ts';
import { createRoomPublisher } from '../../../../server/moqt/room-publisher.ts';
import { lookUpstream } from '../../../../server/moqt/upstream.ts';
import { createLogger } from '../../../../server/observe/logger.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { bytes, connectTo, publishTo, streamOf, watchTrack, type TestViewer } from '../../../support/relay-clients.ts';
import { comes, testRelay } from '../../../support/test-relay.ts';
import { transportPair, type MemoryTransport } from '../../../support/transport-pair.ts';

const secret = 'a secret that relays share';
const logger = createLogger({ level: 'silent' });

describe('relays in a chain, and rooms', () => {
  let clock: FakeClock;
  const ends: (() => void)[] = [];

  beforeEach(() => { clock = createFakeClock(); });
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) end();
    await comes(() => clock.pending() === 0, 'nothing is left running');
  });

  function relayHere(): Relay {
    const { relay } = testRelay({ clock, secrets: [secret] });
    ends.push(() => relay.close());
    return relay;
  }

  /** Links that were made, the newest last. */
  const connectBy = (relay: () => Relay, made: MemoryTransport[] = []) => async (): Promise<Transport> => {
    const { client, server } = transportPair({ kind: 'websocket' });
    made.push(client);
    void relay().serve({ transport: server, url: new URL(`https://relay.test/relay?sk=${encodeURIComponent(secret)}`) });
    return client;
  };

  function below(upstream: Relay, made: MemoryTransport[] = []): Relay {
    const relay = relayHere();
    ends.push(lookUpstream({ broadcasts: relay.broadcasts, connect: connectBy(() => upstream, made), clock, logger }));
    return relay;
  }

  async function watching(relay: Relay, count: number, name = 'video'): Promise<TestViewer[]> {
    const viewers = await Promise.all(Array.from({ length: count }, async () => watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, name)));
    await Promise.all(viewers.map(({ subscription }) => subscription.accepted));
    return viewers;
  }

  it('takes one copy of a track from the relay before it, however many watch', async () => {
    const origin = relayHere();
    const middle = below(origin);
    const edge = below(middle);
    const publisher = await publishTo(origin);
    const viewers = [...(await watching(edge, 4)), ...(await watching(middle, 3))];
    await publisher.send('video', 1, [bytes(1000), bytes(1000)]);
    for (const viewer of viewers) {
      await comes(() => viewer.ends.length === 1, 'the group came');
      assert.deepEqual(viewer.places(), ['1/0', '1/1']);
    }
    assert.equal(publisher.asked.get('video'), 1);
    // Its own two viewers of the middle relay and its viewers: one copy each way.
    assert.equal(origin.broadcasts.bytesIn, 2000);
    assert.equal(middle.broadcasts.bytesIn, 2000);
    assert.equal(edge.broadcasts.bytesIn, 2000);
    // Whoever watches at another relay is counted there.
    assert.equal(origin.figures.viewers('websocket') + origin.figures.viewers('webtransport'), 0);
    const late = (await watching(edge, 1))[0]!;
    await comes(() => late.objects.length === 2, 'who comes late has the newest group');
    assert.equal(edge.broadcasts.bytesIn, 2000);
  });

  it('goes on after its link was cut, and tells who watches what is not there', async () => {
    const origin = relayHere();
    const links: MemoryTransport[] = [];
    const edge = below(origin, links);
    const publisher = await publishTo(origin);
    const [viewer] = await watching(edge, 1);
    await publisher.send('video', 1, [bytes(10)]);
    await comes(() => viewer!.objects.length === 1, 'it plays');
    links.at(-1)!.cut();
    await comes(() => (clock.advance(200), links.length === 2 && publisher.asked.get('video') !== undefined && origin.sessions === 2), 'the link is there again');
    await publisher.send('video', 2, [bytes(10)]);
    await comes(() => viewer!.objects.length === 2, 'it goes on');
    const { session } = await connectTo(edge, '/playback/lv_1?tok=token-1');
    await assert.rejects(watchTrack(session, 'nothing').subscription.accepted, { code: 'DOES_NOT_EXIST' });
    const { session: other } = await connectTo(edge, '/playback/lv_2?tok=token-2');
    await assert.rejects(watchTrack(other, 'video', { namespace: streamOf('lv_2') }).subscription.accepted, { code: 'DOES_NOT_EXIST' });
  });

  it('carries what a room broadcasts, from the start of its group, only when someone watches', async () => {
    const relay = relayHere();
    const rooms = createRoomPublisher({ connect: connectBy(() => relay), clock, logger });
    ends.push(() => rooms.close());
    const room = rooms.publish(streamOf('lv_1'));
    assert.throws(() => rooms.publish(streamOf('lv_1')), NamespaceTaken);
    const track = room.track('peer/video');
    for (const object of [0, 1, 2]) track.object({ group: 9, subgroup: 0, object, priority: 128, payload: bytes(100), status: 'normal' });
    await comes(() => relay.broadcasts.isTaken(streamOf('lv_1')), 'the relay has it');
    assert.equal(relay.broadcasts.bytesIn, 0);
    const [viewer] = await watching(relay, 1, 'peer/video');
    await comes(() => viewer!.objects.length === 3, 'the group came');
    assert.deepEqual(viewer!.places(), ['9/0', '9/1', '9/2']);
    room.close('the room has ended');
    assert.equal((await viewer!.subscription.done).code, 'TRACK_ENDED');
    await comes(() => !relay.broadcasts.isTaken(streamOf('lv_1')), 'the relay knows');
  });

  it('offers all of them again to a relay that was started anew', async () => {
    let relay = relayHere();
    const rooms = createRoomPublisher({ connect: connectBy(() => relay), clock, logger });
    ends.push(() => rooms.close());
    const track = rooms.publish(streamOf('lv_1')).track('video');
    await comes(() => relay.broadcasts.isTaken(streamOf('lv_1')), 'the first relay has it');
    const before = relay;
    relay = relayHere();
    before.close();
    await comes(() => (clock.advance(200), relay.broadcasts.isTaken(streamOf('lv_1'))), 'the second relay has it');
    const [viewer] = await watching(relay, 1);
    track.object({ group: 1, subgroup: 0, object: 0, priority: 128, payload: bytes(100), status: 'normal' });
    await comes(() => viewer!.objects.length === 1, 'it plays');
  });

  it('waits longer and longer for a relay that refuses, and gives up when it is closed', async () => {
    let tries = 0;
    const rooms = createRoomPublisher({
      clock, logger,
      async connect() {
        tries += 1;
        const { client, server } = transportPair();
        void acceptSession(server, { drafts: [16] }).then((session) => session.close(2, 'auth_failed'), () => {});
        return client;
      },
    });
    rooms.publish(streamOf('lv_1'));
    for (const most of [2, 3, 4]) await comes(() => (clock.advance(200), tries >= most), 'it is tried again');
    rooms.close();
  });
});
