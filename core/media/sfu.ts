import type { Clock } from '../clock.ts';
import { backoffMs } from '../connection/backoff.ts';
import { LiveError } from '../errors.ts';
import { createSerial } from '../serial.ts';
import type { VideoCodec } from './codecs.ts';
import { loadEngine, type Engine } from './engine.ts';
import type { LocalSources, MediaPort, MediaPortHandlers, Quality, RemoteProducer, SendLimits, WantedLayer, WelcomeMedia } from './port.ts';
import { within } from './quality/demand.ts';
import { openSfuLink, type SfuLink } from './sfu-link.ts';

/** Without a connection there is nothing to mend: the next `Welcome` opens everything again. */
const isCut = ({ code }: LiveError): boolean => code === 'server-unreachable' || code === 'cancelled';

const hopeless: ReadonlySet<string> = new Set(['browser-unsupported', 'not-allowed']);

/** mediasoup-client names its errors; only one of them means that no try will help. */
function mediaError(error: unknown): LiveError {
  const unsupported = error instanceof Error && error.name === 'UnsupportedError';
  return LiveError.from(error, unsupported ? 'browser-unsupported' : 'media-failed');
}

type Side = 'link' | 'send' | 'recv';

/** A failure that the next try mends is nobody's business: they are told from this one in a row on. */
const toldFrom = 3;

export interface SfuOptions {
  readonly load?: () => Promise<Engine>;
  /** What to publish pictures with, where this device can and the server takes it; the best that the machine affords when absent. */
  readonly videoCodec?: VideoCodec | undefined;
  readonly iceTransportPolicy?: RTCIceTransportPolicy | undefined;
}

/** The stage's media path: mediasoup's SFU. */
export class SfuPort implements MediaPort {
  readonly #handlers: MediaPortHandlers;
  readonly #clock: Clock;
  readonly #load: () => Promise<Engine>;
  readonly #videoCodec: VideoCodec | undefined;
  readonly #iceTransportPolicy: RTCIceTransportPolicy | undefined;
  readonly #opening = createSerial();
  readonly #sending = createSerial();
  readonly #receiving = createSerial();
  readonly #failures: Record<Side, number> = { link: 0, send: 0, recv: 0 };
  #link: SfuLink | undefined;
  /** The server has let go of the link: it only keeps the last pictures up until the new one is there. */
  #stale = false;
  #blocked = false;
  /** The failure that was told last is not over. */
  #told = false;
  #media: WelcomeMedia | undefined;
  #remote: readonly RemoteProducer[] = [];
  #local: LocalSources = {};
  #suspended = false;
  #quality: Quality = 'auto';
  #wanted: ReadonlyMap<string, WantedLayer> = new Map();
  #limits: SendLimits = { watched: new Map(), relief: 0 };
  #stopRetry: () => void = () => {};
  #closed = false;

  constructor(handlers: MediaPortHandlers, clock: Clock, { load = loadEngine, videoCodec, iceTransportPolicy }: SfuOptions = {}) {
    this.#handlers = handlers;
    this.#clock = clock;
    this.#load = load;
    this.#videoCodec = videoCodec;
    this.#iceTransportPolicy = iceTransportPolicy;
  }

