import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import { StreamReset, type BiStream, type ReceiveStream, type SendStream, type Transport, type TransportEnd } from '../../core/wire/moqt/transport.ts';

export interface PairOptions {
  readonly kind?: Transport['kind'];
  /** How many bytes of one stream may wait to be read before its writer waits. */
  readonly windowBytes?: number;
  readonly maxDatagramBytes?: number;
  /** Of those that are not accepted yet; more wait to be opened. */
  readonly maxStreams?: number;
}

/** One way of one stream. What is written is copied, as a network does. */
class Lane implements SendStream, ReceiveStream {
  readonly kind: 'uni' | 'bi';
  readonly #window: number;
  readonly #chunks: Uint8Array[] = [];
  #waiting = 0;
  #finished = false;
  #resetWith: number | undefined;
  #stoppedWith: number | undefined;
  #failed: Error | undefined;
  #wake = Promise.withResolvers<void>();
  priority = 0;
  /** Bytes written so far. */
  written = 0;

  constructor(kind: 'uni' | 'bi', window: number) {
    this.kind = kind;
    this.#window = window;
  }

  /** Bytes that nobody has read. */
  get waiting(): number {
    return this.#waiting;
  }

  get state(): 'open' | 'finished' | 'reset' | 'stopped' {
    return this.#resetWith !== undefined ? 'reset' : this.#stoppedWith !== undefined ? 'stopped' : this.#finished ? 'finished' : 'open';
  }

  get resetCode(): number | undefined {
    return this.#resetWith;
  }

  get stopCode(): number | undefined {
    return this.#stoppedWith;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#mustBeOpen();
    this.#chunks.push(bytes.slice());
    this.#waiting += bytes.length;
    this.written += bytes.length;
    this.#changed();
    while (this.#waiting > this.#window) {
      await this.#wake.promise;
      this.#mustBeOpen();
    }
  }

  async finish(): Promise<void> {
    this.#mustBeOpen();
    this.#finished = true;
    this.#changed();
    await Promise.resolve();
  }

  reset(code: number): void {
    if (this.state !== 'open') return;
    this.#resetWith = code;
    this.#drop();
  }

