import { systemRandom, type Clock } from '../clock.ts';
import { LiveError } from '../errors.ts';
import { createSerial } from '../serial.ts';
import { limits } from '../wire/signal/limits.ts';
import { MeshAnnouncer } from './mesh-announcer.ts';
import { MeshLink } from './mesh-link.ts';
import type { HeardSignal, MeshRoom } from './mesh-room.ts';
import type { LocalSources, MediaPort, MediaPortHandlers, Quality, RemoteProducer, SendLimits, WantedLayer, WelcomeMedia } from './port.ts';
import { within } from './quality/demand.ts';

export interface MeshOptions {
  readonly iceTransportPolicy?: RTCIceTransportPolicy | undefined;
  readonly createConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
  readonly createStream?: () => MediaStream;
  readonly newId?: () => string;
}

/** The media path of small calls: one connection to every other page on stage, none of it through the server. */
export class MeshPort implements MediaPort {
  readonly #handlers: MediaPortHandlers;
  readonly #room: MeshRoom;
  readonly #clock: Clock;
  readonly #options: Required<Omit<MeshOptions, 'iceTransportPolicy'>> & Pick<MeshOptions, 'iceTransportPolicy'>;
  readonly #links = new Map<string, MeshLink>();
  readonly #shown = new Map<string, { readonly remote: RemoteProducer; readonly track: MediaStreamTrack }>();
  readonly #announcer: MeshAnnouncer;
  readonly #announcing = createSerial();
  #media: WelcomeMedia | undefined;
  #remote: readonly RemoteProducer[] = [];
  #local: LocalSources = {};
  #suspended = false;
  #quality: Quality = 'auto';
  #wanted: ReadonlyMap<string, WantedLayer> = new Map();
  #relief: SendLimits['relief'] = 0;
  #stopFollowing: () => void = () => {};
  #closed = false;
  /** A failure was told, and is not over. */
  #told = false;

  constructor(handlers: MediaPortHandlers, room: MeshRoom, clock: Clock, options: MeshOptions = {}) {
    this.#handlers = handlers;
    this.#room = room;
    this.#clock = clock;
    this.#options = { createConnection: (configuration) => new RTCPeerConnection(configuration), createStream: () => new MediaStream(), newId: () => systemRandom.id(), ...options };
    this.#announcer = new MeshAnnouncer(handlers.request);
  }

  async open(media: WelcomeMedia): Promise<void> {
    const again = this.#media !== undefined;
    this.#media = media;
    if (again) {
      this.#announcer.forget();
      for (const link of this.#links.values()) link.refresh();
    } else {
      // Whoever comes new speaks first: the others may not know that this page is another one than before.
      this.#meet(this.#room.$others.get(), true);
      this.#stopFollowing = this.#room.$others.listen((others) => this.#meet(others, false));
    }
    await this.#announce();
  }

  /** Whether there is a way to this page now. */
  reaches(peerId: string): boolean {
    return this.#links.get(peerId)?.connected ?? false;
  }

  /** What another page says to this one. */
  heard({ from, signal }: HeardSignal): void {
    if (!this.#media || !this.#room.$others.get().includes(from)) return;
    this.#link(from).heard(signal);
  }

  setRemote(producers: readonly RemoteProducer[]): void {
    this.#remote = producers;
    for (const [producerId, { remote }] of this.#shown) {
      if (producers.some((producer) => producer.producerId === producerId)) continue;
      this.#shown.delete(producerId);
      this.#handlers.removed(remote);
    }
    for (const peerId of this.#links.keys()) this.#show(peerId);
    this.#ask();
  }

  async setLocal(sources: LocalSources): Promise<void> {
    this.#local = sources;
    await Promise.all([this.#feedAll(), this.#announce()]);
  }

  async setSuspended(suspended: boolean): Promise<void> {
    this.#suspended = suspended;
    await this.#feedAll();
  }

  async setQuality(quality: Quality): Promise<void> {
    this.#quality = quality;
    this.#ask();
  }

  async setWanted(wanted: ReadonlyMap<string, WantedLayer>): Promise<void> {
    this.#wanted = wanted;
    this.#ask();
  }

  async setSendLimits({ relief }: SendLimits): Promise<void> {
    this.#relief = relief;
    await this.#feedAll();
  }

  async stats(): Promise<readonly RTCStatsReport[]> {
    return Promise.all([...this.#links.values()].flatMap(({ pc }) => (pc ? [pc.getStats()] : [])));
  }

  close(): void {
    this.#closed = true;
    this.#stopFollowing();
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#mend();
  }

  #meet(others: readonly string[], isNew: boolean): void {
    for (const [peerId, link] of this.#links) {
      if (others.includes(peerId)) continue;
      link.close();
      this.#links.delete(peerId);
    }
    // One more than a mesh carries: the SFU takes over in a moment.
    if (others.length >= limits.meshBroadcasters) return;
    for (const peerId of others) if (!this.#links.has(peerId)) this.#link(peerId).meet(isNew);
  }

  #link(peerId: string): MeshLink {
    const known = this.#links.get(peerId);
    if (known) return known;
    const { iceTransportPolicy, createConnection, createStream, newId } = this.#options;
    const link = new MeshLink({
      offers: this.#room.selfId() < peerId,
      clock: this.#clock,
      newId,
      createStream,
      // Read anew each time: a `Welcome` may have brought other credentials.
      createConnection: () => createConnection({ iceServers: (this.#media?.iceServers ?? []) as RTCIceServer[], ...(iceTransportPolicy && { iceTransportPolicy }) }),
      signal: (signal) => void this.#handlers.request({ type: 'MeshSignal', to: peerId, signal }).catch(() => {}),
      isAway: () => this.#room.isAway(peerId),
      connected: () => this.#connected(peerId),
      lost: () => this.#lost(peerId),
    });
    this.#links.set(peerId, link);
    void this.#feed(link);
    return link;
  }

  #connected(peerId: string): void {
    this.#mend();
    this.#show(peerId);
    this.#ask();
  }

  /** No way between two pages: the server lets the SFU carry all. */
  #lost(peerId: string): void {
    if (this.#room.$path.get() !== 'mesh') return;
    this.#handlers.request({ type: 'MeshFailed', peerId }).catch((error: unknown) => {
      if (this.#closed) return;
      this.#told = true;
      this.#handlers.failed(LiveError.from(error, 'media-failed'));
    });
  }

  #mend(): void {
    if (!this.#told) return;
    this.#told = false;
    this.#handlers.mended?.();
  }

  /** Tells of the tracks of a connected page that are there and announced. */
  #show(peerId: string): void {
    const link = this.#links.get(peerId);
    if (!link?.connected) return;
    for (const remote of this.#remote) {
      const track = remote.peerId === peerId ? link.track(remote.source) : undefined;
      if (!track || this.#shown.get(remote.producerId)?.track === track) continue;
      this.#shown.set(remote.producerId, { remote, track });
      this.#handlers.added(remote, track);
    }
  }

  /** Tells the others how large their pictures are wanted. */
  #ask(): void {
    for (const { peerId, producerId, source } of this.#remote) {
      if (source === 'camera' || source === 'screen') this.#links.get(peerId)?.want(source, within(this.#quality, this.#wanted.get(producerId) ?? 2));
    }
  }

  #announce(): Promise<void> {
    if (!this.#media || this.#closed) return Promise.resolve();
    return this.#announcing(() => this.#announcer.sync(this.#local));
  }

  async #feedAll(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => this.#feed(link)));
  }

  #feed(link: MeshLink): Promise<void> {
    return link.send({ sources: this.#local, suspended: this.#suspended, relief: this.#relief });
  }
}

