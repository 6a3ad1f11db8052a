import { joined } from '../../core/wire/bytes/byte-writer.ts';
import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import { StreamReset, type BiStream, type ReceiveStream, type SendStream, type Transport, type TransportEnd } from '../../core/wire/moqt/transport.ts';
import type { NativeBi, NativeReceive, NativeSend, NativeSession } from './native.ts';

/** The most that goes over in one call; what waits is put together up to it. Between two calls a stream can be reset. */
const pieceBytes = 64 * 1024;

/** The binding’s errors carry stream codes in their text only. */
const streamCode = /(?:RESET_STREAM|STOP_SENDING): (\d+)/;

function asReset(error: unknown): unknown {
  const code = streamCode.exec(String(error))?.[1];
  return code === undefined ? error : new StreamReset(Number(code));
}

/** How it says that a connection was lost, in the place of the other side's words. */
const lost = /^connection error/;

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** Nothing here waits for it, and it fails only once the stream is over. */
const quietly = (promise: Promise<unknown>): void => void promise.catch(() => {});

interface Waiting { readonly bytes: Uint8Array; readonly resolve: () => void; readonly reject: (error: unknown) => void }

class NativeSendStream implements SendStream {
  readonly #native: NativeSend;
  readonly #queue: Waiting[] = [];
  #running = false;
  #over: Error | undefined;
  #isFinished = false;
  #whenEmpty: (() => void) | undefined;

  constructor(native: NativeSend) {
    this.#native = native;
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#over) return Promise.reject(this.#over);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#queue.push({ bytes, resolve, reject });
    if (!this.#running) void this.#run();
    return promise;
  }

  async finish(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => { this.#whenEmpty = resolve; });
    if (this.#over) throw this.#over;
    this.#over = new Error('The stream is finished.');
    this.#isFinished = true;
    await this.#native.finish();
  }

  /** A write that waits for the other side holds the native stream, and the reset comes after it. */
  reset(code: number): void {
    if (this.#over && !this.#isFinished) return;
    this.#isFinished = false;
    this.#fail(new StreamReset(code));
    quietly(this.#native.reset(code));
  }

  setPriority(priority: number): void {
    quietly(this.#native.setPriority(priority));
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#queue.length > 0 && !this.#over) await this.#sendSome();
    } catch (error) {
      this.#fail(asReset(error) as Error);
    }
    this.#running = false;
    this.#whenEmpty?.();
  }

  async #sendSome(): Promise<void> {
    const taken = [this.#queue.shift()!];
    let total = taken[0]!.bytes.length;
    for (let next = this.#queue[0]; next && total + next.bytes.length <= pieceBytes; next = this.#queue[0]) {
      taken.push(this.#queue.shift()!);
      total += next.bytes.length;
    }
    const bytes = taken.length === 1 ? taken[0]!.bytes : joined(taken.map((waiting) => waiting.bytes));
    try {
      for (let at = 0; at < bytes.length && !this.#over; at += pieceBytes) await this.#native.write(asBuffer(bytes.subarray(at, at + pieceBytes)));
      if (this.#over) throw this.#over;
    } catch (error) {
      for (const { reject } of taken) reject(asReset(error));
      throw error;
    }
    for (const { resolve } of taken) resolve();
  }

  #fail(error: Error): void {
    this.#over ??= error;
    for (const { reject } of this.#queue.splice(0)) reject(this.#over);
  }
}

class NativeReceiveStream implements ReceiveStream {
  readonly #native: NativeReceive;
  readonly #stopped = Promise.withResolvers<undefined>();
  #isStopped = false;

  constructor(native: NativeReceive) {
    this.#native = native;
  }

  async read(): Promise<Uint8Array | undefined> {
    if (this.#isStopped) return undefined;
    const reading = this.#native.read(pieceBytes);
    reading.catch(() => {});
    try {
      // A read that waits holds the native stream, so that its stop comes with the next bytes; nobody waits for those.
      return (await Promise.race([reading, this.#stopped.promise])) ?? undefined;
    } catch (error) {
      throw asReset(error);
    }
  }

  stop(code: number): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#stopped.resolve(undefined);
    quietly(this.#native.stop(code));
  }
}

const biStream = (native: NativeBi): BiStream => ({ send: new NativeSendStream(native.takeSend()), receive: new NativeReceiveStream(native.takeRecv()) });

class NativeTransport implements Transport {
  readonly kind = 'webtransport';
  readonly closed: Promise<TransportEnd>;
  /** Let go of at the end: the port is taken as long as anything native of it is held. */
  #native: NativeSession | undefined;
  readonly #max: number;
  #closedHere: TransportEnd | undefined;

  constructor(session: NativeSession) {
    this.#native = session;
    this.#max = session.maxDatagramSize();
    this.closed = session.closed().then(({ closeCode, reason }) => this.#end(closeCode, reason), (error: unknown) => this.#end(0, `connection error: ${String(error)}`));
  }

  get #session(): NativeSession {
    if (!this.#native) throw new Error('The connection has ended.');
    return this.#native;
  }

  get maxDatagramBytes(): number {
    return this.#max;
  }

  async openUni(): Promise<SendStream> {
    return new NativeSendStream(await this.#session.openUni());
  }

  async openBi(): Promise<BiStream> {
    return biStream(await this.#session.openBi());
  }

  async acceptUni(): Promise<ReceiveStream | undefined> {
    return this.#native?.acceptUni().then((stream) => new NativeReceiveStream(stream), () => undefined);
  }

  async acceptBi(): Promise<BiStream | undefined> {
    return this.#native?.acceptBi().then(biStream, () => undefined);
  }

  sendDatagram(bytes: Uint8Array): void {
    if (this.#closedHere || bytes.length > this.#max) return;
    try {
      this.#native?.sendDatagram(asBuffer(bytes));
    } catch {
      // The session has ended, or the way has become narrower: it is lost, as datagrams are.
    }
  }

  async receiveDatagram(): Promise<Uint8Array | undefined> {
    return this.#native?.recvDatagram().catch(() => undefined);
  }

  close(code: number, reason: string): void {
    if (this.#closedHere) return;
    this.#closedHere = { code, reason, remote: false };
    this.#native?.close(code, reason);
  }

  #end(code: number, reason: string): TransportEnd {
    this.#native = undefined;
    if (this.#closedHere) return this.#closedHere;
    if (code === 0 && lost.test(reason)) return { code: sessionErrors.INTERNAL_ERROR, reason: 'The connection was lost.', remote: true };
    return { code, reason, remote: true };
  }
}

/** A transport over a native session, which it takes over. */
export const nativeTransport = (session: NativeSession): Transport => new NativeTransport(session);
