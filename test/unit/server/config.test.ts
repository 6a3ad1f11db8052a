import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../../server/config.ts';
import { StartError } from '../../../server/start-error.ts';
import { tempDir } from '../../support/temp-dir.ts';

const long = 'x'.repeat(32);
const load = (env: NodeJS.ProcessEnv) => loadConfig({ JWT_SECRET: long, ...env });

const refused: readonly [env: NodeJS.ProcessEnv, sentence: RegExp][] = [
  [{ PORT: 'abc' }, /^PORT must be a port number from 0 to 65535, not "abc"\.$/],
  [{ PORT: '65536' }, /^PORT must be .* not "65536"\.$/],
  [{ PORT: '-1' }, /^PORT must be/],
  [{ PORT: '80.5' }, /^PORT must be/],
  [{ PORT: '0x50' }, /^PORT must be/],
  [{ RTC_PORT: '70000' }, /^RTC_PORT must be/],
  [{ RELAY_PORT: '70000' }, /^RELAY_PORT must be/],
  [{ RELAY_URL: 'relay.example' }, /^RELAY_URL must be a URL/],
  [{ HLS_DVR_SEC: '-1' }, /^HLS_DVR_SEC must be a number of seconds \(0 for no going back\) from 0 to 86400, not "-1"\.$/],
  [{ HLS_DISK_MB: '0' }, /^HLS_DISK_MB must be a number of megabytes from 1/],
  [{ HLS_DISK_MB: '10000001' }, /^HLS_DISK_MB must be .* from 1 to 10000000, not "10000001"\.$/],
  [{ MUF_WORKERS: '0' }, /^MUF_WORKERS must be a number from 1 to 64, not "0"\.$/],
  [{ MUF_WORKERS: 'many' }, /^MUF_WORKERS must be/],
  [{ VALKEY_URL: '127.0.0.1:6379' }, /^VALKEY_URL must be a URL like redis:\/\/:password@127\.0\.0\.1:6379\/0, or rediss:\/\/ for TLS\.$/],
  [{ VALKEY_URL: 'http://127.0.0.1:6379' }, /^VALKEY_URL must be/],
  [{ VALKEY_URL: 'redis://' }, /^VALKEY_URL must be/],
  [{ VALKEY_URL: 'redis://127.0.0.1/first' }, /^VALKEY_URL must be/],
  [{ VALKEY_URL: `redis://:${long}@127.0.0.1/0?family=6` }, /^VALKEY_URL must be/],
  [{ HOST: 'a b' }, /^HOST must be an address/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of trace, .* not "loud"\.$/],
  [{ SESSION_ENDS_AT_EXP: 'yes' }, /^SESSION_ENDS_AT_EXP must be true or false, not "yes"\.$/],
  [{ PUBLIC_URL: 'live.example.org' }, /^PUBLIC_URL must be a URL like/],
  [{ PUBLIC_URL: 'ftp://live.example.org' }, /^PUBLIC_URL must be/],
  [{ PUBLIC_URL: 'https://live.example.org/?a=1' }, /^PUBLIC_URL must be/],
  [{ MEDIASOUP_ANNOUNCED_IP: '1.2.3.4 5' }, /^MEDIASOUP_ANNOUNCED_IP must be/],
  [{ MUF_ORIGINS: 'https://ok.example,shop.example' }, /^MUF_ORIGINS must list origins .*"shop\.example" is none\.$/],
  [{ MUF_ORIGINS: 'https://ok.example/path' }, /^MUF_ORIGINS must list/],
  [{ JWT_SECRET: 'x'.repeat(31) }, /^JWT_SECRET is too short: use at least 32 random bytes/],
  [{ JWT_SECRETS: 'nokid' }, /^JWT_SECRETS must look like name:secret/],
  [{ JWT_SECRETS: `new:${long},old:short` }, /^JWT_SECRETS holds a secret that is too short/],
  [{ HOST: '0.0.0.0', JWT_SECRET: '', MUF_API_KEY: 'key' }, /^JWT_SECRET is missing: .*HOST=0\.0\.0\.0/],
  [{ HOST: '0.0.0.0' }, /^MUF_API_KEY is missing: .*HOST=0\.0\.0\.0/],
  [{ HOST: '::' }, /^MUF_API_KEY is missing/],
];

for (const [env, sentence] of refused) {
  test(`${JSON.stringify(env)} is refused in one sentence`, () => {
    assert.throws(() => load(env), (error: unknown) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, sentence);
      assert.ok(!error.message.includes('\n'), 'one line');
      assert.ok(!error.message.includes(long), 'no secret in it');
      return true;
    });
  });
}

test('the defaults are a server on loopback', () => {
  const { config, warnings } = load({});
  assert.equal(config.port, 8080);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.loopback, true);
  assert.equal(config.dataDir, '.data');
  assert.equal(config.logLevel, 'info');
  assert.equal(config.apiKey, undefined);
  assert.equal(config.publicUrl, undefined);
  assert.ok(config.workers >= 1);
  assert.deepEqual(warnings, []);
});

