import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Revoked } from '../../../../server/streams/authority-port.ts';
import { RevocationFeed } from '../../../../server/streams/revocation-feed.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { testAuthority, type TestAuthority } from '../../../support/test-authority.ts';

const revoked = (kid: string): Revoked => ({ kid, publisher: false, viewers: true, reason: 'retired' });

describe('what was revoked, for relays in other places', () => {
  let clock: FakeClock;
  let authority: TestAuthority;
  let feed: RevocationFeed;
  beforeEach(() => {
    clock = createFakeClock();
    authority = testAuthority(clock);
    feed = new RevocationFeed({ authority, clock, id: 'a.feed' });
  });

  it('is told from now on to whoever asks first, who may have missed all before', async () => {
    authority.revoke(revoked('1'));
    const first = await feed.since('');
    assert.deepEqual(first, { cursor: 'a.feed.1', revoked: [], missed: true });
    authority.revoke(revoked('2'));
    authority.revoke(revoked('3'));
    assert.deepEqual(await feed.since(first.cursor), { cursor: 'a.feed.3', revoked: [revoked('2'), revoked('3')], missed: false });
    // An answer that did not arrive is asked for again.
    assert.deepEqual((await feed.since(first.cursor)).revoked, [revoked('2'), revoked('3')]);
  });

  it('is told to all who wait, as it happens', async () => {
    const { cursor } = await feed.since('');
    const waiting = [feed.since(cursor), feed.since(cursor)];
    assert.equal(clock.pending(), 2);
    authority.revoke(revoked('1'));
    for (const answer of await Promise.all(waiting)) assert.deepEqual(answer, { cursor: 'a.feed.1', revoked: [revoked('1')], missed: false });
    assert.equal(clock.pending(), 0);
  });

  it('says after 20 s that there was nothing', async () => {
    const { cursor } = await feed.since('');
    const waiting = feed.since(cursor);
    clock.advance(20_000);
    assert.deepEqual(await waiting, { cursor, revoked: [], missed: false });
  });

  it('says that something was missed: of another feed, of the future, of too long ago, of no feed at all', async () => {
    const { cursor } = await feed.since('');
    for (let count = 1; count <= 1000; count++) authority.revoke(revoked(String(count)));
    assert.equal((await feed.since(cursor)).revoked.length, 1000);
    authority.revoke(revoked('1001'));
    for (const asked of [cursor, 'other.1000', 'a.feed.1002', 'a.feed.-1', 'a.feed.1000.5', 'a.feed.x', 'a.feed.', 'a.feed', '.', undefined]) {
      assert.deepEqual(await feed.since(asked), { cursor: 'a.feed.1001', revoked: [], missed: true }, asked);
    }
  });

  it('ends with who waits, and hears of nothing any more', async () => {
    const { cursor } = await feed.since('');
    const waiting = feed.since(cursor);
    feed.close();
    assert.deepEqual((await waiting).revoked, []);
    assert.equal(clock.pending(), 0);
    authority.revoke(revoked('1'));
    assert.equal((await feed.since('')).cursor, cursor);
  });
});
