import { openSession } from '../../core/wire/moqt/session.ts';
import type { Transport } from '../../core/wire/moqt/transport.ts';
import { dialWebTransport } from '../support/dial-web-transport.ts';
import { ageUs, streamId, trackName, viewerToken, type Watched, type WatchPlan } from './media-protocol.ts';

/** Sessions on their way in at a time. */
const atOnce = 16;

let latencies: number[] = [];
let sessions = 0;

async function watchRelay(transport: Transport): Promise<void> {
  const session = await openSession(transport, { draft: 14 });
  const { accepted } = session.subscribe({ namespace: ['stream', 'org1', streamId], name: trackName }, { filter: { type: 'next-group' }, on: { object: ({ payload }) => void latencies.push(ageUs(payload)) } });
  await accepted;
}

/** Streams are whole frames, one after the other. */
async function readFrames(stream: { read(): Promise<Uint8Array | undefined> }, frameBytes: number): Promise<void> {
  const head = new Uint8Array(8);
  let at = 0;
  for (let bytes = await stream.read(); bytes; bytes = await stream.read()) {
    for (let from = 0; from < bytes.length;) {
      const take = Math.min(bytes.length - from, frameBytes - at);
      if (at < 8) head.set(bytes.subarray(from, from + Math.min(take, 8 - at)), at);
      at += take;
      from += take;
      if (at < frameBytes) continue;
      latencies.push(ageUs(head));
      at = 0;
    }
  }
}

async function watchRaw(transport: Transport, frameBytes: number): Promise<void> {
  void (async () => {
    for (let stream = await transport.acceptUni(); stream; stream = await transport.acceptUni()) void readFrames(stream, frameBytes).catch(() => {});
  })();
}

async function open({ kind, port, hashes, frameBytes, count }: WatchPlan): Promise<void> {
  let left = count;
  const url = `https://127.0.0.1:${port}/playback/${streamId}?tok=${viewerToken}`;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left > 0) {
      left -= 1;
      const transport = await dialWebTransport(url, hashes);
      await (kind === 'relay' ? watchRelay(transport) : watchRaw(transport, frameBytes));
      sessions += 1;
      void transport.closed.then(() => { sessions -= 1; });
    }
  }));
}

process.on('message', (request: WatchPlan | 'collect') => {
  if (request !== 'collect') return void open(request).then(() => process.send!({ opened: request.count }), (error: unknown) => process.send!({ failed: String(error) }));
  const latenciesUs = Float64Array.from(latencies);
  latencies = [];
  process.send!({ latenciesUs, sessions } satisfies Watched);
});
process.on('disconnect', () => process.exit(0));
