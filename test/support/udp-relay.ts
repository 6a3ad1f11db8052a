import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { DelayLine } from './delay-line.ts';
import { seededRandom } from './random.ts';

/** One direction of a network. */
export interface Link {
  /** Share of packets that vanish, 0 to 1. */
  readonly loss?: number;
  readonly delayMs?: number;
  /** Up to this much more delay, at random; packets stay in order. */
  readonly jitterMs?: number;
  /** Kilobits per second; more than that waits in a queue. */
  readonly kbps?: number;
  /** How long the queue may get before packets are dropped. */
  readonly queueMs?: number;
}

export interface UdpRelay {
  readonly port: number;
  /** From the page to the server, and back; assign to change it. */
  up: Link;
  down: Link;
  /** Runs in a page before its own scripts: its media goes by UDP through this relay, whatever it is offered. */
  readonly initScript: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';
const defaultQueueMs = 300;

/** Carries packets one way, as late, as few and as slowly as `shape` says. */
class Pipe {
  readonly #shape: () => Link;
  readonly #random: () => number;
  readonly #line = new DelayLine();
  #busyUntil = 0;
  #lastAt = 0;

  constructor(shape: () => Link, random: () => number) {
    this.#shape = shape;
    this.#random = random;
  }

  carry(packet: Buffer, deliver: (packet: Buffer) => void): void {
    const { loss = 0, delayMs = 0, jitterMs = 0, kbps, queueMs = defaultQueueMs } = this.#shape();
    if (this.#random() < loss) return;
    const now = performance.now();
    if (kbps !== undefined) {
      const sent = Math.max(now, this.#busyUntil) + (packet.length * 8) / kbps;
      if (sent - now > queueMs) return;
      this.#busyUntil = sent;
    }
    const at = Math.max(this.#lastAt, (kbps === undefined ? now : this.#busyUntil) + delayMs + this.#random() * jitterMs);
    this.#lastAt = at;
    this.#line.add(at, () => deliver(packet));
  }

  close(): void {
    this.#line.close();
  }
}

/** Runs inside the page: it uses nothing from outside itself. */
function throughPort(port: number): void {
  const native: (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void> = RTCPeerConnection.prototype.setRemoteDescription;
  const reroute = (sdp: string): string => sdp
    .split('\r\n')
    .filter((line) => !/^a=candidate:\S+ \d+ tcp /i.test(line))
    .map((line) => line.replace(/^(a=candidate:\S+ \d+ udp \d+ \S+) \d+ /i, `$1 ${port} `))
    .join('\r\n');
  RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void> {
    return native.call(this, { type: description.type, sdp: reroute(description.sdp ?? '') });
  } as typeof native;
}

async function open(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return socket;
}

/** Below the ports that systems hand out by themselves, so that nothing takes it in the meantime. */
const [firstPort, lastPort] = [20_000, 32_000] as const;

/** A port that nobody uses, neither over UDP nor over TCP, to give to a server. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    const [udp, tcp] = [createSocket('udp4'), createServer()];
    try {
      udp.bind(port, host);
      await once(udp, 'listening');
      tcp.listen(port, host);
      await once(tcp, 'listening');
      return port;
    } catch {
      // Taken: another one.
    } finally {
      if (tcp.listening) await new Promise((resolve) => { tcp.close(resolve); });
      await new Promise<void>((resolve) => { udp.close(resolve); });
    }
  }
}

/** A bad network between one page and the media port of a server, in user space: it needs no rights, and randomness repeats by its seed. */
export async function startUdpRelay(target: number, seed = 1): Promise<UdpRelay> {
  const front = await open();
  const { number: random } = seededRandom(seed);
  const back = new Map<string, Promise<Socket>>();
  const relay: UdpRelay = {
    port: front.address().port,
    up: {},
    down: {},
    initScript: `(${throughPort.toString()})(${front.address().port});`,
    async close() {
      for (const pipe of pipes) pipe.close();
      front.close();
      for (const socket of await Promise.all(back.values())) socket.close();
    },
  };
  const pipes = [new Pipe(() => relay.up, random), new Pipe(() => relay.down, random)] as const;
  const [up, down] = pipes;

  async function connect(port: number, address: string): Promise<Socket> {
    const socket = await open();
    socket.on('message', (packet) => down.carry(packet, (late) => front.send(late, port, address)));
    return socket;
  }

  front.on('message', (packet, { port, address }) => {
    const key = `${address}:${port}`;
    const opening = back.get(key) ?? connect(port, address);
    back.set(key, opening);
    up.carry(packet, (late) => void opening.then((socket) => socket.send(late, target, host)));
  });
  return relay;
}
