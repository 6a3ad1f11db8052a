import { tmpdir } from 'node:os';
import { systemClock } from '../../server/clock.ts';
import { systemIds } from '../../server/ids.ts';
import { startPlane } from '../../server/moqt/audience-plane.ts';
import { relayCertificate } from '../../server/moqt/certificate.ts';
import { loadNative, type NativeSend, type NativeSession } from '../../server/moqt/native.ts';
import { createLogger } from '../../server/observe/logger.ts';
import { freePort } from '../support/free-port.ts';
import { testAuthority } from '../support/test-authority.ts';
import { relaySecret, stampInto, streamId, viewerToken, type LoadTrack, type ServerFigures, type ServerPlan, type ServerReady, type ServerRequest } from './media-protocol.ts';

interface Running extends ServerReady { figures(): Pick<ServerFigures, 'bytesIn' | 'objectsDropped'> }

/** Calls on time on average, however late one call is. */
function atRate(fps: number, next: (index: number) => void): void {
  const from = performance.now();
  let index = 0;
  const turn = (): void => {
    next(index);
    index += 1;
    setTimeout(turn, Math.max(0, from + (index * 1000) / fps - performance.now()));
  };
  turn();
}

function frame({ bytes }: LoadTrack): Uint8Array {
  const payload = new Uint8Array(bytes);
  stampInto(payload);
  return payload;
}

async function relay({ track, upstream }: ServerPlan): Promise<Running> {
  const authority = testAuthority();
  authority.tokens.set(viewerToken, { id: streamId });
  const plane = await startPlane({
    roles: ['relay'], host: '127.0.0.1', port: 0, url: undefined, tls: undefined, also: [], dataDir: tmpdir(), logLevel: 'warn',
    metrics: { key: undefined, open: true }, secrets: [relaySecret], upstream,
  }, { authority, clock: systemClock, ids: systemIds, logger: createLogger({ level: 'warn' }) });
  const { broadcasts, figures } = plane.relay;
  if (track) {
    const writer = broadcasts.publish(['stream', 'org1', streamId]).track('video');
    atRate(track.fps, (index) => {
      const [group, object] = [Math.floor(index / track.perGroup), index % track.perGroup];
      writer.object({ group, subgroup: 0, object, priority: 128, payload: frame(track), status: 'normal' });
      if (object === track.perGroup - 1) writer.subgroupEnd({ group, subgroup: 0, endOfGroup: true });
    });
  }
  const described = (await (await fetch(`${plane.url}relay.json`)).json()) as { webTransport: { certificateHashes: string[] } };
  return { port: plane.port, hashes: described.webTransport.certificateHashes, figures: () => ({ bytesIn: broadcasts.bytesIn, objectsDropped: figures.totals.objectsDropped }) };
}

interface RawViewer { readonly session: NativeSession; stream: Promise<NativeSend> | undefined; busy: boolean }

/** Each frame to each session on a stream for its group, with nothing in between; who has not taken a frame yet is passed over. */
async function raw({ track }: ServerPlan): Promise<Running> {
  const { cert, key, hashes } = relayCertificate(undefined, ['127.0.0.1'], Date.now());
  const port = await freePort();
  const server = loadNative().NapiServer.bind(`127.0.0.1:${port}`, Buffer.from(cert), Buffer.from(key));
  const viewers = new Set<RawViewer>();
  let dropped = 0;
  void (async () => {
    for (let request = await server.accept(); request; request = await server.accept()) {
      void request.ok().then((session) => {
        const viewer: RawViewer = { session, stream: undefined, busy: false };
        viewers.add(viewer);
        void session.closed().finally(() => viewers.delete(viewer)).catch(() => {});
      });
    }
  })();
  async function write(viewer: RawViewer, payload: Buffer, isFirst: boolean, isLast: boolean): Promise<void> {
    if (isFirst) viewer.stream = viewer.session.openUni();
    if (!viewer.stream) return;
    if (viewer.busy) return void (dropped += 1);
    viewer.busy = true;
    try {
      const stream = await viewer.stream;
      await stream.write(payload);
      if (isLast) await stream.finish();
    } catch {
      viewers.delete(viewer);
    }
    viewer.busy = false;
  }
  atRate(track!.fps, (index) => {
    const payload = Buffer.from(frame(track!).buffer);
    const object = index % track!.perGroup;
    for (const viewer of viewers) void write(viewer, payload, object === 0, object === track!.perGroup - 1);
  });
  return { port, hashes, figures: () => ({ bytesIn: 0, objectsDropped: dropped }) };
}

process.once('message', (plan: ServerPlan) => {
  void (plan.kind === 'relay' ? relay(plan) : raw(plan)).then(({ port, hashes, figures }) => {
    process.on('message', (request: ServerRequest) => {
      if (request === 'resident') (globalThis as { gc?: () => void }).gc?.();
      const { user, system } = process.cpuUsage();
      process.send!({ cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss(), ...figures() } satisfies ServerFigures);
    });
    process.send!({ port, hashes } satisfies ServerReady);
  });
});
process.on('disconnect', () => process.exit(0));
