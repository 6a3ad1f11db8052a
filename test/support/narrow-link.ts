import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DelayLine } from './delay-line.ts';

/** What a router keeps of a full link, in ms; more is lost. */
const queueMs = 150;

/**
 * A link over UDP on this machine, as narrow as it is told to be on the way from `target` to whoever dials `port`.
 * What comes faster waits for up to 150 ms, then it is lost.
 */
export class NarrowLink {
  /** Bits per second. */
  rate: number;
  readonly port: number;
  readonly #down: Socket;
  readonly #line = new DelayLine();
  readonly #ups = new Map<string, Socket>();
  /** When the link has sent all that waits, in ms of `performance.now()`. */
  #freeAt = 0;
  /** Datagrams lost so far. */
  lost = 0;

  private constructor(down: Socket, target: number, rate: number) {
    this.#down = down;
    this.rate = rate;
    this.port = (down.address() as AddressInfo).port;
    down.on('message', (bytes, from) => this.#upOf(from).send(bytes, target, '127.0.0.1'));
  }

  static async open(target: number, rate: number): Promise<NarrowLink> {
    const down = createSocket('udp4');
    down.bind(0, '127.0.0.1');
    await once(down, 'listening');
    return new NarrowLink(down, target, rate);
  }

  close(): void {
    this.#line.close();
    this.#down.close();
    for (const up of this.#ups.values()) up.close();
    this.#ups.clear();
  }

  /** Each who dials has a socket of their own towards the target. */
  #upOf(from: RemoteInfo): Socket {
    const key = `${from.address}:${from.port}`;
    const known = this.#ups.get(key);
    if (known) return known;
    const up = createSocket('udp4');
    up.on('message', (bytes) => this.#send(bytes, from));
    up.bind(0, '127.0.0.1');
    this.#ups.set(key, up);
    return up;
  }

  #send(bytes: Buffer, to: RemoteInfo): void {
    const now = performance.now();
    const startsAt = Math.max(now, this.#freeAt);
    if (startsAt - now > queueMs) {
      this.lost += 1;
      return;
    }
    this.#freeAt = startsAt + (bytes.length * 8000) / this.rate;
    this.#line.add(this.#freeAt, () => this.#down.send(bytes, to.port, to.address));
  }
}
