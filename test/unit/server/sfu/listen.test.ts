import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listenInfos } from '../../../../server/sfu/listen.ts';

const local = { host: '127.0.0.1', loopback: true, announcedIp: undefined, rtcPort: 0 };

describe('where media listens', () => {
  it('is this machine’s own addresses with a server for this machine only, as some browsers send nothing to a loopback one', () => {
    const both = ['127.0.0.1', '192.0.2.7'].flatMap((ip) => [{ protocol: 'udp', ip }, { protocol: 'tcp', ip }]);
    assert.deepEqual(listenInfos(local, 0, '192.0.2.7'), both);
    assert.deepEqual(listenInfos({ ...local, host: '::1' }, 0, '192.0.2.7').map(({ ip }) => ip), ['::1', '::1', '192.0.2.7', '192.0.2.7']);
  });

  it('stays on the loopback without a network, and where that is announced', () => {
    const alone = [{ protocol: 'udp', ip: '127.0.0.1' }, { protocol: 'tcp', ip: '127.0.0.1' }];
    assert.deepEqual(listenInfos({ ...local, announcedIp: '127.0.0.1' }, 0, '192.0.2.7'), alone);
    assert.deepEqual(listenInfos({ ...local, announcedIp: '::1' }, 0, '192.0.2.7')[0], { protocol: 'udp', ip: '::1' });
    assert.deepEqual(listenInfos({ ...local, announcedIp: 'localhost' }, 0), alone);
    const [udp, , ...more] = listenInfos(local, 0, undefined);
    assert.equal(udp?.ip, '127.0.0.1');
    assert.ok(more.every(({ ip }) => ip !== '0.0.0.0'));
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
    assert.deepEqual([0, 3].map((index) => listenInfos({ ...local, announcedIp: '127.0.0.1', rtcPort: 40_000 }, index).map(({ port }) => port)), [[40_000, 40_000], [40_003, 40_003]]);
  });
});
