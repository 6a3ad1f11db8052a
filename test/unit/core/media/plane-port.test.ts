import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atom } from 'nanostores';
import type { OpenViewer } from '../../../../core/media/broadcast-leg.ts';
import type { Capabilities } from '../../../../core/media/ladder.ts';
import { PlanePort } from '../../../../core/media/plane-port.ts';
import type { MediaPort, MediaPortHandlers, RemoteProducer, TileAttachment, TilePlayback, WelcomeMedia } from '../../../../core/media/port.ts';
import { createViewerStores } from '../../../../core/streams/viewer-stores.ts';
import { StreamError, type StreamErrorCode } from '../../../../core/streams/stream-error.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

type Viewer = ReturnType<OpenViewer>;
const tick = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
const media = { rtpCapabilities: {}, kept: false, iceServers: [] } as unknown as WelcomeMedia;
const camera: RemoteProducer = { peerId: 'ada', producerId: 'p1', source: 'camera' };
const mic: RemoteProducer = { peerId: 'ada', producerId: 'p2', source: 'mic' };

function scene(capabilities: Partial<Capabilities> = {}) {
  const clock = createFakeClock();
  const [$onStage, $called, $flowing] = [atom(false), atom(false), atom<ReadonlySet<string>>(new Set(['ada:camera']))];
  const log: string[] = [];
  const shown = new Map<string, TilePlayback | undefined>();
  const viewers: { url: string; source: string; via: string; renew(): Promise<string>; stores: Viewer['stores']; closed: boolean; quality: string; reserveMs: number }[] = [];
  const sfus: { handlers: MediaPortHandlers; remote: readonly RemoteProducer[]; closed: boolean; local: object; opened: WelcomeMedia[] }[] = [];
  const relay = { answers: true };
  let places = 0;
  const handlers: MediaPortHandlers = {
    request: () => Promise.reject(new Error('nobody asks')),
    added: (remote) => void log.push(`added ${remote.source}`),
    removed: (remote) => void log.push(`removed ${remote.source}`),
    playing: ({ peerId, source }, playback) => {
      shown.set(`${peerId}:${source}`, playback);
      log.push(playback ? 'playback' : 'tracks');
    },
    failed: () => void log.push('failed'),
  };
  const sfu = (given: MediaPortHandlers): MediaPort => {
    const made = { handlers: given, remote: [] as readonly RemoteProducer[], closed: false, local: {}, opened: [] as WelcomeMedia[] };
    sfus.push(made);
    return {
      open: async (welcome) => void made.opened.push(welcome),
      setRemote: (remote) => { made.remote = remote; },
      setLocal: async (local) => { made.local = local; },
      setSuspended: async () => {}, setQuality: async () => {}, stats: async () => [],
      close: () => { made.closed = true; },
    };
  };
  const open: OpenViewer = ({ url, source, via, renew }) => {
    const made = { url, source, via, renew, stores: createViewerStores(), closed: false, quality: 'auto', reserveMs: 0 };
    viewers.push(made);
    return { stores: made.stores, start: () => made.stores.$state.set('connecting'), setQuality: (name: string) => { made.quality = name; }, setReserve: (ms: number) => { made.reserveMs = ms; }, close: () => { made.closed = true; } } as unknown as Viewer;
  };
  const room = {
    isPlane: () => true, $onStage, $called, $flowing,
    place: async () => ({ playbackUrl: `https://relay/playback/r?tok=${places += 1}`, expiresAt: clock.now() + 60_000 }),
    tell: (path: string, reason: string | undefined) => void log.push(reason ? `${path}: ${reason}` : path),
  };
  const port = new PlanePort(handlers, room, clock, { sfu, open, prepareSfu: () => void log.push('prepare'), relayAnswers: () => relay.answers, capabilities: () => ({ webTransport: true, webSocket: true, mse: true, nativeHls: false, ...capabilities }) });
  /** A tile that has been told what to show does so. */
  const attach = async () => {
    const on = shown.get('ada:camera')!.attach({} as HTMLVideoElement);
    await tick();
    return { on, detach: on.release, viewer: viewers.at(-1)! };
  };
  /** The room is opened, and its one tile attached. */
  const begin = async () => {
    port.setRemote([camera]);
    await port.open(media);
    return attach();
  };
  const play = ({ viewer, on }: { viewer: (typeof viewers)[number]; on: TileAttachment }): void => {
    viewer.stores.$state.set('playing');
    on.shown();
  };
  const fail = (viewer: (typeof viewers)[number], code: StreamErrorCode): void => {
    viewer.stores.$error.set(new StreamError(code));
    viewer.stores.$state.set('failed');
  };
  /** It tries again by itself. */
  const tries = (viewer: (typeof viewers)[number], code: StreamErrorCode): void => {
    viewer.stores.$error.set(new StreamError(code));
    viewer.stores.$state.set(code === 'not-found' ? 'waiting' : 'connecting');
  };
  return { port, clock, log, shown, viewers, sfus, relay, tries, $onStage, $called, $flowing, attach, begin, play, fail };
}

