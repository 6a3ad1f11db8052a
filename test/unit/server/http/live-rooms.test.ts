import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AdminAnswer, ExploreAnswer } from '../../../../server/http/live-rooms.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { httpApp, inTheOpen } from '../../../support/http-app.ts';
import { signalServer, type SignalServer } from '../../../support/signal-server.ts';

interface Answer<Body> { readonly status: number; readonly headers: Headers; readonly body: Body }

async function get<Body = ExploreAnswer>(server: SignalServer, path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
  const response = await fetch(`${server.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

async function create(server: SignalServer, body: object): Promise<{ roomId: string; peerId: string; token: string }> {
  const response = await fetch(`${server.url}create_room`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-org-key': key }, body: JSON.stringify(body) });
  return (await response.json()) as { roomId: string; peerId: string; token: string };
}

const key = 'the key of the backend';

/** A room made by HTTP and gone live, with so many watching. */
async function live(server: SignalServer, body: object, viewers: number): Promise<{ roomId: string; peerId: string }> {
  const { roomId, peerId, token } = await create(server, body);
  await (await server.connect()).must('Join', { token });
  for (let index = 0; index < viewers; index++) await server.join({ role: 'viewer', room_id: roomId });
  return { roomId, peerId };
}

describe('GET /api/live/explore', () => {
  it('lists live rooms that asked for it, the most watched first, with a link that leads in', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock, config: { apiKey: key } });
    const small = await live(server, { title: 'Small', listed: true, displayName: 'Ada' }, 1);
    const large = await live(server, { title: 'Large', category: 'Music', listed: true, displayName: 'Bo', avatarUrl: 'https://a.example/b.png' }, 2);
    await live(server, { title: 'Hidden' }, 3);
    await create(server, { title: 'Not begun', listed: true });
    const { status, headers, body } = await get(server, 'api/live/explore');
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'public, max-age=2');
    assert.deepEqual(body, {
      rooms: [
        { roomId: large.roomId, title: 'Large', category: 'Music', hostName: 'Bo', hostAvatarUrl: 'https://a.example/b.png', viewerCount: 2, startedAt: clock.now(), shareLink: `${server.url}viewer.html?room=${large.roomId}&host=${large.peerId}` },
        { roomId: small.roomId, title: 'Small', category: '', hostName: 'Ada', viewerCount: 1, startedAt: clock.now(), shareLink: `${server.url}viewer.html?room=${small.roomId}&host=${small.peerId}` },
      ],
      total: 2,
      next: null,
    });
    assert.deepEqual((await get(server, 'api/live/explore?category=Music')).body.rooms.length, 1);
    const first = (await get(server, 'api/live/explore?limit=1')).body;
    assert.deepEqual([first.rooms.map(({ title }) => title), first.total, first.next], [['Large'], 2, 1]);
    const second = (await get(server, 'api/live/explore?limit=1&offset=1')).body;
    assert.deepEqual([second.rooms[0]!.title, second.next], ['Small', null]);
  });

  it('is made once for all who ask within two seconds', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock, config: { apiKey: key } });
    await get(server, 'api/live/explore');
    await live(server, { title: 'New', listed: true }, 0);
    assert.equal((await get(server, 'api/live/explore')).body.total, 0);
    clock.advance(2000);
    assert.equal((await get(server, 'api/live/explore')).body.total, 1);
  });

  it('lists by default only where nobody but this machine can see it', async (t) => {
    const { app, store } = await httpApp(t);
    const { app: open, store: others } = await httpApp(t, inTheOpen);
    const [here, there] = [await app.inject({ method: 'POST', url: '/create_room' }), await open.inject({ method: 'POST', url: '/create_room', headers: { 'x-org-key': key } })];
    assert.equal((await store.rooms.get(here.json().roomId))?.listed, true);
    assert.equal((await others.rooms.get(there.json().roomId))?.listed, undefined);
    const asked = await app.inject({ method: 'POST', url: '/create_room', payload: { listed: false } });
    assert.equal((await store.rooms.get(asked.json().roomId))?.listed, undefined);
    assert.equal((await app.inject({ method: 'POST', url: '/create_room', payload: { listed: 'yes' } })).json().code, 'bad-input');
  });

  it('refuses what is no page, and an address that asks too often', async (t) => {
    const { app, clock } = await httpApp(t);
    for (const query of ['limit=0', 'limit=101', 'limit=two', 'limit=-1', 'offset=1.5', 'offset=9999999', `category=${'x'.repeat(41)}`, 'limit=1&limit=2']) {
      const response = await app.inject(`/api/live/explore?${query}`);
      assert.deepEqual([response.statusCode, response.json().code], [400, 'bad-input'], query);
    }
    let last = 200;
    for (let again = 0; again < 60 && last !== 429; again++) last = (await app.inject('/api/live/explore')).statusCode;
    assert.equal(last, 429);
    clock.advance(1000);
    assert.equal((await app.inject('/api/live/explore')).statusCode, 200);
  });
});

describe('GET /api/admin/live/rooms', () => {
  it('shows the operator every room, its people and its audiences', async (t) => {
    const clock = createFakeClock();
    const server = await signalServer(t, { clock, config: { apiKey: key } });
    const { roomId, peerId } = await live(server, { title: 'One', displayName: 'Ada', listed: true }, 2);
    await server.join({ role: 'host', room_id: roomId, host_peer_id: 'cohost', is_original_host: false, display_name: 'Bo' });
    await server.join({ role: 'viewer', room_id: roomId, host_peer_id: 'cohost' });
    clock.advance(5000);
    const { status, headers, body } = await get<AdminAnswer>(server, 'api/admin/live/rooms', { 'x-org-key': key });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(body.totals, { rooms: 1, live: 1, broadcasters: 2, viewers: 3 });
    const room = body.rooms[0]!;
    assert.deepEqual([room.roomId, room.status, room.title, room.listed, room.uptimeSec, room.viewerCount, room.peakViewers], [roomId, 'live', 'One', true, 5, 3, 3]);
    assert.deepEqual(room.broadcasters.map(({ displayName, isOriginalHost, away, sources }) => ({ displayName, isOriginalHost, away, sources })), [
      { displayName: 'Ada', isOriginalHost: true, away: false, sources: [] },
      { displayName: 'Bo', isOriginalHost: false, away: false, sources: [] },
    ]);
    assert.deepEqual(new Map(room.audiences.map(({ hostPeerId, viewerCount }) => [hostPeerId, viewerCount])), new Map([[peerId, 2], ['cohost', 1]]));
    assert.deepEqual(room.bytes, { received: 0, sent: 0 });
  });

  it('is closed to everyone without the key', async (t) => {
    const { app } = await httpApp(t, inTheOpen);
    assert.equal((await app.inject('/api/admin/live/rooms')).json().code, 'key-missing');
    assert.equal((await app.inject({ url: '/api/admin/live/rooms', headers: { 'x-org-key': 'a guess' } })).json().code, 'key-invalid');
    const right = await app.inject({ url: '/api/admin/live/rooms', headers: { 'x-org-key': inTheOpen.apiKey! } });
    assert.deepEqual(right.json(), { totals: { rooms: 0, live: 0, broadcasters: 0, viewers: 0 }, rooms: [], total: 0, next: null });
  });
});
