import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bytes, connectTo, publishTo, watchTrack } from '../../../support/relay-clients.ts';
import { testRelay } from '../../../support/test-relay.ts';
import { until } from '../../../support/until.ts';

const viewers = 200;

it(`one publisher’s small track reaches ${viewers}, by one upload`, async (t) => {
  const { relay, clock, authority } = testRelay();
  t.after(() => relay.close());
  const publisher = await publishTo(relay, { tracks: ['small'] });
  const watching = await Promise.all(Array.from({ length: viewers }, async () => {
    const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'small');
    await viewer.subscription.accepted;
    return viewer;
  }));
  for (let group = 1; group <= 5; group += 1) {
    await publisher.send('small', group, [bytes(200), bytes(200), bytes(200)]);
    await until(() => watching.every(({ objects }) => objects.length === group * 3), Boolean, { what: `group ${group} came to everyone`, every: 5 });
  }
  assert.equal(publisher.asked.get('small'), 1);
  assert.equal(relay.broadcasts.bytesIn, 3000);
  assert.deepEqual([...new Set(watching.map((viewer) => viewer.places().join()))], [Array.from({ length: 15 }, (_, index) => `${1 + Math.floor(index / 3)}/${index % 3}`).join()]);
  clock.advance(10_000);
  assert.equal(authority.rows.at(-1)!.viewersPeak, viewers);
});

it('a viewer that reads nothing costs a bounded amount and holds up nobody', async (t) => {
  const { relay, clock } = testRelay();
  t.after(() => relay.close());
  const publisher = await publishTo(relay, { windowBytes: 1_000_000 });
  const stopped = await connectTo(relay, '/playback/lv_1?tok=token-1', { readsNothing: true });
  await watchTrack(stopped.session, 'video').subscription.accepted;
  const viewer = watchTrack((await connectTo(relay, '/playback/lv_1?tok=token-1')).session, 'video');
  await viewer.subscription.accepted;
  for (let group = 0; group < 20; group += 1) {
    await publisher.send('video', group, Array.from({ length: 10 }, () => bytes(50_000)));
    await until(() => viewer.objects.length, (count) => count === 10 * (group + 1), { what: `group ${group} came to who reads`, every: 2 });
    clock.advance(1000);
  }
  assert.ok(relay.figures.totals.objectsDropped > 100);
  const held = stopped.there.opened.reduce((sum, { waiting }) => sum + waiting, 0);
  assert.ok(held < 512 * 1024, `${held} bytes wait in its transport`);
  assert.ok(stopped.there.opened.filter(({ state }) => state === 'reset').length > 10);
});