  open(media: WelcomeMedia): Promise<void> {
    this.#stopRetry();
    this.#stale ||= !media.kept;
    return this.#opening(async () => {
      if (this.#closed) return;
      this.#media = media;
      if (this.#link && !this.#stale) {
        this.#link.restartIce();
        this.#syncAll();
        return;
      }
      try {
        await this.#rebuild(media);
        this.#failures.link = 0;
      } catch (error) {
        throw this.#broke('link', error);
      }
    });
  }

  async #rebuild(media: WelcomeMedia): Promise<void> {
    const link = await openSfuLink({ engine: await this.#load(), media, handlers: this.#handlers, clock: this.#clock, videoCodec: this.#videoCodec, iceTransportPolicy: this.#iceTransportPolicy, reached: (reached) => this.#reached(reached), lost: (error) => void this.#broke('link', error) });
    if (this.#closed) return link.close();
    const old = this.#link;
    this.#link = link;
    this.#stale = false;
    this.#syncAll();
    // The old tracks stay on screen until the new ones have taken their places.
    if (old) void this.#receiving(async () => this.#retire(old));
  }

  #retire(old: SfuLink): void {
    const again = (gone: RemoteProducer): boolean => this.#remote.some(({ peerId, source }) => peerId === gone.peerId && source === gone.source);
    for (const gone of old.recv.remotes) if (!again(gone)) this.#handlers.removed(gone);
    old.close();
  }

  #syncAll(): void {
    void this.#syncRecv();
    void this.#syncSend().catch(() => {});
  }

  setRemote(producers: readonly RemoteProducer[]): void {
    this.#remote = producers;
    void this.#syncRecv();
  }

  setLocal(sources: LocalSources): Promise<void> {
    this.#local = sources;
    return this.#syncSend();
  }

  setSuspended(suspended: boolean): Promise<void> {
    this.#suspended = suspended;
    return this.#syncSend();
  }

  async setQuality(quality: Quality): Promise<void> {
    this.#quality = quality;
    await this.#ask();
  }

  async setWanted(wanted: ReadonlyMap<string, WantedLayer>): Promise<void> {
    this.#wanted = wanted;
    await this.#ask();
  }

  setSendLimits(limits: SendLimits): Promise<void> {
    this.#limits = limits;
    return this.#syncSend();
  }

  #ask(): Promise<void> {
    return this.#receiving(async () => this.#current?.recv.ask(this.#demand));
  }

  readonly #demand = (producerId: string): WantedLayer => within(this.#quality, this.#wanted.get(producerId) ?? 2);

  get #current(): SfuLink | undefined {
    return this.#stale ? undefined : this.#link;
  }

  #syncRecv(): Promise<void> {
    return this.#receiving(async () => {
      try {
        await this.#current?.recv.sync(this.#remote, this.#demand);
        if (this.#current) this.#worked('recv');
      } catch (error) {
        this.#broke('recv', error);
      }
    });
  }

  #syncSend(): Promise<void> {
    return this.#sending(async () => {
      try {
        await this.#current?.send.sync(this.#local, this.#suspended, this.#limits);
        if (this.#current) this.#worked('send');
      } catch (error) {
        throw this.#broke('send', error);
      }
    });
  }

  #reached(reached: boolean): void {
    if (this.#blocked === reached) {
      this.#blocked = !reached;
      if (!reached) this.#fail(new LiveError('media-failed'));
    }
    this.#mend();
  }

  #fail(error: LiveError): void {
    this.#told = true;
    this.#handlers.failed(error);
  }

  #worked(side: Side): void {
    this.#failures[side] = 0;
    this.#mend();
  }

  #mend(): void {
    if (!this.#told || this.#blocked || Object.values(this.#failures).some((count) => count >= toldFrom)) return;
    this.#told = false;
    this.#handlers.mended?.();
  }

  /** Counts a failure, tells of it when it lasts, and builds everything anew after a while; returns it as an error. */
  #broke(side: Side, error: unknown): LiveError {
    const failure = mediaError(error);
    if (this.#closed || isCut(failure)) return failure;
    this.#failures[side] += 1;
    const media = hopeless.has(failure.code) ? undefined : this.#media;
    if (!media || this.#failures[side] >= toldFrom) this.#fail(failure);
    this.#stopRetry();
    if (!media) return failure;
    this.#stopRetry = this.#clock.after(backoffMs(this.#failures[side], 0.5), () => {
      const { recvTransport: _, ...rest } = media;
      void this.open({ ...rest, kept: false }).catch(() => {});
    });
    return failure;
  }

  async stats(): Promise<readonly RTCStatsReport[]> {
    const transports = [this.#link?.send.transport, this.#link?.recv.transport].filter((transport) => transport !== undefined);
    return Promise.all(transports.map((transport) => transport.getStats()));
  }

  close(): void {
    this.#closed = true;
    this.#stopRetry();
    this.#link?.close();
    this.#link = undefined;
    if (this.#told) this.#handlers.mended?.();
  }
}
