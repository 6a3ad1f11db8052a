import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashOf, Sessions, type Place } from '../../../../server/signal/sessions.ts';
import type { SessionRecord } from '../../../../server/store/ports.ts';
import { createFakeIds } from '../../../support/fake-ids.ts';

function setUp() {
  const stored = new Map<string, SessionRecord>();
  const store = {
    async putSession(session: SessionRecord) { stored.set(`${session.roomId} ${session.peerId}`, session); },
    async deleteSession(roomId: string, peerId: string) { stored.delete(`${roomId} ${peerId}`); },
  };
  return { stored, sessions: new Sessions({ store, ids: createFakeIds(), node: 'me' }) };
}

const place = (peerId: string): Place => ({ session: { roomId: 'r', peerId, claims: { room_id: 'r', role: 'viewer', room_type: 'live', exp: 1 }, joinedAt: 1 } });

describe('resume tokens', () => {
  it('are kept as a hash only, under their node’s name', async () => {
    const { stored, sessions } = setUp();
    const token = await sessions.issue(place('p'));
    assert.match(token, /^me\./);
    const [record] = stored.values();
    assert.equal(record?.tokenHash, hashOf(token));
    assert.ok(!JSON.stringify(record).includes(token));
  });

  it('lead to one place; the one before stays good until the new one is used', async () => {
    const { sessions } = setUp();
    const [here, there] = [place('p'), place('q')];
    const first = await sessions.issue(here);
    const other = await sessions.issue(there);
    const second = await sessions.issue(here);
    assert.deepEqual([first, second, other, 'me.unknown', ''].map((token) => sessions.find(token)), [here, here, there, undefined, undefined]);
    sessions.confirm(here);
    assert.deepEqual([first, second].map((token) => sessions.find(token)), [undefined, here]);
    const third = await sessions.issue(here);
    await sessions.issue(here);
    assert.deepEqual([second, third].map((token) => sessions.find(token)), [undefined, here], 'never more than two at a time');
  });

  it('are void once their place is given up or taken over', async () => {
    const { stored, sessions } = setUp();
    const [left, taken] = [place('p'), place('q')];
    const tokens = [await sessions.issue(left), await sessions.issue(taken), await sessions.issue(taken)];
    await sessions.forget(left);
    await sessions.forget(left);
    sessions.revoke(taken);
    assert.deepEqual(tokens.map((token) => sessions.find(token)), [undefined, undefined, undefined]);
    assert.deepEqual([...stored.keys()], ['r q']);
    const next = await sessions.issue(taken);
    assert.equal(sessions.find(next), taken);
  });

  it('come back from the store', () => {
    const { sessions } = setUp();
    const here = place('p');
    sessions.adopt(here, hashOf('me.earlier'));
    assert.equal(sessions.find('me.earlier'), here);
  });
});
