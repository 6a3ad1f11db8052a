import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createLanCodes } from '../../../../server/lan/lan-codes.ts';
import { createEmbeddedStore } from '../../../../server/store/embedded.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { systemIds as ids } from '../../../../server/ids.ts';
import { tempDir } from '../../../support/temp-dir.ts';

async function lan(t: TestContext) {
  const clock = createFakeClock();
  const store = await createEmbeddedStore({ dir: tempDir(), clock });
  t.after(() => store.close());
  return { clock, store, codes: await createLanCodes({ store, clock, ids }), again: () => createLanCodes({ store, clock, ids }) };
}

describe('codes of --lan', () => {
  it('make their bearer the host of a room that is waiting then', async (t) => {
    const { codes, store } = await lan(t);
    const { roomId, code } = codes.issue();
    const claims = await codes.take(roomId, code);
    assert.deepEqual({ ...claims, peer_id: '', host_peer_id: '' }, { room_id: roomId, role: 'host', room_type: 'live', peer_id: '', host_peer_id: '', is_original_host: true });
    const room = await store.rooms.get(roomId);
    assert.deepEqual([room?.status, room?.hostPeerId, room?.listed], ['waiting', claims?.peer_id, undefined]);
  });

  it('let the host call the room something, and nobody after them', async (t) => {
    const { codes, store } = await lan(t);
    const called = async (title: string) => {
      const { roomId, code } = codes.issue();
      await codes.take(roomId, code, { title, category: 'Music' });
      const room = await store.rooms.get(roomId);
      return [room?.title, room?.category, await codes.begun()];
    };
    assert.equal(await codes.begun(), false);
    assert.deepEqual(await called('Garden'), ['Garden', 'Music', true]);
    assert.deepEqual(await called('Mine'), ['Garden', 'Music', true]);
  });

  it('are good once, also when two come at the same time', async (t) => {
    const { codes } = await lan(t);
    const { roomId, code } = codes.issue();
    const got = await Promise.all([codes.take(roomId, code), codes.take(roomId, code), codes.take(roomId, code)]);
    assert.equal(got.filter((claims) => claims !== undefined).length, 1);
    assert.equal(await codes.take(roomId, code), undefined);
  });

  it('end after an hour, and with the next one', async (t) => {
    const { codes, clock, store } = await lan(t);
    const first = codes.issue();
    const second = codes.issue();
    assert.equal(await codes.take(first.roomId, first.code), undefined);
    clock.advance(60 * 60 * 1000);
    assert.equal(await codes.take(second.roomId, second.code), undefined);
    assert.equal(await store.rooms.get(second.roomId), undefined, 'and no room was made');
  });

  it('open no other room, and are not guessed', async (t) => {
    const { codes } = await lan(t);
    const { roomId, code } = codes.issue();
    assert.equal(await codes.take('another-room', code), undefined);
    for (const guess of ['', code.slice(1), `${code}x`, code.toUpperCase()]) assert.equal(await codes.take(roomId, guess), undefined);
    assert.ok(await codes.take(roomId, code), 'wrong tries use none up');
  });

  it('bring a second one on stage beside the first, and begin anew once the room is over', async (t) => {
    const { codes, store } = await lan(t);
    const take = async () => {
      const { roomId, code } = codes.issue();
      return (await codes.take(roomId, code))!;
    };
    const host = await take();
    const cohost = await take();
    assert.equal(cohost.is_original_host, false);
    assert.equal(cohost.room_id, host.room_id);
    assert.notEqual(cohost.peer_id, host.peer_id);
    await store.rooms.put({ ...(await store.rooms.get(host.room_id))!, status: 'ended' });
    const next = await take();
    assert.deepEqual([next.is_original_host, next.room_id], [true, host.room_id]);
    assert.equal((await store.rooms.get(host.room_id))?.status, 'waiting');
  });

  it('tell when one was used, and only then', async (t) => {
    const { codes } = await lan(t);
    const used: string[] = [];
    codes.onUsed((roomId) => used.push(roomId));
    const { roomId, code } = codes.issue();
    await codes.take(roomId, 'wrong');
    await codes.take(roomId, code);
    assert.deepEqual(used, [roomId]);
  });

  it('lead to the same room after a restart; a code of before does not', async (t) => {
    const { codes, again } = await lan(t);
    const { roomId, code } = codes.issue();
    const next = await again();
    assert.equal(await next.take(roomId, code), undefined);
    assert.equal(next.issue().roomId, roomId);
  });
});
