import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { httpApp, inTheOpen, type HttpApp } from '../../../support/http-app.ts';
import { tempDir } from '../../../support/temp-dir.ts';

/** Built pages and a bundle, with a secret beside them that must never be served. */
function build(): { pages: string; cdn: string } {
  const dir = tempDir();
  const files = {
    'secret.txt': 'SECRET',
    'pages/index.html': '<title>muf-live</title>',
    'pages/viewer.html': 'viewer',
    'pages/.hidden': 'SECRET',
    'pages/assets/viewer-Dq3_x-9a.js': 'page',
    'pages-old/x.html': 'SECRET',
    'cdn/muf-live.js': 'bundle',
    'cdn/sfu-BdE1f2g3.js': 'chunk',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return { pages: join(dir, 'pages'), cdn: join(dir, 'cdn') };
}

const serving = (t: TestContext, changes: Parameters<typeof httpApp>[1] = {}): Promise<HttpApp> => httpApp(t, changes, build());

test('pages are checked each time, hashed files are kept for good', async (t) => {
  const { app } = await serving(t);
  const index = await app.inject('/');
  assert.equal(index.body, '<title>muf-live</title>');
  assert.equal(index.headers['cache-control'], 'no-cache');
  assert.ok(index.headers['etag']);
  assert.equal((await app.inject('/viewer.html?room=a&host=b')).body, 'viewer');
  const asset = await app.inject('/assets/viewer-Dq3_x-9a.js');
  assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.match(String(asset.headers['content-type']), /javascript/);
  const unchanged = await app.inject({ url: '/', headers: { 'if-none-match': index.headers['etag'] } });
  assert.equal(unchanged.statusCode, 304);
});

test('pages carry the headers that keep them safe', async (t) => {
  const { app } = await serving(t);
  const { headers } = await app.inject('/viewer.html');
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /frame-ancestors 'self'/);
  assert.match(policy, /object-src 'none'/);
  assert.ok(!/script-src[^;]*unsafe/.test(policy));
  assert.equal(headers['permissions-policy'], 'camera=(self), microphone=(self), display-capture=(self)');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin');
  assert.equal(headers['strict-transport-security'], undefined);
});

test('behind https, browsers are told to stay there', async (t) => {
  const { app } = await serving(t, inTheOpen);
  assert.equal((await app.inject('/')).headers['strict-transport-security'], 'max-age=31536000');
});

test('the bundle is for every origin', async (t) => {
  const { app } = await serving(t);
  for (const origin of ['https://any.example', 'http://localhost:5173']) {
    const { headers, body } = await app.inject({ url: '/cdn/muf-live.js', headers: { origin } });
    assert.equal(body, 'bundle');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.match(String(headers['cache-control']), /max-age=300/);
  }
  assert.match(String((await app.inject('/cdn/sfu-BdE1f2g3.js')).headers['cache-control']), /immutable/);
});

const traversals = [
  '/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt', '/%252e%252e%252fsecret.txt', '/..\\secret.txt', '/..%5csecret.txt',
  '/assets/../../secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/cdn/../secret.txt', '/cdn/..%2f..%2fsecret.txt', '//secret.txt', '/....//secret.txt',
  '/viewer.html%00.txt', '/%00', '/.hidden', '/%2ehidden', '/../pages-old/x.html', '/..%2fpages-old/x.html', '/%c0%ae%c0%ae/secret.txt', '/%', '/%zz',
];

