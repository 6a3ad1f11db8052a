import type { BroadcastViewerOptions } from '../streams/viewer-options.ts';
import { noStats, type PlaybackStats, type QualityLevel } from '../streams/playback.ts';
import { StreamError, type StreamErrorCode } from '../streams/stream-error.ts';
import { createViewerStores, type ViewerState } from '../streams/viewer-stores.ts';

/** What a live broadcast of three renditions looks like from inside. */
export const fakeLevels: readonly QualityLevel[] = [
  { name: 'video/360p', height: 360, bitrate: 700_000 },
  { name: 'video/720p', height: 720, bitrate: 2_500_000 },
  { name: 'video/1080p', height: 1080, bitrate: 4_800_000 },
];
export const fakeStats: PlaybackStats = { ...noStats, latencyMs: 280, bufferMs: 180, throughput: 2_460_000, width: 1280, height: 720 };

/** A `BroadcastViewer` without a relay: it shows a stream of the page’s own, and stands as it is told to. */
export class FakeViewer {
  readonly stores = createViewerStores();
  readonly options: BroadcastViewerOptions;
  /** What was asked of it, in order: `start`, `seek 12`, `setQuality auto` … */
  readonly calls: string[] = [];
  readonly #picture: MediaStream | undefined;
  #video: HTMLVideoElement | undefined;

  constructor(options: BroadcastViewerOptions, picture?: MediaStream) {
    this.options = options;
    this.#picture = picture;
    this.#video = options.video;
    this.stores.$quality.set(options.quality ?? 'auto');
  }

  attach(video: HTMLVideoElement): void {
    this.#video = video;
  }

  start(): void {
    this.calls.push('start');
    this.stores.$state.set('connecting');
  }

  /** It plays live, over MoQT. */
  play(): void {
    const { stores } = this;
    stores.$levels.set(fakeLevels);
    stores.$rendition.set('video/720p');
    stores.$path.set({ plane: 'moqt', via: 'webtransport' });
    stores.$stats.set(fakeStats);
    this.show('playing');
  }

  show(state: ViewerState): void {
    if (['playing', 'stalled', 'paused'].includes(state) && this.#video && this.#picture && !this.#video.srcObject) {
      this.#video.srcObject = this.#picture;
      this.#video.muted = true;
      void this.#video.play().catch(() => {});
    }
    this.stores.$state.set(state);
  }

  fail(code: StreamErrorCode): void {
    this.stores.$error.set(new StreamError(code));
    this.stores.$state.set('failed');
  }

  goLive(): void {
    this.calls.push('goLive');
    this.stores.$live.set(true);
    this.stores.$position.set(this.stores.$window.get()?.end ?? null);
    this.stores.$stats.set({ ...this.stores.$stats.get(), latencyMs: fakeStats.latencyMs });
  }

  seek(wallTime: number): void {
    this.calls.push(`seek ${Math.round(wallTime)}`);
    this.stores.$live.set(false);
    this.stores.$position.set(wallTime);
    const end = this.stores.$window.get()?.end ?? wallTime;
    this.stores.$stats.set({ ...this.stores.$stats.get(), latencyMs: end - wallTime });
  }

  setQuality(name: string): void {
    this.calls.push(`setQuality ${name}`);
    this.stores.$quality.set(name);
    if (name !== 'auto') this.stores.$rendition.set(name);
  }

  setSource(id: string): void {
    this.calls.push(`setSource ${id}`);
    this.stores.$source.set(id);
  }

  unblock(): void {
    this.calls.push('unblock');
    this.stores.$blocked.set('nothing');
    if (this.#video) this.#video.muted = false;
    void this.#video?.play().catch(() => {});
  }

  close(): void {
    this.calls.push('close');
    if (this.#video) this.#video.srcObject = null;
    this.stores.$state.set('idle');
  }
}
