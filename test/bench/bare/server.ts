import { once } from 'node:events';
import { createServer } from 'node:http';
import { createWorker, type types } from 'mediasoup';
import { build } from 'vite';
import { WebSocketServer } from 'ws';

/** The least that forwards a camera with mediasoup: no rooms, tokens, limits or names. What our own join is measured against. */

const bundle = await build({ configFile: false, logLevel: 'silent', build: { write: false, rolldownOptions: { input: `${import.meta.dirname}/page.ts` } } });
const [chunk] = 'output' in bundle ? bundle.output : [];
const script = chunk?.type === 'chunk' ? chunk.code : '';
const worker = await createWorker({ logLevel: 'error' });
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/H264', clockRate: 90_000, parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 } },
  ],
});
const transports = new Map<string, types.WebRtcTransport>();
const consumers = new Map<string, types.Consumer>();
const producers: string[] = [];

/** Whatever the page says: this server checks nothing. */
interface Request { id: string; producerId: string; kind: types.MediaKind; dtlsParameters: types.DtlsParameters; rtpParameters: types.RtpParameters; rtpCapabilities: types.RtpCapabilities }

const methods: Record<string, (data: Request) => unknown> = {
  caps: () => router.rtpCapabilities,
  producers: () => producers,
  async transport() {
    const transport = await router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
    transports.set(transport.id, transport);
    return { id: transport.id, iceParameters: transport.iceParameters, iceCandidates: transport.iceCandidates, dtlsParameters: transport.dtlsParameters };
  },
  connect: ({ id, dtlsParameters }) => transports.get(id)!.connect({ dtlsParameters }),
  async produce({ id, kind, rtpParameters }) {
    const producer = await transports.get(id)!.produce({ kind, rtpParameters });
    producers.push(producer.id);
    return producer.id;
  },
  async consume({ id, producerId, rtpCapabilities }) {
    const consumer = await transports.get(id)!.consume({ producerId, rtpCapabilities, paused: true });
    consumers.set(consumer.id, consumer);
    return { id: consumer.id, producerId, kind: consumer.kind, rtpParameters: consumer.rtpParameters };
  },
  resume: ({ id }) => consumers.get(id)!.resume(),
};

const http = createServer((request, response) => {
  const page = request.url === '/';
  response.setHeader('content-type', page ? 'text/html' : 'text/javascript');
  response.end(page ? '<!doctype html><title>bare</title><script type="module" src="/page.js"></script>' : script);
});
new WebSocketServer({ server: http }).on('connection', (socket) => {
  socket.on('message', async (bytes) => {
    const { id, method, data } = JSON.parse((bytes as Buffer).toString()) as { id: number; method: string; data: Request };
    socket.send(JSON.stringify({ id, result: (await methods[method]!(data)) ?? null }));
  });
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
console.log(`bare mediasoup is running at http://127.0.0.1:${(http.address() as { port: number }).port}/`);
