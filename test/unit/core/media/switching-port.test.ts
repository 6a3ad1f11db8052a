import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atom } from 'nanostores';
import type { Requester } from '../../../../core/connection/request.ts';
import type { MeshPort } from '../../../../core/media/mesh.ts';
import type { HeardSignal, MeshRoom, Path } from '../../../../core/media/mesh-room.ts';
import type { MediaPortHandlers, RemoteProducer } from '../../../../core/media/port.ts';
import { SwitchingPort } from '../../../../core/media/switching-port.ts';
import { createFakeClock, settle } from '../../../../core/testing/fake-clock.ts';
import { FakeMediaPort } from '../../../../core/testing/fake-media.ts';
import type { RequestBody } from '../../../../core/wire/signal/requests.ts';
import { media, sources } from './mesh-bench.ts';

const producer = (peerId: string, path: Path, source: 'camera' | 'mic' = 'camera'): RemoteProducer => ({ peerId, producerId: `${peerId}-${source}-${path}`, source, ...(path === 'mesh' && { mesh: true as const }) });

/** A port that says of its tracks what the test wants them to have brought. */
class FakePath extends FakeMediaPort {
  readonly flow = new Map<string, number>();
  readonly tracks = new Map<string, MediaStreamTrack>();
  readonly heardSignals: HeardSignal[] = [];

  constructor(handlers: MediaPortHandlers) {
    super({ ...handlers, added: (remote, track) => {
      this.tracks.set(remote.producerId, track);
      handlers.added(remote, track);
    } });
  }

  brings(producerId: string, count: number): void {
    const track = this.tracks.get(producerId)!;
    this.flow.set(track.id, count);
    this.reports = [new Map([...this.flow].map(([id, frames]) => [id, { type: 'inbound-rtp', kind: 'video', trackIdentifier: id, framesDecoded: frames }])) as unknown as RTCStatsReport];
  }

  heard(signal: HeardSignal): void {
    this.heardSignals.push(signal);
  }

  reaches(): boolean {
    return true;
  }
}

function bench(path: Path = 'mesh') {
  const clock = createFakeClock();
  const [$path, $others] = [atom<Path>(path), atom<readonly string[]>(['bo', 'cy'])];
  const [shown, asked]: [string[], RequestBody[]] = [[], []];
  const made: { sfu: FakePath[]; mesh: FakePath[] } = { sfu: [], mesh: [] };
  let hear: (signal: HeardSignal) => void = () => {};
  const room: MeshRoom = { isMesh: () => true, selfId: () => 'ada', isAway: () => false, $path, $others, listen: (heard) => {
    hear = heard;
    return () => { hear = () => {}; };
  } };
  const make = (kind: Path) => (handlers: MediaPortHandlers): FakePath => {
    const port = new FakePath(handlers);
    made[kind].push(port);
    return port;
  };
  const pathOf = (track: MediaStreamTrack): Path => ([...made.sfu].some(({ tracks }) => [...tracks.values()].includes(track)) ? 'sfu' : 'mesh');
  const port = new SwitchingPort({
    request: (async (body: RequestBody) => void asked.push(body)) as unknown as Requester,
    added: ({ peerId, source }, track) => void shown.push(`+ ${peerId} ${source} by ${pathOf(track)}`),
    removed: ({ peerId, source }) => void shown.push(`- ${peerId} ${source}`),
    failed: () => {},
  }, room, clock, { sfu: make('sfu'), mesh: make('mesh') as unknown as (handlers: MediaPortHandlers) => MeshPort });
  const told = (): string[] => asked.flatMap((body) => (body.type === 'MeshSignal' && body.signal.kind === 'moved' ? [`${body.to} ${body.signal.path}`] : []));
  return { clock, $path, $others, shown, made, port, told, hear: (signal: HeardSignal) => hear(signal) };
}

/** In a mesh with Bo's and Cy's cameras on screen. */
async function inMesh() {
  const all = bench();
  const local = sources();
  await all.port.open(media());
  await all.port.setLocal(local);
  all.port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh')]);
  for (const peerId of ['bo', 'cy']) all.made.mesh[0]!.brings(`${peerId}-camera-mesh`, 10);
  all.shown.length = 0;
  return { ...all, local, mesh: all.made.mesh[0]! };
}

test('opens the path that the server wants, and only that', async () => {
  for (const path of ['mesh', 'sfu'] as const) {
    const { port, made } = bench(path);
    await port.open(media({ kept: true }));
    assert.deepEqual([made.mesh.length, made.sfu.length], path === 'mesh' ? [1, 0] : [0, 1]);
    await port.open(media({ kept: true }));
    assert.equal(made[path][0]!.opened.length, 2, 'again with every Welcome');
    port.close();
  }
});

test('the new path gets all that the old one was told, and each only what is its own', async () => {
  const { port, made, $path, local } = await inMesh();
  await port.setQuality('low');
  await port.setSuspended(true);
  await port.setSendLimits({ watched: new Map(), relief: 1 });
  $path.set('sfu');
  await settle();
  const [sfu] = made.sfu;
  assert.deepEqual([sfu!.local, sfu!.quality, sfu!.suspended, sfu!.limits.relief, sfu!.opened[0]!.kept], [local, 'low', true, 1, false]);
  port.setRemote([producer('bo', 'mesh'), producer('bo', 'sfu')]);
  assert.deepEqual([...sfu!.tracks.keys()], ['bo-camera-sfu']);
  port.close();
});

