import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../../../core/errors.ts';
import { settle } from '../../../../core/testing/fake-clock.ts';
import { rejectionOf } from '../harness.ts';
import { FakeCall, media, sources, track, type FakePage } from './mesh-bench.ts';

const last = (page: FakePage) => page.connections.at(-1)!;
const offers = (page: FakePage): number => page.said.filter((said) => said.startsWith('offer')).length;

/** Two connected pages, Ada's id being the lower one. */
async function pair() {
  const call = new FakeCall();
  const [ada, bo] = [await call.opened('ada'), await call.opened('bo')];
  await settle(300);
  for (const page of [ada, bo]) last(page).become('connected');
  return { call, ada, bo };
}

test('the lower id offers, whoever comes first, and one connection is made of it', async () => {
  for (const order of [['ada', 'bo'], ['bo', 'ada']]) {
    const call = new FakeCall();
    for (const peerId of order) await call.opened(peerId);
    await settle(300);
    const [ada, bo] = [call.pages.get('ada')!, call.pages.get('bo')!];
    assert.deepEqual([ada.connections.length, bo.connections.length, offers(bo)], [1, 1, 0], order.join());
    assert.deepEqual([last(ada).signalingState, last(bo).signalingState], ['stable', 'stable']);
    assert.deepEqual(last(bo).lines.map(({ kind }) => kind), ['audio', 'video', 'video', 'audio']);
    assert.ok(last(bo).candidates.length > 0 && last(ada).candidates.length > 0);
    call.close();
  }
});

test('three make three connections, each between two', async () => {
  const call = new FakeCall();
  for (const peerId of ['bo', 'ada', 'cy']) await call.opened(peerId);
  await settle(400);
  assert.deepEqual([...call.pages.values()].map(({ connections }) => connections.length), [2, 2, 2]);
  call.close();
  assert.equal(call.clock.pending(), 0);
});

test('a fourth is left to the SFU', async () => {
  const call = new FakeCall();
  for (const peerId of ['ada', 'bo', 'cy']) await call.opened(peerId);
  await call.opened('dee');
  await settle(400);
  assert.deepEqual([call.pages.get('dee')!.connections.length, call.pages.get('ada')!.connections.length], [0, 2]);
  call.close();
});

test('what is captured goes out on the lines of every connection, and is announced once', async () => {
  const { call, ada, bo } = await pair();
  const local = sources();
  await ada.port.setLocal(local);
  await settle(100);
  assert.deepEqual(last(ada).lines.map(({ sender }) => sender.track), [local.mic!.track, local.camera!.track, null, null]);
  assert.deepEqual(ada.typesAsked().filter((type) => type === 'MeshPublish').length, 2);
  await ada.port.setLocal({ ...local, screen: { track: track('video'), paused: false } });
  assert.ok(last(ada).lines[2]!.sender.track);
  assert.deepEqual([offers(ada), bo.said.filter((said) => said.startsWith('answer')).length], [1, 1], 'nothing is negotiated anew for it');
  call.close();
});

test('muted, off and suspended send nothing; only the first two are told', async () => {
  const { call, ada } = await pair();
  const local = sources();
  await ada.port.setLocal(local);
  await ada.port.setLocal({ ...local, mic: { ...local.mic!, paused: true }, camera: { track: null, paused: true } });
  assert.deepEqual(last(ada).lines.map(({ sender }) => sender.track), [null, null, null, null]);
  assert.deepEqual(ada.asked.flatMap((body) => (body.type === 'MeshPublish' && body.paused ? [body.source] : [])).toSorted(), ['camera', 'mic']);
  await ada.port.setLocal(local);
  const before = ada.asked.length;
  await ada.port.setSuspended(true);
  assert.deepEqual([last(ada).lines[1]!.sender.track, ada.asked.length], [null, before]);
  await ada.port.setSuspended(false);
  assert.equal(last(ada).lines[1]!.sender.track, local.camera!.track);
  await ada.port.setLocal({});
  assert.equal(ada.typesAsked().filter((type) => type === 'CloseProducer').length, 2);
  call.close();
});

