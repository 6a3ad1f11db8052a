import type { WebSocketConstructor, WebSocketLike } from '../../core/connection/socket.ts';
import { closeCodes, signalErrors, type SignalErrorCode } from '../../core/wire/signal/errors.ts';
import { encode, type Frame } from '../../server/signal/frame.ts';
import type { SignalServices } from '../../server/signal/handler.ts';
import { SignalPeer } from '../../server/signal/peer.ts';

type Listener = (event: never) => void;
type Told = 'open' | 'message' | 'close' | 'error';

/** Both ends of one socket, the wire being a microtask long. What is under way when it is cut is lost. */
export class MemorySocket implements WebSocketLike {
  readonly #line: MemoryLine;
  readonly #listeners = new Map<Told, Listener[]>();
  #peer: SignalPeer | undefined;
  #state: 'connecting' | 'open' | 'closed' = 'connecting';

  constructor(line: MemoryLine) {
    this.#line = line;
    line.sockets.add(this);
    queueMicrotask(() => this.#connect());
  }

  send(text: string): void {
    queueMicrotask(() => {
      if (this.#state === 'open') void this.#peer?.received(Buffer.from(text), false);
    });
  }

  close(): void {
    queueMicrotask(() => this.end({ code: 1000, reason: '', properly: true }));
  }

  addEventListener(type: Told, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** Ends it on both sides; without `properly`, as a cut cable does. */
  end({ code = 1006, reason = '', properly = false }: { code?: number; reason?: string; properly?: boolean } = {}): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#line.sockets.delete(this);
    this.#peer?.closed(properly);
    this.#tell('close', { code, reason });
  }

  #connect(): void {
    const { services } = this.#line;
    if (this.#state === 'closed') return;
    if (!services) return this.end();
    this.#state = 'open';
    const shut = (code: SignalErrorCode): void => this.#later(() => this.end({ code: (closeCodes as Partial<Record<SignalErrorCode, number>>)[code] ?? closeCodes.internal, reason: code }));
    const isOpen = (): boolean => this.#state === 'open';
    const send = (frame: Frame): void => this.#later(() => this.#tell('message', { data: String(frame) }));
    this.#peer = new SignalPeer(services, {
      get isOpen() { return isOpen(); },
      send,
      shut,
      close(code) {
        send(encode({ type: 'Error', code, message: signalErrors[code].message }));
        shut(code);
      },
      finish: () => this.#later(() => this.end({ code: 1000, properly: true })),
    });
    this.#tell('open', {});
  }

  /** After what was sent before, unless the socket is gone by then. */
  #later(run: () => void): void {
    queueMicrotask(() => { if (this.#state === 'open') run(); });
  }

  #tell(type: Told, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) (listener as (event: object) => void)(event);
  }
}

/** One page's way to the server. */
export class MemoryLine {
  readonly sockets = new Set<MemorySocket>();
  /** Where it leads; nowhere while absent. */
  services: SignalServices | undefined;
  readonly WebSocket: WebSocketConstructor;

  constructor() {
    const dial = (): MemorySocket => new MemorySocket(this);
    // An ordinary function may be called with `new`, and what it returns is what is made.
    this.WebSocket = function dialled() { return dial(); } as unknown as WebSocketConstructor;
  }

  cut(): void {
    for (const socket of [...this.sockets]) socket.end();
  }
}
