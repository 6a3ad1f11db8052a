import type { Clock } from '../clock.ts';
import { BroadcastLeg, type OpenViewer } from './broadcast-leg.ts';
import { chooseRung, failed, type Capabilities, type Failure, type Rung } from './ladder.ts';
import type { PlaneRoom } from './plane-room.ts';
import type { LocalSources, MediaPort, MediaPortHandlers, Quality, RemoteProducer, SendLimits, TileId, WantedLayer, WelcomeMedia } from './port.ts';
import { tileKey, tileSource } from './remote-streams.ts';

export interface PlaneParts {
  sfu(handlers: MediaPortHandlers): MediaPort;
  readonly open: OpenViewer;
  /** Fetches and readies what the SFU takes, so that coming on stage has less to do. */
  prepareSfu(media: WelcomeMedia): void;
  /** Whether the relay has said how to reach it, when it was last asked. */
  relayAnswers(): boolean;
  capabilities(): Capabilities;
}

/** What is left stays up for no longer than this, ms, whatever has not come by the new way. */
const lingerMs = 10_000;
/** What a player keeps beyond what it needs, ms, while a page comes on stage or leaves it: it negotiates, captures and draws anew then, and feeds players late. */
const reserveMs = 300;

type Leg = { readonly rung: 'sfu'; readonly port: MediaPort } | { readonly rung: 'moqt' | 'hls'; readonly broadcast: BroadcastLeg };

const tileOf = ({ peerId, source }: RemoteProducer): TileId => ({ peerId, source: tileSource(source) });
const keyOf = ({ peerId, source }: TileId): string => tileKey(peerId, source);

/**
 * The media of a room with an audience plane. Viewers watch by the best way that works, those on stage are on the SFU;
 * whenever the way changes, both are there until every tile shows a picture by the new one.
 */
export class PlanePort implements MediaPort {
  readonly #handlers: MediaPortHandlers;
  readonly #room: PlaneRoom;
  readonly #clock: Clock;
  readonly #parts: PlaneParts;
  readonly #stops: readonly (() => void)[];
  readonly #legs = new Map<Rung, Leg>();
  /** The way that is taken, or about to be. */
  #rung: Rung | undefined;
  /** By tile: whose picture it has been told to show. */
  readonly #shown = new Map<string, Rung>();
  /** What has come over the SFU. */
  readonly #tracks = new Set<string>();
  #failures: readonly Failure[] = [];
  #media: WelcomeMedia | undefined;
  #remote: readonly RemoteProducer[] = [];
  #local: LocalSources = {};
  #suspended = false;
  #quality: Quality = 'auto';
  #wanted: ReadonlyMap<string, WantedLayer> = new Map();
  #limits: SendLimits | undefined;
  #stopLinger: () => void = () => {};
  #stopAgain: () => void = () => {};
  #closed = false;

  constructor(handlers: MediaPortHandlers, room: PlaneRoom, clock: Clock, parts: PlaneParts) {
    this.#handlers = handlers;
    this.#room = room;
    this.#clock = clock;
    this.#parts = parts;
    this.#stops = [room.$onStage.listen(() => this.#media && void this.#choose().catch(() => {})), room.$flowing.listen(() => this.#advance()), room.$called.listen((called) => this.#called(called))];
  }

