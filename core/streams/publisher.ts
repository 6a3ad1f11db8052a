import { atom } from 'nanostores';
import { systemClock, systemRandom, type Clock, type Random } from '../clock.ts';
import { backoffMs } from '../connection/backoff.ts';
import { catalogTrack, writeCatalog } from '../wire/moqt/catalog.ts';
import { msfCatalogTrack, writeMsfCatalog } from '../wire/moqt/msf-catalog.ts';
import { RequestRefused, SessionOver, type NamespaceOffer, type Session, type SubscribeRequest } from '../wire/moqt/session-api.ts';
import { readAddress, type StreamAddress } from './addresses.ts';
import { CatalogPublication } from './catalog-publication.ts';
import { assertCanPublish, type Rendition } from './encoders.ts';
import { browserRelay, type RelayConnector } from './publisher-relay.ts';
import { PublishedTrack } from './publisher-track.ts';
import { RateControl } from './rate-control.ts';
import { errorOfEnd } from './session-end.ts';
import { StreamError } from './stream-error.ts';
import { Studio, trackPriority } from './studio.ts';

export interface BroadcastPublisherOptions {
  /** A publish URL: `<relay>/publish/<input>?sk=…`. */
  readonly url: string;
  /** Its first picture and sound are sent. It stays the page’s: stopping does not end its tracks. */
  readonly stream: MediaStream;
  /** One rendition of the track’s own size when absent. */
  readonly renditions?: readonly Rendition[];
  /** ms between keyframes, which is how soon a viewer may join or change rendition: 1000 by default, 500–4000. */
  readonly keyframeMs?: number;
  /** Bits per second, 6000–510 000; 64 000 by default. */
  readonly audioBitrate?: number;
}

/** `stopped` by the page; `failed` with an error that trying again does not help. */
export type PublisherState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'stopped' | 'failed';

export interface PublisherStats {
  /** Bits per second that went out of late. */
  readonly bitrate: number;
  readonly framesPerSecond: number;
  /** Frames the device could not encode in time. */
  readonly framesSkipped: number;
  /** Objects given up because the uplink was slow. */
  readonly objectsDropped: number;
  /** The share of the wanted bitrate that the uplink bears, 0.15–1. */
  readonly share: number;
  /** How long what is sent next has waited, ms. */
  readonly backlogMs: number;
}

export interface PublisherDeps { readonly clock?: Clock; readonly random?: Random; readonly connect?: RelayConnector; readonly studio?: typeof createStudio }

const createStudio = (options: ConstructorParameters<typeof Studio>[0]): Pick<Studio, keyof Studio> => new Studio(options);

const lookMs = 500;
const endMs = 500;
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Publishes a `MediaStream` from the page: encodes it to H.264 and Opus, packs each frame as CMAF and sends it over
 * MoQT. A lost connection is opened again by itself, while encoding goes on; what an uplink cannot carry is left out,
 * and the bitrate follows it.
 */
export class BroadcastPublisher {
  readonly $state = atom<PublisherState>('idle');
  /** Why it failed, or what it reconnects for. */
  readonly $error = atom<StreamError | null>(null);
  readonly $stats = atom<PublisherStats>({ bitrate: 0, framesPerSecond: 0, framesSkipped: 0, objectsDropped: 0, share: 1, backlogMs: 0 });
  readonly $path = atom<Session['transport'] | null>(null);
  readonly #options: BroadcastPublisherOptions;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #connect: RelayConnector;
  readonly #address: StreamAddress;
  readonly #tracks = new Map<string, PublishedTrack>();
  readonly #catalogs: CatalogPublication;
  readonly #rate = new RateControl();
  readonly #makeStudio: NonNullable<PublisherDeps['studio']>;
  #studio: ReturnType<typeof createStudio> | undefined;
  #session: Session | undefined;
  #offer: NamespaceOffer | undefined;
  #run = new AbortController();
  #attempts = 0;
  #bytes = 0;
  #dropped = 0;
  #looked = { at: 0, bytes: 0, frames: 0 };
  #cancelLook: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;

  /** Throws a `StreamError` `bad-url`. */
  constructor(options: BroadcastPublisherOptions, { clock = systemClock, random = systemRandom, connect = browserRelay(clock), studio = createStudio }: PublisherDeps = {}) {
    this.#options = options;
    this.#clock = clock;
    this.#random = random;
    this.#connect = connect;
    this.#makeStudio = studio;
    this.#address = readAddress(options.url, 'publish', globalThis.location?.href);
    this.#catalogs = new CatalogPublication(clock);
    for (const name of [catalogTrack, msfCatalogTrack]) this.#tracks.set(name, this.#catalogs.track(name, this.#newTrack(trackPriority.catalog)));
  }

  /**
   * Resolves when the broadcast is live. Rejects with a `StreamError`: `unsupported`, `no-media`, `busy` (someone else
   * publishes there), `auth-failed`. A relay that cannot be reached is tried again and again instead.
   */
  async start(): Promise<void> {
    if (this.#studio) return;
    const { stream, renditions = [], keyframeMs = 1000, audioBitrate = 64_000 } = this.#options;
    this.$error.set(null);
    this.$state.set('connecting');
    try {
      if (this.#makeStudio === createStudio) assertCanPublish();
      this.#studio = this.#makeStudio({
        stream, renditions, clock: this.#clock,
        keyframeMs: clamp(keyframeMs, 500, 4000), audioBitrate: clamp(audioBitrate, 6000, 510_000),
        publish: (name, priority) => this.#publish(name, priority),
        changed: () => this.#tellCatalog(true),
        failed: (error) => this.#fail(error),
      });
      await this.#studio.start();
    } catch (error) {
      throw this.#fail(StreamError.from(error, 'unsupported'));
    }
    this.#look();
    await this.#open();
  }

