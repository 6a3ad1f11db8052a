import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, fetchRelayInfo, hlsAddress, readAddress } from '../../../../core/streams/addresses.ts';
import { windowOf } from '../../../../core/streams/dvr-window.ts';
import type { MoqtPlaybackOptions } from '../../../../core/streams/moqt-playback.ts';
import type { Planes } from '../../../../core/streams/planes.ts';
import { noStats, type Playback, type PlaybackHandlers, type RelaySession } from '../../../../core/streams/playback.ts';
import { firstLevel, levelsOf, sourcesOf, tracksOf } from '../../../../core/streams/renditions.ts';
import { StreamError } from '../../../../core/streams/stream-error.ts';
import type { BroadcastViewerOptions } from '../../../../core/streams/viewer-options.ts';
import { BroadcastViewer } from '../../../../core/streams/viewer.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const settled = async (): Promise<void> => { for (let turn = 0; turn < 80; turn++) await Promise.resolve(); };
const token = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
const urlOf = (claims: object = {}): string => `https://relay.example/playback/lv_1?tok=${token(claims)}`;

class Played implements Playback {
  live = true;
  readonly calls: string[] = [];
  readonly handlers: PlaybackHandlers;
  readonly from: number | undefined;
  readonly lost: MoqtPlaybackOptions['lost'] | undefined;

  constructor(handlers: PlaybackHandlers, from?: number, lost?: MoqtPlaybackOptions['lost']) {
    this.handlers = handlers;
    this.from = from;
    this.lost = lost;
  }

  use(): void { this.calls.push('use'); }
  goLive(): void { this.calls.push('goLive'); }
  seek(): boolean { return false; }
  setQuality(name: string): void { this.calls.push(`quality ${name}`); }
  setSource(id: string | undefined): void { this.calls.push(`source ${id}`); }
  renew(url: string): void { this.calls.push(`renew ${new URL(url).pathname}`); }
  position(): number { return 5; }
  close(): void { this.calls.push('close'); }
}

/** A viewer with planes that do as the test says. */
function world(options: Partial<BroadcastViewerOptions> = {}, { connect, relay }: Partial<Pick<Planes, 'connect' | 'relay'>> = {}) {
  const clock = createFakeClock();
  const moqt: Played[] = [];
  const hls: Played[] = [];
  const planes: Planes = {
    relay: relay ?? (async () => ({ webTransport: { url: 'https://relay.example', certificateHashes: [] }, webSocket: null, hls: { url: 'https://relay.example' }, drafts: [14] })),
    connect: connect ?? (async () => ({ session: { close() {} }, path: { plane: 'moqt', via: 'webtransport' }, namespace: ['lv_1'] }) as unknown as RelaySession),
    moqt: (_, { handlers, lost }) => {
      moqt.push(new Played(handlers, undefined, lost));
      return moqt.at(-1)!;
    },
    hls: async ({ handlers, from }) => {
      hls.push(new Played(handlers, from));
      return hls.at(-1)!;
    },
  };
  const video = Object.assign(new EventTarget(), { play: async () => {}, pause() {}, muted: false }) as unknown as HTMLVideoElement;
  const viewer = new BroadcastViewer({ url: urlOf(), video, ...options }, { clock, random: { number: () => 0.5, id: () => '' }, planes });
  return { clock, viewer, moqt, hls, video, stores: viewer.stores };
}

