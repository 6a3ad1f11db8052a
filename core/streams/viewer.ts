import { systemClock, systemRandom, type Clock, type Random } from '../clock.ts';
import { backoffMs } from '../connection/backoff.ts';
import { hlsAddress, readAddress, type StreamAddress } from './addresses.ts';
import type { RelayInfo } from '../wire/streams/relay.ts';
import type { DvrWatch } from './dvr-watch.ts';
import type { Playback, PlaybackHandlers } from './playback.ts';
import { playVideo } from './play-video.ts';
import { StreamError } from './stream-error.ts';
import { tellStores } from './tell-stores.ts';
import { Timers } from './timers.ts';
import { TokenKeeper } from './token-keeper.ts';
import { browserPlanes, type Planes } from './planes.ts';
import type { BroadcastViewerOptions } from './viewer-options.ts';
import { createViewerStores, type Fallback, type ViewerStores } from './viewer-stores.ts';

export interface ViewerDeps { readonly clock?: Clock; readonly random?: Random; readonly planes?: Planes }

/** Nothing is fetched for a picture that has been paused for so long, in ms. */
const pausedMs = 15_000;
/** Off MoQT for want of a connection: it is tried again after this. */
const climbMs = 30_000;
/** A broadcast that has not begun is asked for at least this often. */
const waitingMs = 3000;

/**
 * Watches one broadcast, in a video element of the page's own: over MoQT at the live edge, over LL-HLS where that
 * cannot be, and for what lies back. `stores` tell all there is to know, also what went wrong.
 */
export class BroadcastViewer {
  readonly stores: ViewerStores = createViewerStores();
  readonly #options: BroadcastViewerOptions;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #planes: Planes;
  readonly #token: TokenKeeper;
  #dvr: DvrWatch | undefined;
  #address: StreamAddress | undefined;
  #info: RelayInfo | undefined;
  #video: HTMLVideoElement | undefined;
  #playback: Playback | undefined;
  #attempts = 0;
  /** Gone back to, ms since the epoch: LL-HLS plays from there. */
  #from: number | undefined;
  #moqtFailed = false;
  #reserveMs = 0;
  /** What is under way; whatever comes of an older one is thrown away. */
  #run = new AbortController();
  readonly #timers: Timers;

  constructor(options: BroadcastViewerOptions, { clock = systemClock, random = systemRandom, planes = browserPlanes(clock) }: ViewerDeps = {}) {
    this.#options = options;
    this.#clock = clock;
    this.#timers = new Timers(clock);
    this.#random = random;
    this.#planes = planes;
    this.stores.$quality.set(options.quality ?? 'auto');
    this.stores.$source.set(options.source ?? null);
    this.#token = new TokenKeeper(clock, options.renew, (address) => this.#renewed(address));
    if (options.video) this.attach(options.video);
  }

