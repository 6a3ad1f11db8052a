import type { Clock } from '../clock.ts';
import type { MeshSignal } from '../wire/signal/mesh.ts';
import type { Source } from '../wire/signal/shapes.ts';
import { MeshKeeper } from './mesh-keeper.ts';
import type { Outgoing } from './mesh-lines.ts';
import { MeshPeer } from './mesh-peer.ts';
import type { WantedLayer } from './port.ts';

/** How long the page that does not offer waits for an offer before it asks for one, in ms; less when it may have been taken for the one before it. */
const askAfterMs = { known: 2000, isNew: 500 } as const;
/** And before it asks again, and how often. */
const answerMs = 5000;
const asks = 3;

export interface MeshLinkOptions {
  /** Whether the offers between these two are this page's: its peer id is the lower one. */
  readonly offers: boolean;
  readonly clock: Clock;
  newId(): string;
  createConnection(): RTCPeerConnection;
  createStream(): MediaStream;
  signal(signal: MeshSignal): void;
  isAway(): boolean;
  connected(): void;
  lost(): void;
}

/** All that lies between this page and one other, over as many connections as it takes. */
export class MeshLink {
  readonly #options: MeshLinkOptions;
  readonly #theirWants = new Map<Source, WantedLayer>();
  readonly #myWants = new Map<Source, WantedLayer>();
  #peer: MeshPeer | undefined;
  #keeper: MeshKeeper | undefined;
  #outgoing: Omit<Outgoing, 'wanted'> = { sources: {}, suspended: false, relief: 0 };
  #stopAsking: () => void = () => {};
  #asked = 0;

  constructor(options: MeshLinkOptions) {
    this.#options = options;
  }

  get pc(): RTCPeerConnection | undefined {
    return this.#peer?.pc;
  }

  get connected(): boolean {
    return this.#peer?.connected ?? false;
  }

  track(source: Source): MediaStreamTrack | undefined {
    return this.#peer?.track(source);
  }

  /** @param isNew this page has just come: the other one knows nothing of it yet */
  meet(isNew: boolean): void {
    if (this.#peer) return;
    if (this.#options.offers) this.#begin(this.#options.newId()).offer();
    else this.#stopAsking = this.#options.clock.after(isNew ? askAfterMs.isNew : askAfterMs.known, () => this.#ask());
  }

  /** The socket is back, perhaps by another network: looks for a new path. */
  refresh(): void {
    if (this.#peer) this.#restart();
    else this.meet(true);
  }

  heard(signal: MeshSignal): void {
    switch (signal.kind) {
      case 'description': return this.#described(signal);
      case 'candidate': return signal.connection === this.#peer?.connection ? this.#peer.candidate(signal.candidate) : undefined;
      case 'ask': return this.#answerAsk(signal.connection);
      case 'want':
        this.#theirWants.set(signal.source, signal.layer);
        return void this.#feed();
      case 'moved': return undefined;
    }
  }

  want(source: 'camera' | 'screen', layer: WantedLayer): void {
    if (!this.connected || (this.#myWants.get(source) ?? 2) === layer) return;
    this.#myWants.set(source, layer);
    this.#options.signal({ kind: 'want', source, layer });
  }

  async send(outgoing: Omit<Outgoing, 'wanted'>): Promise<void> {
    this.#outgoing = outgoing;
    await this.#feed();
  }

  close(): void {
    this.#stopAsking();
    this.#keeper?.close();
    this.#peer?.close();
    this.#peer = undefined;
  }

  #described({ connection, description }: Extract<MeshSignal, { kind: 'description' }>): void {
    const { offers } = this.#options;
    if (offers === (description.type === 'offer')) return;
    const known = this.#peer?.connection === connection ? this.#peer : undefined;
    if (known) known.described(description);
    else if (!offers) this.#begin(connection).described(description);
  }

  /** The other page wants an offer: it waits for the one on its way, has the connection and wants a new path, or has none. */
  #answerAsk(connection: string | undefined): void {
    if (!this.#options.offers) return;
    const peer = this.#peer;
    if (peer && (peer.connection === connection || !peer.answered)) peer.offer();
    else this.#begin(this.#options.newId()).offer();
  }

  #begin(connection: string): MeshPeer {
    this.close();
    this.#asked = 0;
    const { clock, isAway, connected, lost, signal, createConnection, createStream } = this.#options;
    const pc = createConnection();
    const peer = new MeshPeer({ connection, pc, createStream, signal, broken: () => lost() });
    this.#peer = peer;
    this.#myWants.clear();
    this.#theirWants.clear();
    this.#keeper = new MeshKeeper({ pc, clock, isAway, connected, lost, restart: () => this.#restart() });
    void this.#feed();
    return peer;
  }

  #restart(): void {
    if (this.#options.offers) this.#peer?.offer();
    else this.#ask();
  }

  #ask(): void {
    const { connection } = this.#peer ?? {};
    this.#options.signal({ kind: 'ask', ...(connection !== undefined && { connection }) });
    // With a connection, its keeper sees to it.
    if (!this.#peer) this.#stopAsking = this.#options.clock.after(answerMs, () => this.#askAgain());
  }

  #askAgain(): void {
    if (!this.#options.isAway()) this.#asked += 1;
    if (this.#asked >= asks) this.#options.lost();
    else this.#ask();
  }

  async #feed(): Promise<void> {
    await this.#peer?.send({ ...this.#outgoing, wanted: this.#theirWants });
  }
}