describe('a viewer', () => {
  it('plays over MoQT, and tells how it stands', async () => {
    const { viewer, moqt, stores, clock } = world();
    viewer.start();
    assert.equal(stores.$state.get(), 'connecting');
    await settled();
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    moqt[0]!.handlers.stats({ ...noStats, latencyMs: 210 });
    assert.deepEqual([stores.$state.get(), stores.$path.get()?.via, stores.$stats.get().latencyMs, stores.$position.get()], ['playing', 'webtransport', 210, 5]);
    viewer.close();
    assert.deepEqual(moqt[0]!.calls, ['close']);
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    assert.equal(stores.$state.get(), 'idle', 'what is closed has nothing to say');
    assert.equal(clock.pending(), 0);
  });

  it('falls back to LL-HLS, says why, and climbs back', async () => {
    let reachable = false;
    const session = { session: { close() {} }, path: { plane: 'moqt', via: 'webtransport' }, namespace: [] } as unknown as RelaySession;
    const { viewer, moqt, hls, stores, clock } = world({}, { connect: async (_info, _address, _signal, fellBack) => {
      if (reachable) return session;
      fellBack('webtransport', 'no answer');
      throw new StreamError('unreachable');
    } });
    viewer.start();
    await settled();
    assert.equal(hls.length, 1);
    assert.deepEqual(stores.$fallbacks.get().map(({ from }) => from), ['webtransport', 'moqt']);
    hls[0]!.handlers.playing({ plane: 'hls', via: 'hls.js' });
    clock.advance(31_000);
    await settled();
    assert.equal(moqt.length, 0);
    reachable = true;
    clock.advance(31_000);
    await settled();
    assert.equal(moqt.length, 1);
    viewer.close();
  });

  it('waits for a broadcast that has not begun, and starts by itself', async () => {
    const { viewer, moqt, stores, clock } = world();
    viewer.start();
    await settled();
    moqt[0]!.handlers.failed(new StreamError('not-found'));
    assert.equal(stores.$state.get(), 'waiting');
    clock.advance(3000);
    await settled();
    assert.equal(moqt.length, 2);
    viewer.close();
  });

  it('opens a lost session again under the running picture', async () => {
    let starts = 0;
    const connected: string[][] = [];
    const { viewer, moqt, stores } = world({}, {
      relay: async () => ({ webTransport: { url: 'https://relay.example', certificateHashes: [`certificate ${starts += 1}`] }, webSocket: null, hls: null, drafts: [14] }),
      connect: async ({ webTransport }) => {
        connected.push([...webTransport!.certificateHashes!]);
        return { session: { close() {} }, path: { plane: 'moqt', via: 'webtransport' }, namespace: ['lv_1'] } as unknown as RelaySession;
      },
    });
    viewer.start();
    await settled();
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    moqt[0]!.lost!(new StreamError('unreachable'));
    await settled();
    assert.deepEqual(moqt[0]!.calls, ['use']);
    assert.equal(stores.$state.get(), 'playing');
    assert.deepEqual(connected, [['certificate 1'], ['certificate 2']], 'a relay that was started again has another');
    viewer.close();
  });

  it('begins anew where a session is lost and nothing is left to play', async () => {
    const { viewer, moqt, stores } = world();
    viewer.start();
    await settled();
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    moqt[0]!.handlers.stalled(true);
    moqt[0]!.lost!(new StreamError('unreachable'));
    await settled();
    assert.deepEqual(moqt[0]!.calls, ['close']);
    assert.equal(moqt.length, 2);
    assert.equal(stores.$state.get(), 'connecting');
    viewer.close();
  });

  it('asks for a new address before the old one ends, and shows it without a gap', async () => {
    const now = Date.UTC(2026, 0, 1, 12) / 1000;
    const asked: number[] = [];
    const { viewer, moqt, clock } = world({ url: urlOf({ exp: now + 60 }), renew: async () => {
      asked.push(clock.now() / 1000 - now);
      return urlOf({ exp: clock.now() / 1000 + 60 });
    } });
    viewer.start();
    await settled();
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    for (let minute = 0; minute < 3; minute++) {
      clock.advance(50_000);
      await settled();
    }
    assert.equal(asked.length, 3);
    assert.ok(asked[0]! > 40 && asked[0]! < 55, asked.join());
    assert.equal(moqt.length, 1);
    assert.ok(moqt[0]!.calls.every((call) => call.startsWith('renew')));
    viewer.close();
    assert.equal(clock.pending(), 0);
  });

  it('takes a new address once when it is refused, and then says so', async () => {
    let asked = 0;
    const { viewer, moqt, stores } = world({ renew: async () => { asked += 1; return urlOf(); } });
    viewer.start();
    await settled();
    moqt[0]!.handlers.failed(new StreamError('auth-failed'));
    await settled();
    assert.deepEqual([asked, moqt.length], [1, 2]);
    moqt[1]!.handlers.failed(new StreamError('auth-failed'));
    await settled();
    assert.deepEqual([asked, stores.$state.get(), stores.$error.get()?.code], [1, 'failed', 'auth-failed']);
    viewer.close();
  });

  it('goes back by LL-HLS, and live again by MoQT', async () => {
    const { viewer, moqt, hls, stores } = world();
    viewer.start();
    await settled();
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    viewer.seek(12_345);
    await settled();
    assert.equal(hls[0]!.from, 12_345);
    assert.equal(stores.$live.get(), false);
    hls[0]!.handlers.playing({ plane: 'hls', via: 'hls.js' });
    viewer.goLive();
    await settled();
    assert.equal(moqt.length, 2);
    assert.equal(stores.$live.get(), true);
    viewer.close();
  });

  it('fetches nothing for a picture that has long been paused', async () => {
    const { viewer, moqt, video, stores, clock } = world();
    viewer.start();
    await settled();
    moqt[0]!.handlers.playing({ plane: 'moqt', via: 'webtransport' });
    video.dispatchEvent(new Event('pause'));
    clock.advance(16_000);
    assert.deepEqual([stores.$state.get(), moqt[0]!.calls], ['paused', ['close']]);
    video.dispatchEvent(new Event('play'));
    await settled();
    assert.equal(moqt.length, 2);
    viewer.close();
  });

  it('says what is wrong with an address, and tries nothing', async () => {
    for (const url of ['', 'nonsense', 'ftp://relay.example/playback/lv_1', 'https://relay.example/publish/lv_1?sk=x', 'https://relay.example/playback/', 'https://relay.example/playback/../x']) {
      const { viewer, moqt, stores } = world({ url });
      viewer.start();
      await settled();
      assert.deepEqual([stores.$state.get(), stores.$error.get()?.code, moqt.length], ['failed', 'bad-url', 0], url);
    }
  });
});

