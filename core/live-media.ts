import { computed } from 'nanostores';
import type { Clock } from './clock.ts';
import type { Requester } from './connection/request.ts';
import type { Emitter } from './emitter.ts';
import { LiveError } from './errors.ts';
import type { LocalDevices } from './media/devices.ts';
import { StoreMeshRoom } from './media/mesh-room.ts';
import { StorePlaneRoom } from './media/plane-room.ts';
import type { LocalSources, MediaKit, MediaPort, RemoteProducer, WelcomeMedia } from './media/port.ts';
import { kindOf, RemoteStreams } from './media/remote-streams.ts';
import { LocalScreen } from './media/screen.ts';
import { Subscriptions, type TrackKind } from './media/subscriptions.ts';
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

/** How long a page may wait for its first track before it is drawn, in ms. */
const arrivalMs = 250;

/** Ties the stores to the media port: what others publish is received, what I capture is sent, and tiles show both. */
export class LiveMedia {
  readonly port: MediaPort;
  readonly screen: LocalScreen;
  /** Where other pages' signals come in. */
  readonly mesh: StoreMeshRoom;
  /** Where the server's places in the audience plane come in. */
  readonly plane: StorePlaneRoom;
  readonly #options: LiveMediaOptions;
  readonly #remotes: RemoteStreams;
  readonly #stops: (() => void)[];
  readonly #subscriptions: Subscriptions;
  readonly #arrived = Promise.withResolvers<void>();
  #media: WelcomeMedia | undefined;
  #stopPublishing: (() => void) | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: LiveMediaOptions) {
    const { kit, clock, stores, request, emit } = options;
    this.#options = options;
    this.screen = new LocalScreen(kit, stores.devices);
    this.#remotes = new RemoteStreams(clock, () => kit.createStream());
    this.mesh = new StoreMeshRoom(stores);
    this.plane = new StorePlaneRoom({ stores, request, emit, now: () => clock.now() + stores.session.$clockOffset.get() });
    this.port = kit.createPort({
      request,
      mesh: this.mesh,
      plane: this.plane,
      added: (remote, track) => {
        this.#added(remote, track);
        this.#arrived.resolve();
      },
      removed: (remote) => this.#removed(remote),
      playing: (tile, playback) => this.#remotes.play(tile, playback),
      failed: ({ code, message, retryable, cause }: LiveError) => {
        stores.connection.$mediaProblem.set(code);
        emit('ERROR', { code, message, retryable, ...(cause === undefined ? {} : { cause }) });
      },
      mended: () => stores.connection.$mediaProblem.set(null),
    });
    const { peers, session, stage } = stores;
    const $broadcasters = computed([peers.$broadcasters, session.$self], (broadcasters, self) => broadcasters.filter(({ peerId }) => peerId !== self?.peerId));
    this.#subscriptions = new Subscriptions($broadcasters, stage.$activeSpeaker);
    this.#stops = [
      followStage(stores, this.#remotes.$streams),
      $broadcasters.subscribe((others) => this.#remotes.keepOnly(new Set(others.map(({ peerId }) => peerId)))),
      this.#subscriptions.$wanted.listen((producers) => this.port.setRemote(producers)),
    ];
  }

  async open(media: WelcomeMedia): Promise<void> {
    this.#media = media;
    await this.port.open(media);
  }

  /**
   * Resolves with the first track, or soon. To draw a live room takes a page some 100 ms, in which it cannot answer: drawn by then,
   * while the transport connects in the background, it costs the first picture nothing.
   */
  async arriving(): Promise<void> {
    if (this.#subscriptions.$wanted.get().length === 0) return;
    const late = this.#options.clock.after(arrivalMs, () => this.#arrived.resolve());
    this.#stops.push(late);
    await this.#arrived.promise.finally(late);
  }

  /** The worker was replaced: the same again on another one. */
  async reset(rtpCapabilities: JsonObject): Promise<void> {
    if (!this.#media) return;
    const { recvTransport: _, ...media } = this.#media;
    await this.open({ ...media, rtpCapabilities, kept: false });
  }

  /** Whatever the automatic choice is. Throws `not-found` for nobody on stage. */
  subscribe(peerId: string, kind: TrackKind, wanted: boolean): void {
    const { peers, session } = this.#options.stores;
    const isThere = peers.$broadcasters.get().some((broadcaster) => broadcaster.peerId === peerId);
    if (!isThere || session.$self.get()?.peerId === peerId) throw new LiveError('not-found');
    this.#subscriptions.set(peerId, kind, wanted);
  }

  /** Publishes what is captured, now and whenever it changes. Resolves when the server has it for the first time. */
  async publish(): Promise<void> {
    const $sources = computed([this.#options.devices.$sources, this.screen.$sources], (own, screen) => ({ ...own, ...screen }));
    this.#stopPublishing ??= $sources.subscribe((sources) => this.#send(sources));
    await this.#sending;
  }

  /** Sends nothing any more; what is received goes on. */
  unpublish(): void {
    this.#stopPublishing?.();
    this.#stopPublishing = undefined;
    this.#send({});
    void this.port.setSuspended(false).catch(() => {});
  }

  /** Settles when the server has the newest of what I send. */
  sent(): Promise<void> {
    return this.#sending;
  }

  #send(sources: LocalSources): void {
    this.#sending = this.port.setLocal(sources);
    // Whoever asked for the change hears of it through `sent`.
    this.#sending.catch(() => {});
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
    const reason = this.#whyRemoved(remote);
    this.#remotes.remove(remote, reason === 'closed');
    this.#options.emit('REMOTE_STREAM_ENDED', { peerId: remote.peerId, kind: kindOf(remote.source), reason });
  }

  #whyRemoved({ peerId, producerId }: RemoteProducer): 'left' | 'unsubscribed' | 'closed' {
    const owner = this.#options.stores.peers.$broadcasters.get().find((broadcaster) => broadcaster.peerId === peerId);
    if (!owner) return 'left';
    return owner.producers.some((producer) => producer.producerId === producerId) ? 'unsubscribed' : 'closed';
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#stopPublishing?.();
    this.#arrived.resolve();
    this.port.close();
    this.#remotes.close();
    this.#options.stores.stage.applyTiles([]);
    this.#options.stores.connection.$mediaProblem.set(null);
  }
}
