import type { Clock } from '../clock.ts';
import { Handover } from './handover.ts';
import type { MeshPort } from './mesh.ts';
import type { HeardSignal, MeshRoom, Path } from './mesh-room.ts';
import type { LocalSources, MediaPort, MediaPortHandlers, Quality, RemoteProducer, SendLimits, WantedLayer, WelcomeMedia } from './port.ts';
import { TrackChoice } from './track-choice.ts';

/** Makes the ports of both paths. */
export interface PathPorts {
  sfu(handlers: MediaPortHandlers): MediaPort;
  mesh(handlers: MediaPortHandlers): MeshPort;
}

/**
 * The media of a room in mesh mode: by the path that the server wants, and while it changes by both. The new one is
 * made before the old one is let go, on every page, so that no picture stops.
 */
export class SwitchingPort implements MediaPort {
  readonly #handlers: MediaPortHandlers;
  readonly #room: MeshRoom;
  readonly #clock: Clock;
  readonly #make: PathPorts;
  readonly #choice: TrackChoice;
  readonly #stops: (() => void)[];
  readonly #open: { sfu?: MediaPort; mesh?: MeshPort } = {};
  #path: Path;
  #handover: Handover | undefined;
  #media: WelcomeMedia | undefined;
  #remote: readonly RemoteProducer[] = [];
  #local: LocalSources | undefined;
  #suspended = false;
  #quality: Quality = 'auto';
  #wanted: ReadonlyMap<string, WantedLayer> | undefined;
  #limits: SendLimits | undefined;

  constructor(handlers: MediaPortHandlers, room: MeshRoom, clock: Clock, make: PathPorts) {
    this.#handlers = handlers;
    this.#room = room;
    this.#clock = clock;
    this.#make = make;
    this.#choice = new TrackChoice(handlers);
    this.#path = room.$path.get();
    this.#stops = [room.$path.listen((path) => this.#moveTo(path)), room.listen((heard) => this.#heard(heard))];
  }

  async open(media: WelcomeMedia): Promise<void> {
    this.#media = media;
    const [current, other] = [this.#open[this.#path], this.#open[otherThan(this.#path)]];
    void other?.open(media).catch(() => {});
    await (current ? current.open(media) : this.#begin(this.#path));
  }

  setRemote(producers: readonly RemoteProducer[]): void {
    this.#remote = producers;
    for (const path of paths) this.#open[path]?.setRemote(this.#remoteBy(path));
  }

  setLocal(sources: LocalSources): Promise<void> {
    this.#local = sources;
    return this.#each((port) => port.setLocal(sources));
  }

  setSuspended(suspended: boolean): Promise<void> {
    this.#suspended = suspended;
    return this.#each((port) => port.setSuspended(suspended));
  }

  setQuality(quality: Quality): Promise<void> {
    this.#quality = quality;
    return this.#each((port) => port.setQuality(quality));
  }

  setWanted(wanted: ReadonlyMap<string, WantedLayer>): Promise<void> {
    this.#wanted = wanted;
    return this.#each((port) => port.setWanted?.(wanted));
  }

  setSendLimits(limits: SendLimits): Promise<void> {
    this.#limits = limits;
    return this.#each((port) => port.setSendLimits?.(limits));
  }

  stats(): Promise<readonly RTCStatsReport[]> {
    return this.#statsOf(this.#path);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#handover?.close();
    for (const path of paths) this.#open[path]?.close();
  }

  async #statsOf(path: Path): Promise<readonly RTCStatsReport[]> {
    return (await this.#open[path]?.stats()) ?? [];
  }

  #remoteBy(path: Path): readonly RemoteProducer[] {
    return this.#remote.filter(({ mesh }) => (path === 'mesh') === (mesh === true));
  }

  /** To the path that counts; the one that is being left is told too, and may fail. */
  async #each(run: (port: MediaPort) => Promise<void> | undefined): Promise<void> {
    const old = this.#open[otherThan(this.#path)];
    if (old) void run(old)?.catch(() => {});
    const current = this.#open[this.#path];
    if (current) await run(current);
  }

  async #begin(path: Path): Promise<void> {
    const handlers: MediaPortHandlers = {
      ...this.#handlers,
      added: (remote, track) => this.#choice.add(path, remote, track),
      removed: (remote) => this.#choice.remove(path, remote),
    };
    const port = path === 'sfu' ? (this.#open.sfu = this.#make.sfu(handlers)) : (this.#open.mesh = this.#make.mesh(handlers));
    port.setRemote(this.#remoteBy(path));
    // Each holds on to what it is told, and brings it about once it is open.
    const told = [port.setSuspended(this.#suspended), port.setQuality(this.#quality), this.#wanted && port.setWanted?.(this.#wanted), this.#limits && port.setSendLimits?.(this.#limits)];
    const opened = port.open(this.#media!);
    const sent = this.#local && port.setLocal(this.#local);
    await Promise.all([opened, sent, ...told]);
  }

  #moveTo(path: Path): void {
    if (path === this.#path) return;
    const from = this.#path;
    this.#path = path;
    this.#handover?.close();
    if (!this.#media) return;
    const { recvTransport: _, ...rest } = this.#media;
    this.#media = { ...rest, kept: false };
    if (!this.#open[path]) void this.#begin(path).catch(() => {});
    this.#handover = new Handover({
      to: path,
      clock: this.#clock,
      choice: this.#choice,
      others: () => this.#room.$others.get().filter((peerId) => from === 'sfu' || this.#open.mesh?.reaches(peerId)),
      stats: { now: () => this.#statsOf(path), before: () => this.#statsOf(from) },
      tell: (to) => void this.#handlers.request({ type: 'MeshSignal', to, signal: { kind: 'moved', path } }).catch(() => {}),
      done: () => void this.#leave(from),
    });
  }

  /** Lets a path go that nobody looks at any more. */
  async #leave(path: Path): Promise<void> {
    const port = this.#open[path];
    if (!port) return;
    delete this.#open[path];
    this.#choice.drop(path);
    await port.setLocal({}).catch(() => {});
    port.close();
  }

  #heard(heard: HeardSignal): void {
    const { from, signal } = heard;
    if (signal.kind !== 'moved') this.#open.mesh?.heard(heard);
    else if (signal.path === this.#path) this.#handover?.moved(from);
  }
}

const paths = ['sfu', 'mesh'] as const;
const otherThan = (path: Path): Path => (path === 'sfu' ? 'mesh' : 'sfu');
