import { ageUs, type CrowdReply, type CrowdRequest, type CrowdSocket } from './protocol.ts';
import { RawSocket } from './raw-socket.ts';

/** Sockets on their way in at a time: a crowd arrives fast, not in one instant. */
const atOnce = 64;
const engineIoPing = '2'.charCodeAt(0);

const sockets = new Set<RawSocket>();
let latencies: number[] = [];

function heard(socket: RawSocket, payload: Buffer): void {
  if (payload.length === 1 && payload[0] === engineIoPing) return socket.send('3');
  const age = ageUs(payload);
  if (age !== undefined) latencies.push(age);
}

function openOne({ url, protocol, hello, ready }: CrowdSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    let joined = false;
    const socket = new RawSocket(url, protocol, {
      opened: () => { if (hello) socket.send(hello); },
      message(payload) {
        if (joined) return heard(socket, payload);
        joined = payload.includes(ready);
        if (joined) resolve();
      },
      closed(code) {
        sockets.delete(socket);
        reject(new Error(`a socket closed with ${code} before it had joined`));
      },
    });
    sockets.add(socket);
  });
}

async function open(wanted: readonly CrowdSocket[]): Promise<number> {
  const waiting = wanted.values();
  const worker = async (): Promise<void> => { for (const one of waiting) await openOne(one); };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return wanted.length;
}

async function answer(request: CrowdRequest): Promise<CrowdReply> {
  switch (request.ask) {
    case 'open': return { opened: await open(request.sockets) };
    case 'collect': {
      const latenciesUs = Float64Array.from(latencies);
      latencies = [];
      return { latenciesUs, alive: sockets.size };
    }
    case 'close': {
      for (const socket of sockets) socket.close();
      return { closed: true };
    }
  }
}

process.on('message', (request: CrowdRequest) => {
  answer(request).catch((error: unknown): CrowdReply => ({ failed: String(error) })).then((reply) => {
    process.send!(reply);
    if ('closed' in reply) process.disconnect();
  });
});
