/**
 * What a MoQT session runs on: WebTransport in a page, QUIC in the server, or QMux over a WebSocket where there is no
 * QUIC. Every method may reject once the transport is closed; `closed` tells why, once.
 */
export interface Transport {
  /** Which way it goes, as stores and logs name it. */
  readonly kind: 'webtransport' | 'websocket';
  /** A datagram longer than this, in bytes, cannot be sent; 0 where there are none. */
  readonly maxDatagramBytes: number;
  openUni(): Promise<SendStream>;
  openBi(): Promise<BiStream>;
  /** The next stream that the other side opened; nothing any more once the transport is closed. */
  acceptUni(): Promise<ReceiveStream | undefined>;
  acceptBi(): Promise<BiStream | undefined>;
  /** Sends without a promise of arrival; one that is too long is dropped. */
  sendDatagram(bytes: Uint8Array): void;
  receiveDatagram(): Promise<Uint8Array | undefined>;
  /** Ends it for both sides. `code` is a number of `sessionErrors`; `reason` at most 1024 bytes. Safe to call twice. */
  close(code: number, reason: string): void;
  readonly closed: Promise<TransportEnd>;
}

/** A connection that was lost ends with `INTERNAL_ERROR`, as no code was told. */
export interface TransportEnd { readonly code: number; readonly reason: string; readonly remote: boolean }

export interface SendStream {
  /**
   * Resolves when there is room for more; who writes again before that keeps the order all the same. The bytes must not change any more.
   * Rejects with a `StreamReset` when the other side stopped reading.
   */
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  /** Gives up what has not been sent; of a finished stream what has not arrived, where the transport knows. */
  reset(code: number): void;
  /** Of the streams that wait, the one with the larger number goes first; any integer of 32 bits. A transport without priorities ignores it. */
  setPriority(priority: number): void;
}

export interface ReceiveStream {
  /** The next bytes, as many as there are; nothing at the end. Rejects with a `StreamReset` when the other side gave up. */
  read(): Promise<Uint8Array | undefined>;
  /** No more is wanted. */
  stop(code: number): void;
}

export interface BiStream { readonly send: SendStream; readonly receive: ReceiveStream }

/** The other side gave up a stream in the middle. */
export class StreamReset extends Error {
  override readonly name = 'StreamReset';
  readonly code: number;

  constructor(code: number) {
    super(`The stream was reset with code ${code}.`);
    this.code = code;
  }
}