  get #here(): StreamAddress { return this.#address!; }
  get video(): HTMLVideoElement | undefined { return this.#video; }

  /** Shows it in this element, from now on. */
  attach(video: HTMLVideoElement): void {
    this.#detach();
    this.#video = video;
    video.addEventListener('pause', this.#paused);
    video.addEventListener('play', this.#resumed);
    if (this.stores.$state.get() !== 'idle') this.#begin();
  }

  /** Begins to watch. Once it has failed or ended, it tries again. */
  start(): void {
    if (!this.#video) throw new StreamError('unsupported', { message: 'Give a video element, or call attach() first.' });
    this.#attempts = 0;
    this.#moqtFailed = false;
    try {
      this.#address ??= readAddress(this.#options.url, 'playback', globalThis.location?.href);
    } catch (error) {
      return this.#failed(StreamError.from(error, 'bad-url'));
    }
    this.#token.keep(this.#address);
    this.#begin();
  }

  goLive(): void {
    this.#from = undefined;
    this.stores.$live.set(true);
    if (this.#playback && (this.stores.$path.get()?.plane !== 'hls' || this.#options.path === 'hls' || this.#moqtFailed)) this.#playback.goLive();
    else this.#begin();
  }

  /** Goes to a moment, in ms since the epoch, as near as what is kept comes to it. */
  seek(wallTime: number): void {
    this.stores.$live.set(false);
    if (this.#playback?.seek(wallTime)) return this.stores.$live.set(this.#playback.live);
    if (this.#options.path === 'moqt' || !this.#info?.hls) return this.goLive();
    this.#from = wallTime;
    this.#begin();
  }

  /** `auto`, or the name of one of `$levels`. */
  setQuality(name: string): void {
    this.stores.$quality.set(name);
    this.#playback?.setQuality(name);
  }

  /** Over MoQT: keeps so much more buffered than the network asks for, in ms, at most 1000; got and given back by the rate of playing. For a page that is about to be busy. */
  setReserve(ms: number): void {
    this.#reserveMs = Math.min(1000, Math.max(0, ms));
    this.#playback?.setReserve?.(this.#reserveMs);
  }

  /** Whose picture and sound to play: the id of one of `$sources`. */
  setSource(id: string): void {
    this.stores.$source.set(id);
    if (this.stores.$path.get()?.plane === 'hls') this.#begin();
    else this.#playback?.setSource(id);
  }

  /** Someone has tapped: what the browser kept back may start. */
  unblock(): void {
    if (!this.#video) return;
    this.#video.muted = false;
    this.stores.$blocked.set('nothing');
    void this.#video.play().catch(() => {});
  }

  /** Ends it for good. */
  close(): void {
    this.#stop();
    this.#token.close();
    this.#detach();
    this.stores.$state.set('idle');
  }

  #detach(): void {
    this.#video?.removeEventListener('pause', this.#paused);
    this.#video?.removeEventListener('play', this.#resumed);
    this.#stop();
  }

  readonly #paused = (): void => this.#timers.after('pause', pausedMs, () => {
    this.#stop();
    this.stores.$state.set('paused');
  });

  readonly #resumed = (): void => {
    this.#timers.cancel('pause');
    if (this.stores.$state.get() === 'paused') this.#begin();
  };

  #stop(): void {
    this.#run.abort();
    this.#dvr?.close();
    this.#timers.clear();
    this.#playback?.close();
    this.#playback = undefined;
  }

  #begin(): void {
    this.#stop();
    this.stores.$state.set('connecting');
    const run = new AbortController();
    this.#run = run;
    this.#play(run.signal).catch((error: unknown) => {
      if (!run.signal.aborted) this.#failed(StreamError.from(error, 'unreachable'));
    });
  }

