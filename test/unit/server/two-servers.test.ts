import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MufLiveManager } from '../../../core/manager.ts';
import { fakeMedia } from '../../../core/testing/fake-media.ts';
import { freePort } from '../../support/free-port.ts';
import { startRedis } from '../../support/redis.ts';
import { openLine } from '../../support/server-line.ts';
import { startServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const textsOf = (manager: MufLiveManager): string[] => manager.stores.chat.$lines.get().map(({ text }) => text);
const statusOf = (manager: MufLiveManager) => manager.stores.connection.$connection.get().status;
const back = (manager: MufLiveManager) => until(() => statusOf(manager), (status) => status === 'connected', { what: 'the page is back' });

test('two servers in processes of their own: pages at the wrong one go to the right one, come back to it, and to the other when it stops', async (t) => {
  const redis = await startRedis();
  t.after(() => redis.close());
  const env = { VALKEY_URL: redis.url(), JWT_SECRET: 'one secret for both of these servers' };
  // Pages are sent to the first by a line of their own, which can be cut.
  const port = await freePort();
  const line = await openLine(`http://127.0.0.1:${port}`);
  t.after(() => line.close());
  const [one, two] = await Promise.all([startServer({ env: { ...env, MUF_NODE_URL: line.url }, port }), startServer({ env })]);
  t.after(() => Promise.all([one.close(), two.close()]));

  const host = new MufLiveManager({ server: one.url, media: fakeMedia(), displayName: 'Ada' });
  const viewer = new MufLiveManager({ server: two.url, media: fakeMedia(), displayName: 'Bo' });
  t.after(() => Promise.all([host.close(), viewer.close()]));
  await host.startBroadcast({ title: 'Evening' });
  const roomId = host.roomId!;
  await viewer.joinAsViewer(roomId, { hostPeerId: host.peerId! });
  assert.equal(viewer.stores.session.$isLive.get(), true);
  assert.equal(line.connections(), 1, 'over there');
  await until(() => host.stores.audience.$viewerCount.get(), (count) => count === 1, { what: 'the host counts one' });
  await viewer.sendChat('hello from afar');
  const { peerId } = viewer;

  // Its own way is gone: it asks at the server it was given, with a resume token of the other one.
  line.cut();
  await until(() => statusOf(viewer), (status) => status === 'reconnecting', { what: 'the loss is noticed' });
  await host.sendChat('while you were away');
  line.mend();
  await back(viewer);
  assert.equal(viewer.peerId, peerId);
  await until(() => textsOf(viewer), (texts) => texts.length === 2, { what: 'what was missed' });
  assert.deepEqual(textsOf(viewer), ['hello from afar', 'while you were away']);
  assert.equal(host.stores.peers.$viewers.get().length, 1, 'nobody has left or come for the host');
  assert.equal(line.connections(), 1);

  // The page of the one that stops cannot know of the other; its viewer does.
  await one.stop();
  await back(viewer);
  assert.equal(viewer.peerId, peerId);
  assert.deepEqual(textsOf(viewer), ['hello from afar', 'while you were away']);
  const listed = async () => ((await (await fetch(`${two.url}/api/admin/live/rooms`)).json()) as { rooms: { roomId: string; viewerCount: number }[] }).rooms;
  assert.deepEqual((await listed()).map((room) => [room.roomId, room.viewerCount]), [[roomId, 1]]);

  // It comes back, and has no room any more: the host is sent on.
  await one.start();
  await back(host);
  await host.sendChat('together again');
  await until(() => textsOf(viewer), (texts) => texts.at(-1) === 'together again', { what: 'the host is heard at the second' });
  assert.deepEqual([one, two].map((server) => /"level":(50|60)|"level":"(error|fatal)"/.test(server.output())), [false, false]);
});
