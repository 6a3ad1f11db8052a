import { kindOf } from '../media/remote-streams.ts';
import type { LocalSources, MediaKit, MediaPort, MediaPortHandlers, Quality, RemoteProducer, SendLimits, WantedLayer, WelcomeMedia } from '../media/port.ts';
import { FakeMediaDevices } from './fake-devices.ts';
import { FakeStream, FakeTrack } from './fake-tracks.ts';

/** A port that carries nothing: others' producers become fake tracks at once, and what is sent is only remembered. */
export class FakeMediaPort implements MediaPort {
  readonly handlers: MediaPortHandlers;
  /** Every `Welcome`'s media, in order. */
  readonly opened: WelcomeMedia[] = [];
  local: LocalSources = {};
  suspended = false;
  quality: Quality = 'auto';
  wanted: ReadonlyMap<string, WantedLayer> = new Map();
  limits: SendLimits = { watched: new Map(), relief: 0 };
  /** What the browser is to say of the connections. */
  reports: readonly RTCStatsReport[] = [];
  closed = false;
  /** What the next `setLocal` is to reject with. */
  refuse: Error | undefined;
  #remote: readonly RemoteProducer[] = [];

  constructor(handlers: MediaPortHandlers) {
    this.handlers = handlers;
  }

  async open(media: WelcomeMedia): Promise<void> {
    this.opened.push(media);
  }

  setRemote(producers: readonly RemoteProducer[]): void {
    const before = this.#remote;
    this.#remote = producers;
    for (const gone of before) if (!producers.some(({ producerId }) => producerId === gone.producerId)) this.handlers.removed(gone);
    for (const added of producers) {
      if (before.some(({ producerId }) => producerId === added.producerId)) continue;
      this.handlers.added(added, new FakeTrack(kindOf(added.source)) as unknown as MediaStreamTrack);
    }
  }

  async setLocal(sources: LocalSources): Promise<void> {
    const error = this.refuse;
    this.refuse = undefined;
    if (error) throw error;
    this.local = sources;
  }

  async setSuspended(suspended: boolean): Promise<void> {
    this.suspended = suspended;
  }

  async setQuality(quality: Quality): Promise<void> {
    this.quality = quality;
  }

  async stats(): Promise<readonly RTCStatsReport[]> {
    return this.reports;
  }

  async setWanted(wanted: ReadonlyMap<string, WantedLayer>): Promise<void> {
    this.wanted = wanted;
  }

  async setSendLimits(limits: SendLimits): Promise<void> {
    this.limits = limits;
  }

  close(): void {
    this.closed = true;
  }
}

export interface FakeMedia extends MediaKit {
  readonly fakeDevices: FakeMediaDevices;
  /** Every port that was made, newest last. */
  readonly ports: readonly FakeMediaPort[];
}

/** Media for Node: bots and tests capture and watch with it, and send nothing. */
export function fakeMedia(fakeDevices: FakeMediaDevices = new FakeMediaDevices()): FakeMedia {
  const ports: FakeMediaPort[] = [];
  return {
    fakeDevices,
    ports,
    devices: fakeDevices as unknown as MediaDevices,
    createStream: () => new FakeStream() as unknown as MediaStream,
    prefetch: () => Promise.resolve(),
    createPort(handlers) {
      const port = new FakeMediaPort(handlers);
      ports.push(port);
      return port;
    },
  };
}