/** One request with the path exactly as written: clients and `inject` tidy it up. */
const raw = (port: number, path: string) => new Promise<string>((resolve, reject) => {
  let answer = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`));
  socket.setTimeout(5000, () => socket.destroy(new Error('no answer')));
  socket.on('data', (chunk) => { answer += chunk.toString(); });
  socket.on('error', reject);
  socket.on('close', () => resolve(answer));
});

test('no path leads out of the pages', async (t) => {
  const { app } = await serving(t);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  for (const path of traversals) {
    const answer = await raw(port, path);
    assert.match(answer, /^HTTP\/1\.1 (400|403|404) /, path);
    assert.ok(!answer.includes('SECRET'), path);
    assert.match(answer, /"code":"(not-found|bad-input|not-allowed)"/, path);
  }
});

test('pages not built yet say so', async (t) => {
  const { app } = await httpApp(t);
  for (const page of ['/', '/broadcaster.html', '/viewer.html', '/player.html']) {
    const response = await app.inject(page);
    assert.deepEqual([response.statusCode, response.json().code], [503, 'pages-missing'], page);
  }
});

test('what does not exist is a problem of its own', async (t) => {
  const { app } = await serving(t);
  for (const request of [{ url: '/nothing' }, { url: '/create_room' }, { method: 'DELETE', url: '/create_room' }, { method: 'POST', url: '/' }] as const) {
    const response = await app.inject(request);
    assert.equal(response.statusCode, 404, JSON.stringify(request));
    assert.deepEqual(response.json(), { type: 'about:blank', status: 404, code: 'not-found', title: 'That no longer exists.', detail: 'That no longer exists.' });
  }
});

test('pages of other origins: by list in the open, this machine’s on loopback', async (t) => {
  const post = (app: HttpApp['app'], origin: string) => app.inject({ method: 'POST', url: '/create_room', headers: { origin, 'x-org-key': inTheOpen.apiKey } });
  const open = await serving(t, inTheOpen);
  const shop = await post(open.app, 'https://shop.example');
  assert.equal(shop.statusCode, 201);
  assert.equal(shop.headers['access-control-allow-origin'], 'https://shop.example');
  assert.match(String(shop.headers['vary']), /origin/i);
  for (const origin of ['https://evil.example', 'null', 'http://localhost:5173']) {
    const refused = await post(open.app, origin);
    assert.equal(refused.json().code, 'origin-not-allowed', origin);
    assert.equal(refused.headers['access-control-allow-origin'], undefined);
  }
  const local = await serving(t);
  assert.equal((await post(local.app, 'http://localhost:5173')).statusCode, 201);
  assert.equal((await post(local.app, 'https://evil.example')).statusCode, 403);
  assert.equal((await local.app.inject({ url: '/viewer-token/r', headers: { origin: 'https://evil.example' } })).headers['access-control-allow-origin'], undefined);
});

test('a preflight tells what may be sent', async (t) => {
  const { app } = await serving(t, inTheOpen);
  const ask = (origin: string) => app.inject({ method: 'OPTIONS', url: '/create_room', headers: { origin, 'access-control-request-method': 'POST' } });
  const allowed = await ask('https://shop.example');
  assert.equal(allowed.statusCode, 204);
  assert.match(String(allowed.headers['access-control-allow-headers']), /authorization, content-type/);
  assert.equal((await ask('https://evil.example')).statusCode, 403);
});

test('health: alive always, ready only with media, store and no draining', async (t) => {
  const { app, state, store } = await serving(t);
  const ready = async () => {
    const response = await app.inject('/health/ready');
    return [response.statusCode, response.json().checks];
  };
  assert.deepEqual(await ready(), [200, { worker: true, store: true, accepting: true }]);
  state.mediaReady = false;
  assert.deepEqual(await ready(), [503, { worker: false, store: true, accepting: true }]);
  assert.equal((await app.inject('/router-rtp-capabilities')).statusCode, 503);
  state.mediaReady = true;
  assert.deepEqual((await app.inject('/router-rtp-capabilities')).json(), { codecs: [] });
  state.draining = true;
  await store.close();
  assert.deepEqual(await ready(), [503, { worker: true, store: false, accepting: false }]);
  assert.equal((await app.inject('/health/live')).statusCode, 200);
});

test('metrics name routes, never rooms or people, and in the open need the key', async (t) => {
  const { app } = await serving(t, inTheOpen);
  await app.inject('/viewer-token/room-of-ada?name=Ada');
  assert.equal((await app.inject('/metrics')).statusCode, 401);
  const { statusCode, body } = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${inTheOpen.apiKey?.replaceAll(' ', '')}` } });
  assert.equal(statusCode, 401, body);
  const shown = await app.inject({ url: '/metrics', headers: { 'x-org-key': inTheOpen.apiKey } });
  assert.match(shown.body, /muf_http_request_duration_seconds_count\{method="GET",route="\/viewer-token\/:roomId",status="200"\} 1/);
  for (const name of ['muf_sockets', 'muf_rooms', 'muf_peers', 'muf_chat_messages_total', 'muf_errors_total', 'muf_unknown_messages_total', 'muf_media_worker_deaths_total', 'process_resident_memory_bytes']) assert.ok(shown.body.includes(`# TYPE ${name} `), name);
  assert.ok(!/ada/i.test(shown.body));
});
