import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createCensus, localAnswers, type CensusOptions } from '../../../../server/nodes/census.ts';
import type { Room } from '../../../../server/rooms/room.ts';

const room = (roomId: string, { createdAt = 1, viewerCount = 0, listed = true, orgId = undefined as string | undefined } = {}): Room => ({
  roomId, viewerCount, peers: [], stage: [{ announced: true, peerId: 'ann', info: { displayName: 'Ann' }, broadcaster: { peerId: 'ann', displayName: 'Ann', role: 'host', isOriginalHost: true, producers: [] } }],
  media: { bytes: async () => ({ received: 0, sent: 0 }) },
  record: { roomId, roomType: 'live', title: roomId, category: '', status: 'live', startedAt: 2, createdAt, peakViewers: viewerCount, hostPeerId: 'ann', maxBroadcasters: 4, listed, ...(orgId === undefined ? {} : { orgId }) },
}) as unknown as Room;

/** A node with these rooms that asks another one. */
function census(mine: readonly Room[], theirs: readonly Room[]) {
  const there = localAnswers({ rooms: { all: () => theirs }, now: () => 1000 });
  // Answers travel as JSON.
  const ask: CensusOptions['ask'] = async (question) => ({ answers: [JSON.parse(JSON.stringify(await there(question))) as unknown], silent: ['three'] });
  return createCensus({ rooms: { all: () => mine }, now: () => 1000, ask });
}

it('rooms of all nodes are counted, each once, and those of silent ones missed by name', async () => {
  const { rows, silent } = await census([room('a', { viewerCount: 2 }), room('b')], [room('b', { viewerCount: 9 }), room('c')]).rows(undefined);
  assert.deepEqual(new Map(rows.map(({ roomId, viewers }) => [roomId, viewers])), new Map([['a', 2], ['b', 0], ['c', 0]]), 'one’s own word counts');
  assert.deepEqual(silent, ['three']);
});

it('an organisation’s rooms are its own on every node', async () => {
  const { rows } = await census([room('a', { orgId: 'acme' }), room('b', { orgId: 'other' })], [room('c', { orgId: 'acme' }), room('d')]).rows('acme');
  assert.deepEqual(rows.map(({ roomId }) => roomId).toSorted(), ['a', 'c']);
});

it('strangers find the listed ones', async () => {
  const found = await census([room('a'), room('b', { listed: false })], [room('c')]).listed();
  assert.deepEqual(new Map(found.map(({ roomId, hostName }) => [roomId, hostName])), new Map([['a', 'Ann'], ['c', 'Ann']]));
});

it('a closer look comes in the order it was asked for, without those that have gone', async () => {
  const seen = await census([room('a'), room('b')], [room('c', { createdAt: 7 })]).summaries(['c', 'gone', 'a']);
  assert.deepEqual(seen.map(({ roomId, createdAt, uptimeSec }) => [roomId, createdAt, uptimeSec]), [['c', 7, 1], ['a', 1, 1]]);
});

it('a question of a newer server is answered with nothing', async () => {
  assert.deepEqual(await localAnswers({ rooms: { all: () => [room('a')] }, now: () => 1 })({ about: 'the weather' }), []);
});