  async open(media: WelcomeMedia): Promise<void> {
    this.#media = media;
    this.#called(this.#room.$called.get());
    const sfu = this.#sfu;
    await (sfu ? Promise.all([sfu.open(media), this.#choose()]) : this.#choose());
  }

  setRemote(producers: readonly RemoteProducer[]): void {
    this.#remote = producers;
    this.#sfu?.setRemote(producers);
    this.#tellQuality();
    this.#advance();
  }

  async setLocal(sources: LocalSources): Promise<void> {
    this.#local = sources;
    await this.#sfu?.setLocal(sources);
  }

  async setSuspended(suspended: boolean): Promise<void> {
    this.#suspended = suspended;
    await this.#sfu?.setSuspended(suspended);
  }

  async setQuality(quality: Quality): Promise<void> {
    this.#quality = quality;
    this.#tellQuality();
    await this.#sfu?.setQuality(quality);
  }

  async setWanted(wanted: ReadonlyMap<string, WantedLayer>): Promise<void> {
    this.#wanted = wanted;
    this.#tellQuality();
    await this.#sfu?.setWanted?.(wanted);
  }

  async setSendLimits(limits: SendLimits): Promise<void> {
    this.#limits = limits;
    await this.#sfu?.setSendLimits?.(limits);
  }

  /** Of the SFU; what players measure is their own. */
  async stats(): Promise<readonly RTCStatsReport[]> {
    return (await this.#sfu?.stats()) ?? [];
  }

  close(): void {
    this.#closed = true;
    for (const stop of [...this.#stops, this.#stopLinger, this.#stopAgain]) stop();
    for (const leg of this.#legs.values()) closeLeg(leg);
    this.#legs.clear();
  }

  get #sfu(): MediaPort | undefined {
    const leg = this.#legs.get('sfu');
    return leg?.rung === 'sfu' ? leg.port : undefined;
  }

  /** Goes the way that is best now. Resolves when it has been begun. */
  async #choose(): Promise<void> {
    if (this.#closed) return;
    const now = this.#clock.now();
    const onStage = this.#room.$onStage.get();
    const choice = chooseRung({ audience: onStage ? 'sfu' : 'moqt', capabilities: this.#parts.capabilities(), failures: this.#failures, now });
    this.#stopAgain();
    if (choice.againAt !== undefined) this.#stopAgain = this.#clock.after(Math.max(0, choice.againAt - now), () => void this.#choose().catch(() => {}));
    if (choice.rung === this.#rung) return;
    this.#rung = choice.rung;
    const begun = this.#legs.has(choice.rung) ? undefined : this.#begin(choice.rung);
    this.#keepReserve();
    this.#room.tell(choice.rung, choice.reason);
    this.#stopLinger();
    this.#stopLinger = this.#clock.after(lingerMs, () => this.#leaveOthers());
    this.#advance();
    await begun;
  }

  async #begin(rung: Rung): Promise<void> {
    if (rung !== 'sfu') {
      const { open } = this.#parts;
      this.#legs.set(rung, { rung, broadcast: new BroadcastLeg({ via: rung, room: this.#room, clock: this.#clock, open, changed: () => this.#advance(), failed: (reason) => this.#broke(rung, reason) }) });
      return this.#tellQuality();
    }
    const port = this.#parts.sfu({ ...this.#handlers, added: (remote, track) => this.#added(remote, track), removed: (remote) => this.#removed(remote) });
    this.#legs.set(rung, { rung, port });
    port.setRemote(this.#remote);
    // Each holds on to what it is told, and brings it about once it is open.
    const told = [port.setSuspended(this.#suspended), port.setQuality(this.#quality), port.setWanted?.(this.#wanted), this.#limits && port.setSendLimits?.(this.#limits)];
    const opened = port.open(this.#media!);
    // What came along with it serves once.
    const { recvTransport: _, ...media } = this.#media!;
    this.#media = media;
    await Promise.all([opened, port.setLocal(this.#local), ...told]);
  }

  #added(remote: RemoteProducer, track: MediaStreamTrack): void {
    this.#tracks.add(remote.producerId);
    this.#handlers.added(remote, track);
    this.#advance();
  }

  #removed(remote: RemoteProducer): void {
    this.#tracks.delete(remote.producerId);
    this.#handlers.removed(remote);
  }

  #broke(rung: Rung, reason: string): void {
    // LL-HLS comes from the relay as well.
    const broken: readonly Rung[] = rung === 'moqt' && !this.#parts.relayAnswers() ? ['moqt', 'hls'] : [rung];
    for (const each of broken) this.#failures = failed(this.#failures, each, reason, this.#clock.now());
    const leg = this.#legs.get(rung);
    // It stays up, with the last picture, until the next way shows one: but it may not count as begun.
    this.#legs.delete(rung);
    for (const [key, shown] of [...this.#shown]) if (shown === rung) this.#shown.delete(key);
    if (this.#rung === rung) this.#rung = undefined;
    void this.#choose().catch(() => {});
    if (leg) this.#clock.after(lingerMs, () => closeLeg(leg));
  }

  #tellQuality(): void {
    const byTile = new Map(this.#remote.filter(({ source }) => source === 'camera' || source === 'screen').map((remote) => [keyOf(tileOf(remote)), this.#wanted.get(remote.producerId) ?? 2]));
    for (const leg of this.#legs.values()) if (leg.rung !== 'sfu') leg.broadcast.setQuality(this.#quality, byTile);
  }

  #called(called: boolean): void {
    this.#keepReserve();
    if (called && this.#media && !this.#sfu) this.#parts.prepareSfu(this.#media);
  }

  #keepReserve(): void {
    const isMoving = [...this.#legs.keys()].some((rung) => rung !== this.#rung);
    const ms = isMoving || this.#room.$called.get() ? reserveMs : 0;
    for (const leg of this.#legs.values()) if (leg.rung !== 'sfu') leg.broadcast.setReserve(ms);
  }

  /** Lets every tile show what is there by the present way, and gives the others up when all do. */
  #advance(): void {
    const leg = this.#rung && this.#legs.get(this.#rung);
    if (!leg || this.#closed) return;
    const flowing = this.#room.$flowing.get();
    const tiles = new Map(this.#remote.map((remote) => [keyOf(tileOf(remote)), tileOf(remote)]));
    for (const key of [...this.#shown.keys()]) if (!tiles.has(key)) this.#shown.delete(key);
    for (const [key, tile] of tiles) {
      if (leg.rung === 'sfu') { if (this.#hasTracks(key)) this.#show(leg, key, tile); }
      else if (flowing.has(key)) this.#show(leg, key, tile);
    }
    const moved = [...tiles.keys()].every((key) => !flowing.has(key) || (this.#shown.get(key) === leg.rung && (leg.rung === 'sfu' || leg.broadcast.isShowing(key))));
    const left = [...this.#legs.values()].every((other) => other === leg || other.rung === 'sfu' || !other.broadcast.isAttached);
    if (moved && left) this.#leaveOthers();
  }

  #hasTracks(key: string): boolean {
    return this.#remote.filter((remote) => keyOf(tileOf(remote)) === key).every(({ producerId }) => this.#tracks.has(producerId));
  }

  #show(leg: Leg, key: string, tile: TileId): void {
    if (this.#shown.get(key) === leg.rung) return;
    this.#shown.set(key, leg.rung);
    this.#handlers.playing?.(tile, leg.rung === 'sfu' ? undefined : leg.broadcast.playback(key));
  }

  #leaveOthers(): void {
    this.#stopLinger();
    for (const [rung, leg] of [...this.#legs]) {
      if (rung === this.#rung) continue;
      this.#legs.delete(rung);
      if (leg.rung === 'sfu') leg.port.setRemote([]);
      closeLeg(leg);
      if (leg.rung === 'sfu') this.#forgetTracks();
    }
    this.#keepReserve();
  }

  /** The tracks end with their connection; the tiles show something else. */
  #forgetTracks(): void {
    for (const remote of this.#remote) if (this.#tracks.has(remote.producerId)) this.#removed(remote);
    this.#tracks.clear();
  }
}

function closeLeg(leg: Leg): void {
  if (leg.rung === 'sfu') leg.port.close();
  else leg.broadcast.close();
}
