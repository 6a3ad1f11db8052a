import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../core/testing/fake-clock.ts';
import type { AudienceInfo, ChatMessage } from '../../../core/wire/signal/shapes.ts';
import { hosting, rejectionOf, viewing, type Harness } from './harness.ts';

const line = (id: string, change: Partial<ChatMessage> = {}): ChatMessage => ({ id, from: 'web-other', role: 'viewer', displayName: 'Other', text: id, sentAt: 1, ...change });
const person = (peerId: string) => ({ peerId, displayName: peerId, role: 'viewer' as const, joinedAt: 1 });
const beas: AudienceInfo = { audienceId: 'audience-2', hostPeerId: 'host-2', viewerCount: 3, viewers: [person('web-me'), person('web-bo')], sharedWith: ['host-1'], pinned: line('pinned'), slowModeSec: 20 };

const texts = ({ manager }: Harness): string[] => manager.stores.chat.$lines.get().map(({ text, status }) => `${text}:${status}`);

function raid({ server }: Harness, audience: AudienceInfo = beas, audienceSeq = 40): void {
  server.connection.send({ type: 'AudienceSwitched', change: 'raided', peerId: 'host-1', displayName: 'Ann', audience, chat: [line('theirs')], audienceSeq });
}

test('moving to another audience is one change: lines, people, count, pin, slow mode, host and link', async () => {
  const harness = await viewing();
  const { manager, server } = harness;
  server.publish('audience', { type: 'ViewerJoined', viewer: person('web-old') });
  server.publish('audience', { type: 'ChatPosted', message: line('ours') });
  server.connection.send({ type: 'TypingChanged', peerId: 'web-old', typing: true });
  await settle();
  const { chat, audience, peers, session } = manager.stores;
  const seen: unknown[] = [];
  const look = (): void => void seen.push([texts(harness), audience.$hostPeerId.get(), audience.$viewerCount.get(), peers.$viewers.get().length, chat.$pinned.get()?.id, chat.$slowModeSec.get(), session.$self.get()?.hostPeerId, chat.$typing.get().length]);
  const stops = [chat.$lines, audience.$viewerCount, peers.$viewers, chat.$pinned, session.$self].map((store) => store.listen(look));
  raid(harness);
  await settle();
  for (const stop of stops) stop();
  assert.ok(seen.length > 0);
  for (const state of seen) assert.deepEqual(state, [['theirs:sent'], 'host-2', 3, 2, 'pinned', 20, 'host-2', 0]);
  assert.deepEqual(audience.$sharedWith.get(), ['host-1']);
  assert.match(session.$shareLink.get() ?? '', /host=host-2/);
  assert.match(harness.payloads('SHARE_LINK').at(-1)?.link ?? '', /host=host-2/);
  assert.deepEqual(harness.payloads('VIEWER_COUNT').at(-1), { count: 3 });
  assert.deepEqual(harness.payloads('PEER_LEFT').map(({ peerId, reason }) => [peerId, reason]), [['web-old', 'moved']]);
  assert.deepEqual(harness.payloads('PEER_JOINED').map(({ peerId }) => peerId).at(-1), 'web-bo');
  assert.deepEqual(audience.$changes.get().map(({ change, moved, displayName, hostPeerId }) => [change, moved, displayName, hostPeerId]), [['raided', true, 'Ann', 'host-2']]);
  assert.equal(harness.payloads('CHAT').length, 1, 'history is not news');
  await manager.close();
});

test('events go on by the new audience’s numbers, and a reconnect names it', async () => {
  const harness = await viewing();
  const { server, manager, clock } = harness;
  raid(harness);
  server.connection.send({ type: 'ChatPosted', channel: 'audience', seq: 41, message: line('next') });
  await settle();
  assert.deepEqual(texts(harness), ['theirs:sent', 'next:sent']);
  server.connection.cut();
  await clock.advance(250);
  const { resume } = server.requests('Join').at(-1)!;
  assert.deepEqual([resume?.audienceId, resume?.seen.audience], ['audience-2', 41]);
  await manager.close();
});

test('a line on its way while its sender is moved arrives once', async () => {
  const harness = await viewing();
  harness.server.answer('ChatSend', () => undefined);
  const sent = harness.manager.sendChat('on its way');
  await settle();
  raid(harness);
  await settle();
  assert.deepEqual(texts(harness), ['theirs:sent', 'on its way:pending']);
  harness.server.answer('ChatSend', undefined);
  harness.server.room.snapshot = { ...harness.server.room.snapshot, audience: beas };
  harness.server.connection.cut();
  await harness.clock.advance(250);
  await sent;
  await settle();
  assert.deepEqual(texts(harness), ['theirs:sent', 'on its way:sent']);
  await harness.manager.close();
});

test('a page that comes back into another audience shows that one alone', async () => {
  const harness = await viewing();
  const { server, manager, clock } = harness;
  server.publish('audience', { type: 'ChatPosted', message: line('ours') });
  server.room.canReplay = false;
  server.room.snapshot = { ...server.room.snapshot, audience: beas, chat: [line('theirs')] };
  server.connection.cut();
  await clock.advance(250);
  assert.deepEqual(texts(harness), ['theirs:sent']);
  assert.deepEqual(harness.payloads('CHAT').map(({ id }) => id), ['ours']);
  assert.match(manager.stores.session.$shareLink.get() ?? '', /host=host-2/);
  await manager.close();
});

test('others who come or go together are one change of my audience, and my own link stays a host’s', async () => {
  const harness = await hosting();
  const { server, manager } = harness;
  const link = manager.stores.session.$shareLink.get();
  server.publish('audience', { type: 'AudienceChanged', change: 'merged', peerId: 'host-2', displayName: 'Bea', viewers: 2, audience: { audienceId: 'audience-1', hostPeerId: 'host-1', viewerCount: 3, viewers: [person('web-bo')], sharedWith: ['host-2'] } });
  await settle();
  assert.deepEqual([manager.stores.audience.$sharedWith.get(), manager.stores.audience.$viewerCount.get()], [['host-2'], 3]);
  assert.deepEqual(manager.stores.audience.$changes.get().map(({ change, moved, viewers }) => [change, moved, viewers]), [['merged', false, 2]]);
  raid(harness);
  await settle();
  assert.equal(manager.stores.session.$shareLink.get(), link);
  await manager.close();
});

test('the calls ask for just that, and pass refusals on', async () => {
  const harness = await hosting();
  const { manager, server } = harness;
  await manager.mergeAudiences('host-2');
  await manager.splitAudience();
  server.refuse('RaidAudience', 'no-audience');
  assert.equal((await rejectionOf(manager.raidAudience('host-9'))).code, 'no-audience');
  assert.deepEqual(server.requests('MergeAudiences').map(({ hostPeerId }) => hostPeerId), ['host-2']);
  assert.deepEqual(server.requests('RaidAudience').map(({ hostPeerId }) => hostPeerId), ['host-9']);
  await manager.close();
});