test('a picture changes over when the new one is there, and not before', async () => {
  const { port, made, $path, shown, clock, mesh } = await inMesh();
  $path.set('sfu');
  port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh'), producer('bo', 'sfu'), producer('cy', 'sfu')]);
  mesh.brings('bo-camera-mesh', 20);
  mesh.brings('cy-camera-mesh', 20);
  await clock.advance(1000);
  assert.deepEqual(shown, []);
  made.sfu[0]!.brings('bo-camera-sfu', 1);
  await clock.advance(300);
  assert.deepEqual(shown, ['+ bo camera by sfu']);
  made.sfu[0]!.brings('cy-camera-sfu', 1);
  await clock.advance(300);
  assert.deepEqual(shown, ['+ bo camera by sfu', '+ cy camera by sfu']);
  port.close();
  assert.equal(clock.pending(), 0);
});

test('the old path ends when everybody has moved both ways, and everything published by it with it', async () => {
  const { port, made, $path, clock, mesh, told, hear } = await inMesh();
  $path.set('sfu');
  port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh'), producer('bo', 'sfu'), producer('cy', 'sfu')]);
  for (const peerId of ['bo', 'cy']) made.sfu[0]!.brings(`${peerId}-camera-sfu`, 1);
  await clock.advance(300);
  assert.deepEqual(told(), ['bo sfu', 'cy sfu'], 'each once');
  hear({ from: 'bo', signal: { kind: 'moved', path: 'sfu' } });
  await clock.advance(2000);
  assert.equal(mesh.closed, false, 'Cy still looks at it');
  hear({ from: 'cy', signal: { kind: 'moved', path: 'mesh' } });
  await clock.advance(2000);
  assert.equal(mesh.closed, false, 'that was another move');
  hear({ from: 'cy', signal: { kind: 'moved', path: 'sfu' } });
  await clock.advance(300);
  assert.deepEqual([mesh.closed, mesh.local, told().length], [true, {}, 2]);
  port.close();
  assert.equal(clock.pending(), 0);
});

test('a camera that is off is not waited for', async () => {
  const { port, $path, clock, told } = await inMesh();
  $path.set('sfu');
  port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh'), producer('bo', 'sfu'), producer('cy', 'sfu')]);
  await clock.advance(2500);
  assert.deepEqual(told(), [], 'perhaps it only stutters');
  await clock.advance(1500);
  assert.deepEqual(told(), ['bo sfu', 'cy sfu']);
  port.close();
});

test('one who does not answer keeps the old path for half a minute, one who leaves does not', async () => {
  const { port, made, $path, $others, clock, mesh, hear } = await inMesh();
  $path.set('sfu');
  port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh'), producer('bo', 'sfu'), producer('cy', 'sfu')]);
  for (const peerId of ['bo', 'cy']) made.sfu[0]!.brings(`${peerId}-camera-sfu`, 1);
  hear({ from: 'bo', signal: { kind: 'moved', path: 'sfu' } });
  await clock.advance(29_000);
  assert.equal(mesh.closed, false);
  $others.set(['bo']);
  await clock.advance(300);
  assert.equal(mesh.closed, true);
  port.close();
});

test('what the old path took away before the new one had a picture is shown as soon as may be', async () => {
  const { port, $path, clock, shown } = await inMesh();
  $path.set('sfu');
  port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh'), producer('bo', 'sfu')]);
  await clock.advance(300);
  port.setRemote([producer('cy', 'mesh'), producer('bo', 'sfu')]);
  assert.deepEqual(shown, ['+ bo camera by sfu']);
  port.setRemote([producer('bo', 'sfu')]);
  assert.deepEqual(shown, ['+ bo camera by sfu', '- cy camera'], 'nothing else shows Cy');
  port.close();
});

test('a change of mind in the middle turns round', async () => {
  const { port, made, $path, clock, mesh, shown, hear } = await inMesh();
  $path.set('sfu');
  port.setRemote([producer('bo', 'mesh'), producer('cy', 'mesh'), producer('bo', 'sfu'), producer('cy', 'sfu')]);
  made.sfu[0]!.brings('bo-camera-sfu', 1);
  await clock.advance(300);
  $path.set('mesh');
  await clock.advance(300);
  assert.deepEqual(shown, ['+ bo camera by sfu', '+ bo camera by mesh']);
  for (const from of ['bo', 'cy']) hear({ from, signal: { kind: 'moved', path: 'mesh' } });
  await clock.advance(300);
  assert.deepEqual([mesh.closed, made.sfu[0]!.closed, made.mesh.length], [false, true, 1]);
  port.close();
});

test('signals go to the mesh, and are dropped where there is none', async () => {
  const { hear, mesh, $path, port } = await inMesh();
  const signal: HeardSignal = { from: 'bo', signal: { kind: 'ask' } };
  hear(signal);
  assert.deepEqual(mesh.heardSignals, [signal]);
  port.close();
  const other = bench('sfu');
  await other.port.open(media());
  other.hear(signal);
  assert.equal(other.made.mesh.length, 0);
  $path.set('sfu');
  other.port.close();
});
