import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SlotContext } from '../../../core/slot-port.ts';
import { emptyContext, freezeContext, sameContext } from '../../../slots/context.ts';

const ctx: SlotContext = {
  roomId: 'r', role: 'host', myPeerId: 'p', myIdentity: { displayName: 'Ada' }, isLive: true, durationSec: 1, viewerCount: 2,
  broadcasters: [{ peerId: 'p', displayName: 'Ada', isOriginalHost: true }],
};

test('a context is frozen all the way down, and the caller keeps its own', () => {
  const frozen = freezeContext(ctx);
  assert.deepEqual(frozen, ctx);
  for (const part of [frozen, frozen.myIdentity, frozen.broadcasters, frozen.broadcasters[0]]) assert.ok(Object.isFrozen(part));
  assert.equal(Object.isFrozen(ctx), false);
  assert.equal(Object.isFrozen(ctx.broadcasters), false);
});

test('only the documented fields pass', () => {
  const engine = { consumer: {} };
  const wide = { ...ctx, ...engine, myIdentity: { displayName: 'Ada', ...engine }, broadcasters: [{ ...ctx.broadcasters[0]!, ...engine }] };
  assert.deepEqual(freezeContext(wide), ctx);
  assert.deepEqual(Object.keys(freezeContext({ ...ctx, targetPeerId: 't' })).at(-1), 'targetPeerId');
});

test('contexts are compared by what they say', () => {
  assert.ok(sameContext(ctx, structuredClone(ctx)));
  assert.ok(sameContext(ctx, freezeContext(ctx)));
  for (const other of [{ ...ctx, viewerCount: 3 }, { ...ctx, broadcasters: [] }, { ...ctx, myIdentity: {} }, { ...ctx, targetPeerId: 't' }, emptyContext]) {
    assert.equal(sameContext(ctx, other), false);
  }
});
