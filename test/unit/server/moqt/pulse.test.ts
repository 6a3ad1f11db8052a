import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bytes, connectTo, publishTo, watchTrack } from '../../../support/relay-clients.ts';
import { testRelay } from '../../../support/test-relay.ts';
import { until } from '../../../support/until.ts';

it('a viewer that does not answer gets no more than 2.5 MiB, and goes on with a whole group once it answers', async (t) => {
  const { relay, clock } = testRelay();
  t.after(() => relay.close());
  const publisher = await publishTo(relay, { windowBytes: 1_000_000 });
  // It takes all that it is sent, as the memory of a transport does whose peer was stopped.
  const answers: (() => void)[] = [];
  const { session } = await connectTo(relay, '/playback/lv_1?tok=token-1', {
    windowBytes: 2 ** 30, handlers: { subscribe: (request) => void answers.push(() => request.refuse('DOES_NOT_EXIST', '')) },
  });
  const viewer = watchTrack(session, 'video');
  await viewer.subscription.accepted;
  const received = (): number => viewer.objects.reduce((sum, { payload }) => sum + payload.length, 0);
  let group = 0;
  const sendGroup = async (): Promise<void> => {
    await publisher.send('video', group, Array.from({ length: 4 }, () => bytes(60_000)));
    await until(() => relay.broadcasts.bytesIn, (count) => count === 240_000 * (group + 1), { what: 'the relay has it', every: 2 });
    await new Promise((resolve) => { setImmediate(resolve); });
    group += 1;
    clock.advance(1000);
  };
  for (let turn = 0; turn < 20; turn += 1) await sendGroup();
  assert.ok(received() > 2_000_000 && received() < 2_750_000, `${received()} bytes`);
  assert.equal(answers.length, 1);
  const before = viewer.objects.length;
  answers.shift()!();
  await until(() => viewer.objects.length, (count) => count > before, { what: 'it goes on', every: 2 });
  assert.deepEqual(viewer.objects.slice(before).map((object) => `${object.group}/${object.object}`).slice(0, 4), ['19/0', '19/1', '19/2', '19/3']);
});