  /** Tells viewers that it is over, and ends it. The stream’s tracks go on. */
  stop(): void {
    if (this.$state.get() === 'stopped') return;
    this.#tellCatalog(false);
    for (const track of this.#tracks.values()) track.end();
    this.#offer?.withdraw();
    this.#close();
    this.$state.set('stopped');
  }

  #newTrack(priority: number): PublishedTrack {
    return new PublishedTrack({ priority, clock: this.#clock, sent: (bytes) => { this.#bytes += bytes; }, dropped: (objects) => { this.#dropped += objects; } });
  }

  #publish(name: string, priority: number): PublishedTrack {
    const track = this.#newTrack(priority);
    this.#tracks.set(name, track);
    return track;
  }

  #tellCatalog(live: boolean): void {
    const tracks = live ? this.#studio?.entries() ?? [] : [];
    const catalog = { version: 1 as const, live, tracks };
    this.#catalogs.set(catalogTrack, writeCatalog(catalog));
    this.#catalogs.set(msfCatalogTrack, writeMsfCatalog(catalog, this.#studio?.inits()));
  }

  async #open(): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    try {
      const { session } = await this.#connect(this.#address, run.signal, { subscribe: (request) => this.#serve(request) });
      this.#session = session;
      void session.closed.then(({ code, reason }) => { if (!run.signal.aborted) this.#lost(errorOfEnd(code, reason)); });
      this.#offer = await session.publishNamespace([this.#address.id]);
      this.#attempts = 0;
      this.$path.set(session.transport);
      this.$error.set(null);
      this.$state.set('live');
    } catch (cause) {
      // A request that fails says less than the end of its session, which may come a little later.
      if (!(cause instanceof RequestRefused)) await Promise.race([this.#session?.closed, new Promise<void>((resolve) => { this.#clock.after(endMs, resolve); })]);
      if (run.signal.aborted) throw this.$error.get() ?? StreamError.from(cause, 'unreachable');
      const error = refusal(cause);
      if (error.final) throw this.#fail(error);
      this.#lost(error);
    }
  }

  #serve(request: SubscribeRequest): void {
    const track = this.#tracks.get(request.track.name);
    if (track) track.serve(request);
    else request.refuse('DOES_NOT_EXIST', 'There is no such track.');
  }

  /** The connection is gone; encoding goes on, so that viewers have a picture as soon as it is back. */
  #lost(error: StreamError): void {
    this.#run.abort();
    this.#session?.close();
    this.#session = undefined;
    if (error.final) return void this.#fail(error);
    this.$error.set(error);
    this.$state.set('reconnecting');
    this.#attempts += 1;
    this.#cancelRetry = this.#clock.after(backoffMs(this.#attempts, this.#random.number()), () => void this.#reopen());
  }

  /** What comes of it is in the stores. */
  async #reopen(): Promise<void> {
    try {
      await this.#open();
    } catch {}
  }

  #fail(error: StreamError): StreamError {
    this.#close();
    this.$error.set(error);
    this.$state.set('failed');
    return error;
  }

  #close(): void {
    this.#cancelLook?.();
    this.#cancelRetry?.();
    this.#run.abort();
    this.#catalogs.close();
    this.#studio?.close();
    this.#studio = undefined;
    const session = this.#session;
    this.#session = undefined;
    // What was said last should still get out.
    if (session) this.#clock.after(200, () => session.close());
  }

  /** Figures, and whether the uplink bears what is sent. */
  #look(): void {
    this.#cancelLook = this.#clock.after(lookMs, () => this.#look());
    const now = this.#clock.now();
    const { at, bytes, frames } = this.#looked;
    const seconds = (now - at) / 1000;
    const backlogMs = Math.max(0, ...[...this.#tracks.values()].map(({ waitedMs }) => waitedMs));
    if (this.#session && this.#rate.look(backlogMs, now)) this.#studio?.setShare(this.#rate.share);
    const shot = this.#studio?.frames ?? 0;
    this.#looked = { at: now, bytes: this.#bytes, frames: shot };
    if (at === 0) return;
    this.$stats.set({
      bitrate: Math.round(((this.#bytes - bytes) * 8) / seconds), framesPerSecond: Math.round((shot - frames) / seconds), framesSkipped: this.#studio?.skipped ?? 0,
      objectsDropped: this.#dropped, share: this.#rate.share, backlogMs,
    });
  }
}

function refusal(cause: unknown): StreamError {
  if (cause instanceof SessionOver) return errorOfEnd(cause.code, cause.message);
  if (!(cause instanceof RequestRefused)) return StreamError.from(cause, 'unreachable');
  if (cause.message.startsWith('busy')) return new StreamError('busy', { cause });
  return new StreamError(cause.code === 'UNAUTHORIZED' ? 'auth-failed' : 'unreachable', { cause });
}
