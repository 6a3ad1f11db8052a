import { atom } from 'nanostores';
import type { Requester } from '../../../../core/connection/request.ts';
import type { LiveError } from '../../../../core/errors.ts';
import { MeshPort } from '../../../../core/media/mesh.ts';
import type { HeardSignal, MeshRoom, Path } from '../../../../core/media/mesh-room.ts';
import type { LocalSources, RemoteProducer, WelcomeMedia } from '../../../../core/media/port.ts';
import { createFakeClock, settle, type FakeClock } from '../../../../core/testing/fake-clock.ts';
import { FakeStream, FakeTrack } from '../../../../core/testing/fake-tracks.ts';
import type { RequestBody } from '../../../../core/wire/signal/requests.ts';
import { FakeConnection } from './fake-connection.ts';

export const media = (change: Partial<WelcomeMedia> = {}): WelcomeMedia => ({ rtpCapabilities: {}, kept: false, iceServers: [], ...change });
export const track = (kind: 'audio' | 'video', settings: MediaTrackSettings = { width: 1280, height: 720, frameRate: 30 }): MediaStreamTrack => new FakeTrack(kind, settings) as unknown as MediaStreamTrack;
export const sources = (): LocalSources => ({ camera: { track: track('video'), paused: false }, mic: { track: track('audio'), paused: false } });

/** One page of a call. */
export interface FakePage {
  readonly peerId: string;
  readonly port: MeshPort;
  readonly connections: FakeConnection[];
  readonly asked: RequestBody[];
  readonly heard: string[];
  readonly failures: string[];
  readonly said: string[];
  typesAsked(): string[];
}

/** Several pages whose signals reach each other on the next turn, as through a server. */
export class FakeCall {
  readonly clock: FakeClock = createFakeClock();
  readonly $path = atom<Path>('mesh');
  readonly $stage = atom<readonly string[]>([]);
  readonly away = new Set<string>();
  readonly pages = new Map<string, FakePage>();
  /** Signals of this kind get lost while it holds. */
  lose: (from: string, to: string, kind: string) => boolean = () => false;
  refuse: LiveError | undefined;
  #made = 0;

  /** Puts a page on stage; a second one of the same peer takes the first one's place, which never hears of it. */
  page(peerId: string, policy?: RTCIceTransportPolicy): FakePage {
    const page = this.#create(peerId, policy);
    this.pages.set(peerId, page);
    return page;
  }

  async opened(peerId: string, change: Partial<WelcomeMedia> = {}): Promise<FakePage> {
    const page = this.page(peerId);
    const opening = page.port.open(media(change));
    if (!this.$stage.get().includes(peerId)) this.$stage.set([...this.$stage.get(), peerId]);
    await opening;
    await settle(200);
    return page;
  }

  leave(peerId: string): void {
    this.pages.get(peerId)?.port.close();
    this.pages.delete(peerId);
    this.$stage.set(this.$stage.get().filter((other) => other !== peerId));
  }

  /** Tells every page of every other one's camera and microphone. */
  publish(): void {
    for (const { peerId, port } of this.pages.values()) {
      const remote = this.$stage.get().filter((other) => other !== peerId).flatMap((other): RemoteProducer[] => [
        { peerId: other, producerId: `${other}-camera`, source: 'camera', mesh: true }, { peerId: other, producerId: `${other}-mic`, source: 'mic', mesh: true }]);
      port.setRemote(remote);
    }
  }

  #create(peerId: string, iceTransportPolicy: RTCIceTransportPolicy | undefined): FakePage {
    const [asked, heard, failures, said, connections]: [RequestBody[], string[], string[], string[], FakeConnection[]] = [[], [], [], [], []];
    const request = (async (body: RequestBody) => {
      asked.push(body);
      if (this.refuse && body.type !== 'MeshSignal') throw this.refuse;
      if (body.type === 'MeshSignal') this.#carry(peerId, body);
      return { producerId: `${peerId}-${(this.#made += 1)}` };
    }) as unknown as Requester;
    const room = this.#room(peerId);
    const named = ({ peerId: owner, source }: RemoteProducer): string => `${owner} ${source}`;
    const port = new MeshPort({
      request,
      added: (remote) => void heard.push(`+ ${named(remote)}`),
      removed: (remote) => void heard.push(`- ${named(remote)}`),
      failed: ({ code }) => void failures.push(code),
      mended: () => void failures.push('mended'),
    }, room, this.clock, {
      iceTransportPolicy,
      createStream: () => new FakeStream() as unknown as MediaStream,
      newId: () => `c${(this.#made += 1)}`,
      createConnection: (configuration) => {
        const connection = new FakeConnection(configuration);
        connections.push(connection);
        return connection as unknown as RTCPeerConnection;
      },
    });
    return { peerId, port, connections, asked, heard, failures, said, typesAsked: () => asked.map(({ type }) => type) };
  }

  #room(peerId: string): MeshRoom {
    const others = (): string[] => this.$stage.get().filter((other) => other !== peerId);
    const $others = atom<readonly string[]>(others());
    this.$stage.listen(() => $others.set(others()));
    return { isMesh: () => true, selfId: () => peerId, isAway: (other) => this.away.has(other), $path: this.$path, $others, listen: () => () => {} };
  }

  #carry(from: string, { to, signal }: Extract<RequestBody, { type: 'MeshSignal' }>): void {
    this.pages.get(from)?.said.push(`${signal.kind === 'description' ? signal.description.type : signal.kind} to ${to}`);
    if (!this.lose(from, to, signal.kind)) queueMicrotask(() => this.pages.get(to)?.port.heard({ from, signal } as HeardSignal));
  }

  close(): void {
    for (const { port } of this.pages.values()) port.close();
  }
}
