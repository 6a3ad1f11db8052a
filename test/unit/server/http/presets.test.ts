import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { shippedPresets } from '../../../../core/wire/preset/name.ts';
import { httpApp } from '../../../support/http-app.ts';
import { signalServer } from '../../../support/signal-server.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const create = { method: 'POST', url: '/create_room' } as const;

test('a room made with a shipped preset has its seats, and everyone’s tokens name the preset of their role', async (t) => {
  const { app, store, tokens } = await httpApp(t);
  const { roomId, token, peerId } = (await app.inject({ ...create, payload: { preset: 'group-call-host' } })).json();
  const record = await store.rooms.get(roomId);
  assert.deepEqual([record?.maxBroadcasters, record?.preset], [16, 'group-call-host']);
  const host = await tokens.verify(token);
  assert.deepEqual([host.preset, host.peer_id], ['group-call-host', peerId]);
  const viewer = (await app.inject({ url: `/viewer-token/${roomId}` })).json();
  assert.equal((await tokens.verify(viewer.token)).preset, 'group-call-participant');
  const cohost = (await app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, headers: { authorization: `Bearer ${token}` } })).json();
  assert.equal((await tokens.verify(cohost.token)).preset, 'group-call-participant');
  const exchanged = (await app.inject({ method: 'POST', url: `/broadcaster-token/${roomId}`, payload: { code: new URL(cohost.cohostLink).hash.slice('#code='.length) } })).json();
  assert.equal((await tokens.verify(exchanged.token)).preset, 'group-call-participant');
});

test('seats that are asked for come first, a call has two whatever the preset, and no preset stays none', async (t) => {
  const { app, store, tokens } = await httpApp(t);
  const seats = async (payload: object): Promise<number | undefined> => (await store.rooms.get((await app.inject({ ...create, payload })).json().roomId))?.maxBroadcasters;
  assert.deepEqual([await seats({ preset: 'audio-room' }), await seats({ preset: 'audio-room', maxBroadcasters: 3 }), await seats({ preset: 'group-call-host', roomType: '1v1' })], [12, 3, 2]);
  const { roomId } = (await app.inject(create)).json();
  assert.equal((await tokens.verify((await app.inject({ url: `/viewer-token/${roomId}` })).json().token)).preset, undefined);
});

for (const preset of ['webinar-hots', '', '../live-host', '__proto__', 'x'.repeat(65), 5]) {
  test(`no room is made with the preset ${JSON.stringify(preset).slice(0, 20)}`, async (t) => {
    const { app } = await httpApp(t);
    const response = await app.inject({ ...create, payload: { preset } });
    assert.deepEqual([response.statusCode, response.json().code], [400, 'bad-input']);
  });
}

describe('GET /presets/:name', () => {
  it('gives the shipped ones and the operator’s, to any page that may ask', async (t) => {
    const presetsDir = join(tempDir(), 'presets');
    mkdirSync(presetsDir);
    writeFileSync(join(presetsDir, 'mine.json'), '{ "ui": { "theme": "salon" } }');
    const { app } = await httpApp(t, { presetsDir });
    for (const name of shippedPresets) assert.equal((await app.inject({ url: `/presets/${name}` })).statusCode, 200, name);
    const mine = await app.inject({ url: '/presets/mine' });
    assert.match(String(mine.headers['content-type']), /^application\/json/);
    assert.deepEqual(mine.json(), { ui: { theme: 'salon' } });
  });

  for (const name of ['yours', 'mine.json', '..%2flive-host', '%2e%2e%2fpackage', 'preset.schema', '__proto__', 'A', 'a'.repeat(65)]) {
    it(`has nothing at ${name.slice(0, 20)}`, async (t) => {
      const { app } = await httpApp(t);
      const response = await app.inject({ url: `/presets/${name}` });
      assert.ok([400, 404].includes(response.statusCode), String(response.statusCode));
    });
  }
});

describe('a shipped preset in a token', () => {
  it('binds a webinar’s participant, and whoami says so', async (t) => {
    const server = await signalServer(t);
    const room_id = crypto.randomUUID();
    await server.join({ room_id, role: 'host', preset: 'webinar-host' });
    const viewer = await server.join({ room_id, role: 'viewer', preset: 'webinar-participant' });
    const { caps, limits, preset } = await viewer.must('WhoAmI', {});
    assert.deepEqual(caps, [{ cap: 'subscribe:*', from: 'preset' }, { cap: 'chat:send', from: 'preset' }]);
    assert.deepEqual([limits.slowModeSec, preset], [10, 'webinar-participant']);
    assert.equal(await viewer.refused('RequestCohost', {}), 'not-allowed');
  });

  it('lets nobody show a picture in an audio room', async (t) => {
    const server = await signalServer(t);
    const host = await server.join({ room_id: crypto.randomUUID(), role: 'host', preset: 'audio-room' });
    const { caps } = await host.must('WhoAmI', {});
    assert.ok(caps.some(({ cap, from }) => cap === 'publish:mic' && from === 'preset'));
    assert.ok(!caps.some(({ cap }) => cap === 'publish:camera' || cap === 'publish:screen'));
    assert.ok(caps.some(({ cap, from }) => cap === 'room:end' && from === 'originalHost'));
  });

  it('is said to the page, which wears it', async (t) => {
    const server = await signalServer(t);
    const client = await server.connect();
    const { self } = await client.must('Join', { token: server.token({ role: 'viewer', room_id: crypto.randomUUID(), preset: 'live-viewer' }) });
    assert.equal(self.preset, 'live-viewer');
    const plain = await (await server.connect()).must('Join', { token: server.token({ role: 'viewer', room_id: crypto.randomUUID() }) });
    assert.equal(plain.self.preset, undefined);
  });
});