test('tracks are told of when they are announced and the connection is there', async () => {
  const call = new FakeCall();
  const [ada, bo] = [await call.opened('ada'), await call.opened('bo')];
  call.publish();
  await settle(300);
  assert.deepEqual(ada.heard, [], 'nothing flows before it is connected');
  last(ada).become('connected');
  last(bo).become('connected');
  assert.deepEqual([ada.heard, bo.heard], [['+ bo camera', '+ bo mic'], ['+ ada camera', '+ ada mic']]);
  ada.port.setRemote([{ peerId: 'bo', producerId: 'bo-mic', source: 'mic', mesh: true }]);
  assert.deepEqual(ada.heard.slice(2), ['- bo camera']);
  call.leave('bo');
  ada.port.setRemote([]);
  assert.deepEqual([ada.heard.slice(3), last(ada).connectionState], [['- bo mic'], 'closed']);
  call.close();
  assert.equal(call.clock.pending(), 0);
});

test('a lost path is looked for by the one who offers, whoever notices', async () => {
  const { call, ada, bo } = await pair();
  last(bo).become('disconnected');
  await call.clock.advance(500);
  last(bo).become('connected');
  await call.clock.advance(3000);
  assert.equal(last(ada).restarts, 0, 'a short loss heals by itself');
  last(bo).become('disconnected');
  await call.clock.advance(1000);
  await settle(300);
  assert.deepEqual([last(ada).restarts, ada.connections.length, offers(bo)], [1, 1, 0]);
  assert.equal(last(bo).remoteDescription?.sdp.includes('ice=1'), true);
  last(bo).become('connected');
  last(ada).become('failed');
  await call.clock.advance(0);
  await settle(300);
  assert.equal(last(ada).restarts, 2);
  call.close();
});

test('after a cut every path is looked for anew and all is announced again, with the new credentials for what is made later', async () => {
  const { call, ada, bo } = await pair();
  await ada.port.setLocal(sources());
  ada.asked.length = 0;
  const iceServers = [{ urls: 'turn:127.0.0.1', username: 'later', credential: 'x' }];
  await ada.port.open(media({ kept: false, iceServers }));
  await settle(300);
  assert.deepEqual([last(ada).restarts, ada.connections.length], [1, 1]);
  assert.equal(ada.typesAsked().filter((type) => type === 'MeshPublish').length, 2);
  await bo.port.open(media());
  await settle(300);
  assert.equal(last(ada).restarts, 2, 'the other one asks for it');
  await call.opened('cy');
  await settle(300);
  assert.deepEqual(last(ada).configuration.iceServers, iceServers);
  call.close();
});

test('a page that was opened anew is connected anew, whichever side it is on', async () => {
  for (const again of ['ada', 'bo']) {
    const { call, ada, bo } = await pair();
    const stays = again === 'ada' ? bo : ada;
    await call.opened(again);
    await call.clock.advance(500);
    await settle(400);
    assert.equal(stays.connections.length, 2, again);
    assert.deepEqual([stays.connections[0]!.connectionState, last(stays).signalingState], ['closed', 'stable']);
    assert.equal(last(call.pages.get(again)!).signalingState, 'stable');
    ada.port.close();
    bo.port.close();
    call.close();
    assert.equal(call.clock.pending(), 0);
  }
});

test('an offer that was lost is made again, the same one', async () => {
  const call = new FakeCall();
  let lost = 0;
  call.lose = (from, _to, kind) => from === 'ada' && kind === 'description' && (lost += 1) === 1;
  const [ada, bo] = [await call.opened('ada'), await call.opened('bo')];
  await call.clock.advance(9000);
  await settle(300);
  assert.deepEqual([ada.connections.length, bo.connections.length, last(bo).signalingState], [1, 1, 'stable']);
  call.close();
});

test('two who cannot reach each other say so once, and not while one of them is away', async () => {
  const call = new FakeCall();
  const [ada] = [await call.opened('ada'), await call.opened('bo')];
  call.away.add('bo');
  await call.clock.advance(60_000);
  assert.equal(ada.typesAsked().includes('MeshFailed'), false);
  call.away.delete('bo');
  await call.clock.advance(60_000);
  assert.deepEqual(ada.asked.filter(({ type }) => type === 'MeshFailed'), [{ type: 'MeshFailed', peerId: 'bo' }]);
  call.close();
  assert.equal(call.clock.pending(), 0);
});

