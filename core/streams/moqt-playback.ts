import type { Clock } from '../clock.ts';
import type { Catalog, CatalogTrack } from '../wire/moqt/catalog.ts';
import type { SubscriberSession } from '../wire/moqt/session-api.ts';
import type { Adapter, AdapterOptions } from './adapter.ts';
import { CatalogReader } from './catalog-reader.ts';
import { errorOfEnd } from './session-end.ts';
import { Feed } from './feed.ts';
import { Lane, type OpenFeed } from './lane.ts';
import { canPlay, MediaSink } from './media-sink.ts';
import { Playhead } from './playhead.ts';
import type { Playback, PlaybackHandlers, QualityLevel, RelaySession, SeekWindow } from './playback.ts';
import { firstLevel, levelsOf, tracksOf } from './renditions.ts';
import type { Meter } from './measure.ts';
import { StreamError } from './stream-error.ts';
import { Timeline } from './timeline.ts';

const tickMs = 25;
/** Every so many ticks: figures, and a look at what is kept. */
const statsTicks = 20;
/** A session that is replaced goes on until what plays has moved over, at most so long. */
const handoverMs = 5000;

export interface MoqtPlaybackOptions {
  readonly video: HTMLVideoElement;
  readonly clock: Clock;
  readonly handlers: PlaybackHandlers;
  readonly quality: string;
  readonly source: string | undefined;
  readonly targetLatencyMs: number | undefined;
  readonly reserveMs: number;
  /** The session ended before its time: asks for the next. */
  readonly lost: (error: StreamError) => void;
  /** The video element has something to play. */
  readonly attached: () => void;
}