describe('a room with an audience plane', () => {
  it('is watched over the relay, without a word to the SFU', async () => {
    const { port, log, sfus, viewers, attach, play } = scene();
    port.setRemote([camera, mic]);
    await port.open(media);
    const { on, detach, viewer } = await attach();
    play({ viewer, on });
    assert.deepEqual([log, sfus.length, viewer.source, viewer.via], [['moqt', 'playback'], 0, 'ada', 'moqt']);
    assert.match(await viewer.renew(), /tok=2$/);
    detach();
    assert.ok(viewer.closed, 'nothing is received that nobody shows');
    assert.equal(viewers.length, 1);
    port.close();
  });

  it('looks again for a broadcast that has ended while the room goes on', async () => {
    const { port, clock, attach, play } = scene();
    port.setRemote([camera, mic]);
    await port.open(media);
    const { on, viewer } = await attach();
    play({ viewer, on });
    viewer.stores.$state.set('ended');
    clock.advance(500);
    assert.equal(viewer.stores.$state.get(), 'connecting');
    port.close();
  });

  it('shows nothing of whom there is nothing to see or hear', async () => {
    const { port, shown, $flowing } = scene();
    $flowing.set(new Set());
    port.setRemote([camera, mic]);
    await port.open(media);
    assert.equal(shown.size, 0);
    $flowing.set(new Set(['ada:camera']));
    assert.ok(shown.get('ada:camera'));
    port.close();
  });

  it('falls back from what fails, says why, and climbs back when that has rested', async () => {
    const { port, log, clock, begin, attach, fail, play, viewers } = scene();
    const first = await begin();
    fail(first.viewer, 'unreachable');
    assert.deepEqual(log, ['moqt', 'playback', 'hls: unreachable', 'playback']);
    const second = await attach();
    assert.equal(second.viewer.via, 'hls');
    play(second);
    first.detach();
    clock.advance(30_000);
    assert.deepEqual(log.slice(4), ['moqt', 'playback'], 'by itself');
    assert.ok(!second.viewer.closed, 'and the other plays on meanwhile');
    const third = await attach();
    play(third);
    second.detach();
    assert.deepEqual(viewers.map(({ via, closed }) => [via, closed]), [['moqt', true], ['hls', true], ['moqt', false]]);
    port.close();
    assert.equal(clock.pending(), 0);
  });

  it('goes to the SFU where nothing else works, and where the browser cannot play the rest', async () => {
    const { port, log, clock, begin, attach, sfus } = scene();
    await begin();
    clock.advance(8000);
    assert.equal(log.at(-2), 'hls: timeout', 'no picture in time');
    await attach();
    clock.advance(20_000);
    assert.deepEqual([log.at(-1), sfus.length, sfus[0]!.remote], ['sfu: timeout', 1, [camera]]);
    port.close();
    const old = scene({ mse: false });
    await old.port.open(media);
    assert.deepEqual(old.log, ['sfu: no-media-source']);
    old.port.close();
  });

  it('waits no longer for a broadcast that is not there because it asks again and again', async () => {
    const { port, log, clock, begin, tries } = scene();
    const { viewer } = await begin();
    for (let second = 0; second < 7; second++) {
      tries(viewer, 'not-found');
      clock.advance(1000);
    }
    assert.deepEqual(log, ['moqt', 'playback']);
    tries(viewer, 'not-found');
    clock.advance(1000);
    assert.equal(log.at(-2), 'hls: not-found');
    port.close();
  });

  it('goes to the SFU at once where the relay cannot be reached at all: LL-HLS comes from there as well', async () => {
    const { port, log, clock, begin, relay, tries } = scene();
    relay.answers = false;
    const { viewer, on } = await begin();
    // Nothing else is there to be seen meanwhile: it is in front, with no picture yet.
    on.shown();
    for (let tenth = 0; tenth < 25; tenth++) {
      tries(viewer, 'unreachable');
      clock.advance(100);
    }
    assert.deepEqual(log, ['moqt', 'playback', 'sfu: unreachable']);
    clock.advance(30_000);
    assert.equal(log.at(-1), 'playback', 'both have rested by then');
    assert.equal(log.at(-2), 'moqt');
    port.close();
  });

  it('gives a relay that goes away under a playing crowd time to come back', async () => {
    const { port, log, clock, begin, play, relay, tries } = scene();
    const { on, viewer } = await begin();
    play({ viewer, on });
    relay.answers = false;
    tries(viewer, 'unreachable');
    clock.advance(7900);
    assert.deepEqual(log, ['moqt', 'playback']);
    viewer.stores.$state.set('playing');
    clock.advance(60_000);
    tries(viewer, 'unreachable');
    clock.advance(7900);
    assert.deepEqual(log, ['moqt', 'playback'], 'each time anew');
    clock.advance(100);
    assert.deepEqual(log.at(-1), 'sfu: unreachable');
    port.close();
  });

  it('opens the SFU beside what plays when I come on stage, and lets go of that when every tile has changed over', async () => {
    const { port, log, sfus, attach, play, $onStage, viewers } = scene();
    port.setRemote([camera, mic]);
    await port.open({ ...media, recvTransport: {} as never });
    const { on, detach, viewer } = await attach();
    play({ viewer, on });
    $onStage.set(true);
    await port.setLocal({ camera: { track: null, paused: false } });
    const [sfu] = sfus;
    assert.deepEqual([sfu!.remote, Object.keys(sfu!.local), sfu!.opened.length], [[camera, mic], ['camera'], 1]);
    sfu!.handlers.added(camera, {} as MediaStreamTrack);
    assert.ok(!log.includes('tracks'), 'a picture without its sound is not enough');
    sfu!.handlers.added(mic, {} as MediaStreamTrack);
    assert.equal(log.at(-1), 'tracks');
    assert.ok(!viewer.closed, 'the tile has not shown a frame of it yet');
    detach();
    assert.ok(viewer.closed);
    // And back.
    $onStage.set(false);
    assert.ok(!sfu!.closed);
    assert.equal(log.at(-1), 'playback');
    const again = await attach();
    assert.ok(!sfu!.closed);
    play(again);
    assert.ok(sfu!.closed, 'with the first frame');
    assert.deepEqual(log.slice(-2), ['removed camera', 'removed mic']);
    $onStage.set(true);
    assert.deepEqual([sfus.length, 'recvTransport' in sfus[1]!.opened[0]!, viewers.length], [2, false, 2], 'a transport that came along serves once');
    port.close();
  });

  it('has its players keep more while I may come on stage at any moment, and until I have moved', async () => {
    const { port, log, sfus, begin, attach, play, $called, $onStage } = scene();
    const first = await begin();
    play(first);
    assert.equal(first.viewer.reserveMs, 0);
    $called.set(true);
    assert.ok(first.viewer.reserveMs > 0);
    assert.equal(log.at(-1), 'prepare');
    $called.set(false);
    assert.equal(first.viewer.reserveMs, 0, 'nothing came of it');
    $onStage.set(true);
    assert.ok(first.viewer.reserveMs > 0);
    sfus[0]!.handlers.added(camera, {} as MediaStreamTrack);
    first.detach();
    $onStage.set(false);
    const second = await attach();
    assert.ok(second.viewer.reserveMs > 0, 'what begins while everything changes, too');
    play(second);
    assert.equal(second.viewer.reserveMs, 0);
    port.close();
  });

  it('is ready for the stage also where I was called before it was opened', async () => {
    const { port, log, attach, $called } = scene();
    $called.set(true);
    port.setRemote([camera]);
    await port.open(media);
    assert.ok(log.includes('prepare'));
    assert.ok((await attach()).viewer.reserveMs > 0);
    port.close();
  });

  it('waits for nobody for ever', async () => {
    const { port, clock, sfus, begin, play, $onStage } = scene();
    const { on, viewer } = await begin();
    play({ viewer, on });
    $onStage.set(true);
    clock.advance(10_000);
    assert.ok(viewer.closed);
    assert.ok(!sfus[0]!.closed);
    port.close();
    assert.equal(clock.pending(), 0);
  });

  it('asks for what a tile can show', async () => {
    const { port, begin } = scene();
    const { viewer } = await begin();
    viewer.stores.$levels.set(['180p', '360p', '720p'].map((name) => ({ name, height: undefined, bitrate: undefined })));
    assert.equal(viewer.quality, 'auto');
    await port.setWanted(new Map([['p1', 0]]));
    assert.equal(viewer.quality, '180p');
    await port.setWanted(new Map([['p1', 2]]));
    await port.setQuality('medium');
    assert.equal(viewer.quality, '360p');
    await port.setQuality('high');
    assert.equal(viewer.quality, '720p');
    port.close();
  });
});
