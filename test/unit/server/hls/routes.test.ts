import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { joined } from '../../../../core/wire/bytes/byte-writer.ts';
import { boxesIn } from '../../../../core/wire/cmaf/boxes.ts';
import { catalogTrack } from '../../../../core/wire/moqt/catalog.ts';
import type { HlsOptions } from '../../../../server/hls/routes.ts';
import { Waiting } from '../../../../server/hls/waiting.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { pictures, sounds } from '../../../support/fragments.ts';
import { hlsServer, streamNamespace } from '../../../support/hls-server.ts';
import { publishLive } from '../../../support/live-media.ts';
import { readPlaylist, type Playlist } from '../../../support/m3u8.ts';
import { until } from '../../../support/until.ts';

const main = '/hls/lv_1/main.m3u8?tok=good';
const clips = { 'video/180p': pictures, audio: sounds };

function onAir(t: TestContext, options: Partial<HlsOptions> = {}, clock: FakeClock = createFakeClock()) {
  const server = hlsServer(t, { clock, ...options });
  const publication = server.broadcasts.publish(streamNamespace);
  const live = publishLive(publication, clips, { clock });
  const get = (url: string, headers = {}) => server.app.inject({ url, headers });
  /** Lets time go by in small steps, with room for promises between them. */
  const play = async (ms: number): Promise<void> => {
    for (let done = 0; done < ms; done += 50) {
      clock.advance(50);
      await new Promise(setImmediate);
    }
  };
  /** Asks, and lets time go by until the answer is there. */
  const ask = async (url: string): ReturnType<typeof get> => {
    const answer = get(url);
    const state = { over: false };
    void answer.finally(() => { state.over = true; });
    for (let turn = 0; turn < 400 && !state.over; turn++) await play(50);
    return answer;
  };
  const media = async (kind: 'video' | 'audio'): Promise<string> => {
    const { body } = await ask(main);
    const uri = kind === 'video' ? body.split('\n').find((line) => line.startsWith('t/')) : /TYPE=AUDIO.*URI="([^"]+)"/.exec(body)?.[1];
    return `/hls/lv_1/${uri}`;
  };
  const playlist = async (url: string): Promise<Playlist> => {
    const { body, statusCode } = await ask(url);
    assert.equal(statusCode, 200, body);
    return readPlaylist(body);
  };
  const beside = (url: string, uri: string): string => new URL(uri, `http://x${url}`).href.slice('http://x'.length);
  return { ...server, clock, publication, live, get, ask, play, media, playlist, beside };
}