/** Plays a broadcast that comes over MoQT, by Media Source Extensions. */
export class MoqtPlayback implements Playback {
  readonly #options: MoqtPlaybackOptions;
  readonly #timeline = new Timeline();
  readonly #lanes = new Map<'video' | 'audio', Lane>();
  /** Chooses among renditions, where there are some. It has nothing to say of the first second, so it is fetched beside it. */
  #adapter: Adapter | undefined;
  #newAdapter: (() => Adapter) | undefined;
  #playhead: Playhead;
  #sink: MediaSink | undefined;
  #relay: RelaySession | undefined;
  readonly #catalogs = new CatalogReader({
    catalog: (catalog) => this.#learn(catalog),
    ended: () => this.#options.handlers.ended(),
    failed: (error) => this.#fail(error),
  });
  /** There is nothing to measure at first, so it is fetched beside the first picture. */
  #meter: Meter | undefined;
  #catalog: Catalog | undefined;
  #levels: readonly QualityLevel[] = [];
  #quality: string;
  #source: string | undefined;
  #reserveMs: number;
  #ticks = 0;
  #wasStalled = false;
  #announced = false;
  #stopTicking: (() => void) | undefined;
  /** The session has ended, and the next is not there yet. */
  #cut = false;
  #closed = false;

  constructor(relay: RelaySession, options: MoqtPlaybackOptions) {
    this.#options = options;
    this.#quality = options.quality;
    this.#source = options.source;
    this.#reserveMs = options.reserveMs;
    this.#playhead = this.#newPlayhead();
    this.use(relay);
    this.#tick();
    import('./measure.ts').then(({ newMeter }) => { this.#meter = newMeter(() => this.#relay); }, () => {});
  }

  get live(): boolean { return this.#playhead.live; }

  /** Goes on in another session, without a gap where the one before lasts long enough. */
  use(relay: RelaySession): void {
    const before = this.#relay;
    this.#relay = relay;
    if (before) this.#options.clock.after(handoverMs, () => before.session.close());
    this.#cut = false;
    void relay.session.closed.then(({ code, reason }) => {
      if (this.#closed || this.#relay !== relay) return;
      this.#cut = true;
      this.#options.lost(errorOfEnd(code, reason));
    });
    this.#catalogs.read(relay);
    if (before && this.#catalog) this.#playTracks();
  }

  goLive(): void {
    this.#playhead.goLive();
    void this.#options.video.play().catch(() => {});
  }

  seek(wallTime: number): boolean {
    const position = this.#timeline.position(wallTime);
    const { buffered } = this.#options.video;
    if (position === undefined || buffered.length === 0 || position < buffered.start(0)) return false;
    this.#playhead.live = false;
    this.#options.video.playbackRate = 1;
    this.#options.video.currentTime = Math.min(position, buffered.end(buffered.length - 1) - 0.05);
    return true;
  }

  setQuality(name: string): void {
    this.#quality = name;
    if (name !== this.#playing && this.#levels.some((level) => level.name === name)) this.#lanes.get('video')?.play(this.#opener(name));
  }

  setReserve(ms: number): void {
    this.#reserveMs = ms;
    this.#playhead.setReserve(ms);
  }

  setSource(id: string | undefined): void {
    this.#source = id;
    if (this.#catalog) this.#rebuild();
  }

  /** The relay is shown the new token in a request of its own; nothing else changes. */
  renew(url: string): void {
    const token = new URL(url).searchParams.get('tok');
    if (token === null || !this.#relay) return;
    this.#catalogs.read(this.#relay, [new TextEncoder().encode(token)]);
  }

  position(): number | undefined {
    return this.#timeline.wallTime(this.#options.video.currentTime);
  }

  close(): void {
    this.#closed = true;
    this.#stopTicking?.();
    this.#clear();
    this.#catalogs.close();
    this.#relay?.session.close();
  }

  #newPlayhead(): Playhead {
    const playhead = new Playhead(this.#options.video, this.#timeline, this.#options.clock);
    playhead.sharedMs = this.#options.targetLatencyMs;
    playhead.setReserve(this.#reserveMs);
    return playhead;
  }

  async #fetchAdapter(): Promise<void> {
    const { Adapter: Fetched } = await import('./adapter.ts');
    const { clock, handlers } = this.#options;
    const options: AdapterOptions = { now: () => clock.now(), video: this.#options.video, open: (track) => this.#opener(track), chose: (track, why) => handlers.rendition(track, why) };
    this.#newAdapter = () => new Fetched(options);
    this.#adapter ??= this.#newAdapter();
  }

  get #playing(): string | undefined {
    const lane = this.#lanes.get('video');
    return (lane?.trial ? undefined : lane?.next?.track) ?? lane?.current?.track;
  }

  #learn(catalog: Catalog): void {
    const before = this.#chosen;
    this.#catalog = catalog;
    const { handlers } = this.#options;
    handlers.tracks(catalog.tracks, catalog.live);
    if (!catalog.live && catalog.tracks.length === 0) return handlers.ended();
    this.#levels = levelsOf(this.#chosen);
    handlers.levels(this.#levels);
    // Without it the picture stays as it is; the next catalog tries again.
    if (this.#levels.length > 1 && !this.#newAdapter) this.#fetchAdapter().catch(() => {});
    const kinds = (tracks: readonly CatalogTrack[]): string => [...new Set(tracks.map(({ kind, source }) => `${kind} ${source ?? ''}`))].toSorted().join();
    if (!this.#sink || kinds(before) !== kinds(this.#chosen)) this.#rebuild();
    else this.#playTracks();
  }

  /** What of the catalog is played: of one source, and only what this browser can. */
  get #chosen(): readonly CatalogTrack[] {
    return tracksOf(this.#catalog?.tracks ?? [], this.#source).filter(({ kind, codec }) => canPlay(kind, codec));
  }

  #rebuild(): void {
    this.#clear();
    const chosen = this.#chosen;
    this.#levels = levelsOf(chosen);
    this.#options.handlers.levels(this.#levels);
    if (chosen.length === 0) {
      if (this.#catalog!.tracks.length > 0) this.#fail(new StreamError('media-failed'));
      return;
    }
    const sink = new MediaSink(this.#options.video);
    this.#sink = sink;
    this.#playhead = this.#newPlayhead();
    const codecs = new Map(chosen.map(({ kind, codec }) => [kind, codec] as const));
    sink.open(codecs, (cause) => this.#fail(new StreamError('media-failed', { cause }))).then(() => {
      if (this.#sink !== sink) return;
      for (const [kind, buffer] of sink.buffers) this.#lanes.set(kind, this.#newLane(kind, buffer));
      this.#playTracks();
      this.#options.attached();
    }, (cause: unknown) => this.#fail(new StreamError('media-failed', { cause })));
  }

  #newLane(kind: 'video' | 'audio', buffer: Parameters<MediaSink['buffers']['set']>[1]): Lane {
    const { clock, video, handlers } = this.#options;
    return new Lane({
      kind, buffer, clock, timeline: this.#timeline,
      playhead: () => (this.#playhead.started ? video.currentTime : 0),
      switched: (track) => { if (kind === 'video') handlers.rendition(track); },
      arrived: (lagMs) => this.#playhead.target.arrived(lagMs, clock.now()),
      missed: (ms) => this.#playhead.target.missed(ms, clock.now()),
      over: () => this.#options.clock.after(500, () => { if (!this.#closed && !this.#cut && this.#catalog) this.#playTracks(); }),
    });
  }

  /** Sees to it that every lane plays a track of the catalog in the present session. */
  #playTracks(): void {
    const level = firstLevel(this.#levels, this.#quality === 'auto' ? this.#playing ?? 'auto' : this.#quality);
    const wanted = { video: level?.name, audio: this.#chosen.find(({ kind }) => kind === 'audio')?.name };
    for (const [kind, lane] of this.#lanes) {
      const track = wanted[kind];
      const playing = lane.next ?? lane.current;
      if (track === undefined || (playing?.track === track && this.#feeds.get(playing) === this.#relay!.session)) continue;
      lane.play(this.#opener(track));
    }
  }

  readonly #feeds = new WeakMap<Feed, SubscriberSession>();

  #opener(track: string): OpenFeed {
    const { session, namespace } = this.#relay!;
    return (priority, baseline, handlers, from) => {
      const feed = new Feed(session, namespace, track, { priority, clock: this.#options.clock, baseline, handlers, from });
      this.#feeds.set(feed, session);
      return feed;
    };
  }

  #tick(): void {
    this.#stopTicking = this.#options.clock.after(tickMs, () => this.#tick());
    if (!this.#sink || this.#lanes.size === 0) return;
    // Where only one of them is late, it is no matter of the network.
    const [picture, sound] = [this.#lanes.get('video')?.feed, this.#lanes.get('audio')?.feed];
    this.#playhead.tick(picture && sound && { ...picture, overdueMs: Math.min(picture.overdueMs, sound.overdueMs) });
    this.#announce();
    if (this.#playhead.started && this.#playhead.live) this.#adapt();
    if (++this.#ticks % statsTicks) return;
    this.#sink.trim();
    const stats = this.#meter?.(this.#options.video, this.#playhead, [...this.#lanes.values()], this.#options.clock.now());
    if (stats) this.#options.handlers.stats(stats);
    this.#options.handlers.window(this.#window());
  }

  #announce(): void {
    const { handlers, video } = this.#options;
    const shows = this.#playhead.started && !video.seeking && video.readyState >= 2;
    if (!this.#announced && shows) {
      this.#announced = true;
      handlers.playing(this.#relay!.path);
    }
    // Before its first picture it does not stand still, it has not begun: whoever waits for it goes on waiting.
    if (this.#announced && this.#wasStalled !== this.#playhead.stalled) handlers.stalled(this.#wasStalled = this.#playhead.stalled);
  }

  /** Changes the rendition where it should be another. */
  #adapt(): void {
    const lane = this.#lanes.get('video');
    if (!lane?.current) return;
    // Chromium goes on at once where it is put, and waits for more where it stands.
    if (this.#playhead.aheadMs < 40 && lane.starved() && this.#playhead.still) this.#options.video.currentTime += 0.001;
    if (this.#quality === 'auto') this.#adapter?.look([...this.#lanes.values()], lane, this.#levels, this.#playhead.aheadMs);
    this.#lanes.get('audio')?.gaps?.conceal(lane.end, this.#playhead.still || this.#options.video.seeking);
  }

  #window(): SeekWindow | null {
    const { buffered } = this.#options.video;
    if (buffered.length === 0) return null;
    const [start, end] = [this.#timeline.wallTime(buffered.start(0)), this.#timeline.wallTime(buffered.end(buffered.length - 1))];
    return start === undefined || end === undefined ? null : { start, end };
  }

  #clear(): void {
    for (const lane of this.#lanes.values()) lane.close();
    this.#lanes.clear();
    this.#sink?.close();
    this.#sink = undefined;
    this.#announced = false;
    this.#adapter = this.#newAdapter?.();
  }

  #fail(error: StreamError): void {
    if (!this.#closed) this.#options.handlers.failed(error);
  }
}
