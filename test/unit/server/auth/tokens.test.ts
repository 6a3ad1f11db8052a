import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { createTokens, type Secret } from '../../../../server/auth/tokens.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { handMint } from '../../../support/hand-mint.ts';
import { testSecret } from '../../../support/test-config.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const clock = createFakeClock();
const now = Math.floor(clock.now() / 1000);
const secrets: Secret[] = [{ key: bytes(testSecret) }];
const tokens = createTokens({ secrets, clock });
const minimal = { room_id: 'room-1', role: 'host', room_type: 'live', exp: now + 600 };

const refuses = (token: string | undefined, code: string) => assert.rejects(tokens.verify(token), { name: 'SignalError', code });

test('a token of its own comes back with its claims', async () => {
  const { token, expiresAt } = await tokens.mint({ room_id: 'room-1', role: 'viewer', peer_id: 'web-1', display_name: undefined }, 600);
  assert.equal(expiresAt, (now + 600) * 1000);
  const claims = await tokens.verify(token);
  assert.equal(claims.room_id, 'room-1');
  assert.equal(claims.room_type, 'live');
  assert.equal(claims.peer_id, 'web-1');
  assert.equal(claims.exp, now + 600);
});

test('one minted by hand with the documented claims alone is good', async () => {
  const claims = await tokens.verify(handMint({ ...minimal, max_peers: 10, display_name: 'Ada', is_original_host: true, host_peer_id: 'ada' }, testSecret));
  assert.equal(claims.display_name, 'Ada');
  assert.equal(claims.host_peer_id, 'ada');
});

test('claims left empty, a fractional exp and unknown claims are taken in good part', async () => {
  const claims = await tokens.verify(handMint({ ...minimal, exp: now + 600.7, avatar_url: '', display_name: null, tenant: 'x', __proto__: { role: 'host' } }, testSecret));
  assert.equal(claims.exp, now + 600);
  assert.equal(claims.avatar_url, undefined);
  assert.ok(!('tenant' in claims));
});

test('control and direction characters in a name are taken out', async () => {
  const claims = await tokens.verify(handMint({ ...minimal, display_name: '\u202Eadа\u0007' }, testSecret));
  assert.equal(claims.display_name, 'adа');
});

test('nothing, and what is no token', async () => {
  await refuses(undefined, 'token-missing');
  await refuses('', 'token-missing');
  for (const text of ['x', 'a.b', 'a.b.c', '..', '{}', 'é'.repeat(50), `${handMint(minimal, testSecret)}.x`, 'a'.repeat(5000)]) await refuses(text, 'token-invalid');
});

test('alg none, other HMACs and public keys are refused', async () => {
  const unsigned = handMint(minimal, testSecret, { alg: 'none' });
  await refuses(unsigned, 'token-invalid');
  await refuses(`${unsigned.split('.').slice(0, 2).join('.')}.`, 'token-invalid');
  await refuses(handMint(minimal, testSecret, { alg: 'HS512' }), 'token-invalid');
  await refuses(handMint(minimal, testSecret, { alg: 'hs256' }), 'token-invalid');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = handMint(minimal, '', { alg: 'RS256' }).split('.').slice(0, 2).join('.');
  await refuses(`${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`, 'token-invalid');
});

test('a foreign key, a changed claim and a critical header are refused', async () => {
  await refuses(handMint(minimal, 'another secret that is long enough too'), 'token-invalid');
  const [head, , signature] = handMint(minimal, testSecret).split('.');
  const forged = Buffer.from(JSON.stringify({ ...minimal, room_id: 'room-2' })).toString('base64url');
  await refuses(`${head}.${forged}.${signature}`, 'token-invalid');
  await refuses(handMint(minimal, testSecret, { alg: 'HS256', crit: ['x'], x: 1 }), 'token-invalid');
});

