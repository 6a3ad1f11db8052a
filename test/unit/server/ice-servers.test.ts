import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { loadConfig } from '../../../server/config.ts';
import { iceServersFor, turnTtlSec } from '../../../server/ice-servers.ts';
import { StartError } from '../../../server/start-error.ts';

const secret = 'a secret shared with coturn';
const load = (env: NodeJS.ProcessEnv) => loadConfig({ JWT_SECRET: 'x'.repeat(32), ...env }).config.ice;
const now = Date.UTC(2026, 0, 1, 12);

test('without settings pages get nothing, and no server of anyone else’s', () => {
  assert.deepEqual(load({}), { iceServers: [], turn: undefined });
  assert.deepEqual(iceServersFor(load({}), 'ada', now), []);
});

test('ICE_SERVERS go to every page as they are', () => {
  const iceServers = [{ urls: 'stun:stun.example.org:3478' }, { urls: ['turn:turn.example.org?transport=tcp', 'turns:[2001:db8::1]:5349'], username: 'u', credential: 'c' }];
  assert.deepEqual(iceServersFor(load({ ICE_SERVERS: JSON.stringify(iceServers) }), 'ada', now), iceServers);
});

test('TURN credentials are the peer’s own, end by themselves, and are new each time', () => {
  const ice = load({ TURN_URLS: 'turn:127.0.0.1:3478?transport=udp, turns:turn.example.org', TURN_SECRET: secret });
  const [server] = iceServersFor(ice, 'ada', now);
  assert.deepEqual(server?.urls, ['turn:127.0.0.1:3478?transport=udp', 'turns:turn.example.org']);
  assert.equal(server?.username, `${now / 1000 + turnTtlSec}:ada`);
  assert.equal(server?.credential, createHmac('sha1', secret).update(server!.username!).digest('base64'));
  const others = [iceServersFor(ice, 'bo', now), iceServersFor(ice, 'ada', now + 1000)].flat();
  assert.equal(new Set([server, ...others].map((entry) => entry?.credential)).size, 3);
});

const refused: readonly [env: NodeJS.ProcessEnv, sentence: RegExp][] = [
  [{ ICE_SERVERS: 'stun:stun.example.org' }, /^ICE_SERVERS must be a JSON list/],
  [{ ICE_SERVERS: '{"urls":"stun:a"}' }, /^ICE_SERVERS must be/],
  [{ ICE_SERVERS: '[{"urls":"http://a"}]' }, /^ICE_SERVERS must be/],
  [{ ICE_SERVERS: '[{"urls":"turn:a"}]' }, /^ICE_SERVERS .*needs username and credential/],
  [{ ICE_SERVERS: '[{"urls":[]}]' }, /^ICE_SERVERS must be/],
  [{ ICE_SERVERS: '[{"urls":"stun:a","more":1}]' }, /^ICE_SERVERS must be/],
  [{ ICE_SERVERS: JSON.stringify(Array.from({ length: 9 }, () => ({ urls: 'stun:a' }))) }, /^ICE_SERVERS .*at most 8/],
  [{ TURN_URLS: 'turn:a' }, /^TURN_SECRET is missing/],
  [{ TURN_SECRET: secret }, /^TURN_URLS is missing/],
  [{ TURN_URLS: 'stun:a', TURN_SECRET: secret }, /^TURN_URLS must list/],
  [{ TURN_URLS: ' , ', TURN_SECRET: secret }, /^TURN_URLS must list/],
  [{ TURN_URLS: 'turn:user:pass@a', TURN_SECRET: secret }, /^TURN_URLS must list/],
  [{ TURN_URLS: 'turn:a', TURN_SECRET: 'too short' }, /^TURN_SECRET is too short/],
];

for (const [env, sentence] of refused) {
  test(`${JSON.stringify(env).slice(0, 80)} is refused in one sentence without what is secret`, () => {
    assert.throws(() => load(env), (error: unknown) => error instanceof StartError && sentence.test(error.message) && !error.message.includes('\n') && !error.message.includes('pass') && !error.message.includes('too short,'));
  });
}