describe('addresses', () => {
  it('are taken apart and put on another origin', () => {
    const address = readAddress(urlOf({ org: 'acme', exp: 1000 }), 'playback');
    assert.deepEqual([address.relay, address.id, address.org, address.expiresAt], ['https://relay.example', 'lv_1', 'acme', 1_000_000]);
    assert.match(at('https://127.0.0.1:4433', address), /^https:\/\/127\.0\.0\.1:4433\/playback\/lv_1\?tok=/);
    assert.match(at('wss://other.example', address), /^wss:\/\/other\.example\/playback\/lv_1\?tok=/);
    const info = { webTransport: null, webSocket: null, hls: { url: 'https://cdn.example/' }, drafts: [14] };
    assert.match(hlsAddress(info, address)!, /^https:\/\/cdn\.example\/hls\/lv_1\/main\.m3u8\?tok=/);
    assert.match(hlsAddress(info, address, 'peer/1')!, /\/hls\/lv_1\/peer%2F1\/main\.m3u8/);
    assert.equal(readAddress('https://relay.example/playback/lv_1?tok=a.%FF.b', 'playback').org, 'local');
  });

  it('lead to a relay that says how it is reached, or not', async () => {
    const answer = (body: unknown, status = 200): typeof fetch => (async () => new Response(JSON.stringify(body), { status })) as typeof fetch;
    const { signal } = new AbortController();
    assert.equal((await fetchRelayInfo('https://relay.example', signal, answer({ webSocket: { url: 'wss://relay.example' } }))).webSocket?.url, 'wss://relay.example');
    for (const wrong of [answer({}, 500), answer('x'), answer({ webTransport: { url: 5 } }), answer({ hls: { url: 'nonsense' } })]) {
      await assert.rejects(fetchRelayInfo('https://relay.example', signal, wrong), (error) => error instanceof StreamError && error.code === 'unreachable');
    }
  });
});

describe('renditions', () => {
  const video = (name: string, height: number, source?: string) => ({ name, kind: 'video' as const, codec: 'avc1.42E01F', height, ...(source && { source, label: source.toUpperCase() }) });
  const audio = (name: string, source?: string) => ({ name, kind: 'audio' as const, codec: 'opus', ...(source && { source }) });

  it('are ordered by what they take, and begun with the largest usual one', () => {
    const levels = levelsOf([video('b', 1080), video('a', 360), audio('s'), video('c', 720)]);
    assert.deepEqual(levels.map(({ name }) => name), ['a', 'c', 'b']);
    assert.equal(firstLevel(levels, 'auto')?.name, 'c');
    assert.equal(firstLevel(levels, 'b')?.name, 'b');
  });

  it('are those of one source: the wanted, or the first with a picture', () => {
    const tracks = [audio('x/audio', 'x'), video('y/720p', 720, 'y'), audio('y/audio', 'y')];
    assert.deepEqual(sourcesOf(tracks), [{ id: 'x', label: '', hasVideo: false, hasAudio: true }, { id: 'y', label: 'Y', hasVideo: true, hasAudio: true }]);
    assert.deepEqual(tracksOf(tracks, undefined).map(({ name }) => name), ['y/720p', 'y/audio']);
    assert.deepEqual(tracksOf(tracks, 'x').map(({ name }) => name), ['x/audio']);
    assert.deepEqual(tracksOf(tracks, 'gone').map(({ name }) => name), ['y/720p', 'y/audio']);
  });
});

describe('how far one can go back', () => {
  it('is told by the dates of a playlist', () => {
    const playlist = '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z\n#EXTINF:2.0,\na.m4s\n#EXTINF:1.5,\nb.m4s\n';
    assert.deepEqual(windowOf(playlist), { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 1) + 3500 });
    for (const wrong of ['', '#EXTM3U', '#EXT-X-PROGRAM-DATE-TIME:soon\n#EXTINF:2,']) assert.equal(windowOf(wrong), undefined);
  });
});