describe('HLS over HTTP', () => {
  it('leads from the address that people are given to every byte that was published', async (t) => {
    const { media, playlist, get, beside, play, seen } = onAir(t);
    for (const kind of ['video', 'audio'] as const) {
      const url = await media(kind);
      await playlist(url);
      await play(2000);
      const { segments } = await playlist(url);
      assert.ok(segments.length >= 3);
      const [map, first, second] = [segments[0]!.map!, segments[0]!, segments[1]!];
      const init = await get(beside(url, map));
      assert.deepEqual([init.statusCode, init.headers['content-type'], init.headers['cache-control']], [200, `${kind}/mp4`, 'public, max-age=86400, immutable']);
      const whole = await get(beside(url, first.uri!));
      const parts = await Promise.all(first.parts.map(({ uri }) => get(beside(url, uri))));
      assert.deepEqual(joined(parts.map(({ rawPayload }) => rawPayload)), new Uint8Array(whole.rawPayload));
      assert.equal([...boxesIn(whole.rawPayload)].filter(({ type }) => type === 'moof').length, kind === 'video' ? 30 : 25);
      assert.equal(second.date! - first.date!, 1000);
    }
    assert.deepEqual([seen.now, seen.views], [1, 1]);
    assert.ok(seen.bytes > 1000);
  });

  it('holds a playlist back until it has what was asked for', async (t) => {
    const { media, playlist, get, play } = onAir(t);
    const url = await media('video');
    const { segments } = await playlist(url);
    const newest = segments.at(-1)!;
    const wanted = `${url}&_HLS_msn=${newest.sequence + 1}&_HLS_part=1`;
    let answered = false;
    const waiting = get(wanted).then((answer) => { answered = true; return answer; });
    await play(100);
    assert.ok(!answered);
    await play(1500);
    const answer = await waiting;
    const { segments: later } = readPlaylist(answer.body);
    assert.ok(later.at(-1)!.sequence >= newest.sequence + 1 && later.at(-1)!.parts.length >= 2);
    assert.equal(answer.headers['cache-control'], 'public, max-age=12');
    assert.equal((await get(url)).headers['cache-control'], 'public, max-age=1');
    const delta = readPlaylist((await get(`${url}&_HLS_skip=YES`)).body);
    assert.equal(delta.skipped, 0, 'nothing is old enough');
    await play(20_000);
    assert.ok(readPlaylist((await get(`${url}&_HLS_skip=YES`)).body).skipped > 5);
  });

  it('refuses what no player asks for', async (t) => {
    const { media, playlist, get, logs } = onAir(t);
    const url = await media('video');
    const { segments } = await playlist(url);
    const newest = segments.at(-1)!.sequence;
    const statuses = async (urls: readonly string[]): Promise<number[]> => (await Promise.all(urls.map((each) => get(each)))).map(({ statusCode }) => statusCode);
    assert.deepEqual(await statuses([`_HLS_msn=${newest + 600}`, `_HLS_msn=${newest + 3}`, `_HLS_msn=${newest}&_HLS_part=99`, '_HLS_part=1', '_HLS_msn=-1', '_HLS_msn=1e3', `_HLS_msn=${newest}&_HLS_msn=${newest}`, '_HLS_msn=99999999999999999999'].map((rest) => `${url}&${rest}`)), Array(8).fill(400));
    const { title, detail } = (await get(`${url}&_HLS_msn=${newest + 600}`)).json<{ title: string; detail: string }>();
    assert.equal(`${title} ${detail}`, 'The request is not valid. The stream is not that far. Ask for what comes next.');
    const folder = url.slice(0, url.lastIndexOf('/'));
    const names = [`${newest + 9}.m4s`, `${newest + 9}.0.m4s`, `${newest}.77.m4s`, 'init-0000000000000000.mp4', 'init-..%2f..%2fetc.mp4', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e%2f1.m4s', '..%5c1.m4s', '1.m4s%00.mp4', '%00', '1..m4s', '.m4s', 'constructor'];
    assert.deepEqual(await statuses(names.map((name) => `${folder}/${name}?tok=good`)), Array(names.length).fill(404));
    assert.deepEqual(await statuses(['/hls/..%2flv_1/main.m3u8', '/hls/%2e%2e/main.m3u8', '/hls/lv_1/%2e%2e/main.m3u8', '/hls/lv_1/t/..%2f..%2f/index.m3u8', '/hls/lv_1/t/../../../../etc/passwd', '/hls/lv_1/nobody/main.m3u8', '/hls/lv_1/__proto__/main.m3u8', '/playback/%00/catalog.json'].map((path) => `${path}?tok=good`)), Array(8).fill(404));
    assert.deepEqual(logs, [], 'and makes nothing of it');
  });

  it('plays for those who may watch, and says no to all others in the same words', async (t) => {
    const { media, playlist, get, authority, clock } = onAir(t);
    const url = await media('video');
    await playlist(url);
    const code = async (each: string): Promise<string> => { const { statusCode, body } = await get(each); return `${statusCode} ${(JSON.parse(body) as { code: string }).code}`; };
    for (const path of [main, url, url.replace('index.m3u8', '1.m4s'), '/playback/lv_1/catalog.json?tok=good']) {
      assert.equal(await code(path.replace(/\?tok=good/, '')), '401 token-missing');
      assert.equal(await code(path.replace('=good', '=bad')), '401 token-invalid');
      assert.equal(await code(path.replace('=good', '=good&tok=good')), '401 token-missing');
      assert.equal(await code(path.replace('lv_1', 'lv_2')), '401 token-invalid');
    }
    authority.tokens.set('elsewhere', { ok: true, namespace: ['stream', 'local', 'lv_9'], org: 'local' });
    assert.equal(await code('/hls/lv_9/main.m3u8?tok=elsewhere'), '404 not-found');
    authority.tokens.set('brief', { ok: true, namespace: streamNamespace, org: 'local', expiresAt: clock.now() + 20_000 });
    assert.equal((await get(url.replace('=good', '=brief'))).statusCode, 200);
    clock.advance(20_000);
    assert.equal(await code(url.replace('=good', '=brief')), '401 token-expired');
  });

  it('shuts out a viewer in the middle of waiting when the right to watch is taken away', async (t) => {
    const { media, playlist, get, authority, play } = onAir(t);
    const url = await media('video');
    const newest = (await playlist(url)).segments.at(-1)!.sequence;
    const waiting = get(`${url}&_HLS_msn=${newest + 1}`);
    await play(50);
    authority.tokens.delete('good');
    authority.revoke({ namespace: streamNamespace, publisher: false, viewers: true, reason: 'ended' });
    await play(3000);
    assert.equal((await waiting).statusCode, 401);
  });

  it('waits a bounded time for a publisher that has stopped, and goes on when another comes back', async (t) => {
    const { media, playlist, ask, live, clock, publication, broadcasts } = onAir(t);
    const url = await media('video');
    const before = (await playlist(url)).segments.at(-1)!;
    live.stop();
    const late = await ask(`${url}&_HLS_msn=${before.sequence + 1}&_HLS_part=3`);
    assert.deepEqual([late.statusCode, late.json<{ code: string }>().code, late.headers['cache-control']], [503, 'not-yet', 'no-store']);
    publication.close('gone');
    const again = publishLive(broadcasts.publish(streamNamespace), clips, { clock });
    const { segments } = await playlist(`${url}&_HLS_msn=${before.sequence + 2}&_HLS_part=0`);
    assert.deepEqual(segments.map(({ discontinuity }) => discontinuity).slice(-2), [false, true], 'its clock starts anew');
    again.end();
    assert.match((await ask(url)).body, /#EXT-X-ENDLIST\n$/);
  });

  it('ends a stream whose publisher stays away', async (t) => {
    const { media, ask, playlist, live, publication, play } = onAir(t);
    const url = await media('video');
    await playlist(url);
    live.stop();
    publication.close('gone');
    await play(9000);
    assert.doesNotMatch((await ask(url)).body, /ENDLIST/);
    await play(2000);
    assert.match((await ask(url)).body, /#EXT-X-ENDLIST\n$/);
    assert.equal((await ask('/playback/lv_1/catalog.json?tok=good')).statusCode, 404);
  });

  it('costs nothing without viewers: packaging begins with the first and ends a minute after the last', async (t) => {
    const { media, playlist, play, dataDir, clock, broadcasts, get, seen } = onAir(t);
    const reads: string[] = [];
    const broadcast = broadcasts.find(streamNamespace)!;
    const read = broadcast.read.bind(broadcast);
    t.mock.method(broadcast, 'read', (...args: Parameters<typeof read>) => { reads.push(args[0]); return read(...args); });
    await play(5000);
    assert.deepEqual(reads, []);
    const url = await media('video');
    const { segments: [first] } = await playlist(url);
    assert.deepEqual(new Set(reads), new Set([catalogTrack, 'video/180p', 'audio']));
    await play(30_000);
    await until(() => readdirSync(join(dataDir, 'hls')), ({ length }) => length > 10, { what: 'older segments are on disk' });
    await play(45_000);
    await until(() => readdirSync(join(dataDir, 'hls')), ({ length }) => length === 0, { what: 'its files are gone' });
    assert.equal(seen.now, 0);
    const pending = clock.pending();
    await play(5000);
    assert.equal(clock.pending(), pending);
    const again = await playlist(url);
    assert.ok(again.segments[0]!.sequence > first!.sequence + 60, 'no address is ever used twice');
    assert.equal((await get(url)).statusCode, 200);
  });

  it('records from the start for who wants to go back, when the operator says so', async (t) => {
    const { media, playlist, play, get, beside } = onAir(t, { dvrSec: 600 });
    await play(200_000);
    const url = await media('video');
    const { segments } = await playlist(url);
    assert.ok(segments.length >= 199);
    const packed = await get(url, { 'accept-encoding': 'gzip, br' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(packed.rawPayload).toString(), (await get(url)).body);
    assert.equal(segments[0]!.date, Date.UTC(2026, 0, 1, 12));
    const oldest = await get(beside(url, segments[0]!.uri!));
    assert.equal([...boxesIn(oldest.rawPayload)].filter(({ type }) => type === 'moof').length, 30, 'from the disk');
  });

  it('says what is on now, as JSON', async (t) => {
    const { ask, live } = onAir(t);
    const answer = await ask('/playback/lv_1/catalog.json?tok=good');
    const { version, live: isLive, tracks } = answer.json<{ version: number; live: boolean; tracks: { name: string }[] }>();
    assert.deepEqual([version, isLive, tracks.map(({ name }) => name)], [1, true, ['video/180p', 'audio']]);
    live.end();
    assert.equal((await ask('/playback/lv_1/catalog.json?tok=good')).json<{ live: boolean }>().live, false);
  });

  it('lets any page play, and a browser ask first', async (t) => {
    const { ask, app } = onAir(t);
    const answer = await ask(main);
    assert.deepEqual([answer.headers['access-control-allow-origin'], answer.headers['content-type'], answer.headers['cross-origin-resource-policy']], ['*', 'application/vnd.apple.mpegurl', 'cross-origin']);
    assert.equal((await app.inject({ url: '/hls/lv_1/main.m3u8?tok=bad' })).headers['access-control-allow-origin'], '*', 'so that a page can read why not');
    const preflight = await app.inject({ method: 'OPTIONS', url: main });
    assert.deepEqual([preflight.statusCode, preflight.headers['access-control-allow-methods']], [204, 'GET, HEAD']);
  });

  it('bounds those who wait, and counts viewers by what their token says of them, else by address and browser', async (t) => {
    const clock = createFakeClock();
    const waiting = new Waiting({ clock, most: 3, mostEach: 2 });
    const { media, playlist, get, authority, seen, play } = onAir(t, { waiting }, clock);
    const url = await media('video');
    await playlist(url);
    for (const name of ['ann', 'ben', 'cem']) authority.tokens.set(name, { ok: true, namespace: streamNamespace, org: 'local', subject: name });
    const newest = (await playlist(url)).segments.at(-1)!.sequence;
    const held = ['ann', 'ann', 'ann', 'ben', 'cem'].map(async (name) => (await get(`${url.replace('=good', `=${name}`)}&_HLS_msn=${newest + 1}`)).statusCode);
    await until(() => waiting.count, (count) => count === 3, { what: 'three wait' });
    await play(3000);
    assert.deepEqual((await Promise.all(held)).toSorted((a, b) => a - b), [200, 200, 200, 429, 503]);
    await get(main, { 'user-agent': 'another' });
    assert.deepEqual([seen.now, seen.views], [5, 5]);
  });

  it('makes a presentation of each peer of a room', async (t) => {
    const server = onAir(t);
    const { clock } = server;
    const room = { 'ann/video': { ...pictures, source: 'ann', label: 'Ann' }, 'ben/audio': { ...sounds, source: 'ben', label: 'Ben' } };
    server.authority.tokens.set('room', { ok: true, namespace: ['stream', 'local', 'room-1'], org: 'local' });
    const live = publishLive(server.broadcasts.publish(['stream', 'local', 'room-1']), room, { clock });
    const bodyOf = async (path: string): Promise<string> => (await server.ask(`/hls/room-1/${path}?tok=room`)).body;
    assert.match(await bodyOf('ben/main.m3u8'), /^\.\.\/t\/ben-audio-[\da-f]{8}\/index\.m3u8\?tok=room$/m);
    assert.match(await bodyOf('main.m3u8'), /^t\/ann-video-[\da-f]{8}\/index\.m3u8\?tok=room$/m);
    assert.equal((await server.get('/hls/room-1/cem/main.m3u8?tok=room')).statusCode, 404);
    const uri = /^\.\.\/(t\/ben.*)$/m.exec(await bodyOf('ben/main.m3u8'))![1]!;
    const url = `/hls/room-1/${uri}`;
    await server.playlist(url);
    live.tracks({ 'ann/video': room['ann/video'] });
    await server.play(11_000);
    assert.match((await server.ask(url)).body, /ENDLIST/, 'Ben has left for good');
    assert.match(await bodyOf('ann/main.m3u8'), /ann-video/);
  });
});
