import { joined } from '../../core/wire/bytes/byte-writer.ts';
import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import { StreamReset, type BiStream, type ReceiveStream, type SendStream, type Transport, type TransportEnd } from '../../core/wire/moqt/transport.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { NativeBi, NativeReceive, NativeSend, NativeSession } from './native.ts';

/** The most that goes over in one call; what waits is put together up to it. Between two calls a stream can be reset. */
const pieceBytes = 64 * 1024;

/** The binding’s errors carry stream codes in their text only. */
const streamCode = /(?:RESET_STREAM|STOP_SENDING): (\d+)/;

/** `givenUp` hears when that is what it says: the other side gave the stream up. */
function asReset(error: unknown, givenUp: () => void): unknown {
  const code = streamCode.exec(String(error))?.[1];
  if (code === undefined) return error;
  givenUp();
  return new StreamReset(Number(code));
}

/**
 * Chromium's page crashes when a session ends while one of its streams is being given up, by either side (seen with 156: every other
 * time at once, one time in fifty after 60 ms). So long nothing may have been given up before a session is ended from here.
 */
export const settleMs = 250;

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
  readonly #givenUp: () => void;

  /** `givenUp` hears when either side gives it up before its end. */
  constructor(native: NativeSend, givenUp: () => void) {
    this.#native = native;
    this.#givenUp = givenUp;
  }

  /** Nothing but the binding's own promise stands between a write and the next where none waits, as that counts for a crowd. */
  write(bytes: Uint8Array): Promise<void> {
    if (this.#over) return Promise.reject(this.#over);
    if (!this.#running && bytes.length <= pieceBytes) {
      this.#running = true;
      return this.#native.write(bytes).then(this.#sent, this.#lost);
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#queue.push({ bytes, resolve, reject });
    if (!this.#running) this.#run();
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
    this.#givenUp();
    if (this.#isFinished) this.#isFinished = false;
    else this.#fail(new StreamReset(code));
    quietly(this.#native.reset(code));
  }

  setPriority(priority: number): void {
    quietly(this.#native.setPriority(priority));
  }

  readonly #sent = (): void => {
    const over = this.#over;
    this.#run();
    if (over) throw over;
  };

  readonly #lost = (error: unknown): never => {
    const reason = asReset(error, this.#givenUp) as Error;
    this.#fail(reason);
    this.#run();
    throw reason;
  };

  /** Sends what waits, a piece at a time. */
  #run(): void {
    const taken = this.#queue.length === 0 || this.#over ? undefined : this.#take();
    this.#running = taken !== undefined;
    if (taken) void this.#send(taken);
    else this.#whenEmpty?.();
  }

  /** What goes over at once. */
  #take(): Waiting[] {
    const taken = [this.#queue.shift()!];
    let total = taken[0]!.bytes.length;
    for (let next = this.#queue[0]; next && total + next.bytes.length <= pieceBytes; next = this.#queue[0]) {
      taken.push(this.#queue.shift()!);
      total += next.bytes.length;
    }
    return taken;
  }

  async #send(taken: readonly Waiting[]): Promise<void> {
    const bytes = taken.length === 1 ? taken[0]!.bytes : joined(taken.map((waiting) => waiting.bytes));
    try {
      for (let at = 0; at < bytes.length && !this.#over; at += pieceBytes) await this.#native.write(bytes.subarray(at, at + pieceBytes));
      if (this.#over) throw this.#over;
      for (const { resolve } of taken) resolve();
    } catch (error) {
      const reason = asReset(error, this.#givenUp) as Error;
      for (const { reject } of taken) reject(reason);
      this.#fail(reason);
    }
    this.#run();
  }

  #fail(error: Error): void {
    this.#over ??= error;
    for (const { reject } of this.#queue.splice(0)) reject(this.#over);
  }
}

class NativeReceiveStream implements ReceiveStream {
  readonly #native: NativeReceive;
  readonly #stopped = Promise.withResolvers<undefined>();
  readonly #givenUp: () => void;
  #isStopped = false;

  /** `givenUp` hears when either side gives it up before its end. */
  constructor(native: NativeReceive, givenUp: () => void) {
    this.#native = native;
    this.#givenUp = givenUp;
  }

  async read(): Promise<Uint8Array | undefined> {
    if (this.#isStopped) return undefined;
    const reading = this.#native.read(pieceBytes);
    reading.catch(() => {});
    try {
      // A read that waits holds the native stream, so that its stop comes with the next bytes; nobody waits for those.
      return (await Promise.race([reading, this.#stopped.promise])) ?? undefined;
    } catch (error) {
      throw asReset(error, this.#givenUp);
    }
  }

  stop(code: number): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#givenUp();
    this.#stopped.resolve(undefined);
    quietly(this.#native.stop(code));
  }
}

class NativeTransport implements Transport {
  readonly kind = 'webtransport';
  readonly closed: Promise<TransportEnd>;
  /** Let go of at the end: the port is taken as long as anything native of it is held. */
  #native: NativeSession | undefined;
  readonly #max: number;
  readonly #clock: Clock;
  #givenUpAt = -Infinity;
  #closedHere: TransportEnd | undefined;

  constructor(session: NativeSession, clock: Clock) {
    this.#native = session;
    this.#clock = clock;
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
    return new NativeSendStream(await this.#session.openUni(), this.#givenUp);
  }

  async openBi(): Promise<BiStream> {
    return this.#biStream(await this.#session.openBi());
  }

  async acceptUni(): Promise<ReceiveStream | undefined> {
    return this.#native?.acceptUni().then((stream) => new NativeReceiveStream(stream, this.#givenUp), () => undefined);
  }

  async acceptBi(): Promise<BiStream | undefined> {
    return this.#native?.acceptBi().then((stream) => this.#biStream(stream), () => undefined);
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
    const end = (): void => this.#native?.close(code, reason);
    // From now on, not from then: a session that ends gives up what it has open in the same turn.
    if (this.#clock.now() - this.#givenUpAt < settleMs) this.#clock.after(settleMs, end);
    else end();
  }

  readonly #givenUp = (): void => { this.#givenUpAt = this.#clock.now(); };

  #biStream(native: NativeBi): BiStream {
    return { send: new NativeSendStream(native.takeSend(), this.#givenUp), receive: new NativeReceiveStream(native.takeRecv(), this.#givenUp) };
  }

  #end(code: number, reason: string): TransportEnd {
    this.#native = undefined;
    if (this.#closedHere) return this.#closedHere;
    if (code === 0 && lost.test(reason)) return { code: sessionErrors.INTERNAL_ERROR, reason: 'The connection was lost.', remote: true };
    return { code, reason, remote: true };
  }
}

/** A transport over a native session, which it takes over. */
export const nativeTransport = (session: NativeSession, clock: Clock = systemClock): Transport => new NativeTransport(session, clock);
