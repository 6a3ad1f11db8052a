import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAddressCount } from '../../../../server/auth/address-count.ts';
import { clientAddress } from '../../../../server/auth/client-address.ts';

test('only a proxy on this machine may say who is behind it', () => {
  const from = (remoteAddress: string, forwarded?: string): string => clientAddress({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } });
  assert.equal(from('203.0.113.1', '198.51.100.9'), '203.0.113.1');
  assert.equal(from('127.0.0.1', '198.51.100.9'), '198.51.100.9');
  assert.equal(from('127.0.0.1', '6.6.6.6, 198.51.100.9, 127.0.0.1'), '198.51.100.9', 'what the page itself wrote in front is not believed');
  assert.equal(from('::ffff:127.0.0.1', ''), '::ffff:127.0.0.1');
});

test('an address has so many places, an IPv6 subscriber together, this machine any number', () => {
  const count = createAddressCount(2);
  for (const address of ['203.0.113.1', '203.0.113.1', '2001:db8:1:2::1', '2001:db8:1:2::2', '127.0.0.1', '127.0.0.1', '127.0.0.1']) count.add(address);
  assert.deepEqual(['203.0.113.1', '203.0.113.2', '2001:db8:1:2::3', '2001:db8:1:3::1', '127.0.0.1'].map((address) => count.isFull(address)), [true, false, true, false, false]);
  count.delete('203.0.113.1');
  assert.equal(count.isFull('203.0.113.1'), false);
});
