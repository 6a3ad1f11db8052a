import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { aliveTrack } from '../../../../core/wire/moqt/alive-track.ts';
import { usualLimits } from '../../../../server/moqt/live-broadcast.ts';
import { bytes, connectTo, publishTo, streamOf, watchTrack } from '../../../support/relay-clients.ts';
import { comes, refusedWith, testRelay, type TestRelay } from '../../../support/test-relay.ts';

describe('relay', () => {
  let relay: TestRelay['relay'];
  let clock: TestRelay['clock'];
  let authority: TestRelay['authority'];

  beforeEach(() => { ({ relay, clock, authority } = testRelay()); });
  afterEach(() => relay.close());

  for (const draft of [14, 16] as const) {
    it(`draft ${draft}: hands each object to everyone who watches, and asks the publisher once`, async () => {
      const publisher = await publishTo(relay, { draft });
      const viewers = await Promise.all(Array.from({ length: 5 }, () => connectTo(relay, '/playback/lv_1?tok=token-1', { draft })));
      const watching = viewers.map(({ session }) => watchTrack(session, 'video'));
      await Promise.all(watching.map(({ subscription }) => subscription.accepted));
      assert.equal(publisher.asked.get('video'), 1);
      await publisher.send('video', 7, [bytes(10), bytes(20, 2)]);
      for (const viewer of watching) {
        await comes(() => viewer.ends.length === 1, 'the group is whole');
        assert.deepEqual(viewer.places(), ['7/0', '7/1']);
        assert.deepEqual(viewer.objects[1]!.payload, bytes(20, 2));
        assert.deepEqual(viewer.ends, [{ group: 7, subgroup: 0, whole: true, endOfGroup: false }]);
      }
    });
  }

  it('tells who hears nothing that it is there, without a word to the publisher', async () => {
    const publisher = await publishTo(relay, { tracks: ['video', aliveTrack] });
    const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
    await assert.rejects(watchTrack(session, aliveTrack).subscription.accepted, refusedWith('DOES_NOT_EXIST'));
    assert.equal(publisher.asked.size, 0);
  });

  it('starts who comes late at the newest group, whole', async () => {
    const publisher = await publishTo(relay);
    const first = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
    await first.subscription.accepted;
    await publisher.send('video', 1, [bytes(5), bytes(5)]);
    await publisher.send('video', 2, [bytes(5), bytes(5), bytes(5)], { cut: true });
    await comes(() => first.objects.length === 5, 'all came to the first');
    const late = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
    assert.deepEqual((await late.subscription.accepted).largest, { group: 2, object: 2 });
    await comes(() => late.objects.length === 3, 'the newest group came');
    assert.deepEqual(late.places(), ['2/0', '2/1', '2/2']);
    const next = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video', { filter: { type: 'next-group' } });
    await next.subscription.accepted;
    await publisher.send('video', 3, [bytes(5)]);
    await comes(() => next.objects.length === 1, 'the next group came');
    assert.deepEqual(next.places(), ['3/0']);
  });

  it('gives the group under way to whoever asks first, where the publisher sends it from its start', async () => {
    const publisher = await publishTo(relay, { largest: { group: 2, object: 2 } });
    const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
    const first = watchTrack(session, 'video');
    await first.subscription.accepted;
    const next = watchTrack(session, 'video', { filter: { type: 'next-group' } });
    await next.subscription.accepted;
    // Streams overtake each other.
    await publisher.send('video', 2, [bytes(5), bytes(6)], { from: 1, subgroup: 1 });
    await publisher.send('video', 2, [bytes(4)]);
    await comes(() => first.ends.length === 2, 'the group under way came');
    assert.deepEqual(first.places().toSorted(), ['2/0', '2/1', '2/2']);
    await publisher.send('video', 3, [bytes(5)]);
    for (const viewer of [first, next]) await comes(() => viewer.places().includes('3/0'), 'the next group came');
    assert.deepEqual(next.places(), ['3/0']);
    assert.equal(first.objects.length, 4, 'nothing comes twice');
  });

  it('waits for the next group where the start of the one under way does not come', async () => {
    const publisher = await publishTo(relay, { largest: { group: 2, object: 2 } });
    const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
    await viewer.subscription.accepted;
    await publisher.send('video', 2, [bytes(5), bytes(6)], { from: 3 });
    await publisher.send('video', 3, [bytes(5)]);
    await comes(() => viewer.ends.length === 1, 'the next group came');
    await publisher.send('video', 2, [bytes(4)], { subgroup: 1 });
    await publisher.send('video', 4, [bytes(5)]);
    await comes(() => viewer.ends.length === 2, 'and the one after it');
    assert.deepEqual(viewer.places(), ['3/0', '4/0']);
  });

  it('asks no more some seconds after the last viewer has left, and again for the next', async () => {
    const publisher = await publishTo(relay);
    const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
    const viewer = watchTrack(session, 'video');
    await viewer.subscription.accepted;
    viewer.subscription.unsubscribe();
    await comes(() => clock.pending() > 0 && (clock.advance(usualLimits.idleMs + 1), publisher.open.size === 0), 'the publisher is asked no more');
    const again = watchTrack(session, 'video');
    await again.subscription.accepted;
    assert.equal(publisher.asked.get('video'), 2);
  });

  it('serves a joining fetch from what it keeps', async () => {
    const publisher = await publishTo(relay);
    const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
    const viewer = watchTrack(session, 'video');
    await viewer.subscription.accepted;
    await publisher.send('video', 1, [bytes(5, 1), bytes(5, 2)]);
    await publisher.send('video', 2, [bytes(5, 3)], { cut: true });
    await comes(() => viewer.objects.length === 3, 'all came');
    const other = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
    await other.subscription.accepted;
    const { session: third } = await connectTo(relay, '/playback/lv_1?tok=token-1');
    const joined = watchTrack(third, 'video');
    await joined.subscription.accepted;
    const fetched: string[] = [];
    await third.fetch({ type: 'relative', joining: joined.subscription, start: 1 }, { object: ({ group, object, payload }) => void fetched.push(`${group}/${object}=${payload[0]}`) }).done;
    assert.deepEqual(fetched, ['1/0=1', '1/1=2', '2/0=3']);
    await assert.rejects(third.fetch({ type: 'standalone', track: { namespace: streamOf('lv_1'), name: 'video' }, start: { group: 90, object: 0 }, end: { group: 91, object: 0 } }, { object() {} }).done, refusedWith('INVALID_RANGE'));
  });

  describe('a publisher that vanishes', () => {
    it('mid-group: the group is given up, and who watches goes on when it comes back', async () => {
      const publisher = await publishTo(relay);
      const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
      await viewer.subscription.accepted;
      await publisher.send('video', 4, [bytes(4)], { cut: true });
      await comes(() => viewer.objects.length === 1, 'it plays');
      publisher.transport.cut();
      await comes(() => viewer.ends.length === 1, 'the stream is reset');
      assert.equal(viewer.ends[0]!.whole, false);
      const back = await publishTo(relay);
      await comes(() => back.open.has('video'), 'it is asked again');
      await back.send('video', 5, [bytes(4)]);
      await comes(() => viewer.objects.length === 2, 'it goes on');
      assert.deepEqual(viewer.places(), ['4/0', '5/0']);
    });

    it('for good: its viewers are told after the grace', async () => {
      const publisher = await publishTo(relay);
      const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
      await viewer.subscription.accepted;
      publisher.transport.cut();
      await comes(() => !relay.broadcasts.isTaken(streamOf('lv_1')), 'the relay knows');
      clock.advance(usualLimits.graceMs + 1);
      assert.deepEqual((await viewer.subscription.done).code, 'TRACK_ENDED');
      assert.equal(relay.broadcasts.find(streamOf('lv_1')), undefined);
    });

    it('that counts anew is a new track to its viewers', async () => {
      const publisher = await publishTo(relay);
      const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
      await viewer.subscription.accepted;
      await publisher.send('video', 4, [bytes(4)]);
      await comes(() => viewer.objects.length === 1, 'it plays');
      publisher.transport.cut();
      await comes(() => !relay.broadcasts.isTaken(streamOf('lv_1')), 'the relay knows');
      const back = await publishTo(relay);
      await comes(() => back.open.has('video'), 'it is asked again');
      await back.send('video', 0, [bytes(4)]);
      assert.equal((await viewer.subscription.done).code, 'TRACK_ENDED');
    });
  });

  it('tells of each broadcast as it runs and at its end', async () => {
    const publisher = await publishTo(relay);
    const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1', { kind: 'websocket' });
    const viewer = watchTrack(session, 'video');
    await viewer.subscription.accepted;
    clock.advance(500);
    await publisher.send('video', 1, [bytes(1000)]);
    await comes(() => viewer.objects.length === 1 && relay.figures.totals.bytesOut === 1000, 'it played');
    clock.advance(59_500);
    const running = authority.rows.at(-1)!;
    assert.deepEqual({ ...running, id: '' }, {
      id: '', org: 'org1', streamId: 'lv_1', tag: 'media.broadcast', startedAt: running.startedAt, endedAt: null, viewersPeak: 1, views: 1, viewerMinutes: 1,
      bytesIn: 1000, bytesOut: 1000, objectsDropped: 0, startupMs: 500, byTransport: { webtransport: 0, websocket: 1, hls: 0 },
    });
    session.close();
    await comes(() => relay.figures.viewers('websocket') === 0, 'it has left');
    relay.close();
    const last = authority.rows.at(-1)!;
    assert.equal(last.id, running.id);
    assert.equal(last.endedAt, clock.now());
  });

  it('leaves nothing running', async () => {
    await publishTo(relay);
    const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1');
    await watchTrack(session, 'video').subscription.accepted;
    relay.close();
    await session.closed;
    await comes(() => relay.sessions === 0, 'the sessions are over');
    assert.equal(clock.pending(), 0);
  });
});
