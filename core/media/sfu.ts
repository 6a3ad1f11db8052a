import type { Clock } from '../clock.ts';
import { backoffMs } from '../connection/backoff.ts';
import { LiveError } from '../errors.ts';
import { createSerial } from '../serial.ts';
import { loadEngine, type Engine } from './engine.ts';
import type { LocalSources, MediaPort, MediaPortHandlers, Quality, RemoteProducer, WelcomeMedia } from './port.ts';
import { openSfuLink, type SfuLink } from './sfu-link.ts';

/** Without a connection there is nothing to mend: the next `Welcome` opens everything again. */
const isCut = ({ code }: LiveError): boolean => code === 'server-unreachable' || code === 'cancelled';

const hopeless: ReadonlySet<string> = new Set(['browser-unsupported', 'not-allowed']);

/** mediasoup-client names its errors; only one of them means that no try will help. */
function mediaError(error: unknown): LiveError {
  const unsupported = error instanceof Error && error.name === 'UnsupportedError';
  return LiveError.from(error, unsupported ? 'browser-unsupported' : 'media-failed');
}

/** The stage's media path: mediasoup's SFU. */
export class SfuPort implements MediaPort {
  readonly #handlers: MediaPortHandlers;
  readonly #clock: Clock;
  readonly #load: () => Promise<Engine>;
  readonly #opening = createSerial();
  readonly #sending = createSerial();
  readonly #receiving = createSerial();
  #link: SfuLink | undefined;
  #media: WelcomeMedia | undefined;
  #remote: readonly RemoteProducer[] = [];
  #local: LocalSources = {};
  #suspended = false;
  #quality: Quality = 'auto';
  #attempt = 0;
  #stopRetry: () => void = () => {};
  #closed = false;

  constructor(handlers: MediaPortHandlers, clock: Clock, load: () => Promise<Engine> = loadEngine) {
    this.#handlers = handlers;
    this.#clock = clock;
    this.#load = load;
  }

  open(media: WelcomeMedia): Promise<void> {
    this.#stopRetry();
    return this.#opening(async () => {
      if (this.#closed) return;
      this.#media = media;
      if (media.kept && this.#link) {
        this.#link.restartIce();
        this.#syncAll();
        return;
      }
      try {
        await this.#rebuild(media);
      } catch (error) {
        const failure = mediaError(error);
        this.#broke(failure);
        throw failure;
      }
    });
  }

  async #rebuild(media: WelcomeMedia): Promise<void> {
    const link = await openSfuLink({ engine: await this.#load(), media, handlers: this.#handlers, clock: this.#clock, lost: (error) => this.#broke(error) });
    if (this.#closed) return link.close();
    const old = this.#link;
    this.#link = link;
    this.#syncAll();
    // The old tracks stay on screen until the new ones have taken their places.
    await this.#receiving(async () => old?.close());
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
    await this.#receiving(async () => this.#link?.recv.setQuality(quality));
  }

  #syncRecv(): Promise<void> {
    return this.#receiving(async () => {
      try {
        await this.#link?.recv.sync(this.#remote, this.#quality);
        this.#attempt = 0;
      } catch (error) {
        this.#broke(mediaError(error));
      }
    });
  }

  #syncSend(): Promise<void> {
    return this.#sending(async () => {
      try {
        await this.#link?.send.sync(this.#local, this.#suspended);
      } catch (error) {
        const failure = mediaError(error);
        this.#broke(failure);
        throw failure;
      }
    });
  }

  #broke(error: LiveError): void {
    if (this.#closed || isCut(error)) return;
    this.#handlers.failed(error);
    const media = this.#media;
    if (!media || hopeless.has(error.code)) return;
    this.#attempt += 1;
    this.#stopRetry();
    this.#stopRetry = this.#clock.after(backoffMs(this.#attempt, 0.5), () => {
      const { recvTransport: _, ...rest } = media;
      void this.open({ ...rest, kept: false }).catch(() => {});
    });
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
  }
}
