import { computed } from 'nanostores';
import type { Clock } from './clock.ts';
import type { Requester } from './connection/request.ts';
import type { Emitter } from './emitter.ts';
import type { LiveError } from './errors.ts';
import type { LocalDevices } from './media/devices.ts';
import type { MediaKit, MediaPort, RemoteProducer, WelcomeMedia } from './media/port.ts';
import { kindOf, RemoteStreams } from './media/remote-streams.ts';
import { followStage } from './stage.ts';
import type { Stores } from './stores.ts';
import type { JsonObject } from './wire/signal/fields.ts';

export interface LiveMediaOptions {
  readonly kit: MediaKit;
  readonly devices: LocalDevices;
  readonly stores: Stores;
  readonly emit: Emitter['emit'];
  readonly request: Requester;
  readonly clock: Clock;
}

const equal = (a: readonly RemoteProducer[], b: readonly RemoteProducer[]): boolean => a.length === b.length && a.every(({ producerId }, index) => producerId === b[index]?.producerId);

/** Ties the stores to the media port: what others publish is received, what I capture is sent, and tiles show both. */
export class LiveMedia {
  readonly port: MediaPort;
  readonly #options: LiveMediaOptions;
  readonly #remotes: RemoteStreams;
  readonly #stops: (() => void)[];
  #wanted: readonly RemoteProducer[] = [];
  #media: WelcomeMedia | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: LiveMediaOptions) {
    const { kit, clock, stores, request, emit } = options;
    this.#options = options;
    this.#remotes = new RemoteStreams(clock, () => kit.createStream());
    this.port = kit.createPort({
      request,
      added: (remote, track) => this.#added(remote, track),
      removed: (remote) => this.#removed(remote),
      failed: ({ code, message, retryable, cause }: LiveError) => emit('ERROR', { code, message, retryable, ...(cause === undefined ? {} : { cause }) }),
    });
    const { peers, session } = stores;
    const $broadcasters = computed([peers.$broadcasters, session.$self], (broadcasters, self) => broadcasters.filter(({ peerId }) => peerId !== self?.peerId));
    this.#stops = [
      followStage(stores, this.#remotes.$streams),
      $broadcasters.subscribe((others) => {
        this.#remotes.keepOnly(new Set(others.map(({ peerId }) => peerId)));
        this.#receive(others.flatMap(({ peerId, producers }) => producers.map(({ producerId, source }) => ({ peerId, producerId, source }))));
      }),
    ];
  }

  async open(media: WelcomeMedia): Promise<void> {
    this.#media = media;
    await this.port.open(media);
  }

  /** The worker was replaced: the same again on another one. */
  async reset(rtpCapabilities: JsonObject): Promise<void> {
    if (!this.#media) return;
    const { recvTransport: _, ...media } = this.#media;
    await this.open({ ...media, rtpCapabilities, kept: false });
  }

  /** Publishes what is captured, now and whenever it changes. Resolves when the server has it for the first time. */
  async publish(): Promise<void> {
    this.#stops.push(this.#options.devices.$sources.subscribe((sources) => {
      this.#sending = this.port.setLocal(sources);
      // Whoever asked for the change hears of it through `sent`.
      this.#sending.catch(() => {});
    }));
    await this.#sending;
  }

  /** Settles when the server has the newest of what I send. */
  sent(): Promise<void> {
    return this.#sending;
  }

  #receive(producers: readonly RemoteProducer[]): void {
    if (equal(this.#wanted, producers)) return;
    this.#wanted = producers;
    this.port.setRemote(producers);
  }

  #added(remote: RemoteProducer, track: MediaStreamTrack): void {
    const { stores, emit } = this.#options;
    const broadcaster = stores.peers.$broadcasters.get().find(({ peerId }) => peerId === remote.peerId);
    if (!broadcaster) return;
    const stream = this.#remotes.add(remote, track);
    const [peerId, kind] = [remote.peerId, kindOf(remote.source)];
    emit('REMOTE_STREAM', { peerId, kind, track, stream });
    if (!broadcaster.isOriginalHost) emit('COHOST_STREAM', { peerId, kind, track, displayName: broadcaster.displayName, avatarUrl: broadcaster.avatarUrl });
  }

  #removed(remote: RemoteProducer): void {
    this.#remotes.remove(remote);
    this.#options.emit('REMOTE_STREAM_ENDED', { peerId: remote.peerId, kind: kindOf(remote.source), reason: 'closed' });
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.port.close();
    this.#remotes.close();
    this.#options.stores.stage.applyTiles([]);
  }
}
