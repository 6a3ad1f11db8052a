import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeMedia, type FakeMediaPort } from '../../../core/testing/fake-media.ts';
import { settle } from '../../../core/testing/fake-clock.ts';
import type { RemoteProducer } from '../../../core/media/port.ts';
import { createHarness } from './harness.ts';

/** A viewer who joins, with media whose tracks come when the test lets them. */
async function joining() {
  const media = fakeMedia();
  let wanted: readonly RemoteProducer[] = [];
  let bring = (): void => {};
  const slow = { ...media, createPort(handlers: FakeMediaPort['handlers']) {
    const port = media.createPort(handlers) as FakeMediaPort;
    const receive = port.setRemote.bind(port);
    port.setRemote = (producers) => { wanted = producers; };
    bring = () => receive(wanted);
    return port;
  } };
  const harness = createHarness({ media: slow });
  const joined = harness.manager.joinAsViewer('room-1', { token: 'token-1' });
  await settle();
  return { ...harness, joined, bring: () => bring(), wanted: () => wanted };
}

describe('a viewer’s room is drawn', () => {
  it('with its first track, so that drawing it does not hold that up', async () => {
    const { manager, joined, bring, wanted } = await joining();
    assert.ok(wanted().length > 0);
    assert.equal(manager.state, 'INITIALIZING');
    bring();
    await joined;
    assert.equal(manager.state, 'ACTIVE');
    await manager.close();
  });

  it('soon all the same when no track comes', async () => {
    const { manager, joined, clock } = await joining();
    clock.advance(249);
    await settle();
    assert.equal(manager.state, 'INITIALIZING');
    clock.advance(1);
    await joined;
    assert.equal(manager.state, 'ACTIVE');
    await manager.close();
  });

  it('never when they leave before it has come', async () => {
    const { manager, joined, clock } = await joining();
    const refused = assert.rejects(joined, { code: 'cancelled' });
    await manager.leaveStream();
    await refused;
    clock.advance(1000);
    await settle();
    assert.equal(manager.state, 'IDLE');
    await manager.close();
  });
});
