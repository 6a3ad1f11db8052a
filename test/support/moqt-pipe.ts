/** What passes one way on one stream. */
export interface Heard { readonly from: 'client' | 'server'; readonly kind: 'control' | 'data'; readonly bytes: Uint8Array }

type Duplex = { readonly readable: ReadableStream<Uint8Array>; readonly writable: WritableStream<Uint8Array> };

/** Copies each piece, as a network does: whoever sent it may write over it. */
function pipe(hear: (bytes: Uint8Array) => void): TransformStream<Uint8Array, Uint8Array> {
  const room = { highWaterMark: 256 };
  return new TransformStream({
    transform(chunk, controller) {
      const copy = chunk.slice();
      hear(copy);
      controller.enqueue(copy);
    },
  }, room, room);
}

/** One side of a WebTransport session in memory, as far as MoQT needs one. */
export class PipeEnd {
  readonly ready = Promise.resolve();
  readonly closed: Promise<object>;
  readonly incomingBidirectionalStreams: ReadableStream<Duplex>;
  readonly incomingUnidirectionalStreams: ReadableStream<ReadableStream<Uint8Array>>;
  readonly datagrams = { readable: new ReadableStream<Uint8Array>(), writable: new WritableStream<Uint8Array>(), maxDatagramSize: 1200 };
  readonly congestionControl = 'default';
  readonly reliability = 'supports-unreliable';
  readonly protocol: string;
  readonly #side: Heard['from'];
  readonly #hear: (heard: Heard) => void;
  readonly #closing = Promise.withResolvers<object>();
  peer: PipeEnd | undefined;
  #duplexes: ReadableStreamDefaultController<Duplex> | undefined;
  #streams: ReadableStreamDefaultController<ReadableStream<Uint8Array>> | undefined;

  constructor(side: Heard['from'], protocol: string, hear: (heard: Heard) => void) {
    this.#side = side;
    this.protocol = protocol;
    this.#hear = hear;
    this.closed = this.#closing.promise;
    this.incomingBidirectionalStreams = new ReadableStream({ start: (controller) => { this.#duplexes = controller; } });
    this.incomingUnidirectionalStreams = new ReadableStream({ start: (controller) => { this.#streams = controller; } });
  }

  meet(peer: PipeEnd): void {
    this.peer = peer;
  }

  createBidirectionalStream(): Promise<Duplex> {
    const other = this.#side === 'client' ? 'server' : 'client';
    const [there, back] = [pipe((bytes) => this.#hear({ from: this.#side, kind: 'control', bytes })), pipe((bytes) => this.#hear({ from: other, kind: 'control', bytes }))];
    this.peer!.#duplexes!.enqueue({ readable: there.readable, writable: back.writable });
    return Promise.resolve({ readable: back.readable, writable: there.writable });
  }

  createUnidirectionalStream(): Promise<WritableStream<Uint8Array>> {
    const there = pipe((bytes) => this.#hear({ from: this.#side, kind: 'data', bytes }));
    this.peer!.#streams!.enqueue(there.readable);
    return Promise.resolve(there.writable);
  }

  getStats(): Promise<object> {
    return Promise.resolve({});
  }

  close(info: object = {}): void {
    this.#closing.resolve(info);
    this.peer!.#closing.resolve(info);
  }
}

/** Two sides that have met. `protocol` is what they have agreed on before. */
export function moqtPipe(protocol: string, hear: (heard: Heard) => void = () => {}): { readonly client: PipeEnd; readonly server: PipeEnd } {
  const [client, server] = [new PipeEnd('client', protocol, hear), new PipeEnd('server', protocol, hear)];
  client.meet(server);
  server.meet(client);
  return { client, server };
}
