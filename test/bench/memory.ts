import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leanFlag } from '../../server/setup/lean.ts';
import { footage } from '../fixtures/footage.ts';
import { launchBrowser } from '../support/browser.ts';
import { handMint } from '../support/hand-mint.ts';
import { goLive, identity, plays, watch } from '../support/room-page.ts';
import { SignalClient } from '../support/signal-client.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import type { Row } from './row.ts';

const secret = 'a secret of the benchmark, 32 bytes or more';
const reachMb = 150;
/** What counts as flat between 250 and 500 joins: the noise of a heap, not one peer's worth each. */
const flatMb = 8;
const atOnce = 10;

async function residentMb(pid: number): Promise<number> {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

interface Resident { readonly server: number; readonly workers: number }

async function resident(server: TestServer): Promise<Resident> {
  const collections = () => server.output().split('collected').length;
  for (let round = 0; round < 3; round++) {
    const before = collections();
    process.kill(server.pid, 'SIGUSR2');
    await until(collections, (count) => count > before, { what: 'the garbage is collected' });
  }
  const workers = await Promise.all((await server.workers()).map(residentMb));
  return { server: await residentMb(server.pid), workers: workers.reduce((sum, mb) => sum + mb, 0) };
}

/** Joins as a viewer would, opens every stream of the stage, and leaves. */
async function comeAndGo(server: TestServer, roomId: string, hostPeerId: string): Promise<void> {
  const token = handMint({ room_id: roomId, role: 'viewer', room_type: 'live', host_peer_id: hostPeerId, exp: Math.floor(Date.now() / 1000) + 600 }, secret);
  const client = await new SignalClient(server.url).opened();
  const { media, snapshot } = await client.must('Join', { token });
  const transport = media.recvTransport ?? (await client.must('OpenTransport', { direction: 'recv' })).transport;
  const producerIds = (snapshot?.broadcasters ?? []).flatMap(({ producers }) => producers.map(({ producerId }) => producerId));
  const { consumers } = await client.must('Consume', { transportId: transport.transportId, producerIds, rtpCapabilities: media.rtpCapabilities });
  if (consumers.length !== producerIds.length) throw new Error(`${consumers.length} of ${producerIds.length} streams opened`);
  await client.must('Leave', {});
  await client.close();
}

async function churn(joins: number, once: () => Promise<void>): Promise<void> {
  for (let done = 0; done < joins; done += atOnce) await Promise.all(Array.from({ length: atOnce }, once));
}

/** The server as `npm start` runs it the second time: with its flags, and from modules already compiled. */
async function startLean(cache: string): Promise<TestServer> {
  const collector = join(import.meta.dirname, '../support/server-gc.ts');
  const server = await startServer({ env: { JWT_SECRET: secret, NODE_COMPILE_CACHE: cache }, nodeOptions: [leanFlag, '--expose-gc', '--import', collector] });
  await server.stop();
  await server.start();
  return server;
}

/** Resident memory with one room live, and after 250 and 500 viewers have come and gone. */
export async function measure(): Promise<Row[]> {
  const cache = await mkdtemp(join(tmpdir(), 'muf-live-'));
  const server = await startLean(cache);
  const browser = await launchBrowser({ footage: await footage() });
  try {
    const host = await browser.visit();
    await host.page.goto(`${server.url}/broadcaster.html`);
    const link = await goLive(host, 'Ada');
    const { roomId, peerId } = await identity(host.page);
    await watch(await browser.visit(), link, 'Bo', 'Ada');
    await plays(host.page, 'Ada', 60);
    const live = await resident(server);
    const once = () => comeAndGo(server, roomId!, peerId!);
    await churn(250, once);
    const half = await resident(server);
    await churn(250, once);
    const whole = await resident(server);
    const mb = (value: number) => `${Math.round(value)} MB`;
    return [
      { what: 'server, resident: one room live, after 500 joins and leaves', figure: `${mb(live.server)}, ${mb(whole.server)}`, reach: `≤ ${reachMb} MB`, reached: Math.max(live.server, whole.server) <= reachMb },
      { what: 'server, growth from 250 to 500 joins', figure: `${(whole.server - half.server).toFixed(1)} MB`, reach: `flat (≤ ${flatMb} MB)`, reached: whole.server - half.server <= flatMb },
      { what: 'media workers together, resident: one room live, after 250 and 500', figure: `${mb(live.workers)}, ${mb(half.workers)}, ${mb(whole.workers)}`, reach: `flat (≤ ${flatMb} MB)`, reached: whole.workers - half.workers <= flatMb },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(cache, { recursive: true, force: true });
  }
}