  setPriority(priority: number): void {
    this.priority = priority;
  }

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) {
        this.#waiting -= chunk.length;
        this.#changed();
        return chunk;
      }
      if (this.#resetWith !== undefined) throw new StreamReset(this.#resetWith);
      if (this.#failed) throw this.#failed;
      if (this.#finished || this.#stoppedWith !== undefined) return undefined;
      await this.#wake.promise;
    }
  }

  stop(code: number): void {
    if (this.state !== 'open') return;
    this.#stoppedWith = code;
    this.#drop();
  }

  fail(error: Error): void {
    this.#failed ??= error;
    this.#drop();
  }

  #mustBeOpen(): void {
    if (this.#stoppedWith !== undefined) throw new StreamReset(this.#stoppedWith);
    if (this.#failed) throw this.#failed;
    if (this.#resetWith !== undefined) throw new Error('The stream was reset here.');
  }

  #drop(): void {
    this.#chunks.length = 0;
    this.#waiting = 0;
    this.#changed();
  }

  #changed(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }
}

/** What one end has opened, for tests to look into. */
export type OpenedStream = Pick<Lane, 'kind' | 'priority' | 'written' | 'waiting' | 'state' | 'resetCode' | 'stopCode'>;

/** What comes in, handed out one by one. */
class Inbox<Item> {
  readonly #items: Item[] = [];
  readonly #readers: ((item: Item | undefined) => void)[] = [];
  readonly #max: number;
  #room = Promise.withResolvers<void>();
  #over = false;

  constructor(max = Infinity) {
    this.#max = max;
  }

  get length(): number {
    return this.#items.length;
  }

  async push(item: Item): Promise<void> {
    while (this.#items.length >= this.#max && !this.#over) await this.#room.promise;
    const reader = this.#readers.shift();
    if (reader) reader(item);
    else if (!this.#over) this.#items.push(item);
  }

  next(): Promise<Item | undefined> {
    const item = this.#items.shift();
    this.#room.resolve();
    this.#room = Promise.withResolvers<void>();
    if (item !== undefined || this.#over) return Promise.resolve(item);
    return new Promise((resolve) => { this.#readers.push(resolve); });
  }

  end(): void {
    this.#over = true;
    this.#room.resolve();
    for (const reader of this.#readers.splice(0)) reader(undefined);
  }
}

/** One of two ends that have met in memory. */
export class MemoryTransport implements Transport {
  readonly kind: Transport['kind'];
  readonly maxDatagramBytes: number;
  readonly closed: Promise<TransportEnd>;
  /** In the order of opening; of a stream both ways, the way out. */
  readonly opened: OpenedStream[] = [];
  readonly #window: number;
  readonly #lanes = new Set<Lane>();
  readonly #unis: Inbox<Lane>;
  readonly #bis: Inbox<BiStream>;
  readonly #datagrams = new Inbox<Uint8Array>();
  readonly #end = Promise.withResolvers<TransportEnd>();
  #over = false;
  #peer: MemoryTransport | undefined;

  constructor({ kind = 'webtransport', windowBytes = 65_536, maxDatagramBytes = 1200, maxStreams = 100 }: PairOptions) {
    this.kind = kind;
    this.maxDatagramBytes = maxDatagramBytes;
    this.#window = windowBytes;
    this.closed = this.#end.promise;
    this.#unis = new Inbox(maxStreams);
    this.#bis = new Inbox(maxStreams);
  }

  meet(peer: MemoryTransport): void {
    this.#peer = peer;
  }

  async openUni(): Promise<SendStream> {
    const lane = this.#lane('uni');
    this.opened.push(lane);
    await this.#peer!.#unis.push(lane);
    this.#mustBeOpen();
    return lane;
  }

  async openBi(): Promise<BiStream> {
    const [there, back] = [this.#lane('bi'), this.#lane('bi')];
    this.opened.push(there);
    await this.#peer!.#bis.push({ send: back, receive: there });
    this.#mustBeOpen();
    return { send: there, receive: back };
  }

  acceptUni(): Promise<ReceiveStream | undefined> {
    return this.#unis.next();
  }

  acceptBi(): Promise<BiStream | undefined> {
    return this.#bis.next();
  }

  sendDatagram(bytes: Uint8Array): void {
    if (bytes.length <= this.maxDatagramBytes && !this.#over) void this.#peer!.#datagrams.push(bytes.slice());
  }

  receiveDatagram(): Promise<Uint8Array | undefined> {
    return this.#datagrams.next();
  }

  close(code: number, reason: string): void {
    this.#finish({ code, reason, remote: false });
    this.#peer!.#finish({ code, reason, remote: true });
  }

  /** As when the network is gone: no code is told. */
  cut(): void {
    for (const end of [this, this.#peer!]) end.#finish({ code: sessionErrors.INTERNAL_ERROR, reason: 'The connection was lost.', remote: true });
  }

  #lane(kind: 'uni' | 'bi'): Lane {
    this.#mustBeOpen();
    const lane = new Lane(kind, this.#window);
    this.#lanes.add(lane);
    this.#peer!.#lanes.add(lane);
    return lane;
  }

  #mustBeOpen(): void {
    if (this.#over) throw new Error('The transport is closed.');
  }

  #finish(end: TransportEnd): void {
    if (this.#over) return;
    this.#over = true;
    for (const lane of this.#lanes) lane.fail(new Error('The transport is closed.'));
    for (const inbox of [this.#unis, this.#bis, this.#datagrams]) inbox.end();
    this.#end.resolve(end);
  }
}

/** Two ends in memory with the back-pressure, the resets and the limits of a real transport. */
export function transportPair(options: PairOptions = {}): { readonly client: MemoryTransport; readonly server: MemoryTransport } {
  const [client, server] = [new MemoryTransport(options), new MemoryTransport(options)];
  client.meet(server);
  server.meet(client);
  return { client, server };
}