test('a mesh that is broken and cannot be reported is told of until there is a way again, or no need of one', async () => {
  for (const over of [(ada: FakePage) => last(ada).become('connected'), (ada: FakePage) => ada.port.close()]) {
    const { call, ada } = await pair();
    call.refuse = new LiveError('busy');
    for (let turn = 0; turn < 5; turn += 1) {
      last(ada).become('failed');
      await call.clock.advance(9000);
    }
    assert.ok(ada.failures.length > 0 && ada.failures.every((code) => code === 'busy'), ada.failures.join());
    over(ada);
    assert.equal(ada.failures.at(-1), 'mended');
    call.close();
  }
});

test('nobody complains of the mesh once the SFU carries media', async () => {
  const { call, ada } = await pair();
  call.$path.set('sfu');
  for (let turn = 0; turn < 5; turn += 1) {
    last(ada).become('failed');
    await call.clock.advance(9000);
  }
  assert.equal(ada.typesAsked().includes('MeshFailed'), false);
  call.close();
});

test('signals that make no sense are dropped: strangers’, an offer by the wrong side, answers and candidates of an earlier connection', async () => {
  const { call, ada, bo } = await pair();
  const before = [ada.connections.length, bo.connections.length];
  ada.port.heard({ from: 'zoe', signal: { kind: 'description', connection: 'x', description: { type: 'offer', sdp: 'v=1 ice=0 audio' } } });
  ada.port.heard({ from: 'bo', signal: { kind: 'description', connection: 'x', description: { type: 'offer', sdp: 'v=1 ice=0 audio' } } });
  bo.port.heard({ from: 'ada', signal: { kind: 'description', connection: 'x', description: { type: 'answer', sdp: 'v=1 ice=0 audio' } } });
  bo.port.heard({ from: 'ada', signal: { kind: 'candidate', connection: 'x', candidate: { candidate: 'old' } } });
  bo.port.heard({ from: 'ada', signal: { kind: 'ask' } });
  await settle(300);
  assert.deepEqual([ada.connections.length, bo.connections.length], before);
  assert.equal(last(bo).candidates.some((candidate) => JSON.stringify(candidate).includes('old')), false);
  call.close();
});

test('an offer with other lines is of no use: the SFU is asked for', async () => {
  const call = new FakeCall();
  const bo = await call.opened('bo');
  call.$stage.set(['bo', 'ada']);
  bo.port.heard({ from: 'ada', signal: { kind: 'description', connection: 'x', description: { type: 'offer', sdp: 'v=1 ice=0 video' } } });
  await settle(300);
  assert.deepEqual(bo.asked.filter(({ type }) => type === 'MeshFailed'), [{ type: 'MeshFailed', peerId: 'ada' }]);
  call.close();
});

test('a smaller picture is asked of whoever sends it, and is sent', async () => {
  const { call, ada, bo } = await pair();
  await ada.port.setLocal(sources());
  call.publish();
  await bo.port.setQuality('low');
  await settle(100);
  assert.deepEqual(bo.asked.filter((body) => body.type === 'MeshSignal' && body.signal.kind === 'want').length, 1, 'once');
  const { encoding } = last(ada).lines[1]!.sender;
  assert.deepEqual([encoding['scaleResolutionDownBy'], encoding['active']], [4, true]);
  await bo.port.setWanted(new Map([['ada-camera', 'none']]));
  await settle(100);
  assert.equal(last(ada).lines[1]!.sender.encoding['active'], false);
  await bo.port.setWanted(new Map());
  await bo.port.setQuality('auto');
  await settle(100);
  assert.equal(last(ada).lines[1]!.sender.encoding['scaleResolutionDownBy'], 1);
  await ada.port.setSendLimits({ watched: new Map(), relief: 2 });
  assert.deepEqual([last(ada).lines[1]!.sender.encoding['scaleResolutionDownBy'], last(ada).lines[1]!.sender.encoding['maxFramerate']], [4, 15]);
  call.close();
});

test('relays only, where that is wanted', async () => {
  const call = new FakeCall();
  await call.opened('bo');
  const ada = call.page('ada', 'relay');
  await ada.port.open(media());
  assert.equal(last(ada).configuration.iceTransportPolicy, 'relay');
  call.close();
});

test('whoever may not publish hears of it', async () => {
  const { call, ada } = await pair();
  call.refuse = new LiveError('not-allowed');
  assert.equal((await rejectionOf(ada.port.setLocal(sources()))).code, 'not-allowed');
  call.close();
});
