import { expect, fixture, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { BroadcastPublisher } from '../../../core/streams/publisher.ts';
import type { BroadcastViewerOptions } from '../../../core/streams/viewer-options.ts';
import { BroadcastViewer } from '../../../core/streams/viewer.ts';
import { inPageRelay, type InPageRelay } from './in-page-relay.ts';

/** Ends what hangs, also on a busy machine: how close and how even a broadcast plays is measured where it has the machine to itself (test/e2e/timed). */
const waiting = { timeout: 30_000, interval: 50 };
const url = 'https://relay.example/playback/lv_1?tok=x';

describe('a broadcast, from camera to picture', function () {
  this.timeout(60_000);
  let relay: InPageRelay;
  let camera: MediaStream;
  let publisher: BroadcastPublisher;
  const viewers: BroadcastViewer[] = [];

  async function watch(options: Partial<BroadcastViewerOptions> = {}): Promise<{ viewer: BroadcastViewer; video: HTMLVideoElement }> {
    const video = await fixture<HTMLVideoElement>(html`<video muted playsinline style="inline-size: 320px"></video>`);
    const viewer = new BroadcastViewer({ url, video, ...options }, { planes: relay.planes });
    viewers.push(viewer);
    viewer.start();
    await waitUntil(() => viewer.stores.$state.get() === 'playing', `plays: ${viewer.stores.$state.get()} ${String(viewer.stores.$error.get()?.cause)}`, waiting);
    return { viewer, video };
  }
  const moves = async (video: HTMLVideoElement): Promise<void> => {
    const from = video.getVideoPlaybackQuality().totalVideoFrames;
    await waitUntil(() => video.getVideoPlaybackQuality().totalVideoFrames > from + 5, 'the picture moves', waiting);
  };

  before(async () => {
    relay = inPageRelay();
    camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
    publisher = new BroadcastPublisher({ url: 'https://relay.example/publish/lv_1?sk=x', stream: camera, renditions: [{ height: 360, bitrate: 800_000 }, { height: 180, bitrate: 200_000 }] }, { connect: relay.connect });
    await publisher.start();
  });
  afterEach(() => {
    for (const viewer of viewers.splice(0)) viewer.close();
    fixtureCleanup();
  });
  after(() => {
    publisher.stop();
    for (const track of camera.getTracks()) track.stop();
  });

  it('plays picture and sound, and tells how far behind the capture', async () => {
    const { viewer, video } = await watch();
    const { stores } = viewer;
    await moves(video);
    await waitUntil(() => stores.$stats.get().latencyMs !== null && stores.$stats.get().bufferMs > 40, 'figures come', waiting);
    expect(stores.$levels.get().map(({ name }) => name)).to.deep.equal(['video/180p', 'video/360p']);
    expect(stores.$path.get()).to.deep.equal({ plane: 'moqt', via: 'webtransport' });
    expect(stores.$stats.get().latencyMs).to.be.greaterThan(0);
    expect((video as unknown as { webkitAudioDecodedByteCount: number }).webkitAudioDecodedByteCount).to.be.greaterThan(0);
  });

  it('begins with the picture where the sound comes long before it', async () => {
    relay.pictureDelayMs = 1500;
    try {
      const { video } = await watch();
      await moves(video);
    } finally {
      relay.pictureDelayMs = 0;
    }
  });

  it('changes the rendition without standing still', async () => {
    const { viewer, video } = await watch();
    const { stores } = viewer;
    await waitUntil(() => video.videoHeight === 360, 'the large picture shows', waiting);
    viewer.setQuality('video/180p');
    await waitUntil(() => video.videoHeight === 180, `the small picture shows: ${stores.$rendition.get()}`, waiting);
    expect(stores.$rendition.get()).to.equal('video/180p');
    viewer.setQuality('video/360p');
    await waitUntil(() => video.videoHeight === 360, 'the large picture shows again', waiting);
    await moves(video);
  });

  it('goes on over a cut connection', async () => {
    const { viewer, video } = await watch();
    await moves(video);
    const visits = relay.visits;
    relay.cut();
    await waitUntil(() => relay.visits > visits, 'it connects again', waiting);
    await moves(video);
    expect(viewer.stores.$state.get()).to.equal('playing');
  });

  it('tells of its end', async () => {
    const { viewer } = await watch();
    publisher.stop();
    await waitUntil(() => viewer.stores.$state.get() === 'ended', 'it has ended', waiting);
  });
});
