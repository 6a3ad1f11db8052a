import type { default as HlsClass, ErrorData, Level } from 'hls.js';
import { loadOnce } from '../load-once.ts';
import type { Clock } from '../clock.ts';
import { bufferedAheadMs } from './buffered-ahead.ts';
import { BufferTarget, steer } from './live-edge.ts';
import { noStats, type Playback, type PlaybackHandlers, type QualityLevel } from './playback.ts';
import { StreamError } from './stream-error.ts';

const loadHls = loadOnce(async () => (await import('hls.js')).default);
const statsMs = 500;
/** Within this of the live edge nothing is to be caught up, in seconds. */
const edgeSec = 4;
const patienceMs = 1500;
/** More than this from where it was to begin, ms, is somewhere else. */
const elsewhereMs = 1500;

export interface HlsPlaybackOptions {
  readonly video: HTMLVideoElement;
  readonly url: string;
  readonly clock: Clock;
  readonly handlers: PlaybackHandlers;
  readonly quality: string;
  /** A moment to begin at, ms since the epoch; the live edge where there is none. */
  readonly from: number | undefined;
  readonly attached: () => void;
}

/** hls.js where there is Media Source Extensions, else the browser's own player. Rejects with a `StreamError`. */
export async function playHls(options: HlsPlaybackOptions): Promise<Playback> {
  const Hls = await loadHls().catch(() => undefined);
  if (Hls?.isSupported()) return new HlsPlayback(Hls, options);
  if (options.video.canPlayType('application/vnd.apple.mpegurl')) return new NativeHls(options);
  throw new StreamError('unsupported');
}

/** Puts another token into an address that has one. */
function withToken(address: string, token: string | undefined): string {
  if (token === undefined || !address.includes('tok=')) return address;
  const url = new URL(address);
  url.searchParams.set('tok', token);
  return url.href;
}

abstract class HlsBase {
  protected readonly options: HlsPlaybackOptions;
  live: boolean;
  #stop: (() => void) | undefined;
  #shows = false;
  #stalled = false;
  readonly #target = new BufferTarget();

  constructor(options: HlsPlaybackOptions) {
    this.options = options;
    this.live = options.from === undefined;
  }

  abstract position(): number | undefined;
  protected abstract get via(): 'hls.js' | 'native';
  /** Keeps to the live edge, where the browser does not do that by itself. */
  protected abstract follow(target: BufferTarget): void;
  protected abstract figures(): { readonly throughput: number; readonly latencyMs: number | null };

  /** To a moment, in ms since the epoch, as near as what is kept comes to it. */
  seek(wallTime: number): boolean {
    const at = this.position();
    const { video } = this.options;
    if (at === undefined || video.seekable.length === 0) return false;
    const wanted = video.currentTime + (wallTime - at) / 1000;
    const end = video.seekable.end(video.seekable.length - 1);
    video.currentTime = Math.max(video.seekable.start(0), Math.min(wanted, end - 1));
    this.live = end - wanted < edgeSec;
    return true;
  }

