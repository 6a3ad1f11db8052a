import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSession } from '../../../../core/wire/moqt/session.ts';
import { systemClock } from '../../../../server/clock.ts';
import { MediaChild } from '../../../../server/moqt/child.ts';
import type { PlaneConfig } from '../../../../server/moqt/plane-config.ts';
import { createRoomPublisher } from '../../../../server/moqt/room-publisher.ts';
import { dialWebSocket } from '../../../../server/moqt/web-socket.ts';
import { createLogger } from '../../../../server/observe/logger.ts';
import { bytes, streamOf, watchTrack } from '../../../support/relay-clients.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { testAuthority } from '../../../support/test-authority.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-secret-of-this-start';
const logger = createLogger({ level: 'silent' });

function mediaChild(changes: Partial<PlaneConfig> = {}): { child: MediaChild; ports: number[]; authority: ReturnType<typeof testAuthority> } {
  const ports: number[] = [];
  const authority = testAuthority();
  const config: PlaneConfig = {
    roles: ['relay', 'hls'], host: '127.0.0.1', port: 0, url: undefined, tls: undefined, also: [], dataDir: tempDir(), logLevel: 'silent',
    metrics: { key: undefined, open: true }, secrets: [secret], upstream: undefined, ...changes,
  };
  return { child: new MediaChild({ config, authority, clock: systemClock, logger, listening: (port) => void ports.push(port) }), ports, authority };
}

describe('the media process', () => {
  const { child, ports, authority } = mediaChild();
  const rooms = createRoomPublisher({ connect: async () => dialWebSocket(`ws://127.0.0.1:${await child.start()}/relay?sk=${secret}`), clock: systemClock, logger });
  let port = 0;

  before(async () => { port = await child.start(); });
  after(async () => {
    rooms.close();
    await child.close();
  });

  it('is one for all who ask, and says how it is reached', async () => {
    assert.equal(await child.start(), port);
    assert.deepEqual(ports, [port]);
    const described = (await (await fetch(`http://127.0.0.1:${port}/relay.json`)).json()) as { webSocket: { url: string }; hls: { url: string }; drafts: number[] };
    assert.deepEqual({ webSocket: described.webSocket, hls: described.hls, drafts: described.drafts }, { webSocket: { url: `ws://127.0.0.1:${port}` }, hls: { url: `http://127.0.0.1:${port}` }, drafts: [14, 16] });
    assert.match(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text(), /^muf_relay_sessions 0$/m);
  });

  it('asks this process who may watch, carries what its rooms broadcast, and does so again after it was killed', async () => {
    const track = rooms.publish(streamOf('lv_1')).track('video');
    const watch = async (token: string): Promise<ReturnType<typeof watchTrack>> => watchTrack(await openSession(await dialWebSocket(`ws://127.0.0.1:${port}/playback/lv_1?tok=${token}`), { draft: 14 }), 'video');
    const plays = (group: number): Promise<string[]> => until(async () => {
      track.object({ group, subgroup: 0, object: 0, priority: 128, payload: bytes(100), status: 'normal' });
      const viewer = await watch('token-1');
      await viewer.subscription.accepted;
      return until(() => viewer.places(), (places) => places.length > 0, { what: 'an object', within: 2000, every: 10 });
    }, Boolean, { what: 'it plays' });

    assert.deepEqual(await plays(1), ['1/0']);
    await assert.rejects((await watch('forged')).subscription.accepted);
    const before = child.pid!;
    process.kill(before, 'SIGKILL');
    await until(() => child.pid, (pid) => pid !== undefined && pid !== before, { what: 'another process' });
    assert.deepEqual((await plays(2)).at(-1), '2/0');
    assert.equal(await child.start(), port);
    await until(() => authority.rows.length, (count) => count > 0, { what: 'figures' });
  });

  it('goes on when a terminal interrupts all of its processes', async () => {
    const pid = child.pid!;
    process.kill(pid, 'SIGINT');
    // A session is over some time after that signal has come to it.
    await (await openSession(await dialWebSocket(`ws://127.0.0.1:${port}/playback/lv_1?tok=token-1`), { draft: 14 })).close();
    assert.equal((await fetch(`http://127.0.0.1:${port}/relay.json`)).status, 200);
    assert.equal(child.pid, pid);
  });

  it('ends with the one that started it', async () => {
    const pid = child.pid!;
    await child.close();
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    await assert.rejects(child.start(), { name: 'StartError' });
  });
});

it('a port that is taken is one sentence', async (t) => {
  const [first, second] = [mediaChild(), mediaChild];
  t.after(() => first.child.close());
  const taken = second({ port: await first.child.start() });
  t.after(() => taken.child.close());
  await assert.rejects(taken.child.start(), { name: 'StartError', message: /^Port \d+ is taken: stop the program that uses it, or set RELAY_PORT to another one\.$/ });
});
