import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { claimsSchema } from '../../../../../core/wire/signal/claims.ts';

const minimal = { room_id: 'r', role: 'host', exp: 1_800_000_000 };
const accepts = (claims: object): boolean => v.is(claimsSchema, claims);

describe('claims', () => {
  it('need a room, a role and an end', () => {
    assert.ok(accepts(minimal));
    for (const missing of ['room_id', 'role', 'exp']) assert.ok(!accepts({ ...minimal, [missing]: undefined }), missing);
    assert.equal(v.parse(claimsSchema, minimal).room_type, 'live');
  });

  it('are bounded one by one', () => {
    for (const bad of [
      { room_id: 'a b' }, { role: 'admin' }, { room_type: 'webinar' }, { max_peers: 0 }, { max_peers: 1.5 }, { max_peers: 100_001 }, { display_name: 'x'.repeat(61) },
      { avatar_url: 'javascript:x' }, { is_original_host: 'yes' }, { host_peer_id: '' }, { exp: '1800000000' }, { peer_id: '<b>' }, { caps: Array.from({ length: 65 }, () => 'x') }, { jti: 'x'.repeat(65) },
    ]) assert.ok(!accepts({ ...minimal, ...bad }), JSON.stringify(bad).slice(0, 60));
    assert.ok(accepts({ ...minimal, max_peers: 100_000, caps: ['from:the:future'], iss: 'backend', aud: ['a', 'b'] }));
  });

  it('of newer servers are ignored', () => assert.ok(accepts({ ...minimal, tenant: 'x', nbf: 5 })));
});
