import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLoopback } from '../../../../server/auth/loopback.ts';
import { isAllowedOrigin } from '../../../../server/auth/origins.ts';

const local = { loopback: true, origins: [], publicUrl: undefined };
const open = { loopback: false, origins: ['https://shop.example'], publicUrl: 'https://live.example/room' };

const cases: readonly [rules: Parameters<typeof isAllowedOrigin>[0], origin: string | undefined, host: string, allowed: boolean][] = [
  [local, undefined, '127.0.0.1:8080', true],
  [local, 'http://127.0.0.1:8080', '127.0.0.1:8080', true],
  [local, 'http://localhost:5173', '127.0.0.1:8080', true],
  [local, 'http://[::1]:5173', '127.0.0.1:8080', true],
  [local, 'https://evil.example', '127.0.0.1:8080', false],
  [local, 'http://evil.example:8080', 'evil.example:8080', false],
  [local, 'http://localhost.evil.example', '127.0.0.1:8080', false],
  [local, 'null', '127.0.0.1:8080', false],
  [local, '', '127.0.0.1:8080', false],
  [local, 'http://127.0.0.1:8080/', '127.0.0.1:8080', false],
  [open, 'https://shop.example', 'x', true],
  [open, 'http://shop.example', 'x', false],
  [open, 'https://shop.example.evil.example', 'x', false],
  [open, 'https://live.example', 'x', true],
  [open, 'https://media.example', 'media.example', true],
  [open, 'http://localhost:5173', 'live.example', false],
  [open, 'null', 'live.example', false],
  [{ ...open, origins: ['*'] }, 'https://anyone.example', 'x', true],
];

for (const [rules, origin, host, allowed] of cases) {
  test(`${rules.loopback ? 'on loopback' : 'in the open'}, ${String(origin)} to ${host} is ${allowed ? 'allowed' : 'refused'}`, () => {
    assert.equal(isAllowedOrigin(rules, origin, host), allowed);
  });
}

test('loopback is known by every name it has', () => {
  for (const name of ['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]', '::ffff:127.0.0.1']) assert.ok(isLoopback(name), name);
  for (const name of ['0.0.0.0', '::', '128.0.0.1', '127.0.0.1.example', 'localhost.example', '']) assert.ok(!isLoopback(name), name);
});
