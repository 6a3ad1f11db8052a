import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle } from '../../../core/testing/fake-clock.ts';
import { createHarness, hosting, rejectionOf, viewing } from './harness.ts';

describe('a layout for everyone', () => {
  it('is asked for with whom in the spotlight, and rejects as the server does', async () => {
    const host = await hosting();
    await host.manager.directLayout('grid');
    await host.manager.request({ type: 'LAYOUT_DIRECT', layout: 'spotlight', peerId: 'host-2' });
    assert.deepEqual(host.server.requests('SetLayout').map(({ layout, peerId }) => [layout, peerId]), [['grid', undefined], ['spotlight', 'host-2']]);
    host.server.refuse('SetLayout', 'not-found');
    assert.equal((await rejectionOf(host.manager.directLayout('spotlight', 'nobody'))).code, 'not-found');
  });

  it('is in the store of whoever is here, and of whoever comes later or comes back', async () => {
    const viewer = await viewing();
    const { $room } = viewer.manager.stores.session;
    assert.equal($room.get()?.direction, undefined);
    const direction = { layout: 'theatre', directedAt: 5 } as const;
    viewer.server.publish('room', { type: 'RoomUpdated', room: { ...viewer.server.room.snapshot.room, direction } });
    await settle();
    assert.deepEqual($room.get()?.direction, direction);
    const late = createHarness();
    late.server.room.snapshot = { ...late.server.room.snapshot, room: { ...late.server.room.snapshot.room, direction } };
    await late.manager.joinAsViewer('room-1', { token: 'token-1' });
    assert.deepEqual(late.manager.stores.session.$room.get()?.direction, direction);
  });
});
