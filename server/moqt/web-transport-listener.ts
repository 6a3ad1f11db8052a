import { createHash, X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { sessionErrors } from '../../core/wire/moqt/moqt-error.ts';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import { every, systemClock, type Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { ListenerOptions } from './arrival.ts';
import type { RelayCertificate } from './certificate.ts';
import type { NativeBinding, NativeRequest, NativeServer } from './native.ts';
import { nativeTransport } from './native-transport.ts';

export interface WebTransportListenerOptions extends ListenerOptions {
  readonly binding: NativeBinding;
  readonly host: string;
  /** UDP; not 0, as the binding does not tell which it took. */
  readonly port: number;
  /** The certificate to listen with from now on. */
  readonly certificate: () => RelayCertificate;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'debug'>;
}

export interface WebTransportListener {
  /** Of the certificate that is listened with, see `RelayCertificate`; nothing in the moments while it is exchanged. */
  readonly certificateHashes: readonly string[] | undefined;
  /** Takes no more. Sessions that are open stay, and the port with them: who has their transports ends them. */
  close(): Promise<void>;
}

const exchanged = { code: sessionErrors.GOAWAY_TIMEOUT, reason: 'The certificate is exchanged.' };

/** How often a binding is woken that is to stop, and how long that is waited for. It lives in real time, whatever the clock says. */
const wakeMs = 1000;
const stopMs = 5000;
/** How soon the port is tried for again; the old socket goes with its last session. */
const againMs = 500;

const withPort = (address: string, port: number): string => `${isIPv6(address) ? `[${address}]` : address}:${port}`;

/** Where this machine reaches what is bound to an address. */
const reachedAt = (address: string): string => ({ '0.0.0.0': '127.0.0.1', '::': '::1' })[address] ?? address;

async function within(waiting: Promise<void>, ms: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const cancel = systemClock.after(ms, late.resolve);
  await Promise.race([waiting, late.promise]);
  cancel();
}

/** Listens for MoQT sessions over WebTransport. Rejects when the port cannot be had. */
export async function listenWebTransport(options: WebTransportListenerOptions): Promise<WebTransportListener> {
  const { address } = await lookup(options.host);
  const listener = new Listener(options, address);
  listener.bind();
  return listener;
}

interface Bound { readonly server: NativeServer; readonly certificate: RelayCertificate; readonly over: Promise<void> }

class Listener implements WebTransportListener {
  readonly #options: WebTransportListenerOptions;
  readonly #address: string;
  readonly #open = new Set<Transport>();
  #bound: Bound | undefined;
  #cancelTimer = (): void => {};
  #closed = false;

  constructor(options: WebTransportListenerOptions, address: string) {
    this.#options = options;
    this.#address = address;
  }

  get certificateHashes(): readonly string[] | undefined {
    return this.#bound?.certificate.hashes;
  }

  /** Throws when the port cannot be had. */
  bind(): void {
    const { binding, port, clock } = this.#options;
    const certificate = this.#options.certificate();
    const { cert, key, renewAt } = certificate;
    const server = binding.NapiServer.bind(withPort(this.#address, port), Buffer.from(cert), Buffer.from(key));
    if (renewAt !== undefined) this.#cancelTimer = clock.after(Math.max(0, renewAt - clock.now()), () => void this.#renew());
    this.#bound = { server, certificate, over: this.#accept(server) };
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#unbind();
  }

  async #unbind(): Promise<void> {
    this.#cancelTimer();
    const bound = this.#bound;
    this.#bound = undefined;
    if (!bound) return;
    this.#wake(bound.certificate);
    const stop = every(systemClock, wakeMs, () => this.#wake(bound.certificate));
    await within(bound.over, stopMs);
    stop();
  }

  /** The binding does not return from being closed while it waits for a client: so one comes. */
  #wake({ cert }: RelayCertificate): void {
    const { binding, port } = this.#options;
    const hash = createHash('sha256').update(new X509Certificate(cert).raw).digest();
    binding.NapiClient.withCertificateHashes([hash]).connect(`https://${withPort(reachedAt(this.#address), port)}/`).catch(() => {});
  }

  /** The socket is free once its sessions have ended and been collected as garbage; until then viewers who come use WebSockets. */
  async #renew(): Promise<void> {
    const unbound = this.#unbind();
    for (const transport of this.#open) transport.close(exchanged.code, exchanged.reason);
    this.#open.clear();
    await unbound;
    this.#rebind();
  }

  #rebind(): void {
    if (this.#closed) return;
    try {
      this.bind();
    } catch (err) {
      this.#options.logger.debug({ err }, 'the port for WebTransport is not free yet');
      this.#cancelTimer = this.#options.clock.after(againMs, () => this.#rebind());
    }
  }

  /** Never rejects. */
  async #accept(server: NativeServer): Promise<void> {
    try {
      for (let request = await server.accept(); request; request = await server.accept()) {
        if (this.#bound?.server !== server) {
          // What is not answered holds the socket until it is idle for long.
          await within(request.reject(503).catch(() => {}), wakeMs);
          break;
        }
        this.#take(request, server).catch((err: unknown) => this.#options.logger.debug({ err }, 'a session could not be taken'));
      }
      server.close();
    } catch (err) {
      this.#options.logger.warn({ err }, 'WebTransport listens no more');
    }
  }

  async #take(request: NativeRequest, server: NativeServer): Promise<void> {
    const { serves, arrived, maxSessions } = this.#options;
    const text = await request.url;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !serves(url)) return request.reject(404);
    if (this.#open.size >= maxSessions) return request.reject(503);
    const transport = nativeTransport(await request.ok());
    // The listener may have stopped in between.
    if (this.#bound?.server !== server) return transport.close(exchanged.code, exchanged.reason);
    this.#open.add(transport);
    void transport.closed.then(() => this.#open.delete(transport));
    arrived({ transport, url });
  }
}
