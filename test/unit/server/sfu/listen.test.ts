import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listenInfos } from '../../../../server/sfu/listen.ts';

const local = { host: '127.0.0.1', loopback: true, announcedIp: undefined, rtcPort: 0 };

describe('where media listens', () => {
  it('stays on the loopback with the server', () => {
    assert.deepEqual(listenInfos(local, 0), [{ protocol: 'udp', ip: '127.0.0.1' }, { protocol: 'tcp', ip: '127.0.0.1' }]);
    assert.equal(listenInfos({ ...local, host: '::1' }, 0)[0]?.ip, '::1');
  });

  it('is open behind a proxy that says how it is reached', () => {
    assert.deepEqual(listenInfos({ ...local, announcedIp: '203.0.113.5' }, 0)[0], { protocol: 'udp', ip: '0.0.0.0', announcedAddress: '203.0.113.5' });
  });

  it('never announces an address that means any', () => {
    const [udp] = listenInfos({ ...local, host: '0.0.0.0', loopback: false }, 0);
    assert.equal(udp?.ip, '0.0.0.0');
    assert.notEqual(udp.announcedAddress, '0.0.0.0');
  });

  it('takes one port per worker, counting up', () => {
    assert.deepEqual([0, 3].map((index) => listenInfos({ ...local, rtcPort: 40_000 }, index).map(({ port }) => port)), [[40_000, 40_000], [40_003, 40_003]]);
  });
});