test('claims of the wrong shape are refused', async () => {
  const { exp: _exp, ...timeless } = minimal;
  await refuses(handMint(timeless, testSecret), 'token-invalid');
  for (const wrong of [{ role: 'admin' }, { room_id: '../x' }, { room_id: 7 }, { exp: 'soon' }, { exp: null }, { caps: 'all' }, { max_peers: 0 }, { display_name: 'x'.repeat(61) }, { avatar_url: 'javascript:x' }, { peer_id: '<b>' }]) {
    await refuses(handMint({ ...minimal, ...wrong }, testSecret), 'token-invalid');
  }
  await refuses(handMint([minimal], testSecret), 'token-invalid');
});

test('expiry is forgiven for 60 s and not longer', async () => {
  await tokens.verify(handMint({ ...minimal, exp: now - 59 }, testSecret));
  await refuses(handMint({ ...minimal, exp: now - 61 }, testSecret), 'token-expired');
  await refuses(handMint({ ...minimal, nbf: now + 120 }, testSecret), 'token-invalid');
});

test('an expired token is genuine up to a limit, for renewal only', async () => {
  const old = handMint({ ...minimal, exp: now - 3600 }, testSecret);
  assert.equal((await tokens.verify(old, { expiredForSec: 7200 })).room_id, 'room-1');
  await assert.rejects(tokens.verify(old, { expiredForSec: 1800 }), { code: 'token-expired' });
  await assert.rejects(tokens.verify(handMint({ ...minimal, exp: now - 3600 }, 'another secret that is long enough too'), { expiredForSec: 7200 }), { code: 'token-invalid' });
  await assert.rejects(tokens.verify(handMint({ ...minimal, exp: now - 10, nbf: now + 9999 }, testSecret), { expiredForSec: 7200 }), { code: 'token-invalid' });
});

test('keys rotate: the first signs, all verify, one that left does not', async () => {
  const old: Secret = { kid: 'old', key: bytes('the older secret, 32 bytes or more') };
  const next: Secret = { kid: 'new', key: bytes('the newer secret, 32 bytes or more') };
  const before = await createTokens({ secrets: [old], clock }).mint({ room_id: 'r', role: 'host' }, 60);
  const rotated = createTokens({ secrets: [next, old, ...secrets], clock });
  assert.equal((await rotated.verify(before.token)).room_id, 'r');
  assert.equal((await rotated.verify(handMint(minimal, testSecret))).room_id, 'room-1');
  const after = await rotated.mint({ room_id: 'r', role: 'host' }, 60);
  assert.equal(JSON.parse(Buffer.from(after.token.split('.')[0] ?? '', 'base64url').toString()).kid, 'new');
  await assert.rejects(createTokens({ secrets: [next], clock }).verify(before.token), { code: 'token-invalid' });
  // A kid names its key: another key's signature under it is no good.
  await assert.rejects(createTokens({ secrets: [next, old], clock }).verify(handMint(minimal, 'the older secret, 32 bytes or more', { alg: 'HS256', kid: 'new' })), { code: 'token-invalid' });
});

test('an issuer and an audience are minted and asked for where they are set', async () => {
  const strict = createTokens({ secrets, clock, issuer: 'https://app.example', audience: 'live' });
  const { token } = await strict.mint({ room_id: 'room-1', role: 'viewer', iss: 'someone else' }, 600);
  const { iss, aud } = await strict.verify(token);
  assert.deepEqual([iss, aud], ['https://app.example', 'live']);
  for (const claims of [minimal, { ...minimal, iss: 'https://app.example' }, { ...minimal, iss: 'https://app.example', aud: 'other' }, { ...minimal, iss: 'https://evil.example', aud: 'live' }]) {
    await assert.rejects(strict.verify(handMint(claims, testSecret)), { code: 'token-invalid' });
  }
  assert.equal((await strict.verify(handMint({ ...minimal, iss: 'https://app.example', aud: ['other', 'live'] }, testSecret))).room_id, 'room-1');
});

test('what cannot be used of a claim for moderation does not close the door', async () => {
  const claims = await tokens.verify(handMint({ ...minimal, sub: 'x'.repeat(256), org_id: 'a b', max_quality: 'ultra' }, testSecret));
  assert.deepEqual([claims.sub, claims.org_id, claims.max_quality], [undefined, undefined, undefined]);
  assert.equal((await tokens.verify(handMint({ ...minimal, sub: 'auth0|7f' }, testSecret))).sub, 'auth0|7f');
});
