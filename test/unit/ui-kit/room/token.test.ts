import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinFactsOf } from '../../../../ui-kit/room/join-facts.ts';
import { peekToken } from '../../../../ui-kit/room/token.ts';

const tokenOf = (claims: unknown): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
const nothing = { joinAs: null, roomId: null, token: null, host: null };

describe('peekToken', () => {
  it('reads the claims a page may want to know, in any script', () => {
    assert.deepEqual(peekToken(tokenOf({ room_id: 'r', role: 'host', is_original_host: false, display_name: 'ليلى', preset: 'live-host' })), { roomId: 'r', role: 'host', isOriginalHost: false, preset: 'live-host' });
  });

  it('gets no hints from what is no token, or holds other types', () => {
    for (const token of [undefined, '', 'x', 'a.b.c', 'a.!!!.c', tokenOf(null), tokenOf([]), tokenOf('text'), tokenOf({ room_id: 7, role: 'admin', is_original_host: 'yes', preset: 1 })]) {
      assert.deepEqual(peekToken(token), {}, String(token));
    }
  });
});

describe('joinFactsOf', () => {
  it('is a viewer unless attribute or token say otherwise', () => {
    assert.equal(joinFactsOf(nothing).joinAs, 'viewer');
    assert.equal(joinFactsOf({ ...nothing, token: tokenOf({ role: 'host' }) }).joinAs, 'host');
    assert.equal(joinFactsOf({ ...nothing, joinAs: 'viewer', token: tokenOf({ role: 'host' }) }).joinAs, 'viewer');
    assert.equal(joinFactsOf({ ...nothing, joinAs: 'admin' }).joinAs, 'viewer');
  });

  it('takes from a preset what neither says, and what a new room is to be', () => {
    const worn = { joinAs: 'host', newRoom: { preset: 'group-call-host', maxBroadcasters: 6 } } as const;
    assert.equal(joinFactsOf({ ...nothing, worn }).joinAs, 'host');
    assert.equal(joinFactsOf({ ...nothing, worn, token: tokenOf({ role: 'viewer' }) }).joinAs, 'viewer');
    assert.equal(joinFactsOf({ ...nothing, worn, joinAs: 'guest' }).joinAs, 'guest');
    assert.deepEqual(joinFactsOf({ ...nothing, worn, mode: 'mesh' }).newRoom, { preset: 'group-call-host', maxBroadcasters: 6, mode: 'mesh' });
  });

  it('says what a new room is to be, where that is not the usual', () => {
    assert.deepEqual(joinFactsOf({ ...nothing, roomType: '1v1', mode: 'mesh' }).newRoom, { roomType: '1v1', mode: 'mesh' });
    assert.deepEqual(joinFactsOf({ ...nothing, roomType: 'party', mode: 'sfu' }).newRoom, {});
  });

  it('takes the room from the attribute, else from the token', () => {
    const token = tokenOf({ room_id: 'from-token' });
    assert.equal(joinFactsOf({ ...nothing, token }).roomId, 'from-token');
    assert.equal(joinFactsOf({ ...nothing, token, roomId: 'said' }).roomId, 'said');
    assert.equal(joinFactsOf({ ...nothing, roomId: '' }).roomId, undefined);
  });

  it('joins another’s stage as a guest, or as a host who is not the first', () => {
    assert.equal(joinFactsOf({ ...nothing, joinAs: 'guest' }).joinsStage, true);
    assert.equal(joinFactsOf({ ...nothing, token: tokenOf({ role: 'host', is_original_host: false }) }).joinsStage, true);
    assert.equal(joinFactsOf({ ...nothing, joinAs: 'host', roomId: 'r', joinsStage: true }).joinsStage, true, 'or the page says so');
    assert.equal(joinFactsOf({ ...nothing, token: tokenOf({ role: 'host' }) }).joinsStage, false);
  });
});