  async #play(signal: AbortSignal): Promise<void> {
    this.#info = await this.#planes.relay(this.#here, signal);
    const { path = 'auto' } = this.#options;
    if (path !== 'hls' && this.#from === undefined && !this.#moqtFailed) {
      const playback = await this.#overMoqt(signal, path === 'auto' && Boolean(this.#info.hls));
      if (playback) return this.#took(playback, signal);
    }
    const url = hlsAddress(this.#info, this.#here, this.stores.$source.get() ?? undefined);
    if (!url) throw new StreamError('unsupported', { message: 'The relay offers no way of playing that this browser knows.' });
    this.#took(await this.#planes.hls({ ...this.#common(signal), url, from: this.#from, attached: () => void this.#start() }), signal);
    if (this.#moqtFailed) this.#timers.after('climb', climbMs, () => void this.#climb(signal));
  }

  /** Nothing where it cannot be and something else may be tried. */
  async #overMoqt(signal: AbortSignal, orElse: boolean): Promise<Playback | undefined> {
    try {
      const relay = await this.#planes.connect(this.#info!, this.#here, signal, (from, reason) => this.#fellBack(from, reason));
      const { targetLatencyMs } = this.#options;
      return this.#planes.moqt(relay, {
        ...this.#common(signal), source: this.stores.$source.get() ?? undefined, targetLatencyMs, reserveMs: this.#reserveMs,
        attached: () => void this.#start(), lost: (error) => void this.#reconnect(signal, error),
      });
    } catch (error) {
      if (signal.aborted || !orElse || (error instanceof StreamError && ['auth-failed', 'expired', 'not-found'].includes(error.code))) throw error;
      this.#moqtFailed = true;
      this.#fellBack('moqt', error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #took(playback: Playback, signal: AbortSignal): void {
    if (signal.aborted) return playback.close();
    this.#playback = playback;
    if (this.#options.dvr && this.stores.$path.get()?.plane !== 'hls') this.#lookBack(signal, hlsAddress(this.#info!, this.#here, this.stores.$source.get() ?? undefined)).catch(() => {});
  }

  async #lookBack(signal: AbortSignal, address: string | undefined): Promise<void> {
    const { DvrWatch: Watch } = await import('./dvr-watch.ts');
    if (signal.aborted) return;
    this.#dvr?.close();
    this.#dvr = new Watch(this.#clock);
    this.#dvr.watch(address);
  }

  async #start(): Promise<void> {
    if (this.#video) this.stores.$blocked.set(await playVideo(this.#video));
  }

  #common(signal: AbortSignal) {
    return { video: this.#video!, clock: this.#clock, quality: this.stores.$quality.get(), handlers: this.#handlers(signal) };
  }

  #handlers(signal: AbortSignal): PlaybackHandlers {
    return tellStores(this.stores, {
      signal,
      playback: () => this.#playback,
      joined: (window) => this.#dvr?.joined(window) ?? window,
      playing: () => { this.#attempts = 0; },
      ended: () => this.#stop(),
      failed: (error) => this.#failed(error),
    });
  }

  #fellBack(from: Fallback['from'], reason: string): void {
    this.stores.$fallbacks.set([...this.stores.$fallbacks.get().slice(-9), { from, reason }]);
  }

  /** A session ended under a running playback: what is buffered plays on while the next one is opened. */
  async #reconnect(signal: AbortSignal, end?: StreamError): Promise<void> {
    const playback = this.#playback;
    if (signal.aborted || !playback?.use) return;
    if (end?.final) return this.#failed(end);
    // Nothing is left to play meanwhile.
    if (this.stores.$state.get() === 'stalled') return this.#begin();
    try {
      // A relay that was started again may have another certificate.
      playback.use(await this.#planes.connect(await this.#planes.relay(this.#here, signal), this.#here, signal, () => {}));
    } catch (error) {
      if (!signal.aborted) this.#failed(StreamError.from(error, 'unreachable'));
    }
  }

  #renewed(address: StreamAddress): void {
    this.#address = address;
    this.#playback?.renew(address.url.href);
  }

  #failed(error: StreamError): void {
    const { stores } = this;
    stores.$error.set(error);
    if (error.code === 'media-failed' && stores.$path.get()?.plane !== 'hls' && this.#info?.hls && (this.#options.path ?? 'auto') === 'auto' && !this.#moqtFailed) {
      this.#moqtFailed = true;
      this.#fellBack('moqt', error.message);
      return this.#begin();
    }
    this.#stop();
    if (error.code === 'expired' || error.code === 'auth-failed') return this.#askAnew();
    if (error.final) return stores.$state.set('failed');
    stores.$state.set(error.code === 'not-found' ? 'waiting' : 'connecting');
    this.#attempts += 1;
    const waitMs = backoffMs(this.#attempts, this.#random.number());
    this.#timers.after('retry', error.code === 'not-found' ? Math.min(waitMs, waitingMs) : waitMs, () => this.#begin());
  }

  /** A refused address: a new one is tried once; without one it is over. */
  #askAnew(): void {
    this.stores.$state.set('connecting');
    this.#token.refused().then((address) => {
      if (!address) return this.stores.$state.set('failed');
      this.#address = address;
      this.#begin();
    }, () => this.stores.$state.set('failed'));
  }

  /** Back to MoQT, once it can be had. */
  async #climb(signal: AbortSignal): Promise<void> {
    try {
      const { session } = await this.#planes.connect(this.#info!, this.#here, signal, () => {});
      session.close();
      if (signal.aborted || !this.stores.$live.get()) return;
      this.#moqtFailed = false;
      this.#begin();
    } catch {
      if (!signal.aborted) this.#timers.after('climb', climbMs, () => void this.#climb(signal));
    }
  }
}
