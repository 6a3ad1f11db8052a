import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import type { ChatMessage } from '../../../../core/wire/signal/shapes.ts';
import { Audience } from '../../../../server/rooms/audience.ts';
import type { RoomPeer } from '../../../../server/rooms/room-peer.ts';
import type { ChatLog } from '../../../../server/store/ports.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const line = (id: string, from = 'p'): ChatMessage => ({ id, clientId: `client-${id}`, from, role: 'viewer', displayName: 'P', text: id, sentAt: 1 });

const viewer = (peerId: string): RoomPeer => ({ peerId, info: { peerId, displayName: '', role: 'viewer', joinedAt: 1 } }) as RoomPeer;

function setUp(recent: () => Promise<ChatMessage[]> = async () => []) {
  const clock = createFakeClock();
  const told: { type: string }[] = [];
  const chat: ChatLog = { append: async (_room, _audience, message) => message, remove: async () => true, recent, sweep: async () => 0 };
  const audience = new Audience({ audienceId: 'a', roomId: 'r', chat, clock });
  audience.channel.add({ send: (frame) => void told.push(JSON.parse(String(frame)) as { type: string }), close() {}, finish() {} });
  return { clock, audience, told, count: (type: string) => told.filter((event) => event.type === type).length };
}

describe('a crowd', () => {
  it('is listed and announced one by one up to a bound, and then only counted', () => {
    const { clock, audience, told, count } = setUp();
    const crowd = Array.from({ length: limits.listedViewers + 20 }, (_, index) => viewer(`v${index}`));
    for (const one of crowd) audience.enter(one);
    audience.enter(crowd[0]!);
    assert.equal(audience.viewerCount, crowd.length);
    assert.deepEqual(audience.viewers.map(({ peerId }) => peerId), crowd.slice(0, limits.listedViewers).map(({ peerId }) => peerId));
    assert.equal(count('ViewerJoined'), limits.listedViewers);
    clock.advance(500);
    assert.deepEqual(told.at(-1), { type: 'ViewerCountChanged', count: crowd.length });
    audience.leave(crowd.at(-1)!, 'left');
    assert.equal(count('ViewerLeft'), 0, 'nobody knew of this one');
    audience.leave(crowd[0]!, 'left');
    assert.equal(count('ViewerLeft'), 1);
    assert.equal(audience.viewers[0]?.peerId, 'v1');
    audience.leave(crowd[0]!, 'left');
    assert.equal(count('ViewerLeft'), 1, 'one can leave but once');
    for (const one of crowd) audience.leave(one, 'left');
    assert.equal(audience.viewerCount, 0);
    audience.close();
    assert.equal(clock.pending(), 0);
  });
});

describe('the lines of an audience', () => {
  it('of earlier runs come first, and none twice', async () => {
    const read = Promise.withResolvers<ChatMessage[]>();
    const { audience } = setUp(() => read.promise);
    const loading = Promise.all([audience.load(), audience.load()]);
    audience.announce(line('new'));
    audience.announce(line('both'));
    read.resolve([line('old'), line('both')]);
    await loading;
    assert.deepEqual(audience.lines.newest('x').map(({ id }) => id), ['old', 'both', 'new']);
  });

  it('are read from the log once, and again only if that failed', async () => {
    let reads = 0;
    const { audience } = setUp(async () => {
      reads += 1;
      if (reads === 1) throw new Error('disk');
      return [line('old')];
    });
    await assert.rejects(audience.load(), /disk/);
    await audience.load();
    await audience.load();
    assert.deepEqual([reads, audience.lines.newest('p')[0]?.clientId, audience.lines.newest('q')[0]?.clientId], [2, 'client-old', undefined]);
  });
});
