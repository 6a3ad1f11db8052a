import { sessionErrors } from './moqt-error.ts';
import { StreamReset, type BiStream, type ReceiveStream, type SendStream, type Transport, type TransportEnd } from './transport.ts';

type Bytes = Uint8Array;

/** What is used of the W3C’s `WebTransport`, which others than browsers offer too. */
export interface W3cSession {
  readonly closed: Promise<{ readonly closeCode?: number; readonly reason?: string }>;
  readonly incomingBidirectionalStreams: ReadableStream<{ readonly readable: ReadableStream<Bytes>; readonly writable: WritableStream<Bytes> }>;
  readonly incomingUnidirectionalStreams: ReadableStream<ReadableStream<Bytes>>;
  readonly datagrams: { readonly readable: ReadableStream<Bytes>; readonly writable?: WritableStream<Bytes>; createWritable?(): WritableStream<Bytes>; readonly maxDatagramSize: number };
  createBidirectionalStream(options?: object): Promise<{ readonly readable: ReadableStream<Bytes>; readonly writable: WritableStream<Bytes> }>;
  createUnidirectionalStream(options?: object): Promise<WritableStream<Bytes>>;
  close(info?: { closeCode?: number; reason?: string }): void;
}

/** Streams are not refused for being too many at once, but wait. */
const whenAvailable = { waitUntilAvailable: true };

/** Datagrams that wait to be sent; more are dropped. */
const maxDatagrams = 64;

const maxReasonBytes = 1024;

/** Where there is a `WebTransportError`, only that carries a code to a stream’s other end. */
function abortReason(code: number): Error {
  if (typeof WebTransportError !== 'function') return Object.assign(new Error('given up'), { streamErrorCode: code });
  try {
    return new WebTransportError('given up', { source: 'stream', streamErrorCode: code });
  } catch {
    // Chromium takes all of it in one dictionary, as an earlier draft had it.
    return new (WebTransportError as unknown as new (init: object) => Error)({ message: 'given up', streamErrorCode: code });
  }
}

function asReset(error: unknown): unknown {
  const code = (error as { streamErrorCode?: unknown } | undefined)?.streamErrorCode;
  return typeof code === 'number' ? new StreamReset(code) : error;
}

class W3cSendStream implements SendStream {
  readonly #stream: WritableStream<Bytes>;
  readonly #writer: WritableStreamDefaultWriter<Bytes>;

  constructor(stream: WritableStream<Bytes>) {
    this.#stream = stream;
    this.#writer = stream.getWriter();
    this.#writer.closed.catch(() => {});
    this.#writer.ready.catch(() => {});
  }

  async write(bytes: Bytes): Promise<void> {
    try {
      await this.#writer.write(bytes);
    } catch (error) {
      throw asReset(error);
    }
  }

  async finish(): Promise<void> {
    try {
      await this.#writer.close();
    } catch (error) {
      throw asReset(error);
    }
  }

  reset(code: number): void {
    this.#writer.abort(abortReason(code)).catch(() => {});
  }

  setPriority(priority: number): void {
    if ('sendOrder' in this.#stream) this.#stream.sendOrder = priority;
  }
}

class W3cReceiveStream implements ReceiveStream {
  readonly #reader: ReadableStreamDefaultReader<Bytes>;

  constructor(stream: ReadableStream<Bytes>) {
    this.#reader = stream.getReader();
    this.#reader.closed.catch(() => {});
  }

  async read(): Promise<Bytes | undefined> {
    try {
      return (await this.#reader.read()).value;
    } catch (error) {
      throw asReset(error);
    }
  }

  stop(code: number): void {
    this.#reader.cancel(abortReason(code)).catch(() => {});
  }
}

/** The next of what comes in; nothing once the session is over, however it ended. */
async function next<Item>(reader: ReadableStreamDefaultReader<Item>): Promise<Item | undefined> {
  try {
    return (await reader.read()).value;
  } catch {
    return undefined;
  }
}

const biStream = ({ readable, writable }: { readonly readable: ReadableStream<Bytes>; readonly writable: WritableStream<Bytes> }): BiStream =>
  ({ send: new W3cSendStream(writable), receive: new W3cReceiveStream(readable) });

class W3cTransport implements Transport {
  readonly kind: Transport['kind'];
  readonly closed: Promise<TransportEnd>;
  readonly #session: W3cSession;
  readonly #unis: ReadableStreamDefaultReader<ReadableStream<Bytes>>;
  readonly #bis: ReadableStreamDefaultReader<Parameters<typeof biStream>[0]>;
  readonly #datagrams: ReadableStreamDefaultReader<Bytes>;
  #datagramWriter: WritableStreamDefaultWriter<Bytes> | undefined;
  #datagramsWaiting = 0;
  #closedHere: TransportEnd | undefined;

  constructor(session: W3cSession, kind: Transport['kind']) {
    this.#session = session;
    this.kind = kind;
    this.#unis = session.incomingUnidirectionalStreams.getReader();
    this.#bis = session.incomingBidirectionalStreams.getReader();
    this.#datagrams = session.datagrams.readable.getReader();
    for (const reader of [this.#unis, this.#bis, this.#datagrams]) reader.closed.catch(() => {});
    this.closed = session.closed.then(
      ({ closeCode = 0, reason = '' }) => this.#closedHere ?? { code: closeCode, reason, remote: true },
      () => this.#closedHere ?? { code: sessionErrors.INTERNAL_ERROR, reason: 'The connection was lost.', remote: true },
    );
  }

  get maxDatagramBytes(): number {
    return this.#session.datagrams.maxDatagramSize;
  }

  async openUni(): Promise<SendStream> {
    return new W3cSendStream(await this.#session.createUnidirectionalStream(whenAvailable));
  }

  async openBi(): Promise<BiStream> {
    return biStream(await this.#session.createBidirectionalStream(whenAvailable));
  }

  async acceptUni(): Promise<ReceiveStream | undefined> {
    const stream = await next(this.#unis);
    return stream && new W3cReceiveStream(stream);
  }

  async acceptBi(): Promise<BiStream | undefined> {
    const stream = await next(this.#bis);
    return stream && biStream(stream);
  }

  sendDatagram(bytes: Bytes): void {
    if (bytes.length > this.maxDatagramBytes || this.#datagramsWaiting >= maxDatagrams || this.#closedHere) return;
    this.#datagramWriter ??= this.#openDatagrams();
    this.#datagramsWaiting += 1;
    this.#datagramWriter?.write(bytes).catch(() => {}).finally(() => { this.#datagramsWaiting -= 1; });
  }

  receiveDatagram(): Promise<Bytes | undefined> {
    return next(this.#datagrams);
  }

  close(code: number, reason: string): void {
    if (this.#closedHere) return;
    this.#closedHere = { code, reason, remote: false };
    this.#session.close({ closeCode: code, reason: cut(reason) });
  }

  #openDatagrams(): WritableStreamDefaultWriter<Bytes> | undefined {
    const { datagrams } = this.#session;
    const writer = (datagrams.createWritable?.() ?? datagrams.writable)?.getWriter();
    writer?.closed.catch(() => {});
    writer?.ready.catch(() => {});
    return writer;
  }
}

/** At most 1024 bytes, no character cut in two. */
function cut(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  return bytes.length <= maxReasonBytes ? reason : new TextDecoder().decode(bytes.subarray(0, maxReasonBytes)).replace(/\uFFFD+$/, '');
}

/** A transport over a session that is ready. It takes the session over. */
export const w3cTransport = (session: W3cSession, kind: Transport['kind']): Transport => new W3cTransport(session, kind);
