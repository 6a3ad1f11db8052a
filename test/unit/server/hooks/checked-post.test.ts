import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkedPost, isPublicAddress } from '../../../../server/hooks/checked-post.ts';
import { testApp } from '../../../support/app-api.ts';

describe('an outgoing call', () => {
  it('goes to no private address unless that is allowed', async (t) => {
    const app = await testApp(t, {});
    const port = new URL(app.url).port;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1', '0.0.0.0']) {
      await assert.rejects(checkedPost(new URL(`http://${host}:${port}/x`), '{}', { allowPrivate: false }), /private network/, host);
    }
    assert.deepEqual(app.calls, [], 'nothing was sent');
    assert.equal((await checkedPost(new URL(`${app.url}/x`), '{"orgId":"a"}', { allowPrivate: true })).status, 200);
  });

  it('follows no redirect, reads no more than it must, and takes what is no JSON for nothing', async (t) => {
    const app = await testApp(t, {});
    const post = () => checkedPost(new URL(`${app.url}/x`), '{}', { allowPrivate: true });
    app.answer = () => ({ status: 302, headers: { location: `${app.url}/elsewhere` } });
    assert.deepEqual(await post(), { status: 302, body: undefined });
    app.answer = () => ({ status: 200, body: '<html>' });
    assert.deepEqual(await post(), { status: 200, body: undefined });
    app.answer = () => ({ status: 200, body: JSON.stringify({ x: 'x'.repeat(65_536) }) });
    await assert.rejects(post(), /too large/);
    assert.deepEqual(app.calls.map(({ path }) => path), ['/x', '/x', '/x']);
  });

  it('knows which addresses are public', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) assert.ok(isPublicAddress(address), address);
    for (const address of ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '169.254.169.254', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'not an address', '']) {
      assert.ok(!isPublicAddress(address), address);
    }
  });
});