test('a bound that a sentence names can be had', () => {
  assert.equal(load({ HLS_DISK_MB: '10000000' }).config.hls.diskBytes, 10_000_000 * 1024 ** 2);
  assert.equal(load({ MUF_MAX_ROOMS: '999999' }).config.quotas.rooms, 999_999);
});

test('empty values count as unset', () => {
  assert.equal(load({ PORT: '', PUBLIC_URL: '  ' }).config.port, 8080);
});

test('a server for others takes its key, secret and addresses', () => {
  const { config } = load({ HOST: '0.0.0.0', MUF_API_KEY: 'key', PUBLIC_URL: 'https://live.example.org/', MUF_ORIGINS: 'https://a.example, https://b.example', CHAT_BLOCKED_WORDS: 'darn, buy followers ,!vile', SESSION_ENDS_AT_EXP: 'true' });
  assert.deepEqual(config.blockedWords, ['darn', 'buy followers', '!vile']);
  assert.equal(config.loopback, false);
  assert.equal(config.publicUrl, 'https://live.example.org');
  assert.deepEqual(config.origins, ['https://a.example', 'https://b.example']);
  assert.equal(config.sessionEndsAtExp, true);
});

test('rotated secrets come first, the plain one still verifies', () => {
  const { config } = load({ JWT_SECRETS: `new:${'n'.repeat(32)},old:${'o'.repeat(40)}` });
  assert.deepEqual(config.secrets.map(({ kid, key }) => [kid, key.length]), [['new', 32], ['old', 40], [undefined, 32]]);
});

test('an unknown MUF_ name is warned about with the nearest known one', () => {
  const { warnings } = load({ MUF_WORKER: '2', OTHER: 'x' });
  assert.deepEqual(warnings, ['MUF_WORKER is not a setting of this server; did you mean MUF_WORKERS?']);
});

test('an open API behind a public URL is warned about', () => {
  assert.match(load({ PUBLIC_URL: 'https://live.example.org' }).warnings.join(), /MUF_API_KEY is not set/);
  assert.deepEqual(load({ PUBLIC_URL: 'http://localhost:3000' }).warnings, []);
});

test('on loopback a secret is made once, for the owner only', () => {
  const dir = join(tempDir(), 'data');
  const first = loadConfig({ DATA_DIR: dir }).config.secrets[0]?.key;
  const file = join(dir, 'jwt-secret');
  assert.ok(existsSync(file));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok(first && first.length >= 32);
  assert.deepEqual(loadConfig({ DATA_DIR: dir }).config.secrets[0]?.key, first);
  assert.equal(readFileSync(file, 'utf8').trim().length, first.length);
});

test('a damaged secret file and a data directory that is none are named', () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'jwt-secret'), '');
  assert.throws(() => loadConfig({ DATA_DIR: dir }), /jwt-secret is damaged: delete that file/);
  writeFileSync(join(dir, 'file'), '');
  assert.throws(() => loadConfig({ DATA_DIR: join(dir, 'file') }), /cannot be written: set DATA_DIR/);
});

test('a server on a Valkey has a name of its own, the same at the next start; one alone is "me"', () => {
  const dirs = [tempDir(), tempDir()];
  const [one, two, again] = [dirs[0], dirs[1], dirs[0]].map((DATA_DIR) => load({ DATA_DIR, VALKEY_URL: ' valkeys://user:secret@valkey.example:6380/3 ' }).config);
  assert.equal(one?.valkeyUrl, 'valkeys://user:secret@valkey.example:6380/3');
  assert.match(one?.node ?? '', /^[0-9a-f]{12}$/);
  assert.notEqual(one?.node, two?.node);
  assert.equal(one?.node, again?.node);
  assert.deepEqual([load({}).config.valkeyUrl, load({}).config.node], [undefined, 'me']);
});

test('JWT_SECRETS may be a JSON object, in its order', () => {
  const { config } = load({ JWT_SECRETS: JSON.stringify({ new: 'n:,'.repeat(12), old: 'o'.repeat(40) }) });
  assert.deepEqual(config.secrets.slice(0, 2).map(({ kid, key }) => [kid, new TextDecoder().decode(key)]), [['new', 'n:,'.repeat(12)], ['old', 'o'.repeat(40)]]);
  for (const bad of ['{', '{}', '{"a":1}', '{"":"x"}', `{"a b":"${'x'.repeat(40)}"}`, '[]', ':x']) assert.throws(() => load({ JWT_SECRETS: bad }), /^StartError: JWT_SECRETS must look like/, bad);
});

test('tenant mode needs a secret that the application knows, and then no key of its own', () => {
  assert.throws(() => load({ APP_API_URL: 'https://app.example' }), /APP_INTERNAL_SECRET/);
  assert.throws(() => load({ APP_API_URL: 'ftp://app.example', APP_INTERNAL_SECRET: 's'.repeat(16) }), /APP_API_URL/);
  const { config } = load({ HOST: '0.0.0.0', JWT_SECRET: 's'.repeat(32), APP_API_URL: 'https://app.example/', APP_INTERNAL_SECRET: 's'.repeat(16) });
  assert.deepEqual(config.tenancy, { url: 'https://app.example', secret: 's'.repeat(16), allowPrivate: false });
});