  protected tick(): void {
    const { video, handlers, clock } = this.options;
    this.#stop = clock.after(statsMs, () => this.tick());
    const moves = video.readyState >= 3;
    if (!this.#shows && moves) {
      this.#shows = true;
      handlers.playing({ plane: 'hls', via: this.via });
    }
    if (this.#shows && !video.paused && moves === this.#stalled) {
      handlers.stalled(this.#stalled = !moves);
      if (this.#stalled) this.#target.stalled(clock.now());
    }
    this.follow(this.#target);
    const bufferMs = bufferedAheadMs(video);
    const droppedFrames = video.getVideoPlaybackQuality?.().droppedVideoFrames ?? 0;
    handlers.stats({ ...noStats, ...this.figures(), bufferMs: Math.round(bufferMs), droppedFrames, playbackRate: video.playbackRate, width: video.videoWidth, height: video.videoHeight });
    this.#tellWindow();
  }

  #tellWindow(): void {
    const { video: { seekable, currentTime }, handlers } = this.options;
    const at = this.position();
    if (at === undefined || seekable.length === 0) return handlers.window(null);
    const wall = (seconds: number): number => at + (seconds - currentTime) * 1000;
    handlers.window({ start: wall(seekable.start(0)), end: wall(seekable.end(seekable.length - 1)) });
  }

  close(): void {
    this.#stop?.();
  }
}

/** LL-HLS by hls.js. */
class HlsPlayback extends HlsBase implements Playback {
  protected readonly via = 'hls.js';
  readonly #hls: HlsClass;
  readonly #Hls: typeof HlsClass;
  #token: string | undefined;
  #quality: string;
  #levels: readonly QualityLevel[] = [];
  #rescued = false;
  #from: number | undefined;
  #sought = false;

  constructor(Hls: typeof HlsClass, options: HlsPlaybackOptions) {
    super(options);
    this.#Hls = Hls;
    this.#quality = options.quality;
    this.#from = options.from;
    this.#hls = new Hls({
      lowLatencyMode: true, liveDurationInfinity: true, backBufferLength: 60,
      // It is kept at the edge from here: hls.js catches up only while more than a second is buffered, and a stall sets it back by a second for good.
      maxLiveSyncPlaybackRate: 1, liveSyncOnStallIncrease: 0,
      // The fragments are CMAF already: there is nothing to remux, and pages need not allow workers from blobs.
      enableWorker: false,
      xhrSetup: (xhr, url) => { if (this.#token !== undefined) xhr.open('GET', withToken(url, this.#token), true); },
    });
    this.#listen();
    this.#hls.loadSource(options.url);
    this.#hls.attachMedia(options.video);
    this.tick();
  }

  goLive(): void {
    this.live = true;
    this.#from = undefined;
    const edge = this.#hls.liveSyncPosition;
    if (edge !== null) this.options.video.currentTime = edge;
    void this.options.video.play().catch(() => {});
  }

  setQuality(name: string): void {
    if (name === this.#quality) return;
    this.#quality = name;
    this.#chooseLevel();
  }

  #chooseLevel(): void {
    const wanted = this.#levels.findIndex((level) => level.name === this.#quality);
    if (this.#levels.length === 0 || wanted === this.#hls.manualLevel) return;
    // `nextLevel` throws away what is buffered; at the live edge that is all there is.
    if (this.live) this.#hls.loadLevel = wanted;
    else this.#hls.nextLevel = wanted;
  }

  /** Each source has a playlist of its own: whoever made this makes another. */
  setSource(): void {}

  renew(url: string): void {
    this.#token = new URL(url).searchParams.get('tok') ?? undefined;
  }

  position(): number | undefined {
    return this.#hls.playingDate?.getTime();
  }

  override close(): void {
    super.close();
    this.#hls.destroy();
  }

  protected follow(target: BufferTarget): void {
    const { video, clock } = this.options;
    const now = clock.now();
    const edge = this.#hls.liveSyncPosition;
    if (!this.live || edge === null || video.paused || video.seeking) return;
    const { rate, jumpMs } = steer({ aheadMs: bufferedAheadMs(video), targetMs: target.ms(now), shared: { latencyMs: (edge - video.currentTime) * 1000, targetMs: target.penaltyMs(now) } });
    if (jumpMs !== undefined) video.currentTime += jumpMs / 1000;
    if (video.playbackRate !== rate) video.playbackRate = rate;
  }

  protected figures(): { throughput: number; latencyMs: number | null } {
    const at = this.position();
    return { throughput: Math.round(this.#hls.bandwidthEstimate || 0), latencyMs: at === undefined ? null : Math.max(0, this.options.clock.now() - at) };
  }

  #listen(): void {
    const { Events } = this.#Hls;
    const { handlers, attached } = this.options;
    this.#hls.on(Events.MEDIA_ATTACHED, () => attached());
    this.#hls.on(Events.MANIFEST_PARSED, (_, { levels }) => this.#learn(levels));
    this.#hls.on(Events.LEVEL_SWITCHED, (_, { level }) => { if (this.#levels[level]) handlers.rendition(this.#levels[level].name); });
    // Sound that comes first is placed by the playlist's own sums; where pictures are is known once there is one.
    this.#hls.on(Events.FRAG_BUFFERED, (_, { frag }) => {
      const kind: string = frag.type;
      if (kind === 'main') this.#begin();
    });
    this.#hls.on(Events.LEVEL_UPDATED, (_, { details }) => { if (!details.live && this.live) handlers.ended(); });
    this.#hls.on(Events.ERROR, (_, error) => this.#failed(error));
  }

  #learn(levels: readonly Level[]): void {
    this.#levels = levels.map(({ name, height, bitrate }) => ({ name: name || `${height}p`, height: height || undefined, bitrate: bitrate || undefined }));
    this.options.handlers.levels(this.#levels);
    this.#chooseLevel();
  }

  /** Once times are known, it goes to where it was to begin; and again where what has come from there shows that it is elsewhere. */
  #begin(): void {
    const [from, at] = [this.#from, this.position()];
    if (from === undefined || at === undefined) return;
    if (!this.#sought || Math.abs(at - from) > elsewhereMs) super.seek(from);
    // Where that is by now: no further back than what is kept.
    this.#from = this.#sought ? undefined : this.position();
    this.#sought = true;
  }

  /** Whoever goes elsewhere meanwhile stays there. */
  override seek(wallTime: number): boolean {
    this.#from = undefined;
    return super.seek(wallTime);
  }

  #failed({ fatal, type, response, error }: ErrorData): void {
    if (!fatal) return;
    const { handlers, clock } = this.options;
    const codes: Readonly<Record<number, StreamError['code']>> = { 401: 'auth-failed', 403: 'auth-failed', 404: 'not-found', 410: 'expired', 429: 'rate-limited' };
    if (type === this.#Hls.ErrorTypes.MEDIA_ERROR) {
      if (this.#rescued) return handlers.failed(new StreamError('media-failed', { cause: error }));
      this.#rescued = true;
      clock.after(10_000, () => { this.#rescued = false; });
      return this.#hls.recoverMediaError();
    }
    const code = codes[response?.code ?? 0];
    if (code) return handlers.failed(new StreamError(code, { cause: error }));
    if (type !== this.#Hls.ErrorTypes.NETWORK_ERROR) return handlers.failed(new StreamError('media-failed', { cause: error }));
    handlers.stalled(true);
    clock.after(patienceMs, () => handlers.failed(new StreamError('unreachable', { cause: error })));
  }
}

/** The browser's own HLS player. */
class NativeHls extends HlsBase implements Playback {
  protected readonly via = 'native';

  constructor(options: HlsPlaybackOptions) {
    super(options);
    const { video, url, attached } = options;
    video.src = url;
    video.addEventListener('error', this.#failed);
    attached();
    this.tick();
  }

  goLive(): void {
    const { video } = this.options;
    this.live = true;
    if (video.seekable.length > 0) video.currentTime = video.seekable.end(video.seekable.length - 1) - 1;
    void video.play().catch(() => {});
  }

  /** The browser does so by itself. */
  protected follow(): void {}

  /** The browser chooses by itself. */
  setQuality(): void {}
  setSource(): void {}
  renew(url: string): void {
    const at = this.position();
    this.options.video.src = withToken(this.options.url, new URL(url).searchParams.get('tok') ?? undefined);
    if (!this.live && at !== undefined) this.options.video.addEventListener('loadedmetadata', () => this.seek(at), { once: true });
  }

  position(): number | undefined {
    const { video } = this.options;
    const start = (video as { getStartDate?(): Date }).getStartDate?.().getTime();
    return start === undefined || Number.isNaN(start) ? undefined : start + video.currentTime * 1000;
  }

  override close(): void {
    super.close();
    this.options.video.removeEventListener('error', this.#failed);
    this.options.video.removeAttribute('src');
    this.options.video.load();
  }

  protected figures(): { throughput: number; latencyMs: number | null } {
    const at = this.position();
    return { throughput: 0, latencyMs: at === undefined ? null : Math.max(0, this.options.clock.now() - at) };
  }

  readonly #failed = (): void => this.options.handlers.failed(new StreamError('media-failed', { cause: this.options.video.error }));
}
